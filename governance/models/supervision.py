"""Inspections and complaints, and every step of them."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from communities.models import Document, Jurisdiction, Neighbourhood, Organisation, Person
from communities.people.acting import ActedForField
from communities.privacy.fields import EncryptedField
from communities.tenancy.owned import TenantOwned, tracked
from governance.enums import SOURCES, CaseKind, CaseSource, CaseState, Severity, StepKind
from projects.models import Project


@tracked
class SupervisionCase(TenantOwned):
    """What an inspection found or somebody complained of, until it is put right.

    It lies at its neighbourhood, or at its project where none is named. The complainant's name and phone are
    kept for the answer, encrypted, shown masked, left out of every export; no address is kept, and `number` leads to
    the hotline's or the petition office's own paper. `clock` is the statutory period that
    gives `due_on`; empty where people set the day. `passed_on`: the re-check that found it put right.
    """

    kind = models.CharField("类型", max_length=12, choices=CaseKind.choices)
    source = models.CharField("来源", max_length=12, choices=CaseSource.choices)
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    neighbourhood = models.ForeignKey(
        Neighbourhood, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    path = models.CharField(max_length=64, db_collation="C")
    on = models.DateField("检查或收到日期")
    subject = models.CharField("事由", max_length=120)
    text = models.TextField("情况", max_length=2000)
    number = models.CharField("外部编号", max_length=60, blank=True)
    complainant = EncryptedField("反映人", purpose="case.complainant", blank=True, default="")
    complainant_phone = EncryptedField("反映人电话", purpose="case.complainant_phone", blank=True, default="")
    severity = models.CharField("轻重", max_length=8, choices=Severity.choices, blank=True)
    state = models.CharField(max_length=10, choices=CaseState.choices, default=CaseState.RECORDED)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    clock = models.CharField(max_length=60, blank=True, help_text="id in the rulebook's clocks")
    due_on = models.DateField("期限", null=True, blank=True)
    accepted_on = models.DateField("受理日期", null=True, blank=True)
    passed_on = models.DateField("复查通过日期", null=True, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["tenant", "path", "state", "due_on"], name="case_by_place"),
            models.Index(fields=["tenant", "organisation", "state"], name="case_by_organisation"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(project__isnull=False) | Q(neighbourhood__isnull=False),
                name="case_lies_somewhere",
                violation_error_message="请选择项目或小区。",
            ),
            models.CheckConstraint(
                condition=Q(
                    *(
                        Q(kind=kind, source__in=[str(one) for one in sources])
                        for kind, sources in SOURCES.items()
                    ),
                    _connector=Q.OR,
                ),
                name="case_source_fits_its_kind",
                violation_error_message="来源与类型不符。",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["assigned", "rectified"])
                | Q(organisation__isnull=False, due_on__isnull=False),
                name="case_assigned_to_somebody_by_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False)
                | (~Q(state="closed") & Q(closed_on__isnull=True)),
                name="case_closed_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("on")),
                name="case_closed_after_it_came",
                violation_error_message="办结不能早于检查或收到日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class SupervisionStep(TenantOwned):
    """One step of a case: who did what, for whom, with which paper. Never changed."""

    case = models.ForeignKey(
        SupervisionCase, on_delete=models.PROTECT, db_constraint=False, related_name="steps"
    )
    what = models.CharField(max_length=10, choices=StepKind.choices)
    text = models.TextField("说明", max_length=2000, blank=True)
    on = models.DateField("日期")
    due_on = models.DateField("期限", null=True, blank=True)
    responsible = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["tenant", "case", "id"], name="step_of_case")]
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)]
