"""What actors of the rulebook state about a project, and the papers they attach."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from communities.models import Document
from communities.neighbourhoods.models import AbstractDeclaration
from communities.tenancy.owned import TenantOwned, tracked
from projects.models.dispute import Dispute
from projects.models.project import Project
from projects.models.works import Lift, WorksItem


@tracked
class ProjectDeclaration(AbstractDeclaration):
    """A declaration about a project, or about one of its works items, lifts or disputes."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, db_constraint=False, related_name="declarations"
    )
    works_item = models.ForeignKey(
        WorksItem,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="declarations",
    )
    lift = models.ForeignKey(
        Lift,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="declarations",
    )
    dispute = models.ForeignKey(
        Dispute,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="declarations",
    )

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "project", "works_item", "lift", "dispute", "criterion", "organisation"],
                condition=Q(is_current=True),
                nulls_distinct=False,
                name="project_declaration_has_one_current",
            ),
            models.CheckConstraint(
                condition=Q(works_item__isnull=True, lift__isnull=True)
                | Q(works_item__isnull=True, dispute__isnull=True)
                | Q(lift__isnull=True, dispute__isnull=True),
                name="project_declaration_has_one_subject",
            ),
        ]


class ProjectEvidence(TenantOwned):
    """A document attached to a project's declaration, under the name that the rulebook gives it."""

    declaration = models.ForeignKey(
        ProjectDeclaration, on_delete=models.CASCADE, db_constraint=False, related_name="evidence"
    )
    document = models.ForeignKey(Document, on_delete=models.PROTECT, db_constraint=False, related_name="+")
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "declaration", "name", "document"], name="project_evidence_once"
            )
        ]
