"""Duties of the rulebook with the days that the tenant has set, and what was done."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from communities.models import Document, Jurisdiction, Organisation, Person
from communities.people.acting import ActedForField
from communities.tenancy.owned import TenantOwned, tracked


@tracked
class DutyTask(TenantOwned):
    """A duty or a deadline of the rulebook that a body has to meet by a day; done with its evidence.

    `rule` is an id of the rulebook's duties or deadlines; the body is an actor at a place.
    """

    rule = models.CharField(max_length=60)
    actor = models.CharField(max_length=60)
    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    path = models.CharField(max_length=64, db_collation="C")
    due_on = models.DateField("期限")
    note = models.CharField("要求", max_length=300, blank=True)
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    set_at = models.DateTimeField()
    done_on = models.DateField("完成日期", null=True, blank=True)
    done_text = models.CharField("完成情况", max_length=500, blank=True)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    done_for = ActedForField(default=None)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["tenant", "path", "due_on"], name="duty_by_place")]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "rule", "actor", "jurisdiction", "due_on"],
                name="duty_once_a_day",
                violation_error_message="这一职责已有同一期限。",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_at__isnull=True, document__isnull=True)
                | Q(done_on__isnull=False, done_at__isnull=False, document__isnull=False),
                name="duty_done_with_evidence",
                violation_error_message="完成须附证明材料。",
            ),
        ]
