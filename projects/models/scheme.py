"""The scheme in its versions, who was asked about it, and its display in the neighbourhood."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from communities.models import Organisation, Person
from communities.people.acting import ActedForField
from communities.tenancy.owned import TenantOwned, tracked
from projects.enums import ConsultationKind, Party, Stance
from projects.models.project import Project


class Scheme(TenantOwned):
    """One version of a project's scheme (方案). Never changed: what is revised is the next version.

    `digest` is the sha256 of the numbered list of its files' own sha256: the paper that a review speaks of.
    """

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, db_constraint=False, related_name="schemes"
    )
    number = models.PositiveIntegerField("版本")
    summary = models.CharField("方案要点", max_length=500)
    changes = models.CharField("修改说明", max_length=500, blank=True)
    digest = models.CharField(max_length=64)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "project", "number"], name="scheme_number_once")
        ]
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"第 {self.number} 版"


@tracked
class Consultation(TenantOwned):
    """Asking about a project: for needs, on the drafted scheme, during the works, after them.

    Closing it files the declarations that the rulebook ties to it.
    """

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, db_constraint=False, related_name="consultations"
    )
    kind = models.CharField("征求内容", max_length=10, choices=ConsultationKind.choices)
    scheme = models.ForeignKey(
        Scheme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="consultations",
    )
    method = models.CharField("方式", max_length=120, help_text="如：入户、座谈会、书面函询")
    opened_on = models.DateField("开始日期")
    due_on = models.DateField("截止日期")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    entered_at = models.DateTimeField()
    closed_on = models.DateField("结束日期", null=True, blank=True)
    outcome = models.CharField("结果和修改说明", max_length=500, blank=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_for = ActedForField(default=None)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opened_on")),
                name="consultation_due_after_opening",
                violation_error_message="截止日期不能早于开始日期。",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_by__isnull=True, outcome="")
                | Q(closed_on__gte=F("opened_on"), closed_by__isnull=False) & ~Q(outcome=""),
                name="consultation_closed_says_how",
                violation_error_message="结束须写明结果，结束日期不能早于开始日期。",
            ),
            models.UniqueConstraint(
                fields=["tenant", "project", "kind"],
                condition=Q(closed_on__isnull=True),
                name="consultation_open_once_a_kind",
                violation_error_message="同一内容的征求意见正在进行，请先结束。",
            ),
        ]


@tracked
class ConsultationOpinion(TenantOwned):
    """What somebody asked said; never changed but for the answer given to it."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, db_constraint=False, related_name="opinions"
    )
    party = models.CharField("意见来自", max_length=12, choices=Party.choices)
    who = models.CharField("单位或居民", max_length=120, help_text="如：3号楼居民12户、青岛水务集团")
    stance = models.CharField("态度", max_length=12, choices=Stance.choices)
    text = models.CharField("意见", max_length=500, blank=True)
    said_on = models.DateField("日期")
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    entered_at = models.DateTimeField()
    is_adopted = models.BooleanField("采纳", null=True, blank=True)
    answer = models.CharField("答复", max_length=500, blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_for = ActedForField(default=None)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    answer="", is_adopted__isnull=True, answered_by__isnull=True, answered_at__isnull=True
                )
                | ~Q(answer="")
                & Q(is_adopted__isnull=False, answered_by__isnull=False, answered_at__isnull=False),
                name="opinion_answer_has_a_name",
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(stance__in=["agree", "no_opinion"]),
                name="opinion_against_says_why",
                violation_error_message="附条件或不同意的，请写明意见。",
            ),
        ]


@tracked
class PublicDisplay(TenantOwned):
    """The scheme posted in the neighbourhood (公示) from a day to a day; ending it files its declarations."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, db_constraint=False, related_name="displays"
    )
    scheme = models.ForeignKey(
        Scheme, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="displays"
    )
    place = models.CharField("公示地点", max_length=200)
    from_on = models.DateField("公示自")
    to_on = models.DateField("公示至")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    entered_at = models.DateTimeField()
    ended_on = models.DateField("结束日期", null=True, blank=True)
    outcome = models.CharField(
        "公示结果", max_length=500, blank=True, help_text="收到的异议及处理；没有异议的写明没有"
    )
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_for = ActedForField(default=None)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")),
                name="display_ends_after_start",
                violation_error_message="公示结束日不能早于开始日。",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_by__isnull=True, outcome="")
                | Q(ended_on__gte=F("to_on"), ended_by__isnull=False) & ~Q(outcome=""),
                name="display_ended_says_how",
                violation_error_message="公示期满后方可结束，并须写明公示结果。",
            ),
        ]
