"""One criterion asked of one subject: computed from facts, or declared by the actor that the text names."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from .dates import DateInterval
from .inquiry import EVERYWHERE, Inquiry, Scope, unknown
from .pack.rows import Criterion
from .pack.values import OPEN
from .question import Declaration
from .verdict import Caution, Finding, Verdict, together


def ask_criterion(inquiry: Inquiry, id_: str, rule: str, within: Scope = EVERYWHERE) -> Finding:
    """A criterion for every subject it is about; silent when there is no such subject."""
    criterion = inquiry.book.get("criteria", id_)
    return together(
        [ask_one(inquiry, criterion, rule, scope) for scope in inquiry.scopes_for(criterion, within)]
    )


def ask_all(inquiry: Inquiry, ids: tuple[str, ...], rule: str, within: Scope = EVERYWHERE) -> Finding:
    """All of the criteria, each for all its subjects; yes when there is nothing to ask."""
    return together([ask_criterion(inquiry, id_, rule, within) for id_ in ids], None if ids else Verdict.YES)


def ask_one(inquiry: Inquiry, criterion: Criterion, rule: str, scope: Scope) -> Finding:
    """A criterion for one subject, with its own line of `because` before those of a fact derived for it."""
    inquiry.touch(criterion.id)
    threshold = criterion.threshold if criterion.threshold != OPEN else None
    if criterion.complete is not None:
        finding = _complete(inquiry, criterion.complete, scope)
    elif criterion.field is not None and criterion.op is not None:
        finding = _computed(inquiry, criterion, criterion.field, criterion.op, criterion.value, scope)
    elif threshold is not None:
        finding = _computed(inquiry, criterion, threshold.field, threshold.op, threshold.value, scope)
    else:
        finding = _declared(inquiry, criterion, scope)
    if criterion.soft and finding.verdict is Verdict.NO:
        text = f"《{criterion.name}》:未达到,原文为弹性要求「{criterion.quote}」,只提示、不否定"
        caution = Caution(criterion.id, criterion.source, criterion.quote, text)
        finding = replace(finding, verdict=Verdict.YES, warnings=(*finding.warnings, caution))
    own = inquiry.entry(criterion, rule, scope, finding.verdict)
    return replace(finding, because=(own, *finding.because))


def counted(criterion: Criterion, declaration: Declaration | None) -> bool | None:
    """What a declaration counts for: yes only by the named actor with every document, no without any document."""
    if declaration is None or declaration.value is None or declaration.by != criterion.by:
        return None
    if declaration.value and not set(criterion.evidence) <= set(declaration.evidence):
        return None
    return declaration.value


def _declared(inquiry: Inquiry, criterion: Criterion, scope: Scope) -> Finding:
    declaration = inquiry.declaration(criterion.id, scope)
    value = counted(criterion, declaration)
    if value is not None:
        return Finding(Verdict.of(value))
    if declaration is not None and declaration.value and declaration.by == criterion.by:
        lacking = [name for name in criterion.evidence if name not in declaration.evidence]
        return Finding(
            Verdict.UNDETERMINED, missing=tuple(f"evidence:{name}{scope.suffix}" for name in lacking)
        )
    return Finding(Verdict.UNDETERMINED, missing=(f"declared:{criterion.id}{scope.suffix}",))


def _complete(inquiry: Inquiry, paths: tuple[str, ...], scope: Scope) -> Finding:
    empty = [path for path in paths if fact(inquiry, path, scope)[0] is None]
    return Finding(Verdict.of(not empty), gaps=tuple(f"{path}{scope.suffix}" for path in empty))


def _computed(
    inquiry: Inquiry, criterion: Criterion, path: str, op: str, bound: Any, scope: Scope
) -> Finding:
    value, derived = fact(inquiry, path, scope)
    read = [(path, value, derived)]
    if criterion.than is not None:
        read.append((criterion.than, *fact(inquiry, criterion.than, scope)))
        bound = _times(read[1][1], criterion.times)
    if any(one is None for _, one, _ in read):
        findings = [_known_or_missing(*one, scope) for one in read]
        if bound == OPEN and criterion.strict is None:
            findings.append(unknown(f"overlay:{criterion.id}.value"))
        return together(findings, Verdict.UNDETERMINED)
    derived = together(finding for _, _, finding in read)
    if bound == OPEN:
        return replace(derived, **_open_bound(criterion, path, value, scope))
    verdict = compare(value, op, bound)
    return replace(
        derived, verdict=verdict, missing=(f"{path}{scope.suffix}",) if verdict == "undetermined" else ()
    )


def _known_or_missing(path: str, value: Any | None, derived: Finding, scope: Scope) -> Finding:
    """What was found on the way to a fact; while it is not known, what would make it known."""
    if value is not None:
        return derived
    missing = derived.still_missing or (f"{path}{scope.suffix}",)
    return replace(derived, verdict=Verdict.UNDETERMINED, missing=missing)


def _times(other: Any | None, times: Decimal | None) -> Any | None:
    return other * times if times is not None and isinstance(other, int | Decimal) else other


def _open_bound(criterion: Criterion, path: str, value: Any, scope: Scope) -> dict[str, Any]:
    """A vague bound, two readings: yes under both, no under both, else the tenant (or a closer date) decides."""
    overlay = f"overlay:{criterion.id}.value"
    if not isinstance(value, DateInterval) or criterion.strict is None or criterion.wide is None:
        return {"verdict": Verdict.UNDETERMINED, "missing": (overlay,)}
    under_strict = compare(value, criterion.op or "<=", criterion.strict)
    under_wide = compare(value, criterion.op or "<=", criterion.wide)
    if under_strict is under_wide and under_strict is not Verdict.UNDETERMINED:
        return {"verdict": under_strict, "missing": ()}
    closer = not value.is_day and Verdict.UNDETERMINED in (under_strict, under_wide)
    missing = (overlay, f"{path}{scope.suffix}") if closer else (overlay,)
    return {"verdict": Verdict.UNDETERMINED, "missing": missing}


def compare(value: Any, op: str, bound: Any) -> Verdict:
    """Compare exactly; a date that is an interval may be undetermined ("give the month" or "give the day")."""
    if isinstance(value, DateInterval):
        if isinstance(bound, DateInterval):
            bound = bound.last if op == "<=" else bound.first
        return _compare_dates(value, op, bound)
    if op == "in":
        return Verdict.of(value in bound)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        number = _number(bound)
        return Verdict.of(
            value <= number if op == "<=" else value >= number if op == ">=" else value == number
        )
    return Verdict.of(value == bound)


def _number(bound: Any) -> Decimal:
    return Decimal(bound) if isinstance(bound, str | int) else bound


def _compare_dates(value: DateInterval, op: str, bound: Any) -> Verdict:
    if op == "in":
        within = [_compare_dates(value, "==", day) for day in bound]
        if Verdict.YES in within:
            return Verdict.YES
        return Verdict.UNDETERMINED if Verdict.UNDETERMINED in within else Verdict.NO
    if op == "<=":
        return Verdict.of(True if value.last <= bound else False if value.first > bound else None)
    if op == ">=":
        return Verdict.of(True if value.first >= bound else False if value.last < bound else None)
    if value.is_day:
        return Verdict.of(value.first == bound)
    return Verdict.of(False if bound < value.first or bound > value.last else None)


def fact(inquiry: Inquiry, path: str, scope: Scope) -> tuple[Any | None, Finding]:
    """A fact as given, else derived by another rule; with what the derivation found (silent when given)."""
    from .derived import derive

    value = inquiry.given(path, scope)
    if value is not None:
        return (None if _is_none(path, value) else value), Finding(Verdict.YES)
    return derive(inquiry, path, scope)


def _is_none(path: str, value: Any) -> bool:
    """`review.<id>.result: none` says that the review is not concluded: no value yet."""
    return value == "none" and path.startswith("review.") and path.endswith(".result")
