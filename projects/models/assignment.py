"""Who was assigned a project from outside the tree of places, and the permission that this gives him."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from guardian.managers import UserObjectPermissionManager
from guardian.models import UserObjectPermissionBase

from communities.models import Organisation, Person
from communities.people.acting import ActedForField
from communities.tenancy.context import tenant_id
from communities.tenancy.owned import TenantOwned, tracked
from projects.enums import Purpose
from projects.models.project import Project


class ProjectGrantManager(UserObjectPermissionManager):
    """Guardian's own, inside the tenant entered; raises `NoTenant` outside one."""

    def get_queryset(self) -> models.QuerySet[ProjectGrant]:
        found: models.QuerySet[ProjectGrant] = super().get_queryset().filter(tenant_id=tenant_id())
        return found


class ProjectGrant(UserObjectPermissionBase, TenantOwned):
    """A permission of one person on one project, as guardian keeps it, behind the tenant's walls.

    It is made and taken away with an assignment, and counts only together with one that runs on the day.
    """

    content_object = models.ForeignKey(
        Project, on_delete=models.CASCADE, db_constraint=False, related_name="grants"
    )

    objects: ClassVar[Any] = ProjectGrantManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "user", "permission", "content_object"], name="project_grant_once"
            )
        ]


class _Period(Func):
    function = "daterange"


@tracked
class Assignment(TenantOwned):
    """A project given to a person of an outside unit for a purpose and a period (both days included).

    Ended early it says by whom and why. It is the person's own: a delegate does not act on it.
    """

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, db_constraint=False, related_name="assignments"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assignments")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    purpose = models.CharField("事项", max_length=10, choices=Purpose.choices)
    starts_on = models.DateField("起")
    ends_on = models.DateField("止")
    reason = models.CharField("事由", max_length=200, blank=True)
    assigned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    assigned_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_for = ActedForField(default=None)
    end_reason = models.CharField("结束原因", max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["tenant", "person", "ends_on"], name="assignment_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="assignment_ends_after_start",
                violation_error_message="结束日期不能早于开始日期。",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, end_reason="")
                | Q(ended_at__isnull=False) & ~Q(end_reason=""),
                name="assignment_ended_says_why",
            ),
            ExclusionConstraint(
                name="assignment_once_at_a_time",
                expressions=[
                    ("tenant", RangeOperators.EQUAL),
                    ("project", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    ("purpose", RangeOperators.EQUAL),
                    (
                        _Period("starts_on", "ends_on", RangeBoundary(inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(ended_at__isnull=True),
                violation_error_message="该人员在这一时期已有本项目的同一指派。",
            ),
        ]
