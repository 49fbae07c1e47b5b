"""The tables of the dashboard: places in order of their start rate, stages, money by source and by class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from communities.rulebooks.labels import CHANNEL_KINDS
from communities.rulebooks.queries import Adopted
from communities.tenancy.models import Jurisdiction
from governance.dashboard.cards import MEASURES, Rate
from governance.dashboard.figures import Figures, Held, Money, Part, Sums, Works
from projects.enums import State
from projects.queries import item_class
from projects.stages import STAGES

ON_PAPER = 14
"""Places that a printed page has room for; the others are on the screen and in the spreadsheet."""
_STARTED, _STARTED_HOUSEHOLDS = (measure.take for measure in MEASURES[:2])


@dataclass(frozen=True)
class Ranked:
    """A place with its start rates. `place`: its number; equal rates share one."""

    number: int
    line: int
    node: Jurisdiction | None
    name: str
    started: Rate
    households: Rate
    more: int

    @property
    def is_beyond_paper(self) -> bool:
        return self.line > ON_PAPER


def ranking(node: Jurisdiction, figures: Figures) -> list[Ranked]:
    """The places below that have neighbourhoods to renovate, the highest start rate first; what lies at the place
    itself last, without a number of its own.
    """
    shown = [part for part in figures.parts if part.now.all.neighbourhoods]
    shown.sort(key=lambda part: (part.node is None, -_exact(_STARTED(part.now)), _path(part)))
    rows: list[Ranked] = []
    for place, part in enumerate(shown, start=1):
        started = _STARTED(part.now)
        ties = rows and rows[-1].node and _exact(rows[-1].started) == _exact(started) and part.node
        number = rows[-1].number if ties else place
        name = part.node.name if part.node else f"{node.name}本级"
        more = started.numerator - _STARTED(part.before).numerator
        rows.append(Ranked(number, place, part.node, name, started, _STARTED_HOUSEHOLDS(part.now), int(more)))
    return rows


def _exact(rate: Rate) -> float:
    return rate.numerator / rate.denominator if rate.denominator else 0  # type: ignore[return-value]  # counts


def _path(part: Part) -> str:
    return part.node.path if part.node else ""


@dataclass(frozen=True)
class StageRow:
    """A stage: neighbourhoods that reached it, those that stand there, projects that stand there."""

    state: State
    label: str
    reached: Held | None
    standing: Held
    projects: int


def stages(sums: Sums) -> list[StageRow]:
    """The ten stages, then those on hold: they stand nowhere, and have reached what they were held from."""
    rows = []
    for stage in STAGES:
        held = sums.stages.get(stage.value, Held())
        standing = Held(held.neighbourhoods - held.on_hold, held.households, held.buildings, held.floor_area)
        rows.append(StageRow(stage, stage.label, sums.reached(stage), standing, sums.projects[stage.value]))
    if gone := sums.stages.get(State.WITHDRAWN.value):
        rows.append(StageRow(State.WITHDRAWN, State.WITHDRAWN.label, None, gone, 0))
    on_hold = sum(held.on_hold for held in sums.stages.values())
    if on_hold or sums.projects[State.ON_HOLD.value]:
        rows.append(
            StageRow(
                State.ON_HOLD, State.ON_HOLD.label, None, Held(on_hold), sums.projects[State.ON_HOLD.value]
            )
        )
    return rows


@dataclass(frozen=True)
class MoneyRow:
    """One kind of channel. Yuan."""

    kind: str
    name: str
    money: Money

    @property
    def in_wan(self) -> Money:
        """The same in 万元, for the chart."""
        return Money(*(sum_ / 10_000 for sum_ in (self.money.planned, self.money.arrived, self.money.paid)))

    @property
    def arrived(self) -> Rate:
        return Rate(self.money.arrived, self.money.planned)

    @property
    def paid(self) -> Rate:
        return Rate(self.money.paid, self.money.arrived)


def money(sums: Sums) -> list[MoneyRow]:
    """The kinds of channels in the rulebooks' order, those that are used."""
    return [
        MoneyRow(kind, name, sums.money[kind]) for kind, name in CHANNEL_KINDS.items() if kind in sums.money
    ]


@dataclass(frozen=True)
class ClassRow:
    """One class of works items; `id` empty: the rulebook leaves their class to the tenant. Yuan."""

    id: str
    name: str
    works: Works
    is_demo: bool

    @property
    def invested(self) -> Rate:
        return Rate(self.works.invested, self.works.estimate)

    @property
    def paid(self) -> Rate:
        return Rate(self.works.paid, self.works.invested)


def classes(sums: Sums, adopted: Adopted) -> list[ClassRow]:
    """The works items by the class that the rulebook, or the tenant's entry, gives them."""
    found: dict[str, Works] = {}
    demo: set[str] = set()
    for item, works in sums.works.items():
        class_id = item_class(item, adopted)
        found[class_id] = found.get(class_id, Works()) + works
        if f"item:{item}.class" in adopted.demo:
            demo.add(class_id)
    names = {row.id: row.name for row in adopted.rulebook.rows("classes")}
    return [
        ClassRow(id_, names.get(id_, "类别待定"), found[id_], id_ in demo)
        for id_ in (*names, "")
        if id_ in found
    ]


def total(rows: Sequence[ClassRow]) -> ClassRow:
    """All classes."""
    return ClassRow("", "合计", sum((row.works for row in rows), Works()), False)
