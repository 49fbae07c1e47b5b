"""Third-party evaluation: rounds, the evaluators' sheets, and what they wrote, sealed until the round is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Model, Q

from communities.models import Document, Jurisdiction, Organisation, Person
from communities.people.acting import ActedForField
from communities.tenancy.constraints import PERSON_SQL, SqlConstraint
from communities.tenancy.owned import TenantOwned, tracked
from governance.enums import SheetState
from projects.models import Assignment, Project

if TYPE_CHECKING:
    from communities.tenancy.constraints import Quote


class Sealed(SqlConstraint):
    """Until its round is published a row exists for its evaluator alone, whatever the program asks; a draft ever.

    For the runtime role, and on top of the tenant's own policy; the person is named by the setting `app.person_id`.
    The owner of the tables, who takes them to another place or deletes a tenant, reads nothing through pages.
    """

    def create_statements(self, model: type[Model], quote: Quote) -> list[str]:
        published = (
            "EXISTS (SELECT 1 FROM governance_evaluationsheet s "
            "JOIN governance_evaluationround r ON r.id = s.round_id "
            "WHERE s.id = sheet_id AND s.state = 'submitted' AND r.published_at IS NOT NULL)"
        )
        own = f"evaluator_id = {PERSON_SQL}"
        return [
            f"CREATE POLICY {quote(self.name)} ON {quote(model._meta.db_table)} AS RESTRICTIVE "
            f"TO {quote(settings.DATABASE_APP_ROLE)} USING ({own} OR {published}) WITH CHECK ({own})"
        ]

    def remove_statements(self, model: type[Model], quote: Quote) -> list[str]:
        return [f"DROP POLICY {quote(self.name)} ON {quote(model._meta.db_table)}"]


@tracked
class EvaluationRound(TenantOwned):
    """Evaluation of some projects by outside evaluators, under an assessment of the rulebook.

    The scale of points is open in the text: `full_marks` is the commissioning body's own entry with its basis, and
    without one the sheets hold words only.
    """

    assessment = models.CharField(max_length=60, help_text="id of the assessment in the rulebook")
    title = models.CharField("名称", max_length=120)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    due_on = models.DateField("提交期限")
    full_marks = models.DecimalField("满分", max_digits=7, decimal_places=2, null=True, blank=True)
    basis = models.CharField("评分依据", max_length=200, blank=True)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    opened_at = models.DateTimeField()
    published_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_for = ActedForField(default=None)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(full_marks__isnull=True, basis="") | Q(full_marks__gt=0) & ~Q(basis=""),
                name="evaluation_scale_has_its_basis",
                violation_error_message="满分须大于 0，并写明依据。",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__gte=F("opened_at"), published_by__isnull=False),
                name="evaluation_published_by_somebody",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="published_is_final",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title


@tracked
class EvaluationSheet(TenantOwned):
    """One evaluator's sheet on one project: that it exists and whether it is submitted, never what it says."""

    round = models.ForeignKey(
        EvaluationRound, on_delete=models.CASCADE, db_constraint=False, related_name="sheets"
    )
    project = models.ForeignKey(Project, on_delete=models.PROTECT, db_constraint=False, related_name="+")
    evaluator = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    state = models.CharField(max_length=10, choices=SheetState.choices, default=SheetState.DRAFT)
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["project_id", "id"]
        indexes = [models.Index(fields=["tenant", "evaluator"], name="sheet_of_evaluator")]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "round", "project", "evaluator"],
                name="sheet_once_an_evaluator",
                violation_error_message="该评价人在这一轮评价中已有本项目的评价表。",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", submitted_at__isnull=True)
                | Q(state="submitted", submitted_at__isnull=False),
                name="sheet_submitted_has_its_hour",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="submitted_is_final",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="submitted"),
            )
        ]


def _final_once_submitted() -> pgtrigger.Trigger:
    """What belongs to a submitted sheet is neither added, changed nor taken away."""
    return pgtrigger.Trigger(
        name="final_once_submitted",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=(
            "IF EXISTS (SELECT 1 FROM governance_evaluationsheet s "
            "WHERE s.id = COALESCE(NEW.sheet_id, OLD.sheet_id) AND s.state = 'submitted') THEN "
            "RAISE EXCEPTION 'A submitted sheet is final.'; END IF; RETURN COALESCE(NEW, OLD);"
        ),
    )


class SheetContent(TenantOwned):
    """What the evaluator wrote. `marks`: {indicator of the rulebook: {"points": decimal or "", "grade": own words}}.

    No history is kept of it, so that no other table holds what is sealed; once submitted it never changes.
    """

    sheet = models.ForeignKey(
        EvaluationSheet, on_delete=models.CASCADE, db_constraint=False, related_name="contents"
    )
    evaluator = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    marks = models.JSONField(default=dict)
    findings = models.TextField("评价意见", max_length=4000, blank=True)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "sheet"], name="content_once_a_sheet"),
            Sealed(name="sheet_content_sealed"),
        ]
        triggers = [_final_once_submitted()]


class SheetPaper(TenantOwned):
    """A document that the evaluator put to his sheet; sealed with it."""

    sheet = models.ForeignKey(
        EvaluationSheet, on_delete=models.CASCADE, db_constraint=False, related_name="papers"
    )
    evaluator = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, db_constraint=False, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "sheet", "document"], name="sheet_paper_once"),
            Sealed(name="sheet_paper_sealed"),
        ]
        triggers = [_final_once_submitted()]
