"""Disputes about a project: open until somebody records how they were settled."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from communities.models import Organisation, Person
from communities.people.acting import ActedForField
from communities.tenancy.owned import TenantOwned, tracked
from projects.models.project import Project


@tracked
class Dispute(TenantOwned):
    """A dispute. The gates count it while it is open; the project is put on hold only where the officer chooses so."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, db_constraint=False, related_name="disputes"
    )
    title = models.CharField("争议事项", max_length=120)
    parties = models.CharField("争议各方", max_length=200, blank=True)
    description = models.CharField("情况", max_length=500)
    raised_on = models.DateField("提出日期")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    entered_at = models.DateTimeField()
    closed_on = models.DateField("办结日期", null=True, blank=True)
    resolution = models.CharField("处理结果", max_length=500, blank=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_for = ActedForField(default=None)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_by__isnull=True, resolution="")
                | Q(closed_on__gte=F("raised_on"), closed_by__isnull=False) & ~Q(resolution=""),
                name="dispute_closed_says_how",
                violation_error_message="办结须写明处理结果，办结日期不能早于提出日期。",
            )
        ]

    def __str__(self) -> str:
        return self.title
