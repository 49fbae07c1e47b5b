"""Closed vocabularies of plans and reviews."""

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
