"""Awarding a subsidy (补助核定): the rulebook's answer, kept with its decision; a later one takes its place."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from communities.models import Organisation
from communities.neighbourhoods.services.account import accounted
from communities.people.enums import Capability
from communities.people.rights import Actor, Refused
from communities.rulebooks.presenting import present
from communities.rulebooks.queries import Adopted
from communities.rulebooks.services import record_decision
from funding.errors import NotAwardable
from funding.models import Award
from funding.queries import Claim, is_for_the_whole, subsidy_for
from policies.verdict import Verdict
from projects.enums import State
from projects.errors import NotPossible
from projects.models import Project, WorksItem
from projects.services import acts_for
from projects.services.acting import hold

AWARDERS = frozenset({"department", "government", "office", "leading-body"})
"""Kinds of actors that decide on public money; no source names one for all subsidies."""


def awarder(project: Project, by: Actor) -> Organisation:
    """The person's organisation that may award for the project: a public body at or above its place.

    Raises `Refused`.
    """
    for seat in by.seats:
        organisation = seat.organisation
        if organisation is None or Capability.DECIDE not in seat.capabilities:
            continue
        if organisation.kind in AWARDERS and acts_for(seat, project, ()):
            return organisation
    raise Refused("补助由项目所在地或上级的政府、部门核定，您不在这样的单位，或没有作出决定的权限。")


def award(
    project: Project,
    *,
    rule: str,
    works_item: WorksItem | None = None,
    document_no: str = "",
    note: str = "",
    adopted: Adopted,
    by: Actor,
    now: datetime,
) -> Award:
    """Award a subsidy for a works item (None: the whole project): the amount is the rulebook's, in yuan to the fen.

    Raises `Refused`; `NotAwardable` naming clause and what is missing while the answer is not yes; `NotPossible` for
    an award that changes nothing.
    """
    row = adopted.rulebook.find("subsidies", rule)
    if row is None:
        raise NotPossible("现行规则没有这一项补助。")
    if is_for_the_whole(row) != (works_item is None):
        raise NotPossible(
            "这一项补助须对具体改造内容核定。" if works_item is None else "这一项补助对整个项目核定。"
        )
    if works_item is not None and works_item.project_id != project.pk:
        raise NotPossible("这一改造内容不在本项目内。")
    organisation = awarder(project, by)
    with accounted(by, f"核定“{row.name}”", organisation):
        held = hold(project)
        if held.state == State.WITHDRAWN:
            raise NotPossible("项目已撤回，不能核定补助。")
        claim = subsidy_for(held, row, works_item, adopted, timezone.localdate(now))
        if claim.answer is None or not claim.answer.is_yes or claim.answer.amount is None:
            raise NotAwardable(_refusal(claim, adopted, by.tenant.code), claim.answer)
        decision = record_decision(
            rule=rule,
            subject_kind="project" if works_item is None else "item",
            subject_id=held.pk if works_item is None else works_item.pk,
            jurisdiction=held.jurisdiction,
            adopted=adopted,
            facts=claim.facts,
            answer=claim.answer,
            by=by,
            now=now,
            reason=note.strip(),
        )
        if claim.award is not None and claim.award.decision_id == decision.pk:
            raise NotPossible("事实和规则都没有变化，与现行核定相同，不必重复核定。")
        made: Award = Award.objects.create(
            project=held,
            works_item=works_item,
            rule=rule,
            amount=claim.answer.amount,
            decision=decision,
            document_no=document_no.strip(),
            note=note.strip(),
            supersedes=claim.award,
            organisation=organisation,
            awarded_by=by.person,
            awarded_at=now,
        )
    return made


def _refusal(claim: Claim, adopted: Adopted, tenant: str) -> str:
    """Why there is nothing to award: the criteria that say no with their clauses, or what is missing and from whom."""
    title = f"“{claim.rule.name}”({claim.rule.source})"
    if claim.answer is None:
        return f"{title}按电梯计算，请先在改造内容中登记每部电梯的楼栋和位置。"
    if claim.answer.answer is Verdict.NO:
        said = [
            f"{entry.name}({entry.clause})" if entry.clause else entry.name
            for entry in claim.answer.failing()
            if entry.answer is Verdict.NO
        ]
        return f"{title}不予补助，不符合：{'、'.join(dict.fromkeys(said))}。"
    view = present(claim.answer, adopted, tenant=tenant, facts=claim.facts, subjects=claim.names)
    return f"{title}还不能核定：{'；'.join(view.missing)}。"
