"""A question put to the rulebook, as plain JSON: the form in which a Decision keeps the facts it was made with."""

from __future__ import annotations

from typing import Any

from policies.question import Question, Subject


def as_facts(question: Question) -> dict[str, Any]:
    """A question in the shape of FACTS.json, only what was given; dates and decimals as text."""
    facts: dict[str, Any] = {"on": question.on.isoformat() if question.on else None, **_about(question)}
    facts["subjects"] = [{"kind": s.kind, "id": s.id, **_about(s)} for s in question.subjects]
    facts["none"] = sorted(question.none)
    facts["payers"] = [{"who": who, "percent": str(percent)} for who, percent in question.payers or ()]
    facts["withdrawals"] = [{"who": who, "amount": str(sum_)} for who, sum_ in question.withdrawals or ()]
    if question.review:
        review = question.review
        facts["review"] = {
            "id": review.id,
            "opinions": [{"reviewer": o.reviewer, "opinion": o.opinion} for o in review.opinions],
            "attended": dict(review.attended),
            "outputs": {name: dict(fields) for name, fields in review.outputs.items()},
            "reviewers_added": list(review.reviewers_added),
            "asked": list(review.asked),
        }
    return {name: value for name, value in facts.items() if value not in (None, {}, [])}


def _about(part: Question | Subject) -> dict[str, Any]:
    """The keys that a question and each of its subjects share."""
    declared = {
        id_: {"value": d.value, "by": d.by, "evidence": list(d.evidence)} for id_, d in part.declared.items()
    }
    item = {"id": part.item.id, "cost": part.item.cost, "count": part.item.count}
    about = {
        "facts": {path: _text(value) for path, value in part.facts.items()},
        "declared": declared,
        "flags": dict(part.flags),
        "item": {name: _text(value) for name, value in item.items() if value is not None},
    }
    return {name: value for name, value in about.items() if value}


def _text(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | str) else str(value)
