"""Project, its neighbourhoods, the log of its moves."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone

from communities.models import (
    Decision,
    Jurisdiction,
    Neighbourhood,
    Organisation,
    Person,
)
from communities.people.acting import ActedForField
from communities.tenancy.owned import TenantOwned, tracked
from projects.enums import Batch, Purpose, Route, State
from projects.stages import state_guard


@tracked
class Project(TenantOwned):
    """One renovation project. It lies at the lowest common jurisdiction of its neighbourhoods. Money in yuan.

    `next_answer` and `blocked_by` repeat for lists what the gates before the next transition said of what `asked_of`
    names: the rulebook's version and the neighbourhoods' latest verdict. Every write to the project empties `asked_of`,
    and approvals asks anew.
    """

    untracked = ("next_answer", "blocked_by", "asked_of")

    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, db_constraint=False, related_name="projects"
    )
    path = models.CharField(max_length=64, db_collation="C")
    code = models.CharField("项目编号", max_length=40)
    name = models.CharField("项目名称", max_length=150)
    search_text = models.TextField(blank=True)
    route = models.CharField("实施途径", max_length=20, choices=Route.choices, default=Route.COMPREHENSIVE)
    state = models.CharField("阶段", max_length=12, choices=State.choices, default=State.PROPOSED)
    held_from = models.CharField(max_length=12, choices=State.choices, blank=True)
    state_since = models.DateTimeField()
    batch = models.CharField("批次", max_length=12, choices=Batch.choices, blank=True)
    scope = models.CharField("改造范围", max_length=500, blank=True)
    scale = models.CharField("规模", max_length=500, blank=True)
    contents = models.CharField("内容", max_length=500, blank=True)
    milestones = models.CharField("形象进度", max_length=500, blank=True)
    off_standard = models.BooleanField("超标准", null=True, blank=True)
    grades = models.JSONField(default=dict, help_text="{priority row: grade that people gave, 1 = first}")
    next_answer = models.CharField(max_length=12, blank=True)
    blocked_by = models.CharField(max_length=300, blank=True)
    asked_of = models.CharField(max_length=60, blank=True)
    proposed_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["tenant", "path", "-id"], name="project_by_place"),
            models.Index(fields=["tenant", "state", "path"], name="project_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "code"], name="project_code_once"),
            models.CheckConstraint(
                condition=Q(state="on_hold") & ~Q(held_from="") | ~Q(state="on_hold") & Q(held_from=""),
                name="project_on_hold_knows_its_way_back",
            ),
        ]
        triggers = [state_guard()]
        permissions = [(purpose.permission, purpose.label) for purpose in Purpose]

    def __str__(self) -> str:
        return self.name


@tracked
class ProjectNeighbourhood(TenantOwned):
    """A neighbourhood in a project. `is_waiting` while the project is in the reserve pool: it waits there only once."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, db_constraint=False, related_name="memberships"
    )
    neighbourhood = models.ForeignKey(
        Neighbourhood, on_delete=models.PROTECT, db_constraint=False, related_name="project_memberships"
    )
    is_waiting = models.BooleanField(default=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "project", "neighbourhood"], name="project_neighbourhood_once"
            ),
            models.UniqueConstraint(
                fields=["tenant", "neighbourhood"],
                condition=Q(is_waiting=True),
                name="neighbourhood_waits_in_the_pool_once",
                violation_error_message="这一小区已在储备库的另一项目中。",
            ),
        ]


class TransitionLog(TenantOwned):
    """One move of a project: from, to, by whom, for which organisation, with the decision behind it. Never changed."""

    sealed_by = "at"

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, db_constraint=False, related_name="transitions"
    )
    transition = models.CharField(max_length=20)
    from_state = models.CharField(max_length=12, choices=State.choices)
    to_state = models.CharField(max_length=12, choices=State.choices)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)]
