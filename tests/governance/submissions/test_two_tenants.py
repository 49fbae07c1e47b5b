"""What a superior gets of a city, and what it does not: frozen figures, never a live row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from communities.closing.errors import NotPossible as Refusal
from communities.closing.services import set_superior
from communities.people import tokens
from communities.people.rights import Actor, Refused
from communities.rulebooks.queries import in_force
from communities.tenancy.owned import OwnedEvent, TenantOwned
from governance import desk
from governance.models import Submission
from governance.monthly.services import set_due_day
from governance.onboarding.checklist import checklist
from governance.submissions import queries, services
from governance.submissions.content import as_of, digest_of, tables_of
from projects.errors import NotPossible
from tests.cast import People, Town, found_town
from tests.governance.monthly import staging
from tests.governance.monthly.staging import NOW, moment
from tests.projects import making

PROVINCE = {
    "zj-housing": (("p-housing",), "department", ""),
    "zj-district": (("lead",), "department", "330102"),
}
TODAY = date(2026, 11, 20)
OCTOBER = {"kind": "month-report", "period": "2026-10"}


@pytest.fixture
def province(qingdao: Town) -> Town:
    """A superior that runs no programme: a tenant on a rulebook of its own, the city's superior."""
    town = found_town("zhejiang", "浙江省", PROVINCE, adopted=date(2023, 1, 1))
    set_superior(qingdao.tenant, superior=town.tenant)
    qingdao.tenant.refresh_from_db()
    return town


@pytest.fixture
def surveyed(qingdao: Town, province: Town, people: People) -> Submission:
    """The city has submitted its survey."""
    with qingdao.entered():
        making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street)
        return services.submit(kind="superior-table", period="", by=people.qd_city, now=NOW)


def test_locked_month_report_is_frozen_and_summed_by_the_superior(
    qingdao: Town, wulong: Town, province: Town, people: People
) -> None:
    by = people.qd_city
    with qingdao.entered():
        staging.staged(qingdao, people)
        report = staging.drafted(qingdao, by, "")
        with pytest.raises(NotPossible, match="还没有锁定"):
            services.submit(**OCTOBER, by=by, now=NOW)
        report = staging.locked(report, people)
        sent = services.submit(**OCTOBER, note="首报", by=by, now=NOW)
        with pytest.raises(NotPossible, match="没有变化"):
            services.submit(**OCTOBER, by=by, now=NOW)
        with pytest.raises(Refused):
            services.submit(**OCTOBER, by=people.qd_housing, now=NOW)
    assert (sent.source, sent.rulebook, sent.number) == (report.digest, 1, 1)

    set_superior(wulong.tenant, superior=province.tenant)
    with province.entered():
        (got,) = queries.received()
        tables = {table.id: table for table in tables_of(got.content)}
        lines = queries.situation(**OCTOBER, on=TODAY)
    assert as_of(got.content) == report.known_until
    assert digest_of(got) == got.digest
    assert [(line.tenant.code, line.word) for line in lines] == [
        ("qingdao", "已报送，待签收"),
        ("wulong", "未报送"),
    ]
    year = dict(zip((c.id for c in tables["year"].columns), tables["year"].total.values, strict=True))
    assert (year["planned.neighbourhoods"], year["lifts"]) == (2, 5)
    assert year["start_neighbourhoods"] == Decimal(100)


def test_superior_reads_no_row_of_the_city_but_the_submission(
    surveyed: Submission, qingdao: Town, province: Town, client_of: Callable[[Actor], Client]
) -> None:
    walled = [m for m in apps.get_models() if issubclass(m, TenantOwned | OwnedEvent)]
    with qingdao.entered(), connection.cursor() as cursor:
        full = [m for m in walled if _foreign(cursor, m, province)]
    assert len(full) > 10
    with province.entered(), connection.cursor() as cursor:
        seen = [m._meta.label for m in walled if _foreign(cursor, m, province)]
        assert seen == ["governance.Submission"]
        assert not Submission.objects.filter(pk=surveyed.pk).exists()  # its own are those it has sent
        assert Submission.objects.received().get().pk == surveyed.pk
        token = tokens.issue(person=province.actors["zj-housing"].person, tenant=province.tenant)
    reader, bearer = client_of(province.actors["zj-housing"]), {"Authorization": f"Bearer {token}"}
    page = f"submissions/{surveyed.pk}/"
    assert reader.get(f"/zhejiang/{page}").status_code == 200
    assert reader.get(f"/qingdao/{page}").status_code == 404
    assert Client().get(f"/api/v1/{page}", headers=bearer).json()["tables"][0]["total"][0] == "1"
    assert Client().get("/api/v1/neighbourhoods/", headers=bearer).json()["results"] == []


def _foreign(cursor: Any, model: Any, town: Town) -> bool:
    """Whether raw SQL shows a row of another tenant than this town's."""
    table = model._meta.db_table
    cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table} WHERE tenant_id <> %s)", [town.tenant.pk])  # noqa: S608
    return bool(cursor.fetchone()[0])


def test_nobody_else_sees_it(
    surveyed: Submission, wulong: Town, people: People, client_of: Callable[[Actor], Client]
) -> None:
    """Another city of the same superior, and one of nobody: neither by ORM nor SQL nor address."""
    with wulong.entered():
        assert not Submission._base_manager.exists()
        assert not queries.readable(people.wl_housing).exists()
    reader = client_of(people.wl_housing)
    assert reader.get(f"/wulong/submissions/{surveyed.pk}/").status_code == 404
    headers = {"X-Tenant": "wulong"}
    assert reader.get(f"/api/v1/submissions/{surveyed.pk}/", headers=headers).status_code == 404
    assert not Submission._base_manager.exists()  # and outside every tenant nobody does


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE governance_submission SET content = '{}'",
        "DELETE FROM governance_submission",
        "UPDATE governance_submission SET recipient_id = tenant_id",
    ],
)
def test_tampering_is_refused_to_both(
    change: str, surveyed: Submission, qingdao: Town, province: Town
) -> None:
    for town in (qingdao, province):
        with (
            town.entered(),
            connection.cursor() as cursor,
            pytest.raises(DatabaseError),
            transaction.atomic(),
        ):
            cursor.execute(change)


def test_rows_go_to_the_superior_or_back_and_nowhere_else(
    surveyed: Submission, qingdao: Town, wulong: Town, province: Town
) -> None:
    def forged(**more: object) -> Submission:
        given = {
            "tenant": qingdao.tenant, "recipient": province.tenant, "kind": "month-report", "title": "x",
            "organisation_name": "x", "submitted_by_name": "x", "submitted_at": NOW, "digest": "f" * 64,
        }  # fmt: skip
        return Submission(**{**given, **more})

    refused = [
        (qingdao, forged(recipient=wulong.tenant), "superior"),
        (wulong, forged(), "row-level security"),
        (province, forged(), "row-level security"),
        (province, forged(tenant=province.tenant, recipient=qingdao.tenant), "superior"),
        (
            province,
            forged(
                tenant=province.tenant,
                recipient=wulong.tenant,
                kind="receipt",
                answers=surveyed.digest,
                outcome="received",
            ),
            "answers",
        ),
    ]
    for town, row, why in refused:
        with town.entered(), pytest.raises(DatabaseError, match=why), transaction.atomic():
            row.save()


def test_returned_with_a_reason_and_sent_again(
    surveyed: Submission, qingdao: Town, province: Town, people: People
) -> None:
    judge = province.actors["zj-housing"]
    with province.entered():
        got = queries.received().get()
        services.answer(got, outcome="received", by=judge, now=moment(11, 4))
        with pytest.raises(NotPossible, match="须写明原因"):
            services.answer(got, outcome="returned", by=judge, now=moment(11, 5))
        services.answer(got, outcome="returned", reason="缺两个区", by=judge, now=moment(11, 5))
        with pytest.raises(NotPossible, match="不能再次答复"):
            services.answer(got, outcome="received", by=judge, now=moment(11, 6))
        with pytest.raises(Refused):
            services.answer(got, outcome="returned", reason="x", by=province.actors["zj-district"], now=NOW)
    with qingdao.entered():
        (standing,) = queries.standings(queries.sent())
        assert (standing.word, standing.receipt and standing.receipt.note) == ("已退回", "缺两个区")
        with pytest.raises(NotPossible, match="只能答复"):
            services.answer(surveyed, outcome="received", by=people.qd_city, now=NOW)
        again = services.submit(kind="superior-table", period="", by=people.qd_city, now=moment(11, 7))
    assert again.number == 2
    with province.entered():
        (line,) = queries.situation(kind="superior-table", period="", on=TODAY)
    assert (line.state, line.submission and line.submission.number) == ("sent", 2)


def test_figures_stay_frozen_while_the_register_moves_on(
    surveyed: Submission, qingdao: Town, province: Town, people: People
) -> None:
    with qingdao.entered():
        making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street, "登州路小区")
    with province.entered():
        (table,) = tables_of(queries.received().get().content)
    assert table.total_texts == ["1", "8", "312", "2.51"]


def test_without_a_superior_nothing_is_sent_and_circles_are_refused(
    qingdao: Town, wulong: Town, people: People
) -> None:
    with qingdao.entered():
        making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street)
        with pytest.raises(NotPossible, match="没有设定上级"):
            services.submit(kind="superior-table", period="", by=people.qd_city, now=NOW)
    set_superior(qingdao.tenant, superior=wulong.tenant)
    with pytest.raises(Refusal, match="自己的下级"):
        set_superior(wulong.tenant, superior=qingdao.tenant)


def test_pages_from_choosing_to_the_sum(
    surveyed: Submission, qingdao: Town, province: Town, people: People, client_of: Callable[[Actor], Client]
) -> None:
    city, above = client_of(people.qd_city), client_of(province.actors["zj-housing"])
    with qingdao.entered():
        making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street, "登州路小区")
    went = city.post(
        "/qingdao/submissions/new/", {"kind": "superior-table", "year": "all", "month": "2026-10"}
    )
    assert went["Location"] == "/qingdao/submissions/new/superior-table/all/"
    assert "624" in city.get(went["Location"]).content.decode()
    assert city.post(went["Location"], {"note": "补报一个小区"}, follow=True).status_code == 200
    listed = city.get("/qingdao/submissions/").content.decode()
    assert listed.count("待签收") == 2
    assert client_of(people.qd_street).get("/qingdao/submissions/").status_code == 403
    assert client_of(people.qd_housing).post(went["Location"]).status_code == 403

    query = "?kind=superior-table&period="
    situation = above.get(f"/zhejiang/submissions/received/{query}").content.decode()
    assert "补报一个小区" in situation
    with province.entered():
        pk, before = queries.received().values_list("pk", flat=True)
    assert "还没有可以汇总的数字" in above.get(f"/zhejiang/submissions/sum/{query}").content.decode()
    assert above.get(f"/zhejiang/submissions/sum/file/{query}").status_code == 404
    assert above.post(f"/zhejiang/submissions/{before}/answer/", {"outcome": "received"}).status_code == 302
    summed = above.get(f"/zhejiang/submissions/sum/{query}").content.decode()
    assert "312" in summed
    assert "第 2 次已报送，待签收，计入的是第 1 次" in summed
    for address in ("received/file", "sum/file"):
        book = openpyxl.load_workbook(BytesIO(above.get(f"/zhejiang/submissions/{address}/{query}").content))
        assert any("青岛市" in str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row)
    assert [cell.value for cell in book["汇总表"][4]] == [None, "全省小计", 1, 8, 312, 2.51]
    assert [cell.value for cell in book["来源"][2]][2:6:3] == ["第 1 次", "第 1 版"]
    answer = f"/zhejiang/submissions/{pk}/answer/"
    shown = above.post(answer, {"outcome": "returned", "reason": ""})
    assert "退回须写明原因" in shown.content.decode()
    assert above.post(answer, {"outcome": "returned", "reason": "重复登记"}).status_code == 302
    seen = city.get(f"/qingdao/submissions/{pk}/").content.decode()
    assert "重复登记" in seen
    assert went["Location"] in seen, "the way to send it again"
    assert city.get(f"/qingdao/submissions/{pk}/answer/").status_code == 404
    compared = above.get(f"/zhejiang/submissions/{pk}/compare/").content.decode()
    assert "+312" in compared
    assert client_of(people.qd_street).get(f"/qingdao/submissions/{pk}/compare/").status_code == 404


def test_late_is_what_comes_after_the_day_that_the_superior_settled(
    qingdao: Town, wulong: Town, province: Town, people: People
) -> None:
    set_superior(wulong.tenant, superior=province.tenant)
    with qingdao.entered():
        staging.staged(qingdao, people)
        staging.locked(staging.drafted(qingdao, people.qd_city, ""), people)
        services.submit(**OCTOBER, by=people.qd_city, now=moment(11, 12))
    with province.entered():
        assert [line.late for line in queries.situation(**OCTOBER, on=TODAY)] == ["", ""]
        judge = province.actors["zj-housing"]
        set_due_day(day=8, basis="省厅通知", by=judge, now=moment(11, 1))
        grid, before = queries.grid(kind="month-report", periods=["2026-10", "2026-09"], on=TODAY)
        assert [line.late for line in before] == ["", ""], "due before the day was settled"
        assert [(line.tenant.code, line.due_on, line.late) for line in grid] == [
            ("qingdao", date(2026, 11, 8), "逾期 4 天"),
            ("wulong", date(2026, 11, 8), "逾期 12 天"),
        ]
        surveys = queries.situation(kind="superior-table", period="", on=TODAY)
        assert [(line.due_on, line.late) for line in surveys] == [(None, "")] * 2


def test_desks_of_both_sides_say_what_waits(
    surveyed: Submission, qingdao: Town, province: Town, people: People
) -> None:
    judge = province.actors["zj-housing"]

    def waiting(town: Town, actor: Actor) -> tuple[list[str], list[str]]:
        with town.entered():
            shown = desk.of(actor, on=TODAY)
        return [t.title for t in shown.tasks if "报" in t.title], [a.title for a in shown.asked]

    title = "青岛市城镇老旧小区摸底情况汇总表"
    assert waiting(province, judge) == (["签收下级报送"], [])
    assert waiting(qingdao, people.qd_city)[1] == [f"上报：{title}"]
    with province.entered():
        services.answer(surveyed, outcome="returned", reason="缺两个区", by=judge, now=moment(11, 5))
    assert waiting(province, judge) == ([], [])
    tasks, asked = waiting(qingdao, people.qd_city)
    assert (f"重新上报{title}" in tasks, asked) == (True, [])
    with qingdao.entered():
        services.submit(kind="superior-table", period="", by=people.qd_city, now=moment(11, 7))
    assert f"重新上报{title}" not in waiting(qingdao, people.qd_city)[0]
    assert waiting(province, judge)[0] == ["签收下级报送"]


def test_people_of_a_superior_begin_with_what_comes_in(
    surveyed: Submission, province: Town, people: People, client_of: Callable[[Actor], Client]
) -> None:
    above, city = client_of(province.actors["zj-housing"]), client_of(people.qd_city)
    start = above.get("/zhejiang/").content.decode()
    assert "下级上月月报" in start
    assert "neighbourhoods/new/" not in start
    assert above.get("/zhejiang/dashboard/")["Location"] == "/zhejiang/submissions/received/"
    assert above.get("/zhejiang/submissions/")["Location"] == "/zhejiang/submissions/received/"
    assert above.get("/zhejiang/superior-table/")["Location"].startswith("/zhejiang/submissions/sum/")
    with province.entered():
        made = checklist(in_force(TODAY), tenant="zhejiang", on=TODAY, may=lambda _: True)
    steps = {step.name for step in made.steps}
    assert ("接收下级报送" in steps, "导入小区台账" in steps) == (True, False)
    assert "等您签收" in above.get("/zhejiang/submissions/received/").content.decode()
    assert "下级上月月报" not in city.get("/qingdao/").content.decode()
    assert city.get("/qingdao/dashboard/").status_code == 200


def test_pages_ask_the_same_number_of_queries_however_much_came_in(
    surveyed: Submission, qingdao: Town, province: Town, people: People, client_of: Callable[[Actor], Client]
) -> None:
    above, city = client_of(province.actors["zj-housing"]), client_of(people.qd_city)
    reader = {
        f"/zhejiang/submissions/{page}": above
        for page in ("received/?kind=superior-table", "sum/?kind=superior-table", f"{surveyed.pk}/")
    } | {"/qingdao/submissions/": city}

    def asked() -> dict[str, int]:
        counts = {}
        for page, client in reader.items():
            with CaptureQueriesContext(connection) as queried:
                assert client.get(page).status_code == 200
            counts[page] = len(queried)
        return counts

    with province.entered():
        services.answer(surveyed, outcome="received", by=province.actors["zj-housing"], now=moment(11, 4))

    def send(number: int) -> None:
        with qingdao.entered():
            making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street, f"登州路{number}号院")
            services.submit(kind="superior-table", period="", by=people.qd_city, now=moment(11, 8 + number))

    send(1)
    asked()
    few = asked()
    for number in range(2, 5):
        send(number)
    assert asked() == few
