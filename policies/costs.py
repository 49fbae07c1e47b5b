"""Exact money: rounding to the fen and dividing without losing one. Amounts in yuan.

No source has a rounding rule; these are the readings written in the schema. Subsidies: half-up, once per item, after
multiplication. Shares, splits and bills: largest remainder, ties to the first listed, so that parts sum to the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction

from .errors import BadValue

FEN = Decimal("0.01")
_PLACES = 400  # more than any sum or product of numbers of `MAX_DIGITS` takes


def exactly() -> AbstractContextManager[Context]:
    """Reckon without Python's own rounding to 28 places."""
    return localcontext(Context(prec=_PLACES))


def to_fen(amount: Decimal) -> Decimal:
    """Half-up to 0.01 yuan: 617283.945 -> 617283.95."""
    return amount.quantize(FEN, ROUND_HALF_UP)


def two_decimals(value: Fraction | Decimal) -> Decimal:
    """Half-up to two decimals, as percentages are shown: 73.046875 -> 73.05."""
    exact = Fraction(value)
    hundredths = abs(exact) * 100
    whole = (2 * hundredths.numerator + hundredths.denominator) // (2 * hundredths.denominator)
    return (Decimal(whole if exact >= 0 else -whole) / 100).quantize(FEN)


def divide(total: Decimal, weights: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Divide a sum of yuan in proportion to weights: the parts sum to it exactly.

    BadValue when the sum has more than two decimals; ValueError when no weight is above zero.
    """
    fen = Fraction(total) * 100
    if fen.denominator != 1:
        raise BadValue("item.cost", str(total), "费用最多两位小数,分摊后各方之和才能等于总额")
    whole = sum((Fraction(weight) for weight in weights), Fraction(0))
    if whole <= 0 or any(weight < 0 for weight in weights):
        raise ValueError("no weight above zero")
    exact = [fen * Fraction(weight) / whole for weight in weights]
    parts = [int(part) for part in exact]
    left = int(fen) - sum(parts)
    by_remainder = sorted(range(len(exact)), key=lambda i: (-(exact[i] - parts[i]), i))
    for place in by_remainder[:left]:
        parts[place] += 1
    return tuple((Decimal(part) / 100).quantize(FEN) for part in parts)


def percent_text(percent: Decimal) -> str:
    """A percentage as people write it: 20, 12.5."""
    text = f"{percent:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
