"""Asking the rulebook about neighbourhoods, keeping the decisions, and pushing the verdict down for lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from communities.neighbourhoods.models import Neighbourhood
from communities.neighbourhoods.queries.facts import questions_for
from communities.neighbourhoods.services.account import accounted
from communities.people.enums import Capability
from communities.people.rights import Actor
from communities.rulebooks.facts import as_facts
from communities.rulebooks.queries import Adopted, NoRulebook, in_force
from communities.rulebooks.services import Ruling, record_decisions
from communities.tenancy.models import Jurisdiction
from policies.question import Question
from policies.verdict import Answer, Verdict, all3

REGISTER = "transition:register"
AGAIN = "重新判定"


@dataclass(frozen=True)
class Judgement:
    """The answers about one neighbourhood: of each eligibility rule in the rulebook's order, and of `register`."""

    eligibility: tuple[tuple[str, Answer], ...]
    register: Answer

    @property
    def eligible(self) -> str:
        """All eligibility rules together; without one there is no value (schema.md, `neighbourhood.eligible`)."""
        return all3(answer.answer for _, answer in self.eligibility).value if self.eligibility else ""

    @property
    def deciding(self) -> tuple[str, Answer]:
        """The answer that a page shows first: that of the eligibility rule that decided, else that of `register`."""
        for rule, answer in self.eligibility:
            if answer.answer.value == self.eligible:
                return rule, answer
        return REGISTER, self.register

    @property
    def missing_count(self) -> int:
        """Criteria still undetermined, while that is what holds the verdict up."""
        if self.eligible != Verdict.UNDETERMINED:
            return 0
        undetermined = Verdict.UNDETERMINED
        return len({b.id for _, a in self.eligibility for b in a.because if b.answer is undetermined})

    @property
    def first_reason(self) -> str:
        """The name of the criterion that a list shows beside the verdict; empty for a yes."""
        failing = [b for _, answer in self.eligibility for b in answer.failing() if b.answer == self.eligible]
        return failing[0].name[:120] if failing else ""


def judge(
    neighbourhoods: Sequence[Neighbourhood], *, by: Actor | None, now: datetime, reason: str = ""
) -> dict[int, Judgement]:
    """Ask every eligibility rule and `register` about each, store the decisions, push the verdict to the rows.

    Constant queries for any number of rows; the rows given are changed too. What was decided before on the same
    version, facts and answers is not stored twice. Without a rulebook in force on that day nothing is asked and
    the verdict stays empty.
    """
    if not neighbourhoods:
        return {}
    on = timezone.localdate(now)
    try:
        adopted = in_force(on)
    except NoRulebook:
        return {}
    with accounted(by, reason):
        questions = questions_for(neighbourhoods, adopted, on)
        judgements = {n.pk: ask(questions[n.pk], adopted) for n in neighbourhoods}
        _record(neighbourhoods, judgements, questions, adopted, by=by, now=now, reason=reason)
    return judgements


def judge_again(neighbourhoods: Sequence[Neighbourhood], *, by: Actor, now: datetime) -> int:
    """Judge chosen rows anew, as a person asked; how many. Needs the right to edit at each. Raises `Refused`."""
    with accounted(by, AGAIN):
        rows = _lock(Neighbourhood.objects.standing().filter(pk__in=[n.pk for n in neighbourhoods]))
        for row in rows:
            by.require(Capability.EDIT, row.path)
        judge(rows, by=by, now=now, reason=AGAIN)
    return len(rows)


def follow_rulebook(*, now: datetime, most: int = 500) -> int:
    """Judge up to `most` rows whose verdict is of another version than the one in force today; how many there were.

    A new version, an entry laid over it or taken back, a day on which one takes effect: the verdicts follow. What
    was decided before stays on file with its own version.
    """
    try:
        adopted = in_force(timezone.localdate(now))
    except NoRulebook:
        return 0
    number = adopted.version.number
    outdated = Q(decision__isnull=True) | ~Q(decision__version=adopted.version)
    with transaction.atomic():
        rows = _lock(Neighbourhood.objects.standing().filter(outdated), most)
        judge(rows, by=None, now=now, reason=f"规则第 {number} 版生效")
    return len(rows)


def _lock(rows: QuerySet[Neighbourhood], most: int | None = None) -> list[Neighbourhood]:
    """The rows as they stand now, held in one order until the transaction ends."""
    return list(rows.select_for_update(of=("self",)).order_by("id")[:most])


def preview(neighbourhood: Neighbourhood, on: date) -> Judgement:
    """What would be decided on that day; nothing is written. Raises `NoRulebook`."""
    adopted = in_force(on)
    return ask(questions_for([neighbourhood], adopted, on)[neighbourhood.pk], adopted)


def ask(question: Question, adopted: Adopted) -> Judgement:
    """The answers to one question; nothing is written."""
    book = adopted.rulebook
    rules = [row.id for row in book.rows("eligibility")]
    return Judgement(tuple((rule, book.ask(rule, question)) for rule in rules), book.ask(REGISTER, question))


def _record(
    neighbourhoods: Sequence[Neighbourhood],
    judgements: dict[int, Judgement],
    questions: dict[int, Question],
    adopted: Adopted,
    *,
    by: Actor | None,
    now: datetime,
    reason: str,
) -> None:
    places = Jurisdiction.objects.in_bulk({n.jurisdiction_id for n in neighbourhoods})
    rulings: list[Ruling] = []
    for row in neighbourhoods:
        judgement = judgements[row.pk]
        # Without its day, which is the decision's own: the same facts on the next day are no new decision.
        facts = as_facts(replace(questions[row.pk], on=None))
        rulings += [
            Ruling(rule, "neighbourhood", row.pk, places[row.jurisdiction_id], facts, answer)
            for rule, answer in (*judgement.eligibility, (REGISTER, judgement.register))
        ]
    decisions = record_decisions(rulings, adopted=adopted, by=by, now=now, reason=reason[:300])
    by_rule = {(d.subject_id, d.rule): d.pk for d in decisions}
    for row in neighbourhoods:
        judgement = judgements[row.pk]
        row.eligible = judgement.eligible
        row.missing_count = judgement.missing_count
        row.first_reason = judgement.first_reason
        row.is_complete = judgement.register.is_yes
        row.decision_id = by_rule[row.pk, judgement.deciding[0]]
    _push(neighbourhoods)


def _push(rows: Sequence[Neighbourhood]) -> None:
    """One statement for all rows; a verdict is not an edit, so `updated_at` and `revision` stay."""
    columns = ("id", "eligible", "missing_count", "first_reason", "is_complete", "decision_id")
    kinds = ("bigint", "text", "smallint", "text", "boolean", "bigint")
    table = connection.ops.quote_name(Neighbourhood._meta.db_table)
    values = [[getattr(row, column) for row in rows] for column in columns]
    arrays = ", ".join(f"%s::{kind}[]" for kind in kinds)
    assigned = ", ".join(f"{column} = fresh.{column}" for column in columns[1:])
    changed = " OR ".join(f"n.{column} IS DISTINCT FROM fresh.{column}" for column in columns[1:])
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} AS n SET {assigned} FROM unnest({arrays}) AS fresh({', '.join(columns)}) "  # noqa: S608 - constants
            f"WHERE n.id = fresh.id AND ({changed})",
            values,
        )
