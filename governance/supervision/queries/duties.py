"""The register of duties, the deadlines with their next days, and what is open of both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from communities.models import Jurisdiction, RulebookVersion
from communities.people.enums import Capability
from communities.people.rights import Actor, within
from communities.rulebooks.labels import CADENCES, TOPICS
from communities.rulebooks.queries import Adopted
from governance.models import DutyTask
from governance.supervision.rights import find_body, find_decider
from policies.deadlines import around
from policies.pack import OPEN
from policies.pack.rows import Deadline

SHOWN = 50
"""Tasks of one duty that a page names; the counts are of all."""


def tasks(actor: Actor) -> QuerySet[DutyTask]:
    """The tasks of bodies at the places that the person may view."""
    rows: QuerySet[DutyTask] = DutyTask.objects.filter(within(actor.paths(Capability.VIEW)))
    acts = ("set_by", "acted_for", "done_by", "done_for")
    return rows.select_related("jurisdiction", "organisation", "document", *acts)


@dataclass(frozen=True)
class TaskView:
    """One task as the person sees it. `days_late`: past its day and not done."""

    task: DutyTask
    body: str
    days_late: int
    may_tick: bool
    may_remind: bool


@dataclass(frozen=True)
class DutyView:
    """One duty of the rulebook with its tasks, open ones first, by due day."""

    id: str
    name: str
    topic: str
    leads: str
    with_: str
    clause: str
    quote: str
    url: str
    tasks: tuple[TaskView, ...]
    hidden: int
    done: int
    late: int
    total: int


def duty_register(
    actor: Actor, adopted: Adopted, *, on: date, topic: str = "", mine: bool = False
) -> list[DutyView]:
    """Every duty of the rulebook in the order of the text; one query for all tasks.

    `topic` narrows; `mine`: the duties of the actors that the person's organisations play.
    """
    book = adopted.rulebook
    played = {seat.organisation.actor for seat in actor.seats if seat.organisation is not None}
    rows = [
        row
        for row in book.rows("duties")
        if (not topic or row.topic == topic) and (not mine or played & {*row.who, *row.with_})
    ]
    by_rule = _by_rule(tasks(actor).filter(rule__in=[row.id for row in rows]))
    shown = []
    for row in rows:
        own = sorted(by_rule[row.id], key=lambda t: (t.done_on is not None, t.due_on, t.path))
        views = [view(task, actor, adopted, on=on) for task in own[:SHOWN]]
        shown.append(
            DutyView(
                id=row.id,
                name=row.name,
                topic=TOPICS.get(row.topic, row.topic),
                leads="、".join(map(book.actor_name, row.who)),
                with_="、".join(map(book.actor_name, row.with_)),
                clause=str(row.source or ""),
                quote=row.quote or "",
                url=_clause_url(actor, adopted, "duties", row.id),
                tasks=tuple(views),
                hidden=max(0, len(own) - SHOWN),
                done=sum(task.done_on is not None for task in own),
                late=sum(task.done_on is None and task.due_on < on for task in own),
                total=len(own),
            )
        )
    return shown


def view(task: DutyTask, actor: Actor, adopted: Adopted, *, on: date) -> TaskView:
    """A task with what the person may do about it; asks the database nothing."""
    is_open = task.done_on is None
    return TaskView(
        task=task,
        body=body_name(task.actor, task.jurisdiction, adopted),
        days_late=(on - task.due_on).days if is_open and task.due_on < on else 0,
        may_tick=is_open and find_body(actor, task.actor, task.path, adopted) is not None,
        may_remind=is_open and find_decider(actor, task.path) is not None,
    )


def body_name(actor_id: str, place: Jurisdiction, adopted: Adopted) -> str:
    """The actor at its place: 市南区 · 区(市)政府."""
    return f"{place.name} · {adopted.rulebook.actor_name(actor_id)}"


@dataclass(frozen=True)
class Standing:
    """One body before a due day of a deadline: done with its task, late by days, or still in time."""

    actor: str
    place: Jurisdiction
    body: str
    due: date
    task: DutyTask | None
    days_late: int
    may_tick: bool

    @property
    def is_done(self) -> bool:
        return self.task is not None and self.task.done_on is not None


@dataclass(frozen=True)
class DeadlineView:
    """One deadline. `next` None: no day is left, or the text leaves it to the tenant (`open_url` leads there).

    `last`: what the bodies did by the last day; `coming`: by the next. A day before the rulebook took effect here only
    informs (`is_past`).
    """

    id: str
    name: str
    who: str
    rhythm: str
    effect: str
    clause: str
    quote: str
    reading: str
    url: str
    next: date | None
    last_day: date | None
    is_past: bool
    open_url: str
    last: tuple[Standing, ...]
    coming: tuple[Standing, ...]

    @property
    def is_alarm(self) -> bool:
        return self.effect == "alarm"

    @property
    def late(self) -> list[Standing]:
        """Who missed the last day and has not made up for it."""
        return [one for one in self.last if one.days_late]

    @property
    def done(self) -> int:
        """Bodies that have done what is due next."""
        return sum(one.is_done for one in self.coming)


def deadline_register(actor: Actor, adopted: Adopted, *, on: date) -> list[DeadlineView]:
    """Every deadline of the rulebook with its days around `on` and how the bodies stand; three queries."""
    rows: tuple[Deadline, ...] = adopted.rulebook.rows("deadlines")
    if not rows:
        return []
    since = _since(adopted)
    by_rule = _by_rule(tasks(actor).filter(rule__in=[row.id for row in rows]))
    places = _places(actor, adopted, {str(row.who) for row in rows if row.who != OPEN})
    return [_deadline(row, actor, adopted, on, since, by_rule[row.id], places) for row in rows]


def _deadline(
    row: Deadline,
    actor: Actor,
    adopted: Adopted,
    on: date,
    since: date,
    own: Sequence[DutyTask],
    places: dict[str, list[Jurisdiction]],
) -> DeadlineView:
    last, following = around(row.due, row.each, on)
    counts = last is not None and last >= since
    bodies = [] if row.who == OPEN else [(str(row.who), place) for place in places.get(str(row.who), [])]
    by_key = {(task.actor, task.jurisdiction_id, task.due_on): task for task in own}

    def standings(day: date | None) -> tuple[Standing, ...]:
        return tuple(
            _standing(who, place, day, by_key.get((who, place.pk, day)), actor, adopted, on)
            for who, place in bodies
            if day is not None
        )

    is_open = row.due == OPEN or row.each == OPEN or row.who == OPEN
    field = "due" if row.due == OPEN else "each" if row.each == OPEN else "who"
    unsettled = reverse("rulebook_unsettled", kwargs={"tenant": actor.tenant.code})
    return DeadlineView(
        id=row.id,
        name=row.name,
        who="由本级确定" if row.who == OPEN else adopted.rulebook.actor_name(str(row.who)),
        rhythm="由本级确定" if row.each == OPEN else CADENCES[row.each],
        effect=row.effect,
        clause=str(row.source or ""),
        quote=row.quote or "",
        reading=row.reading.zh if row.reading else "",
        url=_clause_url(actor, adopted, "deadlines", row.id),
        next=following,
        last_day=last,
        is_past=last is not None and not counts,
        open_url=f"{unsettled}#{row.id}.{field}" if is_open else "",
        last=standings(last) if counts else (),
        coming=standings(following),
    )


def _standing(
    who: str,
    place: Jurisdiction,
    due: date,
    task: DutyTask | None,
    actor: Actor,
    adopted: Adopted,
    on: date,
) -> Standing:
    is_open = task is None or task.done_on is None
    return Standing(
        actor=who,
        place=place,
        body=body_name(who, place, adopted),
        due=due,
        task=task,
        days_late=(on - due).days if is_open and due < on else 0,
        may_tick=is_open and find_body(actor, who, place.path, adopted) is not None,
    )


def _places(actor: Actor, adopted: Adopted, actors: Iterable[str]) -> dict[str, list[Jurisdiction]]:
    """The places of each actor's level that the person may view; one query."""
    levels = {id_: row.level for id_ in actors if (row := adopted.rulebook.find("actors", id_)) is not None}
    seen = Jurisdiction.objects.filter(within(actor.paths(Capability.VIEW)), level__in=set(levels.values()))
    by_level: dict[str, list[Jurisdiction]] = defaultdict(list)
    for place in seen.order_by("path"):
        by_level[place.level].append(place)
    return {id_: by_level[level] for id_, level in levels.items()}


def _since(adopted: Adopted) -> date:
    """The day on which the tenant first stood under this text."""
    versions = RulebookVersion.objects.filter(pack_id=adopted.version.pack_id)
    first: date = versions.order_by("effective_from").values_list("effective_from", flat=True)[0]
    return first


def _by_rule(rows: Iterable[DutyTask]) -> dict[str, list[DutyTask]]:
    found: dict[str, list[DutyTask]] = defaultdict(list)
    for task in rows:
        found[task.rule].append(task)
    return found


def _clause_url(actor: Actor, adopted: Adopted, section: str, id_: str) -> str:
    named = {"tenant": actor.tenant.code, "number": adopted.version.number, "section": section}
    return f"{reverse('rulebook_section', kwargs=named)}#{id_}"
