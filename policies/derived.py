"""Facts that another rule yields: eligibility of a neighbourhood, shares fixed, ripeness, outcomes of reviews."""

from __future__ import annotations

from typing import Any

from .eligibility import ask_eligibility
from .gates import ask_ripe
from .inquiry import Inquiry, Scope
from .reviews import ask_review, attendance
from .shares import ask_shares_fixed
from .verdict import Finding, Verdict

_NOTHING = (None, Finding(Verdict.UNDETERMINED))


def derive(inquiry: Inquiry, path: str, scope: Scope) -> tuple[Any | None, Finding]:
    """The value of a derived fact and the finding behind it; None while it is not known. Other facts have none."""
    with inquiry.deriving(path) as fresh:
        if not fresh:
            return _NOTHING
        if path == "neighbourhood.eligible":
            if not inquiry.book.rows("eligibility"):
                return _NOTHING
            return _truth(ask_eligibility(inquiry, scope))
        if path == "project.shares_fixed":
            return _truth(ask_shares_fixed(inquiry))
        if path == "project.ripe":
            return _truth(ask_ripe(inquiry, scope))
        if path.startswith("review."):
            return _review(inquiry, path)
    return _NOTHING


def _truth(finding: Finding) -> tuple[Any | None, Finding]:
    known = finding.verdict is not Verdict.UNDETERMINED
    return (finding.verdict is Verdict.YES if known else None), finding


def _review(inquiry: Inquiry, path: str) -> tuple[Any | None, Finding]:
    _, id_, what = path.split(".")
    row = inquiry.book.get("reviews", id_)
    if what == "resident_representatives":
        return attendance(inquiry, row), Finding(Verdict.UNDETERMINED)
    review = ask_review(inquiry, row)
    if what == "all_signed":
        silent = tuple(f"opinion:{actor}" for actor in review.silent)
        return (None if silent else True), Finding(Verdict.of(None if silent else True), missing=silent)
    results = {Verdict.YES: "approved", Verdict.NO: "refused"}
    return results.get(review.finding.verdict), review.finding
