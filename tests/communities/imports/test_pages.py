"""The import in the browser, step by step, and in JSON."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from communities.neighbourhoods.imports import services
from communities.neighbourhoods.models import ColumnMapping, ImportState, Neighbourhood, RegisterImport
from communities.people.rights import Actor
from communities.records.models import Job, JobState
from tests.cast import People, Town
from tests.communities.imports.files import at, checked, run, sheet, written
from tests.communities.register.sheets import HEADERS, raw, register

ClientOf = Callable[[Actor], Client]


def file_of(content: bytes, name: str = "摸底台账.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def the_import() -> RegisterImport:
    found: RegisterImport = RegisterImport.objects.select_related("document", "job", "jurisdiction").get()
    return found


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_story_from_file_to_register_and_back(qingdao: Town, people: People, client_of: ClientOf) -> None:
    clerk, client = people.qd_district, client_of(people.qd_district)
    assert "导入到" in text(client, "/qingdao/imports/new/")
    content = sheet(qingdao, {}, {"households": "约300"}, {"name": "棉纺厂宿舍", "buildings": 60})
    sent = {"file": file_of(content), "place": qingdao.places["370202"].pk, "survey_year": ""}
    response = client.post("/qingdao/imports/new/", sent)
    with qingdao.entered():
        pk = the_import().pk
    assert response.headers["Location"] == f"/qingdao/imports/{pk}/columns/"

    page = text(client, f"/qingdao/imports/{pk}/columns/")
    assert "居民户数(户)" in page
    assert "摸底年度 2023" in page  # told by the title
    choices = {"area_unit": "万平方米"} | {chr(65 + n): field for n, field in enumerate(HEADERS)}
    response = client.post(f"/qingdao/imports/{pk}/columns/", choices)
    assert response.headers["Location"] == f"/qingdao/imports/{pk}/"
    assert "等待后台开始" in text(client, f"/qingdao/imports/{pk}/")

    with qingdao.entered():
        run(the_import(), by=clerk)
    page = text(client, f"/qingdao/imports/{pk}/")
    assert "写入 2 行" in page
    assert "“约300”是约数" in page
    assert "每栋户数偏低" in page
    assert "尚未写入任何数据" in page
    assert "下载错误回执" in page
    with qingdao.entered():
        assert not Neighbourhood.objects.exists()

    for _ in range(2):  # a double click
        response = client.post(f"/qingdao/imports/{pk}/write/")
        assert response.headers["Location"] == f"/qingdao/imports/{pk}/"
    with qingdao.entered():
        assert Job.objects.filter(kind="import-write").count() == 1
        run(the_import(), by=clerk)
        assert Neighbourhood.objects.count() == 2
    page = text(client, f"/qingdao/imports/{pk}/")
    assert "已写入：新增 2 个小区" in page
    assert "已写入" in text(client, "/qingdao/imports/")

    response = client.post(f"/qingdao/imports/{pk}/undo/", follow=True)
    assert "已撤销：删除 2 个新增小区" in response.content.decode()
    with qingdao.entered():
        assert not Neighbourhood.objects.exists()


def test_receipt_holds_the_wrong_rows_and_the_marked_copy_their_cells(
    qingdao: Town, people: People, client_of: ClientOf
) -> None:
    with qingdao.entered():
        found = checked(sheet(qingdao, {}, {"households": "约300"}), by=people.qd_district)
        stored = found.reading or {}
    client = client_of(people.qd_district)
    files = {}
    for kind in ("receipt", "marked"):
        response = client.get(f"/qingdao/documents/{stored[kind]}/")
        assert response.headers["Content-Disposition"].startswith("attachment")
        files[kind] = load_workbook(io.BytesIO(b"".join(response.streaming_content)))  # type: ignore[attr-defined]
    assert files["receipt"].worksheets[0]["H4"].value == "约300"
    assert files["receipt"].worksheets[0].max_row == 4
    comment = files["marked"].worksheets[0]["H5"].comment
    assert comment is not None
    assert "约300" in comment.text


def test_unchanged_file_says_so_and_offers_no_button(
    qingdao: Town, people: People, client_of: ClientOf
) -> None:
    with qingdao.entered():
        written(sheet(qingdao), by=people.qd_district)
        again = checked(sheet(qingdao), by=people.qd_district)
    page = text(client_of(people.qd_district), f"/qingdao/imports/{again.pk}/")
    assert "1 行与登记册完全一致，没有要写入的内容" in page
    assert "/write/" not in page


def test_update_is_shown_field_by_field(qingdao: Town, people: People, client_of: ClientOf) -> None:
    with qingdao.entered():
        written(sheet(qingdao), by=people.qd_district)
        found = checked(sheet(qingdao, {"households": 340}), by=people.qd_district)
    client = client_of(people.qd_district)
    for address in ("", "rows/?kind=update"):
        page = text(client, f"/qingdao/imports/{found.pk}/{address}")
        assert "居民户数" in page
        assert "<b>340 户</b>" in page


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.xlsx", b"", "文件是空的（0 字节）"),
        ("a.xls", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "旧版 .xls"),
        ("a.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        ("a.xlsx", register({})[:2000], "文件不完整或已损坏"),
        ("a.xlsx", raw(["甲", "乙"], [1, 2]), "没有找到表头"),
        ("a.pdf", b"%PDF-1.7", "这不是 .xlsx 文件"),
    ],
)
def test_unusable_file_is_refused_at_the_field(
    qingdao: Town, people: People, client_of: ClientOf, name: str, content: bytes, sentence: str
) -> None:
    sent = {"file": file_of(content, name), "place": qingdao.places["370202"].pk}
    page = client_of(people.qd_district).post("/qingdao/imports/new/", sent).content.decode()
    assert sentence in page
    with qingdao.entered():
        assert not RegisterImport.objects.exists()


def test_corrected_columns_are_remembered_for_the_next_file(
    qingdao: Town, people: People, client_of: ClientOf
) -> None:
    client, place = client_of(people.qd_district), qingdao.places["370202"].pk
    content = register(at(qingdao), headers=HEADERS | {"households": "住户", "floor_area": "面积"})
    for expected in (False, True):
        client.post("/qingdao/imports/new/", {"file": file_of(content), "place": place})
        with qingdao.entered():
            pk = RegisterImport.objects.latest("pk").pk
        page = text(client, f"/qingdao/imports/{pk}/columns/")
        assert ('<option value="households" selected>' in page) is expected
        if not expected:
            choices = {chr(65 + n): field for n, field in enumerate(HEADERS)} | {"area_unit": "平方米"}
            wrong = client.post(f"/qingdao/imports/{pk}/columns/", choices | {"H": ""})
            assert "还没有指明哪一列是：居民户数" in wrong.content.decode()
            client.post(f"/qingdao/imports/{pk}/columns/", choices)
    with qingdao.entered():
        assert ColumnMapping.objects.get().mapping == {"住户": "households", "面积": "floor_area@平方米"}


def test_failed_dry_run_says_why_and_can_be_repeated(
    qingdao: Town, people: People, client_of: ClientOf
) -> None:
    client = client_of(people.qd_district)
    with qingdao.entered():
        found = checked(sheet(qingdao), by=people.qd_district)
        found.document.file.storage.delete(found.document.file.name)
        again = services.check(found, by=people.qd_district)
        with pytest.raises(FileNotFoundError):
            run(again, by=people.qd_district)
    page = text(client, f"/qingdao/imports/{found.pk}/")
    assert "系统出错，未写入任何数据" in page
    assert "重新试运行" in page


def test_lost_worker_is_noticed_by_the_page_and_the_write_can_be_repeated(
    qingdao: Town, people: People, client_of: ClientOf
) -> None:
    clerk = people.qd_district
    with qingdao.entered():
        found = services.write(checked(sheet(qingdao), by=clerk), by=clerk)
        Job.objects.filter(pk=found.job_id).update(
            state=JobState.RUNNING, started_at=timezone.now() - timedelta(minutes=1)
        )
    client = client_of(clerk)
    page = text(client, f"/qingdao/imports/{found.pk}/")
    assert "后台中断，未写入任何数据，可重新提交" in page
    assert "写入 1 行" in page
    client.post(f"/qingdao/imports/{found.pk}/write/")
    with qingdao.entered():
        run(the_import(), by=clerk)
        assert Neighbourhood.objects.count() == 1


def test_poll_gives_the_progress_and_reloads_at_the_end(
    qingdao: Town, people: People, client_of: ClientOf
) -> None:
    clerk, client = people.qd_district, client_of(people.qd_district)
    with qingdao.entered():
        found = services.check(checked(sheet(qingdao), by=clerk), by=clerk)
    part = client.get(f"/qingdao/imports/{found.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "hj-job" in part
    assert "<html" not in part
    with qingdao.entered():
        run(found, by=clerk)
    ended = client.get(f"/qingdao/imports/{found.pk}/", headers={"HX-Request": "true"})
    assert ended.headers["HX-Refresh"] == "true"


@pytest.mark.parametrize("uploads", [1, 30])
def test_list_costs_the_same_for_one_and_for_thirty(
    qingdao: Town,
    people: People,
    client_of: ClientOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    uploads: int,
) -> None:
    with qingdao.entered():
        first = written(sheet(qingdao), by=people.qd_district)
        RegisterImport.objects.bulk_create(
            RegisterImport(
                document=first.document,
                job=first.job,
                jurisdiction=first.jurisdiction,
                survey_year=2023,
                state=ImportState.CHECKED,
                uploaded_by=first.uploaded_by,
            )
            for _ in range(uploads - 1)
        )
    client = client_of(people.qd_district)
    with django_assert_max_num_queries(15):
        page = text(client, "/qingdao/imports/")
    assert page.count("台账.xlsx</a>") == uploads


def test_api_uploads_writes_and_undoes(qingdao: Town, people: People, client_of: ClientOf) -> None:
    clerk, client = people.qd_district, client_of(people.qd_district)
    headers = {"X-Tenant": "qingdao"}
    content = sheet(qingdao, {}, {"households": "约300"})
    made = client.post("/api/v1/imports/", {"file": file_of(content)}, headers=headers)
    assert (made.status_code, made.json()["state"], made.json()["dry_run"]) == (202, "checking", None)
    address = f"/api/v1/imports/{made.json()['id']}/"
    with qingdao.entered():
        run(the_import(), by=clerk)
    shown = client.get(address, headers=headers).json()
    assert (shown["state"], shown["dry_run"]["created"], shown["dry_run"]["left_out"]) == ("checked", 1, 1)
    assert shown["dry_run"]["errors"][0]["value"] == "约300"
    assert client.post(f"{address}write/", headers=headers).status_code == 202
    with qingdao.entered():
        run(the_import(), by=clerk)
    assert client.get("/api/v1/imports/", headers=headers).json()["results"][0]["summary"]["created"] == 1
    assert client.post(f"{address}undo/", headers=headers).json()["state"] == "undone"
    again = client.post(f"{address}undo/", headers=headers)
    assert (again.status_code, again.json()["error"]) == (400, "invalid")


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    ("login", "tenant", "status"),
    [
        ("wl_district", "wulong", 404),
        ("wl_district", "qingdao", 404),
        ("qd_street", "qingdao", 404),
        ("qd_leader", "qingdao", 403),
    ],
)
def test_api_keeps_strangers_out(
    qingdao: Town,
    wulong: Town,
    people: People,
    client_of: ClientOf,
    login: str,
    tenant: str,
    status: int,
    method: str,
) -> None:
    with qingdao.entered():
        found = checked(sheet(qingdao), by=people.qd_district)
    address = f"/api/v1/imports/{found.pk}/" + ("write/" if method == "post" else "")
    client = client_of(getattr(people, login))
    assert getattr(client, method)(address, headers={"X-Tenant": tenant}).status_code == status
