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


class ConsultationKind(models.TextChoices):
    """What people are asked about; `consultation_<kind>` is the rulebook's id of the record."""

    BEFORE = "before", "改造前问需"
    SCHEME = "scheme", "方案征求意见"
    DURING = "during", "改造中问计"
    AFTER = "after", "改造后问效"

    @property
    def record(self) -> str:
        return f"consultation_{self.value}"


class Party(models.TextChoices):
    """Who was asked in a consultation."""

    RESIDENTS = "residents", "居民"
    PROPERTY = "property", "物业"
    UTILITY = "utility", "管线及产权单位"
    OTHER = "other", "其他"


class Stance(models.TextChoices):
    """What was said, in the words of the reviews: silence is nobody's opinion."""

    AGREE = "agree", "同意"
    CONDITIONS = "conditions", "附条件同意"
    DISAGREE = "disagree", "不同意"
    NO_OPINION = "no_opinion", "无意见"


class PartyRole(models.TextChoices):
    """Who carries a project. The first three are ids of the rulebooks' records; the others file nothing."""

    IMPLEMENTING = "implementing_entity", "实施主体"
    INVESTING = "investing_entity", "投资主体"
    LEADER = "leader", "包干领导"
    DESIGN = "design_unit", "设计单位"
    CONSTRUCTION = "contractor", "施工单位"
    SUPERVISION = "supervisor", "监理单位"


class PreparationKind(models.TextChoices):
    """Preliminary work that a rulebook may tie a criterion to; ids as the rulebooks' records."""

    TENDER = "tender", "招标和监理"
    CLEARING = "clearing", "清障拆违"
    UTILITY_NOTICE = "utility_notice", "管线书面告知"


class ProgressState(models.TextChoices):
    """How a month's row of progress stands."""

    REPORTED = "reported", "待确认"
    RETURNED = "returned", "已退回"
    CONFIRMED = "confirmed", "已确认"


class Purpose(models.TextChoices):
    """What a project is assigned to an outside unit's person for."""

    EVALUATE = "evaluate", "第三方评价"
    DESIGN = "design", "设计"
    IMPLEMENT = "implement", "实施"

    @property
    def permission(self) -> str:
        """The name of the permission on the project that the assignment gives."""
        return f"{self.value}_project"
