"""Keeping what the rulebook answered: once for each different answer, with the version and the facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from communities.people.rights import Actor
from communities.rulebooks import queries
from communities.rulebooks.models import Decision
from communities.rulebooks.queries import Adopted
from communities.rulebooks.services.plain import plain
from communities.tenancy.models import Jurisdiction
from policies.pack import digest
from policies.verdict import Answer


@dataclass(frozen=True)
class Ruling:
    """One answer about one row, to be kept: the facts in the shape of FACTS.json, with whatever else explains them."""

    rule: str
    subject_kind: str
    subject_id: int
    jurisdiction: Jurisdiction
    facts: Mapping[str, Any]
    answer: Answer


def record_decision(
    *,
    rule: str,
    subject_kind: str,
    subject_id: int,
    jurisdiction: Jurisdiction,
    adopted: Adopted,
    facts: Mapping[str, Any],
    answer: Answer,
    by: Actor | None,
    now: datetime,
    reason: str = "",
) -> Decision:
    """Keep one answer with the version and the facts it was made with; see `record_decisions`."""
    ruling = Ruling(rule, subject_kind, subject_id, jurisdiction, facts, answer)
    return record_decisions([ruling], adopted=adopted, by=by, now=now, reason=reason)[0]


def record_decisions(
    rulings: Sequence[Ruling], *, adopted: Adopted, by: Actor | None, now: datetime, reason: str = ""
) -> list[Decision]:
    """Keep many answers, in their order: two queries for each rule and kind, however many rows.

    What is the same as the row's latest decision by that rule (version, facts and verdict alike) is not stored twice:
    that one is returned. The caller holds the lock on the rows; the right to decide is his to ask for.
    """
    latest: dict[tuple[str, str, int], Decision] = {}
    for rule, kind in sorted({(ruling.rule, ruling.subject_kind) for ruling in rulings}):
        asked = [r.subject_id for r in rulings if (r.rule, r.subject_kind) == (rule, kind)]
        found = queries.latest_decisions(rule, kind, asked)
        latest.update({(rule, kind, subject): decision for subject, decision in found.items()})
    kept: list[Decision] = []
    fresh: list[Decision] = []
    for ruling in rulings:
        facts, verdict = plain(dict(ruling.facts)), ruling.answer.as_json()
        key = (ruling.rule, ruling.subject_kind, ruling.subject_id)
        mark = digest({"version": adopted.version.number, "facts": facts, "verdict": verdict})
        if key not in latest or latest[key].digest != mark:
            latest[key] = Decision(
                rule=ruling.rule,
                subject_kind=ruling.subject_kind,
                subject_id=ruling.subject_id,
                jurisdiction=ruling.jurisdiction,
                version=adopted.version,
                answer=ruling.answer.answer.value,
                facts=facts,
                verdict=verdict,
                digest=mark,
                decided_by=by.person if by else None,
                decided_at=now,
                reason=reason,
            )
            fresh.append(latest[key])
        kept.append(latest[key])
    Decision.objects.bulk_create(fresh, batch_size=500)
    return kept
