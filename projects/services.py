"""Every write of this room: proposing a project, its items, its ledger, its place in the pool, what is declared about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from communities.models import Building, Document, Jurisdiction, Neighbourhood, Organisation
from communities.neighbourhoods.register.names import search_text
from communities.people.enums import Capability
from communities.people.rights import Actor, Refused
from communities.rulebooks.queries import Adopted
from communities.tenancy.models import SEGMENT
from projects.enums import Batch, ItemState, Route, State
from projects.errors import NotPossible, Stale
from projects.models import Project, ProjectDeclaration, ProjectEvidence, ProjectNeighbourhood, WorksItem

PROPOSERS = frozenset({"street", "government", "department", "office", "leading-body"})
"""Kinds of actors that propose: the street or the district (glossary, "One life cycle for all five")."""

EDITABLE = frozenset({State.PROPOSED, State.RESERVED, State.PLANNED})
"""Planning figures may be edited with history until the scheme is settled."""

LEDGER = ("name", "route", "scope", "scale", "contents", "milestones", "off_standard")


@dataclass(frozen=True)
class ItemDraft:
    """One works item as proposed: a catalogue id at a neighbourhood, or at one of its buildings. Estimate in yuan."""

    item: str
    neighbourhood: Neighbourhood
    building: Building | None = None
    quantity: Decimal | None = None
    unit: str = ""
    estimate: Decimal | None = None
    uses_idle_land: bool | None = None
    affects_sunlight_or_green: bool | None = None
    adds_building: bool | None = None
    note: str = ""


def propose(
    *,
    neighbourhoods: Sequence[Neighbourhood],
    name: str,
    items: Sequence[ItemDraft],
    adopted: Adopted,
    by: Actor,
    now: datetime,
    route: str = Route.COMPREHENSIVE,
) -> Project:
    """Make a project, PROPOSED, of one or several eligible neighbourhoods; no gate is asked.

    Raises `Refused` for who may not, `NotPossible` naming each neighbourhood that is not eligible or already waits in the pool.
    """
    if not neighbourhoods:
        raise NotPossible("请至少选择一个小区。")
    with transaction.atomic():
        chosen = list(
            Neighbourhood.objects.select_for_update(of=("self",))
            .filter(pk__in=[n.pk for n in neighbourhoods], merged_into__isnull=True)
            .order_by("id")
        )
        if len(chosen) != len({n.pk for n in neighbourhoods}):
            raise NotPossible("有的小区已被合并或撤销,请刷新后重新选择。")
        organisation = proposer(by, [n.path for n in chosen])
        _must_be_free_and_eligible(chosen)
        jurisdiction = _common_place([n.path for n in chosen])
        project = Project.objects.create(
            jurisdiction=jurisdiction,
            path=jurisdiction.path,
            code=_next_code(jurisdiction, now),
            name=name,
            search_text=search_text(name, *(n.name for n in chosen)),
            route=route,
            state=State.PROPOSED,
            state_since=now,
            proposed_by=organisation,
            entered_by=by.person,
        )
        ProjectNeighbourhood.objects.bulk_create(
            ProjectNeighbourhood(project=project, neighbourhood=n) for n in chosen
        )
        add_items(project, items, adopted=adopted, by=by)
    return project


def proposer(by: Actor, paths: Iterable[str]) -> Organisation:
    """The person's organisation that may propose for all these places; raises `Refused`."""
    places = list(paths)
    for seat in by.seats:
        if (
            seat.organisation
            and Capability.PROPOSE in seat.capabilities
            and seat.organisation.kind in PROPOSERS
            and all(path.startswith(seat.organisation.jurisdiction.path) for path in places)
        ):
            return seat.organisation
    raise Refused("只有小区所在街道或区(市)的单位可以提出改造项目。")


def add_items(project: Project, drafts: Sequence[ItemDraft], *, adopted: Adopted, by: Actor) -> list[WorksItem]:
    """Add works items of the rulebook's catalogue; the same item at the same place is refused, naming the project that has it."""
    _must_be_editable(project)
    catalogue = {row.id for row in adopted.rulebook.rows("items")}
    inside = set(project.memberships.values_list("neighbourhood_id", flat=True))
    rows = []
    for draft in drafts:
        if draft.item not in catalogue:
            raise NotPossible(f"现行规则没有改造内容“{draft.item}”。")
        if draft.neighbourhood.pk not in inside:
            raise NotPossible(f"{draft.neighbourhood.name}不在本项目内。")
        if draft.building and draft.building.neighbourhood_id != draft.neighbourhood.pk:
            raise NotPossible(f"{draft.building.name}不是{draft.neighbourhood.name}的楼栋。")
        by.require(Capability.PROPOSE, draft.neighbourhood.path)
        rows.append(WorksItem(project=project, **vars(draft)))
    try:
        with transaction.atomic():
            return WorksItem.objects.bulk_create(rows)
    except IntegrityError as error:
        raise NotPossible(_taken(rows)) from error


def correct_item(
    item: WorksItem,
    *,
    quantity: Decimal | None,
    unit: str,
    estimate: Decimal | None,
    by: Actor,
    flags: Mapping[str, bool | None] | None = None,
    note: str = "",
) -> WorksItem:
    """Change a works item's figures; history keeps the earlier ones."""
    _must_be_editable(item.project)
    by.require(Capability.PROPOSE, item.neighbourhood.path)
    item.quantity, item.unit, item.estimate, item.note = quantity, unit, estimate, note
    for name, value in (flags or {}).items():
        setattr(item, name, value)
    item.save()
    return item


def withdraw_item(item: WorksItem, *, by: Actor) -> WorksItem:
    """Take an item out before it starts; it may then be proposed elsewhere."""
    _must_be_editable(item.project)
    by.require(Capability.PROPOSE, item.neighbourhood.path)
    if item.state != ItemState.PROPOSED:
        raise NotPossible("已开工的改造内容不能撤回。")
    item.state = ItemState.WITHDRAWN
    item.save(update_fields=["state"])
    return item


def correct(project: Project, *, values: Mapping[str, Any], revision: int, by: Actor) -> Project:
    """Change the ledger's own fields. `revision` is the one the person saw; raises `Stale` when another came between."""
    with transaction.atomic():
        locked = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
        by.require(Capability.PROPOSE, locked.path)
        if locked.revision != revision:
            raise Stale
        for name in LEDGER:
            if name in values:
                setattr(locked, name, values[name])
        names = Neighbourhood.objects.filter(project_memberships__project=locked).values_list("name", flat=True)
        locked.search_text = search_text(locked.name, *names)
        locked.revision += 1
        locked.save()
    return locked


def name_batch(projects: Iterable[Project], batch: str, *, by: Actor) -> int:
    """Put projects of the pool into a batch (实施、谋划、储备), or none; the number changed."""
    changed = 0
    for project in projects:
        by.require(Capability.DECIDE, project.path)
        if project.state not in {State.PROPOSED, State.RESERVED}:
            raise NotPossible(f"{project.name}不在储备库中,不能改批次。")
        if project.batch != batch:
            project.batch = Batch(batch) if batch else ""
            project.save(update_fields=["batch", "updated_at"])
            changed += 1
    return changed


def grade(project: Project, *, priority: str, value: int | None, adopted: Adopted, by: Actor) -> Project:
    """Enter the grade (1 = first) for a priority row that the rulebook leaves to people; None takes it away."""
    by.require(Capability.DECIDE, project.path)
    rows = {row.id: row for row in adopted.rulebook.rows("priority")}
    if priority not in rows or rows[priority].field != "open":
        raise NotPossible("这一排序条件由系统计算,不能评级。")
    if value is not None and not 1 <= value <= 99:
        raise NotPossible("评级请填 1 到 99 的整数,1 为最先。")
    grades = {key: old for key, old in project.grades.items() if key != priority}
    project.grades = grades if value is None else {**grades, priority: value}
    project.save(update_fields=["grades", "updated_at"])
    return project


def declare(
    project: Project,
    *,
    criterion: str,
    value: bool,
    adopted: Adopted,
    evidence: Sequence[tuple[str, Document]] = (),
    works_item: WorksItem | None = None,
    note: str = "",
    by: Actor,
    on: date,
) -> ProjectDeclaration:
    """State a criterion about a project or one of its items, for an organisation that plays the criterion's `by` actor.

    At or above the project's place; an actor of a lower level for its own part. A yes needs every named document, a no none.
    """
    row = adopted.rulebook.get("criteria", criterion)
    if row.kind != "declared" or row.about not in {"project", "item"}:
        raise NotPossible("这一条件不是对项目申报的。")
    if (row.about == "item") != (works_item is not None):
        raise NotPossible("这一条件须对具体改造内容申报。" if works_item is None else "这一条件须对整个项目申报。")
    organisation, stated_by = declarer(project, criterion, adopted=adopted, by=by)
    attached = {name for name, _ in evidence}
    wanted = [name for name in row.evidence if name not in attached]
    if value and wanted:
        raise NotPossible(f"申报“是”须附:{'、'.join(wanted)}({row.source})。")
    if stated_by != organisation.actor and not evidence:
        raise NotPossible("代居民或业主组织申报须附材料。")
    with transaction.atomic():
        ProjectDeclaration.objects.filter(
            project=project, works_item=works_item, criterion=criterion, organisation=organisation, is_current=True
        ).update(is_current=False)
        made = ProjectDeclaration.objects.create(
            project=project,
            works_item=works_item,
            criterion=criterion,
            value=value,
            stated_by=stated_by,
            organisation=organisation,
            entered_by=by.person,
            on=on,
            note=note,
        )
        ProjectEvidence.objects.bulk_create(
            ProjectEvidence(declaration=made, document=document, name=name) for name, document in evidence
        )
    return made


def declarer(project: Project, criterion: str, *, adopted: Adopted, by: Actor) -> tuple[Organisation, str]:
    """Who may state the criterion for the project: the organisation, and the actor that it states it for.

    Residents and owners' bodies have no login: the street or the community records for them.
    """
    wanted = str(adopted.rulebook.get("criteria", criterion).by)
    kind = adopted.rulebook.get("actors", wanted).kind
    recorded = kind in {"residents", "owners-body"}
    places = list(project.memberships.values_list("neighbourhood__path", flat=True))
    for seat in by.seats:
        organisation = seat.organisation
        if organisation is None or Capability.DECLARE not in seat.capabilities:
            continue
        plays = organisation.kind in {"street", "community"} if recorded else organisation.actor == wanted
        if plays and reaches(organisation, project.path, places):
            return organisation, wanted
    name = adopted.rulebook.actor_name(wanted)
    raise Refused(f"这一条件由{name}申报,您不在该单位,或该单位不管辖本项目所在地。")


def reaches(organisation: Organisation, project_path: str, neighbourhood_paths: Iterable[str]) -> bool:
    """At or above the project's place, or, of a lower level, holding one of its neighbourhoods."""
    own = organisation.jurisdiction.path
    return project_path.startswith(own) or any(path.startswith(own) for path in neighbourhood_paths)


def _must_be_editable(project: Project) -> None:
    if State(project.state) not in EDITABLE:
        raise NotPossible(f"项目{project.get_state_display()},改造内容已定,不能直接修改。")


def _must_be_free_and_eligible(neighbourhoods: Sequence[Neighbourhood]) -> None:
    out = [n for n in neighbourhoods if n.eligible != "yes"]
    if out:
        words = {"no": "不可纳入", "undetermined": "待定"}
        named = "、".join(f"{n.name}({words.get(n.eligible, '未判定')})" for n in out[:5])
        raise NotPossible(f"只有判定为可纳入的小区才能提出项目。以下小区还不行:{named}。")
    waiting = (
        ProjectNeighbourhood.objects.filter(
            neighbourhood__in=neighbourhoods, is_alive=True, project__state__in=[State.PROPOSED, State.RESERVED]
        )
        .select_related("project", "neighbourhood")
        .order_by("id")
    )
    taken = [f"{row.neighbourhood.name}(在“{row.project.name}”中)" for row in waiting[:5]]
    if taken:
        raise NotPossible(f"以下小区已提出过项目,不能重复提出:{'、'.join(taken)}。")


def _common_place(paths: Sequence[str]) -> Jurisdiction:
    """The lowest place that holds all the paths."""
    first, last = min(paths), max(paths)
    length = 0
    while first[: length + SEGMENT] == last[: length + SEGMENT] and length < len(first):
        length += SEGMENT
    return Jurisdiction.objects.get(path=first[:length])


def _next_code(jurisdiction: Jurisdiction, now: datetime) -> str:
    """Place code, year, running number: 370203-2026-001. The place's row is locked, so two proposals get two numbers."""
    Jurisdiction.objects.select_for_update().get(pk=jurisdiction.pk)
    prefix = f"{jurisdiction.code}-{timezone.localdate(now).year}-"
    codes = Project.objects.filter(code__startswith=prefix).values_list("code", flat=True)
    return f"{prefix}{max((int(code.removeprefix(prefix)) for code in codes), default=0) + 1:03d}"


def _taken(rows: Sequence[WorksItem]) -> str:
    for row in rows:
        other = (
            WorksItem.objects.filter(neighbourhood=row.neighbourhood, building=row.building, item=row.item)
            .exclude(state=ItemState.WITHDRAWN)
            .select_related("project")
            .first()
        )
        if other:
            return f"{row.neighbourhood.name}的这一改造内容已列入“{other.project.name}”,不能重复改造。"
    return "同一处的同一改造内容填写了两次。"
