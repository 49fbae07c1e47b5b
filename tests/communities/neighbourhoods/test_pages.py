"""Pages open for whoever may see them, say what is wrong at the field, and cost the same with one row and with many."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from communities.neighbourhoods import services
from communities.neighbourhoods.models import Neighbourhood, NeighbourhoodDeclaration, PlausibilityQuery
from communities.people.rights import Actor
from tests.cast import People, Town
from tests.communities.neighbourhoods import making

Browser = Callable[[Actor], Client]
LIST = "/qingdao/neighbourhoods/"
TABS = (
    "",
    "buildings/",
    "surveys/",
    "documents/",
    "history/",
    "print/",
    "edit/",
    "merge/",
    "buildings/new/",
    "surveys/new/",
    "declare/QD-C-residential/",
)
FORM = {
    "name": "登州路31号院",
    "survey_year": "2024",
    "completed_on": "1991年6月",
    "buildings_declared": "６",
    "households_declared": "1,214",
    "floor_area_declared": "107200",
    "residents": "3,050",
}


@pytest.fixture
def row(qingdao: Town, people: People) -> Neighbourhood:
    with qingdao.entered():
        found = making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street)
        making.declare_all(found, street=people.qd_street, community=people.qd_community)
        return found


def _file(row: Neighbourhood, tab: str = "") -> str:
    return f"{LIST}{row.pk}/{tab}"


@pytest.mark.parametrize("tab", TABS)
def test_file_every_tab_opens_for_the_street(
    row: Neighbourhood, people: People, client_of: Browser, tab: str
) -> None:
    response = client_of(people.qd_street).get(_file(row, tab))

    assert response.status_code == 200
    assert "河清路二小区" in response.content.decode()


@pytest.mark.parametrize("tab", TABS)
def test_file_outside_the_persons_places_does_not_exist(
    row: Neighbourhood, people: People, wulong: Town, client_of: Browser, tab: str
) -> None:
    assert client_of(people.wl_housing).get(_file(row, tab)).status_code == 404
    assert client_of(people.wl_housing).get(_file(row, tab).replace("qingdao", "wulong")).status_code == 404
    assert client_of(people.qd_admin).get(_file(row, tab)).status_code == 404


@pytest.mark.parametrize(
    "tab", ["edit/", "merge/", "buildings/new/", "surveys/new/", "declare/QD-C-residential/"]
)
def test_file_inside_without_the_capability_is_refused_with_a_sentence(
    row: Neighbourhood, people: People, client_of: Browser, tab: str
) -> None:
    response = client_of(people.qd_finance).get(_file(row, tab))

    assert response.status_code == 403
    assert "您" in response.content.decode()


def test_paper_kept_above_is_named_to_the_community_and_leads_nowhere(
    qingdao: Town, row: Neighbourhood, people: People, client_of: Browser
) -> None:
    street, community = people.qd_street, people.qd_community
    with qingdao.entered():
        kept = making.paper(qingdao.places[making.COMMUNITY].parent, street)
        services.declare(
            criterion="QD-C-neglect",
            value=True,
            neighbourhoods=[row],
            evidence=[("摸底调查表", kept)],
            on=making.DAY,
            by=street,
            now=making.NOW,
        )
    link = f"/qingdao/documents/{kept.pk}/"
    assert link in client_of(street).get(_file(row, "documents/")).content.decode()
    page = client_of(community).get(_file(row, "documents/")).content.decode()
    assert "不在您的查看范围" in page
    assert link not in page


def test_verdict_panel_shows_every_criterion_with_clause_and_quote(
    row: Neighbourhood, people: People, client_of: Browser
) -> None:
    page = client_of(people.qd_street).get(_file(row)).content.decode()

    for words in ("可纳入", "将2005年12月31日前建成", "失养失修失管严重", "居民改造意愿强烈", "二(二)1"):
        assert words in page


def test_new_understands_how_bureaus_write_and_judges_at_once(
    qingdao: Town, people: People, client_of: Browser
) -> None:
    place = qingdao.places[making.COMMUNITY]

    response = client_of(people.qd_street).post(
        f"{LIST}new/", {**FORM, "jurisdiction": place.pk}, follow=True
    )

    assert "已登记“登州路31号院”" in response.content.decode()
    with qingdao.entered():
        row = Neighbourhood.objects.get()
        assert (row.buildings, row.households, str(row.completed_from)) == (6, 1214, "1991-06-01")
        assert (row.eligible, row.residents) == ("undetermined", 3050)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("households_declared", "约300", "请填写整数"),
        ("households_declared", "-3", "不能为负数"),
        ("completed_on", "不详", "不是建成时间"),
        ("completed_on", "2027-01-01", "不能晚于今天"),
        ("name", "", "必填"),
    ],
)
def test_new_wrong_field_says_so_there_and_loses_nothing(
    qingdao: Town, people: People, client_of: Browser, field: str, value: str, sentence: str
) -> None:
    given = {**FORM, "jurisdiction": qingdao.places[making.COMMUNITY].pk, field: value}

    response = client_of(people.qd_street).post(f"{LIST}new/", given)

    assert response.status_code == 200
    errors = response.context["form"].errors
    assert list(errors) == [field]
    assert sentence in str(errors[field])
    assert "登州路31号院" in response.content.decode() or field == "name"
    with qingdao.entered():
        assert not Neighbourhood.objects.exists()


def test_new_in_another_district_is_no_choice(qingdao: Town, people: People, client_of: Browser) -> None:
    given = {**FORM, "jurisdiction": qingdao.places[making.ELSEWHERE].pk}

    response = client_of(people.qd_street).post(f"{LIST}new/", given)

    assert "jurisdiction" in response.context["form"].errors


def test_edit_stale_shows_both_versions_and_keeps_what_was_typed(
    qingdao: Town, row: Neighbourhood, people: People, client_of: Browser
) -> None:
    given = {
        **FORM,
        "jurisdiction": row.jurisdiction_id,
        "revision": row.revision,
        "reason": "核对",
        "structure": "框架",
    }
    with qingdao.entered():
        services.correct(
            row, values={"structure": "砖混"}, reason="他人", revision=1, by=people.qd_city, now=making.NOW
        )
    client = client_of(people.qd_street)

    first = client.post(_file(row, "edit/"), given)
    second = client.post(
        _file(row, "edit/"), {**given, "revision": first.context["form"]["revision"].value()}
    )

    page = first.content.decode()
    assert "刚被他人修改" in page
    assert {"field": "结构形式", "current": "砖混", "mine": "框架"} in first.context["theirs"]
    assert second.status_code == 302


def test_edit_of_a_row_that_answers_yes_and_no_says_what_is_wrong(
    qingdao: Town, row: Neighbourhood, people: People, client_of: Browser
) -> None:
    answers = {"has_owners_organisation": False, "is_historic_building": True}
    with qingdao.entered():
        services.correct(row, values=answers, reason="核实", revision=1, by=people.qd_city, now=making.NOW)
    given = {**FORM, "jurisdiction": row.jurisdiction_id, "households_declared": "约300", "reason": "核对"}

    page = client_of(people.qd_street).post(_file(row, "edit/"), given)

    assert page.status_code == 200
    assert "households_declared" in page.context["form"].errors


def test_buildings_pasted_from_a_spreadsheet(
    qingdao: Town, row: Neighbourhood, people: People, client_of: Browser
) -> None:
    rows = "楼号\t建成\t层数\n1号楼\t1994\t6\t4\t48\t3,861.54\t砖混\tb级\t屋面漏雨\n2号楼\t1993\t5\n"

    client_of(people.qd_street).post(_file(row, "buildings/new/"), {"rows": rows})

    with qingdao.entered():
        one, two = row.building_rows.all()
        assert (one.households, str(one.floor_area), one.danger_grade) == (48, "3861.54", "B")
        assert (two.name, two.storeys) == ("2号楼", 5)


def test_buildings_pasted_with_a_wrong_cell_names_the_row_and_writes_none(
    qingdao: Town, row: Neighbourhood, people: People, client_of: Browser
) -> None:
    response = client_of(people.qd_street).post(
        _file(row, "buildings/new/"), {"rows": "1号楼\t1994\n2号楼\t约1993\n"}
    )

    assert "第 2 行" in str(response.context["many"].errors)
    assert "约1993" in response.content.decode()
    with qingdao.entered():
        assert not row.building_rows.exists()


def test_declare_by_form_without_the_paper_says_so_at_the_paper(
    row: Neighbourhood, people: People, client_of: Browser
) -> None:
    client = client_of(people.qd_street)
    url = _file(row, "declare/QD-C-neglect/")
    organisation = client.get(url).context["form"]["organisation"].value()
    given = {"value": "yes", "organisation": organisation, "on": "2026-11-20"}

    response = client.post(url, given)

    assert "须附《摸底调查表》" in str(response.context["form"].errors["file_0"])


def test_declare_in_bulk_by_page_with_one_upload(qingdao: Town, people: People, client_of: Browser) -> None:
    with qingdao.entered():
        place = qingdao.places[making.COMMUNITY]
        rows = [making.neighbourhood(place, people.qd_street, f"{n}号院") for n in range(3)]
    client = client_of(people.qd_street)
    url = "/qingdao/declarations/new/?criterion=QD-C-neglect"
    given = {
        "value": "yes",
        "organisation": client.get(url).context["form"]["organisation"].value(),
        "on": "2026-11-20",
        "picked": [rows[0].pk, rows[1].pk],
        "file_0": SimpleUploadedFile("摸底.pdf", b"%PDF-1.4\n%%EOF\n"),
    }

    response = client.post(url, given, follow=True)

    assert "申报 2 个小区" in response.content.decode()
    with qingdao.entered():
        made = NeighbourhoodDeclaration.objects.all()
        assert {d.neighbourhood_id for d in made} == {rows[0].pk, rows[1].pk}
        assert len({d.evidence.get().document_id for d in made}) == 1


def test_declare_in_bulk_by_somebody_without_such_an_office_is_refused(
    row: Neighbourhood, people: People, client_of: Browser
) -> None:
    assert client_of(people.qd_finance).get("/qingdao/declarations/new/").status_code == 403


def test_todo_page_leads_to_the_bulk_declaration(qingdao: Town, people: People, client_of: Browser) -> None:
    with qingdao.entered():
        making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street)

    page = client_of(people.qd_street).get("/qingdao/declarations/").content.decode()

    assert "/qingdao/declarations/new/?criterion=QD-C-neglect" in page


def test_query_answered_on_the_page_settles_the_row(
    qingdao: Town, people: People, client_of: Browser
) -> None:
    with qingdao.entered():
        row = making.neighbourhood(
            qingdao.places[making.COMMUNITY], people.qd_street, floor_area_declared=2_510_000
        )
        query = PlausibilityQuery.objects.get()
    client = client_of(people.qd_street)

    assert "户均" in client.get(_file(row)).content.decode()
    client.post(_file(row, f"queries/{query.pk}/"), {"text": "含商业面积"})

    with qingdao.entered():
        row.refresh_from_db()
        assert row.is_registered


def test_merge_by_page(qingdao: Town, row: Neighbourhood, people: People, client_of: Browser) -> None:
    with qingdao.entered():
        twin = making.neighbourhood(row.jurisdiction, people.qd_street, "河清路2小区")

    client_of(people.qd_street).post(_file(row, "merge/"), {"drop": twin.pk, "reason": "同一小区"})

    with qingdao.entered():
        twin.refresh_from_db()
        assert twin.merged_into_id == row.pk
    assert "已并入" in client_of(people.qd_street).get(_file(twin)).content.decode()


def test_export_values_are_numbers_and_texts_no_formulas(
    qingdao: Town, row: Neighbourhood, people: People, client_of: Browser
) -> None:
    with qingdao.entered():
        making.neighbourhood(row.jurisdiction, people.qd_street, "=1+1号院", survey_year=2023)

    response = client_of(people.qd_street).get(f"{LIST}export/?year=2024")
    every = client_of(people.qd_street).get(f"{LIST}export/")

    sheet = load_workbook(io.BytesIO(response.content)).active
    assert sheet is not None
    head, one = ([cell.value for cell in cells] for cells in sheet.iter_rows(min_row=1, max_row=2))
    shown = dict(zip(head, one, strict=True))
    assert (shown["小区名称"], shown["居民户数(户)"], shown["建筑面积(㎡)"], shown["建成时间"]) == (
        "河清路二小区",
        312,
        25100,
        "1998",
    )
    assert (shown["县(市、区)"], shown["社区"], shown["纳入判定"]) == ("市南区", "云霄路社区", "可纳入")
    sheet = load_workbook(io.BytesIO(every.content)).active
    assert sheet is not None
    cells = [cell for cells in sheet.iter_rows() for cell in cells if cell.value == "=1+1号院"]
    assert [cell.data_type for cell in cells] == ["s"]


def test_export_without_the_capability_is_refused(qingdao: Town, people: People, client_of: Browser) -> None:
    assert client_of(people.qd_admin).get(f"{LIST}export/").status_code == 403


def test_ticked_rows_of_elsewhere_are_not_exported(
    qingdao: Town, row: Neighbourhood, people: People, client_of: Browser
) -> None:
    with qingdao.entered():
        far = making.neighbourhood(qingdao.places[making.ELSEWHERE], people.qd_city, "远处小区")

    response = client_of(people.qd_street).post(
        f"{LIST}picked/", {"picked": [row.pk, far.pk], "do": "export"}
    )

    sheet = load_workbook(io.BytesIO(response.content)).active
    assert sheet is not None
    names = {cell.value for cells in sheet.iter_rows() for cell in cells}
    assert "河清路二小区" in names
    assert "远处小区" not in names


def test_list_with_one_row_and_with_many_same_number_of_queries(
    qingdao: Town, people: People, client_of: Browser
) -> None:
    with qingdao.entered():
        place = qingdao.places[making.COMMUNITY]
        making.neighbourhood(place, people.qd_street)
    client = client_of(people.qd_city)
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    with qingdao.entered():
        rows = []
        for number in range(500):
            row = Neighbourhood(jurisdiction=place, **making.facts(f"{number}号院"))
            services.place_and_name(row)
            services.settle_sums(row, [])
            rows.append(row)
        Neighbourhood.objects.bulk_create(rows)
    with CaptureQueriesContext(connection) as many:
        response = client.get(LIST)

    assert "筛选合计 501 个小区" in response.content.decode()
    assert len(one) == len(many) <= 15, [q["sql"][:120] for q in many]


def test_list_empty_says_what_to_do_first(qingdao: Town, people: People, client_of: Browser) -> None:
    client = client_of(people.qd_street)

    assert "登记册还是空的" in client.get(LIST).content.decode()
    assert "没有符合条件的小区" in client.get(f"{LIST}?q=河").content.decode()


def test_building_criterion_declared_by_page_for_the_owners(
    wulong: Town, people: People, client_of: Browser
) -> None:
    with wulong.entered():
        row = making.neighbourhood(wulong.places[making.WL_COMMUNITY], people.wl_street)
        (building,) = services.add_buildings(row, [{"name": "1号楼"}], by=people.wl_street, now=making.NOW)
    client = client_of(people.wl_street)
    page = f"/wulong/neighbourhoods/{row.pk}/buildings/{building.pk}/"
    url = f"{page}declare/WL-C-structure/"
    given = {
        "value": "yes",
        "organisation": client.get(url).context["form"]["organisation"].value(),
        "on": "2026-11-20",
        "file_0": SimpleUploadedFile("证明.pdf", b"%PDF-1.4\n%%EOF\n"),
    }

    assert "WL-C-structure" in client.get(page).content.decode()
    client.post(url, given)

    with wulong.entered():
        made = NeighbourhoodDeclaration.objects.get()
        assert (made.building, made.stated_by, made.value) == (building, "owners", True)


def test_edit_completion_that_follows_from_buildings_needs_the_tick(
    qingdao: Town, row: Neighbourhood, people: People, client_of: Browser
) -> None:
    with qingdao.entered():
        built = {"completed_from": date(1993, 1, 1), "completed_to": date(1993, 12, 31)}
        services.add_buildings(row, [{"name": "1号楼", **built}], by=people.qd_street, now=making.NOW)
        row.refresh_from_db()
    given = {**FORM, "jurisdiction": row.jurisdiction_id, "revision": row.revision, "reason": "竣工资料"}
    client = client_of(people.qd_street)

    bare = client.post(_file(row, "edit/"), given)
    ticked = client.post(_file(row, "edit/"), {**given, "completed_is_chosen": "on"})

    assert list(bare.context["form"].errors) == ["completed_is_chosen"]
    assert ticked.status_code == 302
    with qingdao.entered():
        row.refresh_from_db()
        assert str(row.completed_from) == "1991-06-01"
