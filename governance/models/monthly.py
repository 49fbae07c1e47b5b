"""The month report to the superior: its cells with the rows behind them, what was added by hand, when it is due."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q

from communities.models import Document, Jurisdiction, Organisation, Person, RulebookVersion
from communities.people.acting import ActedForField
from communities.tenancy.owned import TenantOwned, tracked
from governance.enums import MonthPeriod, MonthState


@tracked
class MonthReport(TenantOwned):
    """The report of one place about one month.

    `number` 1 is the first; a correction of a locked report is the next number, with its reason. Made from what was on
    record at `known_until`. `sources` says of each place below what its line was taken from: [{jurisdiction, name,
    report, number, state}], report null where the system counted itself. `digest` is the SHA-256 of the content, taken
    when it is submitted. A locked report never changes.
    """

    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    path = models.CharField(max_length=64, db_collation="C")
    month = models.DateField("月份", help_text="its first day")
    number = models.PositiveSmallIntegerField("次", default=1)
    state = models.CharField(max_length=10, choices=MonthState.choices, default=MonthState.DRAFT)
    known_until = models.DateTimeField()
    version = models.ForeignKey(
        RulebookVersion, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    correction_reason = models.CharField("更正原因", max_length=300, blank=True)
    sources = models.JSONField(default=list)
    digest = models.CharField(max_length=64, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_for = ActedForField()
    made_at = models.DateTimeField()
    submission_note = models.CharField("报送说明", max_length=300, blank=True)
    submitted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    submitted_for = ActedForField(default=None)
    submitted_at = models.DateTimeField(null=True)
    return_reason = models.CharField("退回原因", max_length=300, blank=True)
    returned_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    returned_for = ActedForField(default=None)
    returned_at = models.DateTimeField(null=True)
    locked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    locked_for = ActedForField(default=None)
    locked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-month", "path", "-number"]
        indexes = [models.Index(fields=["tenant", "-month", "path"], name="month_report_by_place")]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "jurisdiction", "month", "number"], name="month_report_number_once"
            ),
            models.UniqueConstraint(
                fields=["tenant", "jurisdiction", "month"],
                condition=~Q(state="locked"),
                name="month_report_one_open",
                violation_error_message="这一月份已有未锁定的月报。",
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="month_report_month_is_its_first_day"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(correction_reason=""),
                name="month_report_correction_says_why",
                violation_error_message="更正须写明原因。",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "returned"])
                | Q(submitted_at__isnull=False, submitted_by__isnull=False) & ~Q(digest=""),
                name="month_report_submitted_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned")
                | Q(returned_at__isnull=False, returned_by__isnull=False) & ~Q(return_reason=""),
                name="month_report_returned_says_why",
                violation_error_message="退回须写明原因。",
            ),
            models.CheckConstraint(
                condition=Q(state="locked", locked_at__isnull=False, locked_by__isnull=False)
                | ~Q(state="locked") & Q(locked_at__isnull=True, locked_by__isnull=True),
                name="month_report_locked_by_somebody",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="month_report_state_guard",
                field="state",
                transitions=[
                    ("draft", "submitted"),
                    ("submitted", "returned"),
                    ("submitted", "locked"),
                    ("returned", "draft"),
                    ("returned", "submitted"),
                ],
            ),
            pgtrigger.Protect(
                name="locked_never_changes",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state="locked"),
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    @property
    def is_own(self) -> bool:
        """Whether it is the tenant's own, which goes to the superior."""
        return self.jurisdiction.depth == 1

    @property
    def is_open(self) -> bool:
        """Whether its content may still change."""
        return self.state in (MonthState.DRAFT, MonthState.RETURNED)


def _only_while_open(name: str) -> pgtrigger.Trigger:
    """Parts of a report that is submitted or locked are neither added nor changed nor taken away."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func="""
            IF EXISTS (
                SELECT 1 FROM governance_monthreport
                WHERE id IN (OLD.report_id, NEW.report_id) AND state IN ('submitted', 'locked')
            ) THEN
                RAISE EXCEPTION 'pgtrigger: the month report is submitted or locked';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,
    )


class MonthCell(TenantOwned):
    """One number of a report as the system counted it: a line, a figure, this month or this year.

    `rows` are what it was counted from, as they were: [{kind, id, name, place, value, note, project}], `value` a
    decimal as text, null where it was not known; `unmeasured` counts those. A number without rows is not kept: it is 0.
    """

    report = models.ForeignKey(
        MonthReport, on_delete=models.PROTECT, db_constraint=False, related_name="cells"
    )
    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    figure = models.CharField(max_length=40, help_text="id of governance.monthly.form")
    period = models.CharField(max_length=5, choices=MonthPeriod.choices)
    value = models.DecimalField(max_digits=20, decimal_places=2)
    unmeasured = models.PositiveIntegerField(default=0)
    rows = models.JSONField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "report", "jurisdiction", "figure", "period"], name="month_cell_once"
            )
        ]
        triggers = [_only_while_open("cell_frozen_with_its_report")]


class MonthSupplement(TenantOwned):
    """What was added to a number by hand, or taken off it, with its reason. Never changed: a wrong one is countered.

    `carried_from`: taken over from another report, and taken over anew whenever this one is drafted again.
    """

    report = models.ForeignKey(
        MonthReport, on_delete=models.PROTECT, db_constraint=False, related_name="supplements"
    )
    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    figure = models.CharField("指标", max_length=40, help_text="id of governance.monthly.form")
    period = models.CharField("口径", max_length=5, choices=MonthPeriod.choices)
    value = models.DecimalField("补充数", max_digits=20, decimal_places=2, help_text="may be negative")
    reason = models.CharField("原因", max_length=300)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    carried_from = models.ForeignKey(
        MonthReport, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(value=0) & ~Q(reason=""),
                name="month_supplement_says_why",
                violation_error_message="补充数不能为零，并须写明原因。",
            )
        ]
        triggers = [
            _only_while_open("supplement_frozen_with_its_report"),
            pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update),
            pgtrigger.Protect(
                name="own_words_stay",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__carried_from__isnull=True),
            ),
        ]


class MonthDueDay(TenantOwned):
    """The day of the following month by which reports are due, with its basis. The latest counts; none: no due day."""

    day = models.PositiveSmallIntegerField("每月报送日")
    basis = models.CharField("依据", max_length=200)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(day__gte=1, day__lte=28),
                name="month_due_day_every_month_has",
                violation_error_message="报送日应在 1 至 28 日之间，每个月都有这一天。",
            )
        ]
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)]
