"""A year of the demonstration's Qingdao: projects in every stage, months of progress, reports, and what went wrong.

Every figure, name and paper is a sample and says so; each act is done through the services by whom the rulebook names,
on the day that it is told of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from approvals import works
from approvals.acceptance import services as acceptance
from approvals.plan import services as plans
from approvals.transitions import fire
from communities.models import Jurisdiction, Neighbourhood, Organisation, Person, Role
from communities.people.rights import Actor
from communities.rulebooks.services import settle
from communities.upkeep import services as upkeep
from config.demonstration.founding import acting, seat
from config.demonstration.onwards import (
    Crew,
    Stage,
    agree_on_lines,
    prepare_works,
    review,
    settle_scheme,
)
from funding.enums import MovementKind
from funding.models import FundingSource
from funding.services import record
from governance.assessment import services as assessment
from governance.enums import CaseState
from governance.monthly import services as monthly
from governance.supervision import services as supervision
from projects import services
from projects.enums import State
from projects.models import Progress, Project, WorksItem

ELSEWHERE = ("370202", "370211", "370212", "370213")
"""Districts that have begun too; nobody of them has a login."""

EVERYWHERE = ("d-housing", "d-ndrc", "d-finance", "d-planning", "district-gov")
WHOLE = Decimal(100)
ENTERED, ENTERING, ENTERED_PERCENT = "进场施工", 5, 5
"""The first node: its name, days after the works began, % planned by then."""


@dataclass(frozen=True)
class Course:
    """How a project went: the days ago on which it started, how long the works took, how far it came."""

    started: int
    took: int
    until: State
    is_late: bool = False
    is_refused: bool = False
    is_disputed: bool = False
    is_rectifying: bool = False


SHIBEI = (
    Course(260, 120, State.MANAGED),
    Course(235, 130, State.HANDED_OVER),
    Course(225, 150, State.COMPLETED),
    Course(190, 170, State.BUILDING, is_rectifying=True),
    Course(170, 220, State.BUILDING, is_late=True),
    Course(150, 0, State.PLANNED, is_refused=True),
    Course(150, 0, State.ON_HOLD, is_disputed=True),
)
OTHERS = (
    (Course(200, 182, State.COMPLETED), Course(200, 230, State.BUILDING)),
    (Course(210, 140, State.HANDED_OVER), Course(180, 200, State.BUILDING), Course(150, 0, State.PLANNED)),
    (Course(160, 210, State.BUILDING, is_late=True), Course(150, 0, State.PLANNED)),
    (Course(240, 130, State.MANAGED), Course(150, 0, State.PLANNED)),
)
"""In the order of ELSEWHERE."""


def crew_of(at: Stage, district: Jurisdiction) -> Crew:
    """Two sample people without logins: one plays every unit of a district, one its streets and communities, since
    nobody confirms what he has reported himself.
    """
    role = Role.objects.get(code="clerk")
    bureau = Person.objects.create_user(f"qd-{district.code}", None, name=f"演示经办（{district.name}）")
    for actor in EVERYWHERE:
        seat(bureau, actor, role, district)
    recorder = Person.objects.create_user(
        f"qd-{district.code}-recorder", None, name=f"演示录入员（{district.name}）"
    )
    seat_below(recorder, role, Neighbourhood.objects.filter(path__startswith=district.path)[:8])
    one = acting(bureau, at.tenant, at.today)
    return Crew(acting(recorder, at.tenant, at.today), one, one, one, one, one)


def seat_below(person: Person, role: Role, rows: Iterable[Neighbourhood]) -> None:
    """Seats of the street, the community and its residents' committee of each neighbourhood."""
    communities = {row.jurisdiction_id: row.jurisdiction for row in rows}
    streets = {place.parent.pk: place.parent for place in communities.values() if place.parent}
    for place in streets.values():
        seat(person, "street", role, place)
    for place in communities.values():
        seat(person, "community", role, place)
        seat(person, "committee", role, place)


def live(at: Stage, made: Sequence[tuple[Crew, Project, Course]]) -> None:
    """Carry each project as far as its course says; they stand in the first batch of that year's plan."""
    for crew, project, _ in made:
        at.declare(project, "QD-C-voluntary", crew.recorder, "逐级申报记录", days=350)
        at.declare(project, "QD-C-fiscal", crew.finance, "财政承受能力评估报告", days=350)
    housing, city = at.by("qd-housing"), at.by("qd-city")
    year = at.day(260).year
    plan = plans.open_plan(year, by=housing, now=at.ago(345))
    entries = [
        entry
        for crew, project, _ in made
        for entry in plans.nominate([project], plan, note="演示", by=crew.housing, now=at.ago(340))
    ]
    plans.confirm(
        plan,
        entries,
        document_no=f"青改办（演示）〔{year}〕1号",
        confirmed_on=at.day(330),
        by=city,
        now=at.ago(330),
    )
    for crew, project, course in made:
        project.refresh_from_db()
        _prepare(at, crew, project, course)


def _prepare(at: Stage, crew: Crew, project: Project, course: Course) -> None:
    start = course.started
    if course.until is State.PLANNED and not course.is_refused:
        return
    settle_scheme(at, crew, project, start + 50)
    fire(project, "design", by=crew.housing, now=at.ago(start + 38))
    if course.is_refused:
        review(at, crew, project, start, against=("d-planning",))
        return
    review(at, crew, project, start + 36)
    agree_on_lines(at, project, start + 12)
    fire(project, "ready", by=crew.housing, now=at.ago(start + 10))
    if course.is_disputed:
        services.open_dispute(
            project,
            title="停车位布置争议（演示）",
            description="部分居民反对占用绿地设置停车位（演示）",
            raised_on=at.day(start - 20),
            by=crew.recorder,
            now=at.ago(start - 20),
        )
        reason = "停车位布置意见不一，待居民议事会议定（演示）"
        fire(project, "hold", by=crew.housing, now=at.ago(start - 22), reason=reason)
        return
    prepare_works(at, crew, project, start + 2)
    _build(at, crew, project, course)
    if course.is_rectifying:
        _rectify(at, crew, project)
    elif course.until is not State.BUILDING:
        _complete(at, crew, project, course)


def _build(at: Stage, crew: Crew, project: Project, course: Course) -> None:
    """Nodes, items started and finished, money in and out, and every month's progress reported and confirmed."""
    start, end = course.started, course.started - course.took
    for name, days, percent in nodes(course):
        services.add_milestone(
            project,
            name=name,
            planned_on=at.day(start - days),
            planned_percent=Decimal(percent),
            by=crew.recorder,
            now=at.ago(start + 5),
        )
    items = list(WorksItem.objects.filter(project=project).order_by("id"))
    for item in items:
        works.start_item(item, on=at.day(start), by=crew.housing, now=at.ago(start))
    _pay(at, crew, project, course)
    done: dict[int, Decimal] = {}
    for day in _reporting_days(at, start):
        _report(at, crew, project, course, items, day, done)
    if end > 0:
        for item in items:
            item.refresh_from_db()
            works.finish_item(item, on=at.day(end), by=crew.housing, now=at.ago(end))
    for node in project.nodes.filter(reached_on__isnull=True, planned_on__lte=at.today).order_by(
        "planned_on"
    ):
        if node.name == ENTERED or not course.is_late:
            then = at.now - (at.today - node.planned_on)
            services.reach_milestone(node, reached_on=node.planned_on, by=crew.recorder, now=then)


def nodes(course: Course) -> tuple[tuple[str, int, int], ...]:
    """(name, days after the works began, physical progress planned by then in %)."""
    return (
        (ENTERED, ENTERING, ENTERED_PERCENT),
        ("管网完成", course.took // 2, 45),
        ("全部完工", course.took - (60 if course.is_late else 0), 100),
    )


def pace(course: Course, elapsed: int) -> Decimal:
    """Physical progress (%) that many days after the works began: never behind the plan, save where the project is
    late and says why.
    """
    least = ENTERED_PERCENT if elapsed >= ENTERING else 0
    even = min(WHOLE, Decimal(max(least, 5 * (elapsed * 20 // course.took))))
    return min(even, Decimal(35)) if course.is_late else even


def _reporting_days(at: Stage, start: int) -> Iterator[date]:
    """The 25th of each month since the works began, as far as it is past."""
    month = at.day(start).replace(day=1)
    while (day := month.replace(day=25)) < at.today:
        if day > at.day(start):
            yield day
        month = (month + timedelta(days=32)).replace(day=1)


def _report(
    at: Stage,
    crew: Crew,
    project: Project,
    course: Course,
    items: Sequence[WorksItem],
    day: date,
    done: dict[int, Decimal],
) -> None:
    """A month's rows: the works advance evenly; a late project stands still after a third."""
    physical = pace(course, (day - at.day(course.started)).days)
    drafts = []
    for item in items:
        gained = physical - done.get(item.pk, Decimal(0))
        invested = (item.estimate or Decimal(0)) * gained / 100
        done[item.pk] = physical
        if gained or physical < WHOLE:
            drafts.append(
                services.ProgressDraft(
                    works_item=item,
                    physical=physical,
                    invested=invested,
                    paid=invested * 8 / 10,
                    note="演示",
                    delay_reason="雨季停工，地下管线资料不全（演示）" if course.is_late else "",
                )
            )
    if drafts:
        rows = services.report_month(
            project, month=day.replace(day=1), drafts=drafts, by=crew.recorder, now=_at_ten(day)
        )
        if day < at.day(7):
            services.confirm_progress(
                Progress.objects.filter(pk__in=[row.pk for row in rows]),
                by=crew.housing,
                now=_at_ten(day + timedelta(days=2)),
            )


def _pay(at: Stage, crew: Crew, project: Project, course: Course) -> None:
    """Two thirds of the planned money arrive when the works begin, and are paid out in steps."""
    source: FundingSource = FundingSource.objects.filter(project=project).earliest("id")
    for kind, amount, days in (
        (MovementKind.ARRIVAL, 700_000, course.started - 3),
        (MovementKind.PAYMENT, 250_000, course.started - 30),
        (MovementKind.PAYMENT, 200_000, course.started - 80),
    ):
        record(
            source,
            kind=kind,
            amount=Decimal(amount),
            on=at.day(days),
            party="" if kind is MovementKind.ARRIVAL else "青岛样例建设有限公司（演示）",
            voucher="演示",
            by=crew.finance,
            now=at.ago(days),
        )


def _rectify(at: Stage, crew: Crew, project: Project) -> None:
    """An acceptance that found a defect, which is overdue."""
    row = acceptance.open_acceptance(project, on=at.day(14), by=crew.district, now=at.ago(14))
    bad, *good = row.checks.order_by("id")
    results = {check.pk: ("conforming", "") for check in good}
    results[bad.pk] = ("not_conforming", "局部积水（演示）")
    acceptance.set_checks(row, results=results, by=crew.district, now=at.ago(14))
    acceptance.add_finding(
        row,
        text="3 号楼前路面局部积水（演示）",
        responsible="青岛样例建设有限公司（演示）",
        due_on=at.day(4),
        check=bad,
        by=crew.district,
        now=at.ago(14),
    )


def _complete(at: Stage, crew: Crew, project: Project, course: Course) -> None:
    """Accepted ten days after the works' end; handed over; managed. What is only accepted is not filed in time."""
    days = course.started - course.took - 10
    row = acceptance.open_acceptance(project, on=at.day(days), by=crew.district, now=at.ago(days))
    results = {check.pk: ("conforming", "") for check in row.checks.all()}
    acceptance.set_checks(row, results=results, by=crew.district, now=at.ago(days))
    for name, role in (("刘居民代表（演示）", "residents"), ("样例监理（演示）", "supervision")):
        acceptance.add_participant(
            row, name=name, role=role, is_signed=True, by=crew.district, now=at.ago(days)
        )
    papers = acceptance.wanted_papers(project, adopted=at.adopted, by=crew.district)
    acceptance.conclude(
        row,
        passed=True,
        conclusion="验收合格（演示）",
        evidence=at.papers(project, crew.district, *papers),
        on=at.day(days),
        by=crew.district,
        now=at.ago(days),
    )
    if course.until is State.COMPLETED:
        return
    paper = at.paper("竣工验收备案表", project.jurisdiction, crew.district)
    acceptance.file_acceptance(
        row, on=at.day(days - 9), number="演示备案", document=paper, by=crew.district, now=at.ago(days - 9)
    )
    _hand_over(at, crew, project, days - 15)
    if course.until is State.MANAGED:
        _manage(at, crew, project, days - 40)


def _hand_over(at: Stage, crew: Crew, project: Project, days: int) -> None:
    for planned in acceptance.plan_handovers(project, adopted=at.adopted, on=at.day(days)):
        one = acceptance.open_handover(
            project, kind=planned.kind, receiver=planned.receiver, by=crew.district, now=at.ago(days)
        )
        acceptance.add_entry(one, name="竣工图", quantity=Decimal(2), by=crew.district, now=at.ago(days))
        receipt = at.paper("移交签收单", project.jurisdiction, crew.district)
        acceptance.sign(
            one, signed_on=at.day(days), signer="演示", receipt=receipt, by=crew.district, now=at.ago(days)
        )
    acceptance.conclude_handover(project, on=at.day(days), by=crew.district, now=at.ago(days))
    project.refresh_from_db()


def _manage(at: Stage, crew: Crew, project: Project, days: int) -> None:
    """Owners' committee, property contract, mode, fund, Party organisation; then long-term management."""
    by = crew.recorder
    for row in Neighbourhood.objects.filter(project_memberships__project=project):
        told: dict[str, Any] = {"adopted": at.adopted, "by": by, "now": at.ago(days)}
        upkeep.register_body(
            row,
            kind="committee",
            name=f"{row.name}业主委员会（演示）",
            formed_on=at.day(days + 5),
            term_until=at.day(-60),
            **told,
        )
        upkeep.sign_contract(
            row,
            company="青岛样例物业有限公司（演示）",
            signed_on=at.day(days + 3),
            starts_on=at.day(days + 2),
            ends_on=at.day(-90),
            fee=Decimal("0.60"),
            evidence=at.papers(project, by, "物业服务合同"),
            **told,
        )
        upkeep.settle_mode(
            row,
            mode="property-company",
            services="保洁、秩序维护、设施设备管护（演示）",
            fee=Decimal("0.60"),
            unit="青岛样例物业有限公司（演示）",
            from_on=at.day(days),
            evidence=at.papers(project, by, "管理规约", "居民议事规则"),
            **told,
        )
        upkeep.set_fund(row, pays_until_then="原产权单位（演示）", **told)
        upkeep.set_party_organisation(
            row, name=f"{row.name}党支部（演示）", from_on=at.day(days), by=by, now=at.ago(days)
        )
    fire(project, "manage", by=by, now=at.ago(days - 1))


def supervise(at: Stage, made: Sequence[tuple[Crew, Project, Course]]) -> None:
    """Inspections, complaints, duties: some closed, some waiting, some overdue."""
    city = at.by("qd-city")
    crew, building = next((c, p) for c, p, course in made if course.is_late)
    unit = Organisation.objects.get(actor="district-gov", jurisdiction__code="370203")
    told: dict[str, Any] = {"adopted": at.adopted, "by": city}
    late = supervision.open_case(
        kind="inspection",
        source="covert",
        project=building,
        on=at.day(30),
        subject="围挡破损、材料占道（演示）",
        text="暗访发现东侧围挡破损，砂石占用消防通道（演示）",
        now=at.ago(30),
        **told,
    )
    supervision.assign(late, organisation=unit, due_on=at.day(12), on=at.day(29), now=at.ago(29), **told)
    closed = supervision.open_case(
        kind="inspection",
        source="regular",
        project=building,
        on=at.day(80),
        subject="脚手架验收资料缺失（演示）",
        text="定期检查，缺 2 份验收记录（演示）",
        now=at.ago(80),
        **told,
    )
    closed = supervision.assign(
        closed, organisation=unit, due_on=at.day(70), on=at.day(79), now=at.ago(79), **told
    )
    paper = at.paper("整改报告", building.jurisdiction, crew.district)
    closed = supervision.rectify(
        closed, text="已补齐（演示）", on=at.day(72), document=paper, by=crew.district, now=at.ago(72)
    )
    closed = supervision.recheck(
        closed, ok=True, text="资料齐全（演示）", on=at.day(71), now=at.ago(71), **told
    )
    if closed.state != CaseState.CLOSED:
        supervision.close(closed, text="办结（演示）", on=at.day(71), by=city, now=at.ago(71))
    supervision.open_case(
        kind="complaint",
        source="hotline",
        project=building,
        on=at.day(5),
        subject="夜间施工噪声（演示）",
        text="居民反映夜间施工扰民（演示）",
        number="演示-12345",
        now=at.ago(5),
        **told,
    )
    places = list(Jurisdiction.objects.filter(code__in=["370203", *ELSEWHERE]).order_by("path"))
    tasks = supervision.set_duties(
        rule="QD-Y-9",
        actor="district-gov",
        places=places,
        due_on=at.day(20),
        note="报送投诉举报渠道公布情况（演示）",
        now=at.ago(60),
        **told,
    )
    first = next(task for task in tasks if task.jurisdiction.code == ELSEWHERE[0])
    one = next(c for c, _, _ in made if c.district is not crew.district)
    supervision.tick_off(
        first,
        text="已公布（演示）",
        on=at.day(25),
        document=at.paper("公布情况", first.jurisdiction, one.district),
        adopted=at.adopted,
        by=one.district,
        now=at.ago(25),
    )


def assess(at: Stage, administrator: Actor) -> None:
    """A monthly cadence of the tenant's own, marked 演示; three months assessed, the last one not published yet."""
    settle(
        path="QD-A-1.cadence",
        value="monthly",
        basis="演示数据，非政策",
        reason="供演示使用",
        effective_from=date(at.today.year - 2, 1, 1),
        by=administrator,
        now=at.now,
        is_demo=True,
    )
    shibei, top = Jurisdiction.objects.get(code="370203"), Jurisdiction.objects.get(parent=None)
    city, leader = at.by("qd-city"), at.by("qd-leader")
    *earlier, last = past_months(at.today, 3)
    for month in (*earlier, last):
        after = _at_ten((month + timedelta(days=32)).replace(day=1))
        for place in Jurisdiction.objects.filter(code__in=["370203", *ELSEWHERE]):
            assessment.declare_figure(
                "QD-I-standard",
                actor="district-gov",
                jurisdiction=place,
                month=month,
                value=Decimal(80 + place.pk % 15),
                document=at.paper("标准执行评分表", place, leader),
                note="演示",
                by=leader,
                now=_at_ten(month.replace(day=28)),
            )
        assessment.assess(month=month, now=after)
        if month != last:
            assessment.publish("QD-A-1", month, by=leader, now=after + timedelta(days=9))
    for month in (*earlier, last):
        after = _at_ten((month + timedelta(days=32)).replace(day=1))
        told: dict[str, Any] = {"month": month, "now": after}
        own = monthly.draft(place=shibei, by=at.by("qd-district"), **told)
        own = monthly.submit(own, by=at.by("qd-district"), now=after + timedelta(hours=2))
        if month != last:
            monthly.lock(own, by=city, now=after + timedelta(days=1))
            later = after + timedelta(days=2)
            whole = monthly.draft(month=month, place=top, by=city, now=later)
            whole = monthly.submit(whole, note="其余区（市）尚未报送（演示）", by=city, now=later)
            monthly.lock(whole, by=city, now=later)


def past_months(today: date, number: int) -> list[date]:
    """The first days of the last whole months, the earliest first."""
    months, day = [], today.replace(day=1)
    for _ in range(number):
        day = (day - timedelta(days=1)).replace(day=1)
        months.append(day)
    return months[::-1]


def _at_ten(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10)))
