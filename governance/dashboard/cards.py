"""The key figures: what each divides by what, how it changed, and the target where the rulebook has one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from communities.rulebooks.queries import Adopted
from governance.dashboard.figures import Figures, Sums
from governance.figures.computes import COMPUTES
from governance.figures.measuring import in_unit, plain
from policies.pack import OPEN
from policies.pack.rows import Indicator, TargetRange
from policies.scoring import Score, score
from policies.vocabulary import UNIT_NAMES
from projects.enums import State

HUNDREDTH = Decimal("0.01")
Number = int | Decimal


@dataclass(frozen=True)
class Rate:
    """Two sums. `percent` has two decimals, half-up; None without a denominator: a rate of nothing is no rate."""

    numerator: Number
    denominator: Number

    @property
    def percent(self) -> Decimal | None:
        if not self.denominator:
            return None
        return (100 * Decimal(self.numerator) / Decimal(self.denominator)).quantize(HUNDREDTH, ROUND_HALF_UP)


@dataclass(frozen=True)
class Measure:
    """A rate that is shown. `opens`, `of`: the kinds of rows behind numerator and denominator.

    `compute`: the rulebook's name of the same figure, if it has one: only its targets are targets of this.
    """

    key: str
    caption: str
    unit: str
    take: Callable[[Sums], Rate]
    opens: str
    of: str
    note: str = ""
    compute: str = ""


def _neighbourhoods(stage: State) -> Callable[[Sums], Rate]:
    return lambda sums: Rate(sums.reached(stage).neighbourhoods, sums.all.neighbourhoods)


def _households(stage: State) -> Callable[[Sums], Rate]:
    return lambda sums: Rate(sums.reached(stage).households, sums.all.households)


def _reviews(sums: Sums) -> Rate:
    said = sums.reviews
    return Rate(said["in_time"], said["in_time"] + said["late"] + said["overdue"])


STARTED, COMPLETED = "reached-building", "reached-completed"
MEASURES = (
    Measure("started", "开工率 · 按小区数", "个", _neighbourhoods(State.BUILDING), STARTED, "neighbourhoods"),
    Measure(
        "started_households",
        "开工率 · 按户数",
        "户",
        _households(State.BUILDING),
        STARTED,
        "neighbourhoods",
    ),
    Measure(
        "completed",
        "完工率 · 按小区数",
        "个",
        _neighbourhoods(State.COMPLETED),
        COMPLETED,
        "neighbourhoods",
        compute="neighbourhoods.completed_over_planned",
    ),
    Measure(
        "completed_households",
        "完工率 · 按户数",
        "户",
        _households(State.COMPLETED),
        COMPLETED,
        "neighbourhoods",
        compute="households.done_over_planned",
    ),
    Measure(
        "arrived",
        "资金到位率",
        "万元",
        lambda sums: Rate(sums.all_money.arrived, sums.all_money.planned),
        "money",
        "money",
        "占计划资金",
        compute="funds.received_over_planned",
    ),
    Measure(
        "paid",
        "资金支付率",
        "万元",
        lambda sums: Rate(sums.all_money.paid, sums.all_money.arrived),
        "money",
        "money",
        "占到位资金",
    ),
    Measure(
        "reviews", "联审按期办结率", "轮", _reviews, "reviews-in_time", "reviews-due", "占已办结和已逾期"
    ),
)
"""One definition each, for every place: rates come from sums, never from an average of rates."""


@dataclass(frozen=True)
class Target:
    """What the rulebook, with the tenant's own entries, asks of a measure; per cent."""

    percent: Decimal
    clause: str
    is_demo: bool


@dataclass(frozen=True)
class Card:
    """A measure now and before."""

    measure: Measure
    now: Rate
    before: Rate
    target: Target | None

    @property
    def change(self) -> Decimal | None:
        """Percentage points; None where one of the two is no rate."""
        if self.now.percent is None or self.before.percent is None:
            return None
        return self.now.percent - self.before.percent

    @property
    def is_met(self) -> bool | None:
        """None without a target or a rate."""
        if self.target is None or self.now.percent is None:
            return None
        return 100 * Decimal(self.now.numerator) >= self.target.percent * Decimal(self.now.denominator)


def cards(figures: Figures, targets: dict[str, Target]) -> list[Card]:
    """One card a measure."""
    return [
        Card(each, each.take(figures.now), each.take(figures.before), targets.get(each.compute))
        for each in MEASURES
    ]


@dataclass(frozen=True)
class Goal:
    """An indicator of the rulebook with a target, as measured for the tenant's own level."""

    indicator: Indicator
    score: Score
    is_demo: bool

    @property
    def unit(self) -> str:
        return UNIT_NAMES[self.indicator.unit]

    @property
    def target_words(self) -> str:
        target = self.indicator.target
        return f"{target.min} 至 {target.max}" if isinstance(target, TargetRange) else f"{target:,}"


def wanted(adopted: Adopted | None, *, is_own_level: bool) -> list[Indicator]:
    """The indicators with a target that are computed. Targets belong to the tenant's own level: elsewhere none."""
    if adopted is None or not is_own_level:
        return []
    rows = adopted.rulebook.rows("indicators")
    return [row for row in rows if row.target != OPEN and row.compute in COMPUTES]


def goals(figures: Figures, indicators: Sequence[Indicator], adopted: Adopted | None) -> list[Goal]:
    """Each indicator with its figure and its target, judged by the rulebook's engine."""
    demo = adopted.demo if adopted else frozenset()
    return [
        Goal(row, _score(row, *figures.measured[row.compute]), f"{row.id}.target" in demo)
        for row in indicators
        if row.compute in figures.measured
    ]


def _score(row: Indicator, numerator: Decimal | None, denominator: Decimal | None) -> Score:
    if COMPUTES[row.compute].is_rate:
        return score(row, None, plain(numerator) or 0, plain(denominator) or 0)
    return score(row, in_unit(plain(numerator), row.unit))


def targets(found: Sequence[Goal]) -> dict[str, Target]:
    """Compute -> target in per cent, for the cards that show just that figure."""
    return {
        goal.indicator.compute: Target(
            _floor(goal.indicator.target), str(goal.indicator.source), goal.is_demo
        )
        for goal in found
        if goal.indicator.unit == "percent"
    }


def _floor(target: Any) -> Decimal:
    return Decimal(target.min if isinstance(target, TargetRange) else target)


@dataclass(frozen=True)
class Change:
    """A main figure at the end of the month before and now."""

    label: str
    unit: str
    opens: str
    before: Number
    now: Number
    good: str = "up"

    @property
    def difference(self) -> Number:
        return self.now - self.before

    @property
    def in_wan(self) -> Decimal:
        """The difference of yuan in 万元, as shown."""
        return (Decimal(self.difference) / 10_000).quantize(HUNDREDTH, ROUND_HALF_UP)


def changes(figures: Figures) -> list[Change]:
    """较上月变化: counts and money, not rates."""
    was, now = figures.before, figures.now
    stages = (
        ("开工小区", State.BUILDING),
        ("完工小区", State.COMPLETED),
        ("移交小区", State.HANDED_OVER),
        ("长效管理小区", State.MANAGED),
    )
    found = [
        Change(
            label,
            "个",
            f"reached-{stage.value}",
            was.reached(stage).neighbourhoods,
            now.reached(stage).neighbourhoods,
        )
        for label, stage in stages
    ]
    return [
        *found,
        Change("到位资金", "万元", "money", was.all_money.arrived, now.all_money.arrived),
        Change("已支付资金", "万元", "money", was.all_money.paid, now.all_money.paid),
        Change("逾期事项", "件", "overdue", was.overdue.total(), now.overdue.total(), "down"),
        Change("未解决争议", "件", "disputes", was.disputes, now.disputes, "down"),
    ]
