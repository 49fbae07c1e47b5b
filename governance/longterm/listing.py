"""The neighbourhoods behind a rate as lines of a list and of a spreadsheet, with all that keeps each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db.models import Prefetch

from communities.models import Neighbourhood
from communities.records.spreadsheets import Column
from communities.rulebooks.queries import Adopted
from communities.upkeep.models import OwnersBody, PartyOrganisation, PropertyContract
from communities.upkeep.queries import mode_name
from governance.longterm.running_out import Ending
from projects.enums import State

CHUNK = 1000
"""Ours: neighbourhoods read at a time for a spreadsheet."""


@dataclass(frozen=True)
class Line:
    """One neighbourhood: the state of its renovation, and what keeps it; empty where nothing is recorded."""

    row: Neighbourhood
    state: str
    mode: str

    @property
    def body(self) -> OwnersBody | None:
        return next(iter(self.row.owners_bodies.all()), None)

    @property
    def contract(self) -> PropertyContract | None:
        return next(iter(self.row.property_contracts.all()), None)

    @property
    def fund(self) -> str:
        """建立日期, 尚未建立, or empty where nobody has said."""
        fund = next(iter(self.row.maintenance_funds.all()), None)
        if fund is None:
            return ""
        return f"{fund.set_up_on:%Y-%m-%d} 建立" if fund.set_up_on else "尚未建立"

    @property
    def party(self) -> str:
        return next((one.name for one in self.row.party_organisations.all()), "")


def lines_of(found: Sequence[tuple[int, str]], adopted: Adopted | None) -> list[Line]:
    """The neighbourhoods (id, state) in their order; five queries for any number."""
    rows = Neighbourhood.objects.select_related("jurisdiction__parent").prefetch_related(
        Prefetch("owners_bodies", OwnersBody.objects.filter(dissolved_on__isnull=True)),
        Prefetch("property_contracts", PropertyContract.objects.order_by("-starts_on", "-id")),
        Prefetch("party_organisations", PartyOrganisation.objects.filter(until_on__isnull=True)),
        "maintenance_funds",
    )
    by_id = rows.in_bulk([id_ for id_, _ in found])
    return [
        Line(
            by_id[id_],
            str(State(state).label) if state else "",
            mode_name(by_id[id_].mode, adopted) if adopted and by_id[id_].mode else "",
        )
        for id_, state in found
        if id_ in by_id
    ]


def every_line(found: Iterable[tuple[int, str]], adopted: Adopted | None) -> Iterator[Line]:
    """The same for a long list, some at a time."""
    source = iter(found)
    while chunk := list(islice(source, CHUNK)):
        yield from lines_of(chunk, adopted)


LINES: tuple[Column[Line], ...] = (
    Column("小区", lambda one: one.row.name, 24),
    Column("所在地", lambda one: _place(one.row), 20),
    Column("户数(户)", lambda one: one.row.households, 10, "count"),
    Column("改造阶段", lambda one: one.state),
    Column("管理方式", lambda one: one.mode, 20),
    Column("业主组织", lambda one: one.body.name if one.body else "", 20),
    Column(
        "任期至",
        lambda one: f"{one.body.term_until:%Y-%m-%d}" if one.body and one.body.term_until else "",
    ),
    Column("物业服务单位", lambda one: one.contract.company if one.contract else "", 20),
    Column(
        "合同至",
        lambda one: f"{one.contract.ends_on:%Y-%m-%d}" if one.contract and one.contract.ends_on else "",
    ),
    Column("维修资金", lambda one: one.fund, 18),
    Column("党组织", lambda one: one.party, 20),
)

ENDINGS: tuple[Column[Ending], ...] = (
    Column("事项", lambda one: one.label, 14),
    Column("小区", lambda one: one.subject, 24),
    Column("所在地", lambda one: one.place, 16),
    Column("内容", lambda one: one.what, 24),
    Column("到期日", lambda one: f"{one.ends_on:%Y-%m-%d}"),
    Column("还有(天)", lambda one: one.days_left, 10, "plain"),
)


def _place(row: Neighbourhood) -> str:
    above = row.jurisdiction.parent
    return f"{above.name if above else ''}{row.jurisdiction.name}"
