"""How owners decide: quorum and consent, each met by heads and by exclusive area, under the law in force that day."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from .errors import BadValue
from .inquiry import EVERYWHERE, Inquiry
from .pack.rows import Ballot, BallotThreshold
from .verdict import Finding, Outcome, Verdict, all3, together

_MEASURES = ("heads", "area")


def meets(threshold: BallotThreshold, part: Decimal | int, whole: Decimal | int) -> bool:
    """`at_least` or `more_than` a fraction of the whole, exactly. Of nothing, no part is enough."""
    if not whole:
        return False
    reached = Fraction(part) / Fraction(whole)
    if threshold.at_least is not None:
        return reached >= threshold.at_least
    return threshold.more_than is not None and reached > threshold.more_than


def answer_ballot(inquiry: Inquiry, ballot: Ballot) -> Outcome:
    """Those taking part of all owners, and those consenting of those taking part. Before `in_force`: undetermined."""
    inquiry.touch(ballot.id)
    if (note := not_in_force(inquiry, ballot)) is not None:
        return Outcome(Finding(Verdict.UNDETERMINED), note=note)
    _plausible(inquiry)
    findings = [
        _step(inquiry, ballot, "participation", ballot.participation, "voting", "total"),
        _step(inquiry, ballot, "consent", ballot.consent, "consent", "voting"),
    ]
    note = f"{'、'.join(ballot.conflicts)}另有规定,并列显示" if ballot.conflicts else None
    return Outcome(together(findings), note=note)


def not_in_force(inquiry: Inquiry, row: Any) -> str | None:
    """The note for a day before the row applies; None when it applies (`null` = not recorded, taken as in force)."""
    on = inquiry.question.on
    if row.in_force is None or on is None or on >= row.in_force:
        return None
    return f"{row.source}自{row.in_force.isoformat()}起施行,{on.isoformat()}尚不适用"


def _step(
    inquiry: Inquiry, ballot: Ballot, name: str, threshold: BallotThreshold, part: str, whole: str
) -> Finding:
    verdicts, missing = [], []
    for measure in _MEASURES:
        paths = [f"ballot.{measure}_{part}", f"ballot.{measure}_{whole}"]
        values = [inquiry.given(path, EVERYWHERE) for path in paths]
        missing += [path for path, value in zip(paths, values, strict=True) if value is None]
        some, of = values
        verdicts.append(Verdict.of(None if some is None or of is None else meets(threshold, some, of)))
    verdict = all3(verdicts)
    return Finding(
        verdict,
        (inquiry.entry(ballot, ballot.id, EVERYWHERE, verdict, f"{ballot.id}.{name}"),),
        tuple(missing),
    )


def _plausible(inquiry: Inquiry) -> None:
    for measure in _MEASURES:
        names = [f"ballot.{measure}_{step}" for step in ("consent", "voting", "total")]
        values = [inquiry.given(name, EVERYWHERE) for name in names]
        for place in (0, 1):
            part, whole = values[place], values[place + 1]
            if part is not None and whole is not None and part > whole:
                raise BadValue(f"facts.{names[place]}", str(part), f"{names[place]} 大于 {names[place + 1]}")
