"""One opinion: given by a reviewer's own organisation, or recorded for one without a login, with its paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone

from approvals.enums import OpinionKind
from approvals.models import Reviewer, ReviewOpinion
from approvals.review.facts import is_recorded_for
from approvals.review.rights import speaker
from approvals.review.services.holding import hold_open
from communities.models import Document
from communities.neighbourhoods.services.account import accounted
from communities.people.enums import Capability
from communities.people.rights import Actor
from communities.rulebooks.queries import in_force
from projects.errors import NotPossible
from projects.services.acting import ask_anew


def give_opinion(
    reviewer: Reviewer,
    *,
    opinion: str,
    reason: str = "",
    conditions: str = "",
    remarks: Sequence[Mapping[str, str]] = (),
    signed_on: date,
    signer: str,
    document: Document | None = None,
    by: Actor,
    now: datetime,
) -> ReviewOpinion:
    """Keep an opinion of a reviewer while the round is open; a later one of the same reviewer counters it.

    A refusal says why, a condition is named, and of a unit without a login the signed paper is attached. `remarks` are
    by field: [{field, text}]. Raises `NotNow` after the conclusion, `Refused`, `NotPossible`.
    """
    reason, conditions, signer = reason.strip(), conditions.strip(), signer.strip()
    today = timezone.localdate(now)
    with accounted(by, "出具审查意见"):
        project, one = hold_open(reviewer.round)
        held = Reviewer.objects.select_related("round").get(pk=reviewer.pk)
        held.round = one
        adopted = in_force(today)
        organisation = speaker(held, adopted=adopted, by=by)
        is_recorded = is_recorded_for(held.actor, adopted)
        last = held.opinions.order_by("-pk").first()
        if opinion not in OpinionKind.values:
            raise NotPossible("请选择意见。")
        if opinion == OpinionKind.DISAGREE and not reason:
            raise NotPossible("不同意的须写明理由。")
        if opinion == OpinionKind.CONDITIONS and not conditions:
            raise NotPossible("附条件同意的须写明条件。")
        if not signer:
            raise NotPossible("请填写签署人。")
        if is_recorded and document is None:
            raise NotPossible(f"“{held.name}”的意见由他人代为录入，须附签字或盖章的原件。")
        if not one.convened_on <= signed_on <= today:
            raise NotPossible(f"签署日期须在召集日（{one.convened_on:%Y-%m-%d}）和今天之间。")
        if last is not None and signed_on < last.signed_on:
            raise NotPossible(f"签署日期不能早于上一次意见（{last.signed_on:%Y-%m-%d}）。")
        _must_be_seen(document, by)
        made: ReviewOpinion = ReviewOpinion.objects.create(
            reviewer=held,
            opinion=opinion,
            reason=reason,
            conditions=conditions,
            remarks=_said(remarks),
            signed_on=signed_on,
            signer=signer,
            organisation=organisation,
            is_recorded=is_recorded,
            entered_by=by.person,
            entered_at=now,
            document=document,
        )
        ask_anew(project)
    return made


def _said(remarks: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Fields on which something was said."""
    told = ((row["field"].strip(), row["text"].strip()) for row in remarks)
    return [{"field": field, "text": text} for field, text in told if field and text]


def _must_be_seen(document: Document | None, by: Actor) -> None:
    if document is None or document.uploaded_by_id == by.person_id:
        return
    if not by.may(Capability.VIEW, document.jurisdiction.path):
        raise NotPossible("材料不存在或不在您的辖区内，请重新上传。")
