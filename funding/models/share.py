"""Who pays how much of a project's works items: the percentages that the project itself has settled."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from communities.models import Person
from communities.people.acting import ActedForField
from communities.tenancy.owned import TenantOwned, tracked
from funding.enums import PAYER_CHOICES
from projects.models import Project


@tracked
class CostShare(TenantOwned):
    """The percentages of one project by one share rule of the rulebook.

    `rule` is the rule's id, or `class:<id>` for a class of works items that no share rule speaks of.
    """

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, db_constraint=False, related_name="cost_shares"
    )
    rule = models.CharField(max_length=80)
    basis = models.CharField("依据", max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=1)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "project", "rule"], name="cost_share_once_a_rule")
        ]

    def __str__(self) -> str:
        return self.rule


@tracked
class PayerPercent(TenantOwned):
    """One payer's percentage (0 to 100). `position` keeps the order: ties of a division go to the first listed."""

    share = models.ForeignKey(CostShare, on_delete=models.CASCADE, db_constraint=False, related_name="parts")
    payer = models.CharField("出资方", max_length=20, choices=PAYER_CHOICES)
    percent = models.DecimalField("比例", max_digits=7, decimal_places=4)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "share", "payer"], name="percent_once_a_payer"),
            models.CheckConstraint(
                condition=Q(percent__gte=0, percent__lte=100),
                name="percent_between_0_and_100",
                violation_error_message="比例须在 0 与 100 之间。",
            ),
        ]
