"""Works as they go on: contracts with the parties, milestones, and what was done in a month."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from communities.models import Organisation, Person
from communities.people.acting import ActedForField
from communities.tenancy.owned import TenantOwned, tracked
from projects.enums import ProgressState
from projects.models.preparation import NamedParty
from projects.models.project import Project
from projects.models.works import WorksItem


@tracked
class Contract(TenantOwned):
    """A contract with a party of the project: what for, how much (yuan), from when to when."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, db_constraint=False, related_name="contracts"
    )
    party = models.ForeignKey(
        NamedParty, on_delete=models.PROTECT, db_constraint=False, related_name="contracts"
    )
    number = models.CharField("合同编号", max_length=80)
    title = models.CharField("合同内容", max_length=150)
    amount = models.DecimalField("合同金额", max_digits=18, decimal_places=2, null=True, blank=True)
    signed_on = models.DateField("签订日期")
    starts_on = models.DateField("约定开工", null=True, blank=True)
    ends_on = models.DateField("约定完工", null=True, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["-signed_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "project", "number"],
                name="contract_number_once_a_project",
                violation_error_message="本项目已有这一编号的合同。",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="contract_amount_not_negative",
                violation_error_message="合同金额不能为负。",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="works_contract_ends_after_start",
                violation_error_message="约定完工不能早于约定开工。",
            ),
        ]

    def __str__(self) -> str:
        return self.number


@tracked
class Milestone(TenantOwned):
    """A node of the works: the day it is planned for, the physical progress (%) planned by then, the day it was met.

    The planned progress of a project on a day is that of its latest node planned for that day or before. A node that is
    missed gives its reason.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, db_constraint=False, related_name="nodes")
    name = models.CharField("节点", max_length=120)
    planned_on = models.DateField("计划日期")
    planned_percent = models.DecimalField(
        "计划形象进度", max_digits=5, decimal_places=2, null=True, blank=True, help_text="%"
    )
    reached_on = models.DateField("完成日期", null=True, blank=True)
    delay_reason = models.CharField("延误原因", max_length=300, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    entered_at = models.DateTimeField()
    reached_at = models.DateTimeField(null=True, blank=True, help_text="when it was recorded")

    class Meta:
        ordering = ["planned_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "project", "name"],
                name="milestone_once_a_project",
                violation_error_message="本项目已有这一节点。",
            ),
            models.CheckConstraint(
                condition=Q(planned_percent__isnull=True)
                | Q(planned_percent__gte=0, planned_percent__lte=100),
                name="milestone_percent_within_hundred",
                violation_error_message="形象进度须在 0 到 100 之间。",
            ),
            models.CheckConstraint(
                condition=Q(reached_on__isnull=True, reached_at__isnull=True)
                | Q(reached_on__isnull=False, reached_at__isnull=False),
                name="milestone_reached_is_recorded",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked
class Progress(TenantOwned):
    """What was done on one works item up to the end of a month, as reported, and as confirmed by the district.

    `physical` is cumulative, in per cent; `invested` (value of the work done) and `paid` are the month's, in yuan.
    A confirmed row is never changed: a correction is a new one with the next `number`; the latest confirmed counts.
    """

    works_item = models.ForeignKey(
        WorksItem, on_delete=models.PROTECT, db_constraint=False, related_name="progress"
    )
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, db_constraint=False, related_name="progress"
    )
    month = models.DateField("月份", help_text="its first day")
    number = models.PositiveSmallIntegerField("次", default=1)
    physical = models.DecimalField("形象进度", max_digits=5, decimal_places=2, help_text="%，累计")
    invested = models.DecimalField("本月完成投资", max_digits=18, decimal_places=2, help_text="元")
    paid = models.DecimalField("本月支付", max_digits=18, decimal_places=2, help_text="元")
    note = models.CharField("说明", max_length=500, blank=True)
    delay_reason = models.CharField("滞后原因", max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=ProgressState.choices, default=ProgressState.REPORTED)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    reported_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reported_for = ActedForField()
    reported_at = models.DateTimeField()
    confirming = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_for = ActedForField(default=None)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.CharField("退回原因", max_length=300, blank=True)
    correction_reason = models.CharField("更正原因", max_length=300, blank=True)

    class Meta:
        ordering = ["-month", "works_item", "-number"]
        indexes = [
            models.Index(fields=["tenant", "month", "state"], name="progress_by_month"),
            models.Index(fields=["tenant", "project", "month"], name="progress_of_project"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "works_item", "month", "number"], name="progress_number_once"
            ),
            models.UniqueConstraint(
                fields=["tenant", "works_item", "month"],
                condition=~Q(state="confirmed"),
                name="progress_one_open_a_month",
                violation_error_message="这一改造内容本月已填报，请修改原有一条。",
            ),
            models.CheckConstraint(
                condition=Q(physical__gte=0, physical__lte=100),
                name="progress_within_hundred",
                violation_error_message="形象进度须在 0 到 100 之间。",
            ),
            models.CheckConstraint(
                condition=Q(invested__gte=0, paid__gte=0),
                name="progress_money_not_negative",
                violation_error_message="金额不能为负。",
            ),
            models.CheckConstraint(
                condition=Q(state="confirmed", confirmed_at__isnull=False, confirmed_by__isnull=False)
                | ~Q(state="confirmed") & Q(confirmed_at__isnull=True, confirmed_by__isnull=True),
                name="progress_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(return_reason=""),
                name="progress_returned_with_a_reason",
                violation_error_message="退回须写明原因。",
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="progress_month_is_its_first_day"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="confirmed_never_changes",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="confirmed"),
            )
        ]

    @property
    def stamp(self) -> str:
        """Which version of the open row was read: changes with every report."""
        return f"{self.reported_at.timestamp():.6f}"
