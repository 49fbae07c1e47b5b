"""A review: round by round, who is asked, what each said, what came out."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from approvals.enums import OpinionKind, RoundState
from communities.models import Decision, Document, Organisation, Person
from communities.people.acting import ActedForField
from communities.tenancy.owned import TenantOwned, tracked
from projects.models import Project, Scheme


@tracked
class ReviewRound(TenantOwned):
    """One round of one review of the rulebook on one project: convened, opinions, concluded.

    `snapshot` is the project as it was put before the round; the next round shows what is different. `attended` counts
    representatives by actor. `fast_track` is the rulebook's answer to the fast track, empty where nobody asked for it.
    """

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, db_constraint=False, related_name="reviews"
    )
    review = models.CharField(max_length=60, help_text="id in the rulebook")
    number = models.PositiveSmallIntegerField("轮次")
    state = models.CharField(max_length=10, choices=RoundState.choices, default=RoundState.OPEN)
    scheme = models.ForeignKey(
        Scheme, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="reviews"
    )
    convened_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    convener = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    convened_for = ActedForField()
    convened_on = models.DateField("召集日期")
    due_on = models.DateField("意见截止")
    working_days = models.PositiveSmallIntegerField("工作日")
    note = models.CharField("说明", max_length=500, blank=True)
    fast_track = models.CharField(max_length=12, blank=True)
    snapshot = models.JSONField(default=dict)
    attended = models.JSONField(default=dict)
    concluded_on = models.DateField("结论日期", null=True, blank=True)
    concluded_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    concluder = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    concluded_for = ActedForField(default=None)
    conclusion = models.CharField("结论", max_length=500, blank=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["tenant", "state", "due_on"], name="round_by_due_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "project", "review", "number"], name="round_number_once"
            ),
            models.UniqueConstraint(
                fields=["tenant", "project", "review"],
                condition=Q(state="open"),
                name="round_open_once",
                violation_error_message="这一审查正在进行。",
            ),
            models.CheckConstraint(
                condition=Q(state="open", concluded_on__isnull=True, concluder__isnull=True)
                | ~Q(state="open") & Q(concluded_on__isnull=False, concluder__isnull=False),
                name="round_concluded_has_a_name",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("convened_on")), name="round_due_after_convening"
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="round_state_guard",
                field="state",
                transitions=[("open", "approved"), ("open", "refused"), ("open", "cancelled")],
            )
        ]

    @property
    def spoken(self) -> int:
        """How many reviewers have given an opinion; lists prefetch `reviewers__opinions`."""
        return sum(bool(reviewer.opinions.all()) for reviewer in self.reviewers.all())


class Reviewer(TenantOwned):
    """Whose opinion a round needs: an actor of the rulebook, or a unit that the tenant added (then `actor` is empty).

    `name` is the actor's or the unit's. None can be taken off a round.
    """

    round = models.ForeignKey(
        ReviewRound, on_delete=models.CASCADE, db_constraint=False, related_name="reviewers"
    )
    actor = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=120)
    is_added = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "round", "actor", "name"], name="reviewer_once_a_round")
        ]
        triggers = [pgtrigger.Protect(name="never_dropped", operation=pgtrigger.Update | pgtrigger.Delete)]

    @property
    def key(self) -> str:
        """How the rulebook's engine is told of this reviewer."""
        return self.actor or self.name


class ReviewOpinion(TenantOwned):
    """One opinion, signed. Never changed: a later one of the same reviewer counters it.

    `organisation` is who signed it; of a unit without a login the convener's side records it, with its paper.
    `remarks` are by field of the scheme: [{field, text}].
    """

    reviewer = models.ForeignKey(
        Reviewer, on_delete=models.PROTECT, db_constraint=False, related_name="opinions"
    )
    opinion = models.CharField("意见", max_length=24, choices=OpinionKind.choices)
    reason = models.CharField("理由", max_length=500, blank=True)
    conditions = models.CharField("条件", max_length=500, blank=True)
    remarks = models.JSONField(default=list)
    signed_on = models.DateField("日期")
    signer = models.CharField("签署人", max_length=60)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    is_recorded = models.BooleanField(default=False, help_text="recorded for a unit without a login")
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    entered_at = models.DateTimeField()
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(opinion="disagree") | ~Q(reason=""),
                name="opinion_disagree_says_why",
                violation_error_message="不同意的须写明理由。",
            ),
            models.CheckConstraint(
                condition=~Q(opinion="agree_with_conditions") | ~Q(conditions=""),
                name="opinion_conditions_named",
                violation_error_message="附条件同意的须写明条件。",
            ),
            models.CheckConstraint(
                condition=Q(is_recorded=False) | Q(document__isnull=False),
                name="opinion_recorded_has_its_paper",
                violation_error_message="代为录入的意见须附原件。",
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)]


@tracked
class ReviewOutput(TenantOwned):
    """A paper that comes out of a round: its fields as the rulebook lists them, and the Word document made of it."""

    round = models.ForeignKey(
        ReviewRound, on_delete=models.CASCADE, db_constraint=False, related_name="outputs"
    )
    output = models.CharField(max_length=60, help_text="id in the rulebook")
    name = models.CharField(max_length=120)
    fields = models.JSONField(default=dict)
    number = models.CharField("文号", max_length=80, blank=True)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "round", "output"], name="output_once_a_round")
        ]
