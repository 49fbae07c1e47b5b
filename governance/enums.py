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


class CaseKind(models.TextChoices):
    """What a supervision case came from: somebody's check, or somebody's complaint."""

    INSPECTION = "inspection", "检查"
    COMPLAINT = "complaint", "投诉"


class CaseSource(models.TextChoices):
    """How it came; the first four are inspections, the others complaints."""

    REGULAR = "regular", "定期检查"
    RANDOM = "random", "随机抽查"
    COVERT = "covert", "暗访"
    SAFETY = "safety", "质量安全检查"
    HOTLINE = "hotline", "12345热线"
    PETITION = "petition", "信访"
    ON_SITE = "on_site", "现场反映"
    LETTER = "letter", "来电来信"


SOURCES = {
    CaseKind.INSPECTION: (CaseSource.REGULAR, CaseSource.RANDOM, CaseSource.COVERT, CaseSource.SAFETY),
    CaseKind.COMPLAINT: (CaseSource.HOTLINE, CaseSource.PETITION, CaseSource.ON_SITE, CaseSource.LETTER),
}
"""The sources of each kind."""


class CaseState(models.TextChoices):
    """How a supervision case stands."""

    RECORDED = "recorded", "待交办"
    ASSIGNED = "assigned", "待整改"
    RECTIFIED = "rectified", "待复查"
    CLOSED = "closed", "已办结"


class Severity(models.TextChoices):
    """How grave it is, where who records says so."""

    MINOR = "minor", "一般"
    SERIOUS = "serious", "较重"
    URGENT = "urgent", "紧急"


class StepKind(models.TextChoices):
    """What was done in a case."""

    OPENED = "opened", "登记"
    ASSIGNED = "assigned", "交办"
    CHANGED = "changed", "改派或延期"
    RECTIFIED = "rectified", "报告整改"
    PASSED = "passed", "复查通过"
    REJECTED = "rejected", "复查不通过"
    CLOSED = "closed", "办结"
    REOPENED = "reopened", "重新办理"
    REMINDED = "reminded", "催办"


class MonthState(models.TextChoices):
    """How a month report stands."""

    DRAFT = "draft", "编制中"
    SUBMITTED = "submitted", "已报送"
    RETURNED = "returned", "已退回"
    LOCKED = "locked", "已锁定"


class MonthPeriod(models.TextChoices):
    """What time a number of the month report speaks of."""

    MONTH = "month", "本月"
    YEAR = "year", "本年"


class SubmissionKind(models.TextChoices):
    """What goes from one tenant to another."""

    MONTH_REPORT = "month-report", "月报"
    SUPERIOR_TABLE = "superior-table", "摸底汇总表"
    ASSESSMENT = "assessment", "月度考核"
    RECEIPT = "receipt", "答复"


class SubmissionOutcome(models.TextChoices):
    """What the superior answers."""

    RECEIVED = "received", "已签收"
    RETURNED = "returned", "已退回"


class SheetState(models.TextChoices):
    """How far an evaluator's sheet is."""

    DRAFT = "draft", "未提交"
    SUBMITTED = "submitted", "已提交"
