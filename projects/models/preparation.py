"""Who carries a project, what is done before its works, and the papers of all of it."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from communities.models import Document, Organisation, Person
from communities.people.acting import ActedForField
from communities.tenancy.owned import TenantOwned, tracked
from projects.enums import PartyRole, PreparationKind
from projects.models.project import Project
from projects.models.scheme import Consultation, PublicDisplay, Scheme


@tracked
class NamedParty(TenantOwned):
    """Who carries a project in a role, one at a time.

    Nobody is deleted: who designed, built and supervised, and when, stays on record for good (lifetime responsibility).
    """

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, db_constraint=False, related_name="parties"
    )
    role = models.CharField("角色", max_length=20, choices=PartyRole.choices)
    name = models.CharField("名称", max_length=120)
    kind = models.CharField(
        "性质", max_length=120, blank=True, help_text="如：国有平台公司、融资人；领导的写职务"
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="named_in",
        help_text="where the party has people in the system",
    )
    from_on = models.DateField("自")
    until_on = models.DateField("至", null=True, blank=True)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["role", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "project", "role"],
                condition=Q(until_on__isnull=True),
                name="party_one_a_role",
                violation_error_message="已有现任，请先写明其截止日期。",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="party_until_after_from",
                violation_error_message="截止日期不能早于开始日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked
class Preparation(TenantOwned):
    """One piece of preliminary work: tender and supervision, clearing of the site, written notice to a utility."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, db_constraint=False, related_name="preparations"
    )
    kind = models.CharField("事项", max_length=20, choices=PreparationKind.choices)
    title = models.CharField(
        "内容", max_length=150, help_text="如：施工招标；东侧围墙违建拆除；致供水单位的告知函"
    )
    unit = models.CharField("对方单位", max_length=120, blank=True, help_text="中标人、监理单位、管线单位")
    number = models.CharField("文号或合同号", max_length=80, blank=True)
    amount = models.DecimalField("金额", max_digits=18, decimal_places=2, null=True, blank=True)
    on = models.DateField("日期")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    entered_at = models.DateTimeField()
    concluded_on = models.DateField("办结日期", null=True, blank=True)
    concluded_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    concluded_for = ActedForField(default=None)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="preparation_amount_not_negative",
                violation_error_message="金额不能为负。",
            ),
            models.CheckConstraint(
                condition=Q(concluded_on__isnull=True, concluded_by__isnull=True)
                | Q(concluded_on__gte=F("on"), concluded_by__isnull=False),
                name="preparation_concluded_after_its_day",
                violation_error_message="办结日期不能早于事项日期。",
            ),
        ]


class ProjectPaper(TenantOwned):
    """A paper of the project under its name, and the record that it belongs to: the project's file (档案).

    Never changed.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, db_constraint=False, related_name="papers")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, db_constraint=False, related_name="+")
    name = models.CharField(max_length=80)
    scheme = models.ForeignKey(
        Scheme, on_delete=models.CASCADE, null=True, blank=True, db_constraint=False, related_name="papers"
    )
    consultation = models.ForeignKey(
        Consultation,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="papers",
    )
    display = models.ForeignKey(
        PublicDisplay,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="papers",
    )
    preparation = models.ForeignKey(
        Preparation,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="papers",
    )
    party = models.ForeignKey(
        NamedParty,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="papers",
    )
    contract = models.ForeignKey(
        "projects.Contract",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="papers",
    )
    progress = models.ForeignKey(
        "projects.Progress",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="papers",
    )

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "tenant",
                    "project",
                    "document",
                    "scheme",
                    "consultation",
                    "display",
                    "preparation",
                    "party",
                    "contract",
                    "progress",
                ],
                nulls_distinct=False,
                name="paper_once_a_record",
            )
        ]
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)]
