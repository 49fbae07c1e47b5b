"""The assessment reports of each month, and the figures that only people can give."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q

from communities.models import Document, Jurisdiction, Organisation, Person, RulebookVersion
from communities.people.acting import ActedForField
from communities.tenancy.owned import TenantOwned
from governance.enums import PilotKind, ReportState
from projects.models import Project


class AssessmentReport(TenantOwned):
    """One report: an assessment of the rulebook, a month, an assessed body (an actor at a place); the sheet of the
    tenant's own level is one more.

    Made from what was on record at `known_until` about the time up to the month's end: the same instant gives the same
    figures whenever it is asked. `number` 1 is the timed run's; a correction is the next number, with its reason. A
    published report is never changed. `indicators`: [{id, value, numerator, denominator, unit, target, rate, answer}],
    decimals as text, percent and rate with two decimals.
    """

    assessment = models.CharField(max_length=60, help_text="id in the rulebook's assessments")
    month = models.DateField(help_text="its first day")
    actor = models.CharField(max_length=60, help_text="the assessed body: id in the rulebook's actors")
    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    path = models.CharField(max_length=64, db_collation="C")
    number = models.PositiveSmallIntegerField(default=1)
    is_progress = models.BooleanField(help_text="the monthly sheet of a yearly assessment: never a result")
    is_own = models.BooleanField(help_text="the sheet of the tenant's own level: the one with targets")
    version = models.ForeignKey(
        RulebookVersion, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    known_until = models.DateTimeField()
    indicators = models.JSONField()
    total = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    total_missing = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=ReportState.choices, default=ReportState.DRAFT)
    reason = models.CharField("更正原因", max_length=300, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    made_for = ActedForField()
    made_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    published_for = ActedForField(default=None)
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-month", "assessment", "path", "actor", "-number"]
        indexes = [models.Index(fields=["tenant", "path", "-month"], name="assessment_by_place")]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "assessment", "actor", "jurisdiction", "month", "number"],
                name="one_report_a_body_and_month",
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="assessment_month_is_its_first_day"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""),
                name="assessment_correction_says_why",
                violation_error_message="更正须写明原因。",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", published_at__isnull=True)
                | Q(state="published", published_at__isnull=False),
                name="assessment_published_at_a_time",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="published_never_changes",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state="published"),
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    @property
    def body(self) -> str:
        """`<actor id>@<jurisdiction code>`."""
        return f"{self.actor}@{self.jurisdiction.code}"


class DeclaredFigure(TenantOwned):
    """The figure of a month that a rulebook leaves to somebody to declare, with its evidence. Never changed: the latest
    counts.
    """

    indicator = models.CharField(max_length=60, help_text="id in the rulebook's indicators")
    actor = models.CharField(max_length=60, help_text="the body that it is about")
    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    month = models.DateField(help_text="its first day")
    value = models.DecimalField("数值", max_digits=18, decimal_places=4)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, db_constraint=False, related_name="+")
    note = models.CharField("说明", max_length=300, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["-month", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="declared_month_is_its_first_day"),
        ]
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)]


class Pilot(TenantOwned):
    """A project or a community ticked as a pilot from a day on; unticked by a row that says no. Never changed."""

    kind = models.CharField("试点", max_length=12, choices=PilotKind.choices)
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    is_pilot = models.BooleanField()
    on = models.DateField("日期")
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
                condition=Q(kind="market", project__isnull=False)
                | Q(kind="cocreation", project__isnull=True),
                name="pilot_is_a_project_or_a_community",
            )
        ]
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)]
