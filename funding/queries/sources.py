"""One project's sources of money, with their channels of the rulebook and what moved on each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from communities.rulebooks.queries import Adopted
from funding.models import FundingSource, Movement
from policies.pack import OPEN
from policies.paths import fact_name
from projects.models import Project

ZERO = Decimal(0)
WITHDRAWERS = {"owner": "所有权人", "spouse": "配偶", "other": "其他人"}


@dataclass(frozen=True)
class SourceLine:
    """A source with its channel: name, clause and words of the rulebook, and what the text adds to it."""

    source: FundingSource
    channel: str
    clause: str
    quote: str
    conditions: tuple[str, ...]

    @property
    def above_plan(self) -> Decimal:
        """What arrived beyond the plan (超计划); 0 while nothing did."""
        return max(self.source.arrived - self.source.planned, ZERO)


@dataclass(frozen=True)
class Entry:
    """A movement as shown; `countered` is the entry that reversed it, if one did."""

    row: Movement
    countered: Movement | None

    @property
    def signed(self) -> Decimal:
        """The amount as it counts, in yuan."""
        return -self.row.amount if self.row.counters_id else self.row.amount

    @property
    def may_be_countered(self) -> bool:
        return self.row.counters_id is None and self.countered is None


def sources_of(project: Project, adopted: Adopted) -> list[SourceLine]:
    """The project's sources of money in the order of entry; one query."""
    rows = FundingSource.objects.filter(project=project).select_related("paper").order_by("id")
    return [source_line(row, adopted) for row in rows]


def source_line(source: FundingSource, adopted: Adopted) -> SourceLine:
    """A source with what the rulebook in force says of its channel; one no longer known is called by its kind."""
    row = adopted.rulebook.find("channels", source.channel)
    if row is None:
        return SourceLine(source, source.get_kind_display(), "", "", ())
    return SourceLine(source, row.name, row.source, row.quote or "", tuple(_conditions(row)))


def movements_of(source: FundingSource) -> Sequence[Entry]:
    """Everything that moved on the source, the newest first; one query."""
    rows = list(
        Movement.objects.filter(source=source)
        .select_related("entered_by", "acted_for", "organisation", "paper")
        .order_by("-on", "-id")
    )
    reversed_by = {row.counters_id: row for row in rows if row.counters_id}
    return [Entry(row, reversed_by.get(row.pk)) for row in rows]


def unusable_channels(adopted: Adopted) -> list[Any]:
    """Channels that the text only studies, or that are not in use: shown with their clause, never offered."""
    return [row for row in adopted.rulebook.rows("channels") if row.enabled == OPEN or not row.enabled]


def _conditions(row: Any) -> list[str]:
    """What the text says of drawing from the channel; household withdrawals are shown here and kept elsewhere."""
    said = [f"须附《{row.needs}》"] if row.needs else []
    if row.who == OPEN:
        said.append("可提取的人员由本级确定")
    elif row.who:
        said.append(f"可由{'、'.join(WITHDRAWERS[who] for who in row.who)}提取")
    if row.cap:
        said.append(f"合计提取额不超过{fact_name(row.cap)}")
    return said
