"""Contracts with the parties of a project."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from communities.models import Document
from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor
from projects.errors import NotPossible
from projects.models import Contract, NamedParty, Project
from projects.services.acting import hold_standing, recorder
from projects.services.papers import keep_papers


def sign_contract(
    project: Project,
    *,
    party: NamedParty,
    number: str,
    title: str,
    amount: Decimal | None = None,
    signed_on: date,
    starts_on: date | None = None,
    ends_on: date | None = None,
    evidence: Sequence[tuple[str, Document]],
    by: Actor,
    now: datetime,
) -> Contract:
    """Record a signed contract with a party of the project; `amount` in yuan. Its paper goes on the project's file.

    Raises `Refused`; `NotPossible` without a paper, for a number that the project has, for days that do not fit.
    """
    organisation = recorder(project, by)
    number, title = number.strip(), title.strip()
    if party.project_id != project.pk:
        raise NotPossible("所选单位不是本项目的责任主体，请先在“开工准备”中登记。")
    if not evidence:
        raise NotPossible("请上传合同文本。")
    if signed_on > timezone.localdate(now):
        raise NotPossible("签订日期不能晚于今天。")
    if starts_on and ends_on and ends_on < starts_on:
        raise NotPossible("约定完工不能早于约定开工。")
    if amount is not None and amount < 0:
        raise NotPossible("合同金额不能为负。")
    with accounted(by, f"登记合同 {number}", organisation):
        held = hold_standing(project)
        if Contract.objects.filter(project=held, number=number).exists():
            raise NotPossible(f"本项目已有编号为 {number} 的合同。")
        made: Contract = Contract.objects.create(
            project=held,
            party=party,
            number=number,
            title=title,
            amount=amount,
            signed_on=signed_on,
            starts_on=starts_on,
            ends_on=ends_on,
            organisation=organisation,
            entered_by=by.person,
            entered_at=now,
        )
        keep_papers(held, evidence, of=made)
    return made
