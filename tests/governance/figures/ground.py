"""Neighbourhoods and projects in any state, by the hundred: rows laid directly, as a takeover from another system."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from approvals.models import AnnualPlan, PlanAdjustment, PlanBatch, PlanEntry
from communities.models import Document, Jurisdiction, Neighbourhood, Organisation, Person
from funding.models import FundingSource, Movement
from projects.enums import State
from projects.models import Progress, Project, ProjectNeighbourhood, TransitionLog, WorksItem
from projects.stages import NEXT, STAGES
from tests.cast import Town

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(text: str) -> datetime:
    """`2020-09-30` or `2020-09-30 23:59`, in Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def somebody() -> Person:
    """Who entered all this."""
    return Person.objects.get_or_create(username="takeover", defaults={"name": "数据移交"})[0]


def office(place: Jurisdiction, actor: str = "takeover") -> Organisation:
    """For which organisation."""
    made, _ = Organisation.objects.get_or_create(
        actor=actor, jurisdiction=place, defaults={"name": f"{place.name}移交", "kind": "office"}
    )
    return made


def neighbourhoods(
    place: Jurisdiction, count: int, *, prefix: str = "小区", since: str = "2019-01-01", **figures: Any
) -> list[Neighbourhood]:
    """Registered rows on record since a day; the same figures for each."""
    facts: dict[str, Any] = {
        "buildings": 4,
        "households": 100,
        "floor_area": Decimal("8000.00"),
        "residents": 250,
        "is_complete": True,
        "survey_year": 2019,
    } | figures
    start = Neighbourhood.objects.filter(jurisdiction=place).count()
    rows = [
        Neighbourhood(
            jurisdiction=place,
            path=place.path,
            name=f"{prefix}{number}",
            name_key=f"{prefix}{number}",
            sort_key=f"{prefix}{number}",
            **facts,
        )
        for number in range(start, start + count)
    ]
    made = Neighbourhood.objects.bulk_create(rows)
    Neighbourhood.objects.filter(pk__in=[row.pk for row in made]).update(created_at=at(since))
    return made


def projects(
    rows: Sequence[Sequence[Neighbourhood]], *, since: str = "2019-06-01", prefix: str = "项目"
) -> list[Project]:
    """PROPOSED, one for each group of neighbourhoods; it lies where the first of them lies."""
    by = somebody()
    start = Project.objects.count()
    offices = {place: office(place) for place in {group[0].jurisdiction for group in rows}}
    made = Project.objects.bulk_create(
        Project(
            jurisdiction=group[0].jurisdiction,
            path=group[0].path,
            code=f"{prefix}{start + number:05d}",
            name=f"{prefix}{start + number}",
            state_since=at(since),
            created_at=at(since),
            proposed_by=offices[group[0].jurisdiction],
            entered_by=by,
        )
        for number, group in enumerate(rows)
    )
    ProjectNeighbourhood.objects.bulk_create(
        ProjectNeighbourhood(project=project, neighbourhood=row, is_waiting=False)
        for project, group in zip(made, rows, strict=True)
        for row in group
    )
    return made


def moved(rows: Sequence[Project], state: State, when: str) -> None:
    """Log the next step into `state` of each, at that moment."""
    before = STAGES[STAGES.index(state) - 1]
    by = somebody()
    offices = {place: office(place) for place in {project.jurisdiction for project in rows}}
    TransitionLog.objects.bulk_create(
        TransitionLog(
            project=project,
            transition=NEXT[before],
            from_state=before,
            to_state=state,
            organisation=offices[project.jurisdiction],
            by=by,
            at=at(when),
        )
        for project in rows
    )


def carried(rows: Sequence[Project], state: State, when: str, *, start: str = "", accept: str = "") -> None:
    """Log every step up to `state` at that moment; `start` and `accept` on days of their own."""
    for step in STAGES[1 : STAGES.index(state) + 1]:
        own = {State.BUILDING: start, State.COMPLETED: accept}.get(step, "")
        moved(rows, step, own or when)


def logged(project: Project, transition: str, before: State, after: State, when: str) -> None:
    """Any move: on hold, back, withdrawn."""
    TransitionLog.objects.create(
        project=project,
        transition=transition,
        from_state=before,
        to_state=after,
        organisation=office(project.jurisdiction),
        by=somebody(),
        at=at(when),
        reason="测试",
    )


def communities_of(town: Town, code: str) -> list[Jurisdiction]:
    """The communities below the place of that code."""
    return [p for p in town.places.values() if p.level == "community" and p.code.startswith(code)]


def month(text: str) -> date:
    """`2020-09` -> its first day."""
    return date.fromisoformat(f"{text}-01")


def items(
    project: Project, row: Neighbourhood, *ids: str, estimate: str | None = "100000.00"
) -> list[WorksItem]:
    """Works items of the catalogue, not started."""
    money = None if estimate is None else Decimal(estimate)
    return WorksItem.objects.bulk_create(
        WorksItem(project=project, neighbourhood=row, item=id_, estimate=money) for id_ in ids
    )


def finished(item: WorksItem, on: str) -> None:
    """Started a month before, finished and recorded on that day."""
    day = date.fromisoformat(on)
    WorksItem.objects.filter(pk=item.pk).update(state="started", started_on=day - timedelta(days=30))
    WorksItem.objects.filter(pk=item.pk).update(state="finished", finished_on=day, finished_at=at(on))


def progress(
    item: WorksItem, month_: str, *, physical: str = "0", invested: str = "0", confirmed: str, number: int = 1
) -> Progress:
    """A confirmed row of a month."""
    place = item.project.jurisdiction
    by = somebody()
    made: Progress = Progress.objects.create(
        works_item=item,
        project=item.project,
        month=month(month_),
        number=number,
        physical=Decimal(physical),
        invested=Decimal(invested),
        paid=Decimal(0),
        state="confirmed",
        organisation=office(place),
        reported_by=by,
        reported_at=at(confirmed),
        confirming=office(place),
        confirmed_by=by,
        confirmed_at=at(confirmed),
        correction_reason="更正" if number > 1 else "",
    )
    return made


def paper(place: Jurisdiction, kind: str, when: str) -> Document:
    """A document on record since a moment."""
    made: Document = Document.objects.create(
        jurisdiction=place,
        kind=kind,
        filename=f"{kind}.pdf",
        file=f"tests/{kind}.pdf",
        size=1,
        sha256="0" * 64,
        content_type="application/pdf",
        uploaded_by=somebody(),
    )
    Document.objects.filter(pk=made.pk).update(uploaded_at=at(when))
    return made


def planned(
    rows: Sequence[Project], confirmed: str, *, investment: str | None = "1000000.00"
) -> list[PlanEntry]:
    """Confirmed in one batch on that day, each project with its neighbourhoods as they are."""
    day = date.fromisoformat(confirmed[:10])
    by = somebody()
    top = Jurisdiction.objects.get(parent__isnull=True)
    plan, _ = AnnualPlan.objects.get_or_create(
        year=day.year, defaults={"opened_by": by, "opened_at": at(confirmed)}
    )
    number = PlanBatch.objects.filter(plan=plan).count() + 1
    batch = PlanBatch.objects.create(
        plan=plan,
        number=number,
        organisation=office(top),
        document_no=f"〔{day.year}〕{number}号",
        confirmed_on=day,
        confirmed_by=by,
        confirmed_at=at(confirmed),
        document=paper(top, "年度计划", confirmed),
    )
    listed: dict[int, list[dict[str, Any]]] = {project.pk: [] for project in rows}
    members = ProjectNeighbourhood.objects.filter(project__in=rows).select_related("neighbourhood")
    for project, row in ((m.project_id, m.neighbourhood) for m in members.order_by("id")):
        listed[project].append({"id": row.pk, "name": row.name, "households": row.households})
    organisation = office(top)
    return PlanEntry.objects.bulk_create(
        PlanEntry(
            plan=plan,
            project=project,
            organisation=organisation,
            nominated_by=by,
            nominated_at=at(confirmed),
            batch=batch,
            jurisdiction=project.jurisdiction,
            name=project.name,
            neighbourhoods=len(listed[project.pk]),
            investment=None if investment is None else Decimal(investment),
            listed=listed[project.pk],
        )
        for project in rows
    )


def adjusted(entry: PlanEntry, kind: str, when: str, **after: Any) -> None:
    """A numbered adjustment of that moment."""
    place = Jurisdiction.objects.get(parent__isnull=True)
    PlanAdjustment.objects.create(
        plan=entry.plan,
        number=PlanAdjustment.objects.filter(plan=entry.plan).count() + 1,
        entry=entry,
        kind=kind,
        document_no="调1号",
        reason="测试",
        after=after,
        adjusted_on=date.fromisoformat(when[:10]),
        organisation=office(place),
        by=somebody(),
        at=at(when),
    )


def source(
    project: Project, channel: str, kind: str, planned_: str, when: str = "2019-06-02"
) -> FundingSource:
    """A source of money."""
    made: FundingSource = FundingSource.objects.create(
        project=project,
        channel=channel,
        kind=kind,
        payer="government",
        planned=Decimal(planned_),
        arrived=Decimal("99999999.00"),
        paid=Decimal(0),
        entered_by=somebody(),
        entered_at=at(when),
    )
    return made


def movement(
    of: FundingSource, kind: str, amount: str, on: str, *, entered: str = "", counters: Movement | None = None
) -> Movement:
    """Money that came or went, entered on the day unless said otherwise."""
    made: Movement = Movement.objects.create(
        source=of,
        kind=kind,
        amount=Decimal(amount),
        on=date.fromisoformat(on),
        counters=counters,
        reason="冲销" if counters else "",
        entered_by=somebody(),
        entered_at=at(entered or on),
    )
    return made
