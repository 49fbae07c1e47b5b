"""The management mode: settled as the rulebook orders its modes, and ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import timezone

from communities.neighbourhoods import services as neighbourhoods
from communities.neighbourhoods.models import Neighbourhood
from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor
from communities.rulebooks.facts import as_facts
from communities.rulebooks.models import Decision
from communities.rulebooks.queries import Adopted
from communities.rulebooks.services import record_decision
from communities.upkeep.choosing import Choice, Option, choice_of
from communities.upkeep.models import ManagementMode
from communities.upkeep.queries import MANAGEMENT_MODE
from communities.upkeep.services.recording import Papers, file_criteria, hold, registrar


def settle_mode(
    neighbourhood: Neighbourhood,
    *,
    mode: str,
    services: str = "",
    fee: Decimal | None = None,
    unit: str = "",
    from_on: date,
    evidence: Papers = (),
    adopted: Adopted,
    by: Actor,
    now: datetime,
) -> ManagementMode:
    """Record the mode that the residents chose, with the rulebook's answer, and state the criteria tied to it.

    A mode is chosen only when its own conditions are yes, and, where the rulebook orders its modes, when it is the
    one that the order comes to (schema.md, `modes`). It takes the place of the mode before. `fee` in yuan a ㎡ and
    month. `evidence` are (name, document), the first is kept with the mode; compulsory under the names of the
    rulebook, and in any case where those decide who have no login. Raises `Refused`, `ValidationError` by field.
    """
    organisation = registrar(neighbourhood, MANAGEMENT_MODE, adopted, by)
    today = timezone.localdate(now)
    if from_on > today:
        raise ValidationError({"from_on": "开始日期不能晚于今天：到了那一天再登记。"})
    with accounted(by, "确定管理方式", organisation):
        held = hold(neighbourhood)
        choice = choice_of(held, adopted, today)
        option = _chosen(choice, mode)
        if not evidence and option.needs_paper(adopted):
            raise ValidationError(
                f"“{option.mode.name}”由{option.decided_by(adopted)}决定，须附其决议或协议。"
            )
        if former := ManagementMode.objects.filter(neighbourhood=held, until_on__isnull=True).first():
            if from_on < former.from_on:
                raise ValidationError(
                    {"from_on": f"不能早于现行管理方式的开始日期 {former.from_on:%Y-%m-%d}。"}
                )
            _end(former, on=from_on, now=now)
        decision = _keep(held, choice, option, adopted=adopted, by=by, now=now)
        made: ManagementMode = ManagementMode.objects.create(
            neighbourhood=held,
            mode=mode,
            services=services.strip() or "、".join(option.mode.services),
            fee=fee,
            unit=unit.strip(),
            from_on=from_on,
            decision=decision,
            document=evidence[0][1] if evidence else None,
            organisation=organisation,
            entered_by=by.person,
            entered_at=now,
        )
        neighbourhoods.repeat_mode(held, mode, by=by, now=now, reason=f"管理方式定为“{option.mode.name}”")
        file_criteria(held, MANAGEMENT_MODE, value=True, evidence=evidence, adopted=adopted, by=by, now=now)
    return made


def end_mode(
    mode: ManagementMode, *, on: date, evidence: Papers = (), adopted: Adopted, by: Actor, now: datetime
) -> ManagementMode:
    """Record its end without a successor; what its settling stated is no longer so.

    Raises `Refused`, `ValidationError` by field.
    """
    organisation = registrar(mode.neighbourhood, MANAGEMENT_MODE, adopted, by)
    with accounted(by, "管理方式终止", organisation):
        held = hold(mode.neighbourhood)
        row: ManagementMode = ManagementMode.objects.select_for_update(of=("self",)).get(pk=mode.pk)
        if row.until_on is not None:
            raise ValidationError(f"这一管理方式已于 {row.until_on:%Y-%m-%d} 终止。")
        if not row.from_on <= on <= timezone.localdate(now):
            raise ValidationError({"on": "终止日期不能早于开始日期，也不能晚于今天。"})
        _end(row, on=on, now=now)
        neighbourhoods.repeat_mode(held, "", by=by, now=now, reason="管理方式终止")
        file_criteria(held, MANAGEMENT_MODE, value=False, evidence=evidence, adopted=adopted, by=by, now=now)
    return row


def _chosen(choice: Choice, mode: str) -> Option:
    """The option of that mode. Raises `ValidationError` with the clause and what is missing."""
    if not choice.options:
        raise ValidationError({"mode": "本文件没有此项规定：现行规则没有管理方式的条文，不能据以确定。"})
    option = choice.find(mode)
    if option is None:
        raise ValidationError({"mode": "请从现行规则列出的管理方式中选择。"})
    if not option.answer.is_yes:
        raise ValidationError({"mode": option.refusal})
    if choice.proposed is not None and option is not choice.proposed:
        name, clause = choice.proposed.mode.name, choice.proposed.mode.source
        raise ValidationError(
            {"mode": f"按先后次序和已有申报，应为“{name}”（{clause}）。情况有变的，请先更正有关申报。"}
        )
    return option


def _end(row: ManagementMode, *, on: date, now: datetime) -> None:
    row.until_on, row.until_at = on, now
    row.save(update_fields=["until_on", "until_at"])


def _keep(
    row: Neighbourhood, choice: Choice, option: Option, *, adopted: Adopted, by: Actor, now: datetime
) -> Decision:
    return record_decision(
        rule=option.answer.rule,
        subject_kind="neighbourhood",
        subject_id=row.pk,
        jurisdiction=row.jurisdiction,
        adopted=adopted,
        facts=as_facts(replace(choice.question, on=None)),
        answer=option.answer,
        by=by,
        now=now,
        reason=f"管理方式定为“{option.mode.name}”",
    )
