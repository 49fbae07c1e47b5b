"""Closed vocabularies of assessment and supervision."""

from __future__ import annotations

from django.db import models


class ReportState(models.TextChoices):
    """How an assessment report stands."""

    DRAFT = "draft", "待发布"
    PUBLISHED = "published", "已发布"


class PilotKind(models.TextChoices):
    """What a project or a community is ticked as."""

    MARKET = "market", "社会力量参与试点"
    COCREATION = "cocreation", "共同缔造试点"
