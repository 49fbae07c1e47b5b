"""The annual plan: the draft, its batches as confirmed, and what was adjusted afterwards."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q

from approvals.enums import AdjustmentKind
from communities.models import Document, Jurisdiction, Organisation, Person
from communities.people.acting import ActedForField
from communities.tenancy.owned import TenantOwned, tracked
from projects.models import Project


@tracked
class AnnualPlan(TenantOwned):
    """The plan of one year. It is confirmed in batches; what is not in a batch is the draft."""

    year = models.PositiveSmallIntegerField("年度")
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "year"], name="plan_one_a_year"),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2099), name="plan_year_is_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.year} 年度计划"


class PlanBatch(TenantOwned):
    """One confirmation: a list frozen under its document number by a body that fires `plan`. Never changed.

    `left_off` keeps the projects that were to be confirmed and were blocked: [{project, name, reasons}].
    """

    plan = models.ForeignKey(
        AnnualPlan, on_delete=models.PROTECT, db_constraint=False, related_name="batches"
    )
    number = models.PositiveSmallIntegerField("批次")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    document_no = models.CharField("文号", max_length=80)
    confirmed_on = models.DateField("确认日期")
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    confirmed_at = models.DateTimeField()
    explanation = models.CharField("超财政承受能力的说明", max_length=500, blank=True)
    left_off = models.JSONField(default=list)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, db_constraint=False, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "plan", "number"], name="plan_batch_number_once"),
            models.UniqueConstraint(
                fields=["tenant", "document_no"],
                name="plan_document_number_once",
                violation_error_message="这一文号已用于另一批次。",
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)]


class PlanEntry(TenantOwned):
    """A project on a year's plan. With a batch it is frozen: the figures are those of the day of confirmation.

    `buildings`, `households`, `floor_area` (㎡), `investment` (yuan) are empty while not every one is known.
    `listed` keeps the neighbourhoods as confirmed: [{id, name, place, buildings, households, floor_area}].
    """

    plan = models.ForeignKey(
        AnnualPlan, on_delete=models.PROTECT, db_constraint=False, related_name="entries"
    )
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, db_constraint=False, related_name="plan_entries"
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        db_constraint=False,
        related_name="+",
        help_text="who nominated",
    )
    nominated_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    nominated_at = models.DateTimeField()
    note = models.CharField("说明", max_length=300, blank=True)
    batch = models.ForeignKey(
        PlanBatch,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="entries",
    )
    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    name = models.CharField(max_length=150)
    neighbourhoods = models.PositiveIntegerField(null=True)
    buildings = models.PositiveIntegerField(null=True)
    households = models.PositiveIntegerField(null=True)
    floor_area = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    investment = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    listed = models.JSONField(default=list)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "plan", "project"],
                condition=Q(batch__isnull=True),
                name="plan_nominated_once",
                violation_error_message="这一项目已在该年度计划的草案中。",
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="frozen",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__batch__isnull=False),
            )
        ]


class PlanAdjustment(TenantOwned):
    """A numbered change of a frozen plan: a project taken out, or its figures as they are now. Never changed.

    `before` and `after` hold the figures that changed; decimals as text.
    """

    plan = models.ForeignKey(
        AnnualPlan, on_delete=models.PROTECT, db_constraint=False, related_name="adjustments"
    )
    number = models.PositiveSmallIntegerField("调整序号")
    entry = models.ForeignKey(
        PlanEntry, on_delete=models.PROTECT, db_constraint=False, related_name="adjustments"
    )
    kind = models.CharField("调整内容", max_length=10, choices=AdjustmentKind.choices)
    document_no = models.CharField("文号", max_length=80)
    reason = models.CharField("理由", max_length=300)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    adjusted_on = models.DateField("日期")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "plan", "number"], name="plan_adjustment_number_once")
        ]
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)]


@tracked
class FiscalCapacity(TenantOwned):
    """What a place's budget can bear in a year, in yuan, by its own assessment (财政承受能力)."""

    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    year = models.PositiveSmallIntegerField("年度")
    amount = models.DecimalField("可承受财政支出", max_digits=20, decimal_places=2)
    basis = models.CharField("依据", max_length=200)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["-year", "jurisdiction__path"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "jurisdiction", "year"],
                name="capacity_one_a_place_and_year",
                violation_error_message="本地该年度已有财政承受能力评估，请修改原有一条。",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="capacity_not_negative"),
        ]
