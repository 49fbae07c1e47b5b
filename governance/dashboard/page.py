"""Everything that the dashboard shows of a place: page, interface and spreadsheet are made from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from communities.rulebooks.queries import Adopted, NoRulebook, in_force
from governance.dashboard import tables
from governance.dashboard.asked import Asked
from governance.dashboard.cards import Card, Change, Goal, Rate, cards, changes, goals, targets, wanted
from governance.dashboard.figures import Figures, Sums, figures_of
from governance.dashboard.lateness import BlockedLine, Late, blocked_lines, days_late, late_lines
from governance.figures.instant import SHANGHAI
from governance.figures.measuring import Basis
from policies.pack.rows import Indicator


@dataclass(frozen=True)
class Dashboard:
    """A place as asked for. `adopted` None: no rulebook in force on the last day shown, and `no_rulebook` says so."""

    asked: Asked
    figures: Figures
    indicators: Sequence[Indicator]
    adopted: Adopted | None
    no_rulebook: str

    @property
    def now(self) -> Sums:
        return self.figures.now

    @property
    def day(self) -> date:
        """The last day that the figures are about."""
        return self.asked.now.moment.astimezone(SHANGHAI).date()

    @cached_property
    def goals(self) -> list[Goal]:
        return goals(self.figures, self.indicators, self.adopted)

    @cached_property
    def cards(self) -> list[Card]:
        return cards(self.figures, targets(self.goals))

    @cached_property
    def ranking(self) -> list[tables.Ranked]:
        return tables.ranking(self.asked.node, self.figures)

    @property
    def off_paper(self) -> int:
        """Places that a printed page has no room for."""
        return sum(row.is_beyond_paper for row in self.ranking)

    @property
    def projects(self) -> int:
        return self.now.projects.total()

    @property
    def whole(self) -> tables.Ranked:
        """The place itself as the last line of the ranking."""
        started, households = self.cards[0], self.cards[1]
        more = int(started.now.numerator - started.before.numerator)
        return tables.Ranked(0, 0, self.asked.node, self.asked.node.name, started.now, households.now, more)

    @cached_property
    def stages(self) -> list[tables.StageRow]:
        return tables.stages(self.now)

    @cached_property
    def money(self) -> list[tables.MoneyRow]:
        return tables.money(self.now)

    @property
    def all_money(self) -> tables.MoneyRow:
        return tables.MoneyRow("", "合计", self.now.all_money)

    @cached_property
    def classes(self) -> list[tables.ClassRow]:
        return tables.classes(self.now, self.adopted) if self.adopted else []

    @property
    def all_classes(self) -> tables.ClassRow:
        return tables.total(self.classes)

    @cached_property
    def changes(self) -> list[Change]:
        return changes(self.figures)

    @property
    def overdue(self) -> Rate:
        return Rate(self.now.overdue.total(), self.now.matters.total())

    @property
    def overdue_change(self) -> int:
        return self.now.overdue.total() - self.figures.before.overdue.total()

    @property
    def longest(self) -> int | None:
        """Working days of the matter longest overdue; None without one, or beyond the official calendar."""
        return days_late(self.now.earliest, self.day) if self.now.earliest else None

    @cached_property
    def late(self) -> list[Late]:
        return late_lines(self.figures.late, self.adopted, self.day)

    @cached_property
    def blocked(self) -> list[BlockedLine]:
        return blocked_lines(self.figures.blocked, self.adopted, self.day)


def dashboard_of(asked: Asked) -> Dashboard:
    """Two queries: the rulebook in force, and all figures."""
    try:
        adopted, why = in_force(asked.now.moment.astimezone(SHANGHAI).date()), ""
    except NoRulebook as error:
        adopted, why = None, str(error)
    indicators = wanted(adopted, is_own_level=asked.is_own_level)
    figures = figures_of(
        asked.node,
        asked.children,
        year=asked.year,
        now=asked.now,
        before=asked.before,
        is_live=asked.is_live,
        measured=dict.fromkeys(row.compute for row in indicators),
        basis=Basis.of(adopted) if adopted else Basis(None, ()),
    )
    return Dashboard(asked, figures, indicators, adopted, why)
