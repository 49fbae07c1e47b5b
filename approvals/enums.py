"""Closed vocabularies of plans, reviews, acceptance and handover."""

from __future__ import annotations

from django.db import models


class OpinionKind(models.TextChoices):
    """A reviewer's opinion, ids as the rulebook engine's. All but `disagree` count as agreement."""

    AGREE = "agree", "同意"
    CONDITIONS = "agree_with_conditions", "附条件同意"
    DISAGREE = "disagree", "不同意"
    NO_OPINION = "no_opinion", "无意见"


class RoundState(models.TextChoices):
    """How a round of a review stands."""

    OPEN = "open", "审查中"
    APPROVED = "approved", "通过"
    REFUSED = "refused", "未通过"
    CANCELLED = "cancelled", "已撤销"


class AdjustmentKind(models.TextChoices):
    """What a numbered adjustment does to a frozen plan."""

    REMOVE = "remove", "调出"
    FIGURES = "figures", "数字调整"


class AcceptanceState(models.TextChoices):
    """How a round of the completion acceptance stands."""

    OPEN = "open", "验收中"
    RECTIFYING = "rectifying", "整改中"
    PASSED = "passed", "通过"
    FAILED = "failed", "未通过"


class CheckResult(models.TextChoices):
    """What was found of one works item."""

    OPEN = "open", "待查验"
    CONFORMING = "conforming", "合格"
    NOT_CONFORMING = "not_conforming", "不合格"


class FindingState(models.TextChoices):
    """How a defect stands."""

    OPEN = "open", "待整改"
    RECTIFIED = "rectified", "待复查"
    GOOD = "good", "复查合格"


class ParticipantRole(models.TextChoices):
    """For whom somebody takes part in an acceptance."""

    OWNER = "owner", "建设（实施）单位"
    DESIGN = "design", "设计单位"
    CONSTRUCTION = "construction", "施工单位"
    SUPERVISION = "supervision", "监理单位"
    STREET = "street", "街道、社区"
    RESIDENTS = "residents", "居民代表"
    PROPERTY = "property", "物业服务单位"
    OTHER = "other", "其他"


class ReceiverKind(models.TextChoices):
    """To whom works and papers are handed over."""

    PROPERTY = "property", "物业服务单位"
    UTILITY = "utility", "管线单位"
    ARCHIVE = "archive", "城建档案机构"
    OTHER = "other", "其他单位"


class HandoverState(models.TextChoices):
    """Whether the receiver has signed."""

    OPEN = "open", "待签收"
    SIGNED = "signed", "已签收"
