"""Closed vocabularies of projects."""

from __future__ import annotations

from django.db import models


class State(models.TextChoices):
    """Where a project stands. The ten steps of a life, and two side states."""

    PROPOSED = "proposed", "已提出"
    RESERVED = "reserved", "已入库"
    PLANNED = "planned", "已列入计划"
    DESIGNED = "designed", "方案已定"
    APPROVED = "approved", "已批准"
    READY = "ready", "具备开工条件"
    BUILDING = "building", "施工中"
    COMPLETED = "completed", "已竣工"
    HANDED_OVER = "handed_over", "已移交"
    MANAGED = "managed", "长效管理"
    ON_HOLD = "on_hold", "暂缓"
    WITHDRAWN = "withdrawn", "已撤回"


class Batch(models.TextChoices):
    """The batch of the reserve pool that a project is named in; ids as in the rulebooks."""

    IMPLEMENTING = "implementing", "实施一批"
    PLANNING = "planning", "谋划一批"
    RESERVE = "reserve", "储备一批"


class Route(models.TextChoices):
    """The three ways of renovating."""

    COMPREHENSIVE = "comprehensive", "综合改造"
    MANAGEMENT = "management", "管理提升"
    UNSAFE = "unsafe", "不安全房屋自建联建"


class ItemState(models.TextChoices):
    PROPOSED = "proposed", "未开工"
    STARTED = "started", "已开工"
    FINISHED = "finished", "已完成"
    WITHDRAWN = "withdrawn", "已撤回"
