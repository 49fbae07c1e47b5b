"""Gates and transitions: what must hold before a project (or a works item) moves on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .criteria import ask_criterion, ask_one, fact
from .eligibility import ask_rule
from .inquiry import EVERYWHERE, Inquiry, Scope
from .pack.rows import Criterion, Gate
from .verdict import SILENT, Because, Caution, Finding, Outcome, Verdict, all3, any3, together, weaken
from .vocabulary import GROUP_FLAGS, ITEM_FLAGS, concept_group


@dataclass(frozen=True, slots=True)
class Applies:
    """Whether a gate applies, to which works items, and what would tell."""

    verdict: Verdict
    items: tuple[tuple[Scope, Verdict, tuple[str, ...]], ...] | None  # None: it does not speak of items
    missing: tuple[str, ...]


def ask_gate(inquiry: Inquiry, gate: Gate) -> tuple[Finding, bool]:
    """The gate's finding, and whether it applies: a gate that does not apply, or of silent criteria only, is silent."""
    inquiry.touch(gate.id)
    applies = _applies(inquiry, gate)
    if applies.verdict is Verdict.NO:
        return SILENT, False
    criteria = [inquiry.book.get("criteria", id_) for id_ in gate.require]
    finding = together([_ask_under(inquiry, criterion, gate.id, applies) for criterion in criteria])
    if criteria and not finding.asked:
        return SILENT, False
    return finding, True


def _ask_under(inquiry: Inquiry, criterion: Criterion, rule: str, applies: Applies) -> Finding:
    """A criterion of a gate for the subjects that the gate concerns."""
    if criterion.about == "item" and applies.items is not None:
        findings = []
        for scope, match, missing in applies.items:
            if match is not Verdict.NO:
                finding = ask_one(inquiry, criterion, rule, scope)
                findings.append(finding if match is Verdict.YES else weaken(finding, missing))
        finding = together(findings)
    else:
        finding = ask_criterion(inquiry, criterion.id, rule)
    return weaken(finding, applies.missing) if applies.verdict is Verdict.UNDETERMINED else finding


def _applies(inquiry: Inquiry, gate: Gate) -> Applies:
    if gate.applies_to is None:
        return Applies(Verdict.YES, None, ())
    project: list[Verdict] = []
    missing: list[str] = []
    per_item: list[list[tuple[Scope, Verdict, tuple[str, ...]]]] = []
    for name, expected in gate.applies_to.flags().items():
        if name in ITEM_FLAGS:
            per_item.append([_flagged(inquiry, name, scope, expected) for scope in inquiry.scopes("item")])
        elif name in GROUP_FLAGS and _stated(inquiry, name) is None:
            per_item.append([_grouped(inquiry, name, scope, expected) for scope in inquiry.scopes("item")])
        else:
            value = _stated(inquiry, name) if name in GROUP_FLAGS else _project_flag(inquiry, name)
            project.append(Verdict.UNDETERMINED if value is None else Verdict.of(value is expected))
            if value is None:
                missing.append(f"flag:{name}")
            elif name in GROUP_FLAGS and value is expected is True:
                per_item.append(_members(inquiry, name))
    if gate.applies_to.item is not None:
        per_item.append([_is_item(inquiry, gate.applies_to.item, scope) for scope in inquiry.scopes("item")])
    if gate.applies_to.class_not is not None:
        per_item.append(
            [_class_not(inquiry, gate.applies_to.class_not, scope) for scope in inquiry.scopes("item")]
        )
    if not per_item:
        return Applies(all3(project), None, tuple(missing))
    items = tuple(_both(matches) for matches in zip(*per_item, strict=True))
    verdict = all3([*project, any3(match for _, match, _ in items)])
    unknown = [key for _, match, keys in items if match is Verdict.UNDETERMINED for key in keys]
    return Applies(verdict, items, tuple(dict.fromkeys((*missing, *unknown))))


def _both(
    matches: Sequence[tuple[Scope, Verdict, tuple[str, ...]]],
) -> tuple[Scope, Verdict, tuple[str, ...]]:
    keys = tuple(key for _, match, keys in matches if match is Verdict.UNDETERMINED for key in keys)
    return matches[0][0], all3(match for _, match, _ in matches), keys


def _flagged(
    inquiry: Inquiry, name: str, scope: Scope, expected: bool
) -> tuple[Scope, Verdict, tuple[str, ...]]:
    value = inquiry.flag(name, scope)
    if value is None:
        return scope, Verdict.UNDETERMINED, (f"flag:{name}{scope.suffix}",)
    return scope, Verdict.of(value is expected), ()


def _grouped(
    inquiry: Inquiry, name: str, scope: Scope, expected: bool
) -> tuple[Scope, Verdict, tuple[str, ...]]:
    item = inquiry.item(scope)
    if item is None:
        return scope, Verdict.UNDETERMINED, (f"flag:{name}{scope.suffix}",)
    return scope, Verdict.of((concept_group(item.concept) == GROUP_FLAGS[name]) is expected), ()


def _stated(inquiry: Inquiry, name: str) -> bool | None:
    """A computed flag as the question gives it for the project."""
    stated = [inquiry.flag(name, scope) for scope in inquiry.scopes("project")]
    if None in stated or not stated:
        return None
    return any(stated)


def _members(inquiry: Inquiry, name: str) -> list[tuple[Scope, Verdict, tuple[str, ...]]]:
    """The items of the group where the flag was given: those known to be in it, else every item."""
    scopes = inquiry.scopes("item")
    inside = [
        (item := inquiry.item(scope)) is not None and concept_group(item.concept) == GROUP_FLAGS[name]
        for scope in scopes
    ]
    return [
        (scope, Verdict.of(match or not any(inside)), ()) for scope, match in zip(scopes, inside, strict=True)
    ] or [(EVERYWHERE, Verdict.YES, ())]


def _project_flag(inquiry: Inquiry, name: str) -> bool | None:
    values = [inquiry.flag(name, scope) for scope in inquiry.scopes("project")]
    if values and None not in values:
        return any(values)
    if True in values:
        return True
    if name != "ever_disputed":
        return None
    disputes = inquiry.scopes("dispute")
    if not disputes:
        return False
    if any(scope.subjects for scope in disputes):
        return True
    open_disputes = inquiry.given("project.open_disputes", EVERYWHERE)
    return True if open_disputes else None


def _is_item(inquiry: Inquiry, id_: str, scope: Scope) -> tuple[Scope, Verdict, tuple[str, ...]]:
    item = inquiry.item(scope)
    if item is None:
        return scope, Verdict.UNDETERMINED, (f"item.id{scope.suffix}",)
    return scope, Verdict.of(item.id == id_), ()


def _class_not(inquiry: Inquiry, class_: str, scope: Scope) -> tuple[Scope, Verdict, tuple[str, ...]]:
    item = inquiry.item(scope)
    if item is None:
        return scope, Verdict.UNDETERMINED, (f"item.id{scope.suffix}",)
    own = inquiry.item_class(item)
    if own is None:
        return scope, Verdict.UNDETERMINED, (f"overlay:item:{item.id}.class",)
    return scope, Verdict.of(own != class_), ()


def answer_gate(inquiry: Inquiry, gate: Gate) -> Outcome:
    finding, applies = ask_gate(inquiry, gate)
    return Outcome(finding, applies=applies, note=None if applies else "本规则在此不适用")


def ask_ripe(inquiry: Inquiry, scope: Scope = EVERYWHERE) -> Finding:
    """Every blocking gate at `plan`, criteria that confirming the plan itself files left out."""
    findings = []
    for gate in inquiry.book.rows("gates"):
        if gate.at == "plan" and gate.effect == "block":
            criteria = [inquiry.book.get("criteria", id_) for id_ in gate.require]
            kept = [criterion.id for criterion in criteria if criterion.record != "plan_confirmation"]
            if scope.subjects:
                applies = _applies(inquiry, gate)
                if applies.verdict is Verdict.NO:
                    continue
                inquiry.touch(gate.id)
                finding = together([ask_criterion(inquiry, id_, gate.id, scope) for id_ in kept])
                findings.append(
                    weaken(finding, applies.missing) if applies.verdict is Verdict.UNDETERMINED else finding
                )
            else:
                findings.append(ask_gate(inquiry, gate.model_copy(update={"require": tuple(kept)}))[0])
    return together(findings, None if any(finding.asked for finding in findings) else Verdict.YES)


def ask_transition(inquiry: Inquiry, at: str) -> Outcome:
    """Eligibility for it, blocking gates and reviews at it, `when` of the items at `design`, the record at `accept`.

    Gates that only warn give warnings and never refuse.
    """
    book = inquiry.book
    findings = [ask_rule(inquiry, rule) for rule in book.rows("eligibility") if rule.for_ == at]
    warnings: list[Caution] = []
    for gate in book.rows("gates"):
        if gate.at == at:
            finding, _ = ask_gate(inquiry, gate)
            if gate.effect == "block":
                findings.append(finding)
            elif finding.verdict is not Verdict.YES:
                warnings.append(_warning(gate, finding))
    findings += [_review_result(inquiry, row.id) for row in book.rows("reviews") if row.at == at]
    if at == "design":
        findings += _items_allowed(inquiry)
    if at == "accept":
        findings.append(_accepted(inquiry))
    has_rule = bool(findings or warnings or any(gate.at == at for gate in book.rows("gates")))
    whole = together(findings, None if any(finding.asked for finding in findings) else Verdict.YES)
    note = None if has_rule else "本文件没有此项规定"
    return Outcome(replace(whole, warnings=(*whole.warnings, *warnings)), note=note)


def _review_result(inquiry: Inquiry, id_: str) -> Finding:
    result, finding = fact(inquiry, f"review.{id_}.result", EVERYWHERE)
    if finding.because:
        return finding
    row = inquiry.book.get("reviews", id_)
    verdict = {"approved": Verdict.YES, "refused": Verdict.NO}.get(str(result), Verdict.UNDETERMINED)
    missing = () if verdict is not Verdict.UNDETERMINED else (f"review.{id_}.result",)
    return Finding(verdict, (inquiry.entry(row, id_, EVERYWHERE, verdict),), missing)


def _items_allowed(inquiry: Inquiry) -> list[Finding]:
    findings = []
    for scope in inquiry.scopes("item"):
        item = inquiry.item(scope)
        if item is not None:
            inquiry.touch(f"item:{item.id}")
            for id_ in item.when:
                findings.append(ask_criterion(inquiry, id_, f"item:{item.id}", scope))
    return findings


def _accepted(inquiry: Inquiry) -> Finding:
    value, _ = fact(inquiry, "acceptance.passed", EVERYWHERE)
    verdict = Verdict.of(value)
    reading = {
        "zh": "竣工验收环节都须有本系统已通过的验收记录",
        "en": "the application's own acceptance record, concluded as passed, is always needed",
    }
    entry = Because(
        "acceptance.passed", "transition:accept", None, verdict, None, None, reading, "竣工验收记录"
    )
    return Finding(verdict, (entry,), ("acceptance.passed",))


def _warning(gate: Gate, finding: Finding) -> Caution:
    names = [entry.name for entry in finding.because if entry.answer is not Verdict.YES]
    state = "未满足" if finding.verdict is Verdict.NO else "尚待确认"
    text = f"《{gate.name}》{state}:{'、'.join(dict.fromkeys(names))}(只提示,不阻止)"
    return Caution(gate.id, gate.source, gate.quote, text)
