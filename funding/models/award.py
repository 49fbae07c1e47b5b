"""Subsidies awarded (补助核定), as the rulebook answered. Amounts in yuan."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q

from communities.models import Decision, Organisation, Person
from communities.people.acting import ActedForField
from communities.tenancy.owned import TenantOwned
from projects.models import Project, WorksItem


class Award(TenantOwned):
    """A subsidy of one rule for a works item, or for the whole project, to the fen. Never changed.

    A later award takes the place of the one it `supersedes`; what stands is what no other supersedes.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, db_constraint=False, related_name="awards")
    works_item = models.ForeignKey(
        WorksItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="awards",
    )
    rule = models.CharField(max_length=80)
    amount = models.DecimalField("核定金额", max_digits=18, decimal_places=2)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, db_constraint=False, related_name="+")
    document_no = models.CharField("文号", max_length=80, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    supersedes = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="superseded_by",
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    awarded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    awarded_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="award_not_negative"),
            models.UniqueConstraint(fields=["tenant", "supersedes"], name="award_superseded_once"),
            models.UniqueConstraint(
                fields=["tenant", "project", "works_item", "rule"],
                condition=Q(supersedes__isnull=True),
                nulls_distinct=False,
                name="award_first_once",
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)]
