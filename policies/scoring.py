"""Assessments: each indicator against its target, and a total only when every weight is settled."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from .costs import two_decimals
from .inquiry import EVERYWHERE, Inquiry
from .pack.rows import Assessment, Indicator, TargetRange
from .pack.values import OPEN
from .verdict import Caution, Finding, Outcome, Verdict, all3


@dataclass(frozen=True, slots=True)
class Score:
    """One indicator of a report. `rate` in percent of the target, shown with two decimals; None without one."""

    id: str
    value: Fraction | None
    shown: int | str | None
    numerator: int | str | None
    denominator: int | str | None
    target: Any
    exact_rate: Fraction | None
    answer: Verdict | None

    @property
    def rate(self) -> Decimal | None:
        return None if self.exact_rate is None else two_decimals(self.exact_rate)

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "value": self.shown,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "target": self.target,
            "rate": None if self.rate is None else f"{self.rate:.2f}",
            "answer": self.answer.value if self.answer else None,
        }


def score(
    indicator: Indicator,
    value: Decimal | int | None,
    numerator: Decimal | int | None = None,
    denominator: Decimal | int | None = None,
) -> Score:
    """Judge one figure: met at `value >= target`; a range is met from its lower end on, above it is marked elsewhere.

    Without `value`, percent = numerator / denominator x 100; denominator 0 gives no value, never 0 or 100.
    """
    exact = None if value is None else Fraction(value)
    shown = _plain(value)
    if value is None and numerator is not None and denominator:
        exact = Fraction(numerator) * (100 if indicator.unit == "percent" else 1) / Fraction(denominator)
        shown = f"{two_decimals(exact):.2f}"
    target = None if indicator.target == OPEN else indicator.target
    rate, answer = None, None
    if target is not None:
        bound = target.min if isinstance(target, TargetRange) else target
        answer = Verdict.UNDETERMINED if exact is None else Verdict.of(exact >= Fraction(bound))
        if exact is not None and bound and not isinstance(target, TargetRange):
            rate = exact * 100 / Fraction(bound)
    shown_target = (
        {"min": _plain(target.min), "max": _plain(target.max)}
        if isinstance(target, TargetRange)
        else _plain(target)
    )
    return Score(
        indicator.id, exact, shown, _plain(numerator), _plain(denominator), shown_target, rate, answer
    )


def total(assessment: Assessment, scores: list[Score]) -> Decimal | None:
    """The weighted mean of the rates, half-up to two decimals; an indicator without a target counts its own value.

    None while a weight is open or a figure is missing. A reading: the sources name dimensions, not a formula.
    """
    if assessment.weights == OPEN:
        return None
    whole = points = Fraction(0)
    for one in scores:
        weight = Fraction(assessment.weights.get(one.id, 0))
        value = one.value if one.exact_rate is None else one.exact_rate
        if value is None:
            return None
        whole += weight
        points += weight * value
    return two_decimals(points / whole) if whole else None


def answer_assessment(inquiry: Inquiry, assessment: Assessment) -> Outcome:
    """Undetermined while cadence, weights, a target or a figure is not settled; else yes when every target is met."""
    inquiry.touch(assessment.id)
    missing = [
        f"overlay:{assessment.id}.{name}"
        for name in ("cadence", "weights")
        if getattr(assessment, name) == OPEN
    ]
    scores, warnings = [], []
    for id_ in assessment.indicators:
        indicator: Indicator = inquiry.book.get("indicators", id_)
        inquiry.touch(id_)
        value, numerator, denominator = (
            inquiry.given(f"figure.{id_}{part}", EVERYWHERE) for part in ("", ".numerator", ".denominator")
        )
        one = score(indicator, value, numerator, denominator)
        scores.append(one)
        if one.value is None and denominator != 0:
            missing.append(f"figure.{id_}")
        if indicator.target == OPEN:
            missing.append(f"overlay:{id_}.target")
        elif (
            isinstance(indicator.target, TargetRange)
            and one.value is not None
            and one.value > indicator.target.max
        ):
            text = f"《{indicator.name}》超过目标范围上限{indicator.target.max}"
            warnings.append(Caution(id_, indicator.source, indicator.quote, text))
    sum_ = total(assessment, scores)
    effects: dict[str, Any] = {
        "indicators": [one.as_json() for one in scores],
        "total": None if sum_ is None else f"{sum_:.2f}",
        "total_missing": [f"{assessment.id}.weights"] if assessment.weights == OPEN else [],
    }
    unknown = bool(missing) or any(one.value is None for one in scores)
    verdict = (
        Verdict.UNDETERMINED if unknown else all3(one.answer for one in scores if one.answer is not None)
    )
    entries = tuple(
        inquiry.entry(
            inquiry.book.get("indicators", one.id),
            assessment.id,
            EVERYWHERE,
            one.answer or Verdict.UNDETERMINED,
        )
        for one in scores
    )
    return Outcome(Finding(verdict, entries, tuple(missing), warnings=tuple(warnings)), effects=effects)


def _plain(value: Decimal | int | None) -> int | str | None:
    """Whole numbers as numbers, every other decimal as a string, as in FACTS.json."""
    if value is None or isinstance(value, int):
        return value
    return (
        int(value) if value == value.to_integral_value() and value.as_tuple().exponent == 0 else f"{value:f}"
    )
