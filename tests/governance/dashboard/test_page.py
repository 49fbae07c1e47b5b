"""The dashboard: as of a month's end, children that add up, numbers that open their rows, few statements."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from html import unescape

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities.people.enums import Capability
from communities.people.rights import Actor, Refused
from communities.rulebooks.services import settle
from governance.dashboard.asked import asked
from governance.dashboard.cards import MEASURES, Number
from governance.dashboard.figures import Part, Sums
from governance.dashboard.page import Dashboard, dashboard_of
from governance.dashboard.rows import rows_of
from projects.enums import State
from projects.models import TransitionLog
from tests.cast import People, Town, found_town
from tests.governance.dashboard import staging
from tests.governance.figures import ground

pytestmark = pytest.mark.django_db
Browser = Callable[[Actor], Client]
SCOPES = ["year=2023", "year=all", "year=2023&month=2023-06", "year=all&month=2023-06"]


@pytest.fixture
def town(qingdao: Town) -> Iterator[Town]:
    with qingdao.entered():
        staging.stage(qingdao)
        yield qingdao


def shown(actor: Actor, query: str, place: str = "") -> Dashboard:
    given = dict(part.split("=") for part in query.split("&")) | {"place": place}
    return dashboard_of(asked(given, actor, now=timezone.now()))


def rates(sums: Sums) -> dict[str, tuple[Number, Number]]:
    return {m.key: (m.take(sums).numerator, m.take(sums).denominator) for m in MEASURES}


def test_month_end_shows_what_was_known_then_and_the_month_before(town: Town, people: People) -> None:
    june = shown(people.qd_city, "year=2023&month=2023-06")
    assert june.day == date(2023, 6, 30)
    assert {k: tuple(map(int, v)) for k, v in rates(june.now).items()} == {
        "started": (5, 7),
        "started_households": (100 + 100 + 100 + 500, 4 * 100 + 3 * 250),
        "completed": (1, 7),
        "completed_households": (100, 1150),
        "arrived": (1_200_000, 3_000_000),
        "paid": (480_000, 1_200_000),
        "reviews": (2, 4),
    }
    july = shown(people.qd_city, "year=2023&month=2023-07")
    assert rates(july.figures.before) == rates(june.now)
    assert rates(july.now)["started"] == (6, 7)
    assert rates(july.now)["completed"] == (2, 7)
    assert rates(july.now)["arrived"][0] == Decimal(1_200_000 + 500_000)
    assert july.cards[0].change == Decimal("14.28")
    assert (june.overdue.numerator, july.overdue.numerator) == (9, 6)
    assert [(c.label, c.before, c.now) for c in july.changes[:2]] == [("开工小区", 5, 6), ("完工小区", 1, 2)]


def test_later_moves_and_entries_leave_a_past_month_as_it_was(town: Town, people: People) -> None:
    before = shown(people.qd_city, "year=2023&month=2023-06").figures
    made = TransitionLog.objects.get(project__path=town.top.path, to_state="building").project
    ground.moved([made], State.COMPLETED, "2023-08-01")
    ground.movement(made.funding_sources.get(), "arrival", "1.00", "2023-06-20", entered="2023-08-01")
    after = shown(people.qd_city, "year=2023&month=2023-06").figures
    assert (after.now, after.before, after.late) == (before.now, before.before, before.late)


@pytest.mark.parametrize("query", SCOPES)
def test_children_add_up_to_the_parent_for_every_figure(town: Town, people: People, query: str) -> None:
    whole = shown(people.qd_city, query)
    parts = {part.node.code: part for part in whole.figures.parts if part.node}
    rest = next((p for p in whole.figures.parts if p.node is None), Part(None, Sums(), Sums()))
    pages = {code: shown(people.qd_city, query, code) for code in parts}
    for code, page in pages.items():  # a child's own page says what its line on the parent's page says
        assert (page.now, page.figures.before) == (parts[code].now, parts[code].before)
    for when in ("now", "before"):
        total = sum((getattr(p.figures, when) for p in pages.values()), getattr(rest, when))
        assert total == getattr(whole.figures, when)
    added = rates(whole.now)
    for measure in MEASURES:
        sums = [measure.take(page.now) for page in pages.values()] + [measure.take(rest.now)]
        assert added[measure.key] == (sum(s.numerator for s in sums), sum(s.denominator for s in sums))
    street, district = shown(people.qd_city, query, "370202001"), pages["370202"]
    assert rates(street.now) == rates(
        district.now
    )  # everything of the district but its duty lies in this street
    assert district.now.matters - street.now.matters == {"duty": 1}


LINK = re.compile(r'<a href="([^"]*dashboard/rows/[^"]*)">([\d,.]+)</a>')


@pytest.mark.parametrize("query", SCOPES)
def test_every_number_opens_its_rows(town: Town, people: People, client_of: Browser, query: str) -> None:
    page = client_of(people.qd_city).get(f"/qingdao/dashboard/?{query}").content.decode()
    links = {(unescape(url), text) for url, text in LINK.findall(page)}
    assert len(links) > 60
    wrong = []
    for url, text in sorted(links):
        given = dict(part.split("=") for part in url.partition("?")[2].split("&"))
        found = rows_of(
            asked(given, people.qd_city, now=timezone.now()), given["figure"], tenant="qingdao", size=None
        )
        assert found is not None, url
        number = Decimal(text.replace(",", ""))
        counted = {Decimal(found.total), *_sums(found)}
        if number not in counted:
            wrong.append((url, text, counted))
    assert wrong == []


def _sums(found: object) -> set[Decimal]:
    """The sums of the columns that are numbers, money in 万元."""
    rows = found.rows  # type: ignore[attr-defined]
    sums = set()
    for cells in zip(*rows, strict=True):
        if cells[0].form in ("count", "money"):
            whole = Decimal(sum(cell.value or 0 for cell in cells))
            sums.add(round(whole / 10_000, 2) if cells[0].form == "money" else whole)
    return sums | {Decimal(0)} if not rows else sums


def test_rows_go_on_by_key_and_say_what_they_are(town: Town, people: People) -> None:
    wanted = asked({"year": "all"}, people.qd_city, now=timezone.now())
    first = rows_of(wanted, "neighbourhoods", tenant="qingdao", size=5)
    assert first
    assert first.after
    second = rows_of(wanted, "neighbourhoods", tenant="qingdao", after=first.after, size=5)
    assert second
    assert not second.after
    names = [(row[0].value, row[1].value) for row in (*first.rows, *second.rows)]
    assert len(names) == len(set(names)) == first.total == 8
    for figure in (
        "nonsense",
        "reached-on_hold",
        "money-nonsense",
        "works-nonsense",
        "overdue-x",
        "disputes-x",
    ):
        assert rows_of(wanted, figure, tenant="qingdao") is None


def test_late_matters_name_who_why_and_by_which_clause(town: Town, people: People) -> None:
    late = {row.kind: row for row in reversed(shown(people.qd_city, "year=2023&month=2023-06").late)}
    assert (late["duty"].title, late["duty"].clause) == ("作为第一责任主体,制定具体实施方案", "二(一)1")
    assert late["review"].clause.startswith("二")
    assert late["milestone"].why == "未写明滞后原因"
    assert late["duty"].days == 10  # 16 to 30 June 2023: two days of festival, one Sunday of work


def test_target_stands_only_at_the_tenants_own_level_and_says_where_it_comes_from(
    town: Town, people: People
) -> None:
    def target(place: str = "") -> object:
        return {c.measure.key: c.target for c in shown(people.qd_city, "year=2023", place).cards}["arrived"]

    assert target() is None
    settle(
        path="QD-I-funds.target",
        value="60",
        basis="年度计划批复",
        reason="测试",
        effective_from=date(2023, 1, 1),
        by=people.qd_admin,
        now=timezone.now(),
    )
    assert getattr(target(), "percent") == 60  # noqa: B009  # None has no per cent
    assert target("370202") is None


def test_page_is_refused_where_nothing_may_be_seen(
    town: Town, people: People, wulong: Town, client_of: Browser
) -> None:
    street, stranger = client_of(people.qd_street), client_of(people.wl_street)
    for address in ("", "rows/", "file/", "pool/"):
        assert street.get(f"/qingdao/dashboard/{address}?place=370203").status_code == 404
        assert stranger.get(f"/qingdao/dashboard/{address}").status_code == 404
        assert client_of(people.qd_admin).get(f"/qingdao/dashboard/{address}").status_code == 403
    own = street.get("/qingdao/dashboard/?year=2023")
    assert "云南路街道" in own.content.decode() or people.qd_street.seats[0].place in own.content.decode()
    with pytest.raises(Refused):
        people.qd_admin.require(Capability.VIEW, town.top.path)


def test_workbook_and_interface_hold_the_figures_of_the_page(
    town: Town, people: People, client_of: Browser
) -> None:
    client = client_of(people.qd_city)
    file = client.get("/qingdao/dashboard/file/?year=2023&month=2023-06")
    book = openpyxl.load_workbook(io.BytesIO(file.content))
    assert book.sheetnames[0] == "关键指标"
    assert [cell.value for cell in book["关键指标"][3]][:5] == ["开工率 · 按小区数", "个", 5, 7, 71.43]
    assert book["开工率排名"]["A3"].value == "市南区"
    json = client.get("/api/v1/dashboard/?year=2023&month=2023-06", headers={"X-Tenant": "qingdao"}).json()
    assert json["cards"][0]["now"] == {"numerator": "5", "denominator": "7", "percent": "71.43"}
    assert json["place"] == town.top.code
    assert len(json["stages"]) >= 10
    assert client.get("/api/v1/dashboard/?place=500156", headers={"X-Tenant": "qingdao"}).status_code == 404


def test_golden_dashboard_of_jilin_on_the_page(db: None, client_of: Browser) -> None:
    """S16: 831 neighbourhoods, 303 completed, 226 building, 302 ready."""
    logins: dict[str, tuple[tuple[str, ...], str, str]] = {"jl-leader": (("p-housing",), "leader", "")}
    jilin = found_town("jilin", "吉林省", logins, adopted=date(2020, 1, 1))
    with jilin.entered():
        here = next(p for p in jilin.places.values() if p.level == "community")
        rows = ground.neighbourhoods(here, 830, households=262, floor_area=Decimal("18853.00"))
        rows += ground.neighbourhoods(here, 1, households=540, floor_area=Decimal("19010.00"))
        made = ground.projects([[row] for row in rows])
        ground.moved(made[:303], State.COMPLETED, "2020-05-01")
        ground.moved(made[303:529], State.BUILDING, "2020-05-01")
        ground.moved(made[529:], State.READY, "2020-05-01")
    client = client_of(jilin.actors["jl-leader"])
    page = client.get("/jilin/dashboard/?month=2020-06").content.decode()
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert "831 个小区" in text
    assert "218,000 户 · 1,566.70 万㎡" in text
    for stage, standing in (
        ("已竣工", "303 36.46%"),
        ("施工中", "226 27.20%"),
        ("具备开工条件", "302 36.34%"),
    ):
        assert re.search(rf" {stage} \d+ [\d.]+% {standing} ", text), stage


def questions(client: Client, address: str) -> tuple[int, int]:
    """Statements of the whole request without the savepoints, and those of them that ask tables."""
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    asked_ = [q["sql"] for q in caught if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    return len(asked_), sum(" FROM " in sql for sql in asked_)


@pytest.mark.parametrize("query", ["", "?year=2023&month=2023-06", "?place=370202", "?place=370202001"])
def test_dashboard_costs_at_most_ten_statements_frame_included(
    town: Town, people: People, client_of: Browser, query: str
) -> None:
    whole, of_tables = questions(client_of(people.qd_city), f"/qingdao/dashboard/{query}")
    assert (whole <= 10, of_tables <= 8) == (True, True), (whole, of_tables)


@pytest.mark.slow
def test_dashboard_of_1945_projects_costs_what_one_of_a_few_does(
    town: Town, people: People, client_of: Browser
) -> None:
    client = client_of(people.qd_city)
    few = questions(client, "/qingdao/dashboard/?year=2023")
    places = ground.communities_of(town, "3702")
    rows = [row for place in places for row in ground.neighbourhoods(place, 244)]
    made = ground.projects([[row] for row in rows[:1945]])
    ground.carried(made, State.BUILDING, "2023-05-01")
    ground.planned(made, "2023-03-01")
    for project in made[::10]:
        ground.movement(ground.source(project, "fiscal", "fiscal", "9.00"), "arrival", "5.00", "2023-05-08")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    assert questions(client, "/qingdao/dashboard/?year=2023") == few
    started = timezone.now()
    assert client.get("/qingdao/dashboard/?year=2023").status_code == 200
    assert (timezone.now() - started).total_seconds() < 3  # two cores shared with everything else
