"""Completion: the acceptance round by round, what is handed over to whom, and how long each item is warranted."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from approvals.enums import (
    AcceptanceState,
    CheckResult,
    FindingState,
    HandoverState,
    ParticipantRole,
    ReceiverKind,
)
from communities.models import Document, Organisation, Person
from communities.people.acting import ActedForField
from communities.tenancy.owned import TenantOwned, tracked
from projects.models import NamedParty, Project, WorksItem


@tracked
class Acceptance(TenantOwned):
    """One round of the completion acceptance of a project: checks, participants, findings, conclusion.

    A round that failed stays; the re-acceptance is the next `number`. `filing_due_on` is the last day of the filing
    after a pass, empty with the reason in `filing_note` where no rule yields it.
    """

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, db_constraint=False, related_name="acceptances"
    )
    number = models.PositiveSmallIntegerField("次")
    state = models.CharField(max_length=12, choices=AcceptanceState.choices, default=AcceptanceState.OPEN)
    opened_on = models.DateField("开始日期")
    chair = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_constraint=False, related_name="+")
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_for = ActedForField()
    opened_at = models.DateTimeField()
    conclusion = models.CharField("结论", max_length=500, blank=True)
    concluded_on = models.DateField("结论日期", null=True, blank=True)
    concluded_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    concluder = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    concluded_for = ActedForField(default=None)
    concluded_at = models.DateTimeField(null=True, blank=True)
    filing_due_on = models.DateField("备案期限", null=True, blank=True)
    filing_note = models.CharField(max_length=200, blank=True)
    filed_on = models.DateField("备案日期", null=True, blank=True)
    filing_number = models.CharField("备案编号", max_length=80, blank=True)
    filed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    filed_for = ActedForField(default=None)
    filed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["tenant", "state", "filing_due_on"], name="acceptance_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "project", "number"], name="acceptance_number_once"),
            models.UniqueConstraint(
                fields=["tenant", "project"],
                condition=Q(state__in=["open", "rectifying"]),
                name="acceptance_open_once",
                violation_error_message="本项目的竣工验收正在进行。",
            ),
            models.UniqueConstraint(
                fields=["tenant", "project"],
                condition=Q(state="passed"),
                name="acceptance_passed_once",
                violation_error_message="本项目已通过竣工验收。",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["open", "rectifying"], concluded_on__isnull=True, concluder__isnull=True
                )
                | Q(
                    state__in=["passed", "failed"],
                    concluded_on__gte=F("opened_on"),
                    concluder__isnull=False,
                ),
                name="acceptance_concluded_has_a_name",
            ),
            models.CheckConstraint(
                condition=Q(filed_on__isnull=True, filed_by__isnull=True)
                | Q(state="passed", filed_on__gte=F("concluded_on"), filed_by__isnull=False),
                name="acceptance_filed_after_passing",
                violation_error_message="备案日期不能早于验收通过的日期。",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="acceptance_state_guard",
                field="state",
                transitions=[
                    ("open", "rectifying"),
                    ("rectifying", "open"),
                    ("open", "passed"),
                    ("open", "failed"),
                    ("rectifying", "failed"),
                ],
            )
        ]

    @property
    def is_running(self) -> bool:
        """Whether it is not concluded yet."""
        return self.state in (AcceptanceState.OPEN, AcceptanceState.RECTIFYING)


@tracked
class AcceptanceCheck(TenantOwned):
    """The line of the checklist for one works item."""

    acceptance = models.ForeignKey(
        Acceptance, on_delete=models.PROTECT, db_constraint=False, related_name="checks"
    )
    works_item = models.ForeignKey(
        WorksItem, on_delete=models.PROTECT, db_constraint=False, related_name="acceptance_checks"
    )
    result = models.CharField("结论", max_length=16, choices=CheckResult.choices, default=CheckResult.OPEN)
    note = models.CharField("说明", max_length=300, blank=True)
    checked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    checked_for = ActedForField(default=None)
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "acceptance", "works_item"], name="acceptance_item_checked_once"
            )
        ]


@tracked
class AcceptanceParticipant(TenantOwned):
    """Somebody who took part, for whom, and whether he signed."""

    acceptance = models.ForeignKey(
        Acceptance, on_delete=models.PROTECT, db_constraint=False, related_name="participants"
    )
    name = models.CharField("姓名", max_length=60)
    unit = models.CharField("单位", max_length=120, blank=True)
    role = models.CharField("参加身份", max_length=16, choices=ParticipantRole.choices)
    is_signed = models.BooleanField("已签字", default=False)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "acceptance", "name", "role"],
                name="participant_once",
                violation_error_message="这一参加人已登记。",
            )
        ]


@tracked
class AcceptanceFinding(TenantOwned):
    """A defect found, of one item or of the whole: until when who mends it, what was done, what the re-check says.

    A re-check that is not good opens it again with a new due day; history keeps what was done before.
    """

    acceptance = models.ForeignKey(
        Acceptance, on_delete=models.PROTECT, db_constraint=False, related_name="findings"
    )
    check_row = models.ForeignKey(
        AcceptanceCheck,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="findings",
    )
    text = models.CharField("问题", max_length=500)
    responsible = models.CharField("责任单位", max_length=120)
    due_on = models.DateField("整改期限")
    state = models.CharField(max_length=10, choices=FindingState.choices, default=FindingState.OPEN)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    entered_at = models.DateTimeField()
    rectified_on = models.DateField("整改完成日期", null=True, blank=True)
    rectified_text = models.CharField("整改情况", max_length=500, blank=True)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    rechecked_on = models.DateField("复查日期", null=True, blank=True)
    rechecked_text = models.CharField("复查意见", max_length=500, blank=True)
    rechecked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    rechecked_for = ActedForField(default=None)
    rechecks = models.PositiveSmallIntegerField("复查次数", default=0)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["tenant", "state", "due_on"], name="finding_by_due_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open") | Q(rectified_on__isnull=False) & ~Q(rectified_text=""),
                name="finding_rectified_says_how",
                violation_error_message="请写明整改情况和日期。",
            ),
            models.CheckConstraint(
                condition=~Q(state="good") | Q(rechecked_on__gte=F("rectified_on")),
                name="finding_rechecked_after_mending",
                violation_error_message="复查日期不能早于整改完成日期。",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="finding_state_guard",
                field="state",
                transitions=[("open", "rectified"), ("rectified", "open"), ("rectified", "good")],
            )
        ]


@tracked
class Handover(TenantOwned):
    """What is handed over to one receiver, and its receipt."""

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, db_constraint=False, related_name="handovers"
    )
    number = models.PositiveSmallIntegerField("序号")
    kind = models.CharField("接收方", max_length=10, choices=ReceiverKind.choices)
    receiver = models.CharField("接收单位", max_length=120)
    state = models.CharField(max_length=8, choices=HandoverState.choices, default=HandoverState.OPEN)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_for = ActedForField()
    opened_at = models.DateTimeField()
    signed_on = models.DateField("签收日期", null=True, blank=True)
    signer = models.CharField("签收人", max_length=60, blank=True)
    receipt = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    entered_for = ActedForField(default=None)
    signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "project", "number"], name="handover_number_once"),
            models.UniqueConstraint(
                fields=["tenant", "project", "kind", "receiver"],
                name="handover_receiver_once",
                violation_error_message="已有交给这一单位的移交清单。",
            ),
            models.CheckConstraint(
                condition=Q(state="open", signed_on__isnull=True, receipt__isnull=True)
                | Q(state="signed", signed_on__isnull=False, receipt__isnull=False) & ~Q(signer=""),
                name="handover_signed_has_its_receipt",
                violation_error_message="签收须有日期、签收人和回执。",
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="handover_state_guard", field="state", transitions=[("open", "signed")])
        ]

    @property
    def list_name(self) -> str:
        """The name of its signed list in the project's file."""
        return f"移交清单（{self.receiver}）"[:80]


@tracked
class HandoverEntry(TenantOwned):
    """One thing on the list of a handover: a paper with its copies, keys, a facility, a line."""

    handover = models.ForeignKey(
        Handover, on_delete=models.PROTECT, db_constraint=False, related_name="entries"
    )
    name = models.CharField("名称", max_length=120)
    quantity = models.DecimalField("数量", max_digits=12, decimal_places=2)
    unit = models.CharField("单位", max_length=20, default="份")
    note = models.CharField("备注", max_length=200, blank=True)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0),
                name="handover_quantity_positive",
                violation_error_message="数量须大于 0。",
            )
        ]


@tracked
class HandoverConclusion(TenantOwned):
    """All lists of a project are signed: by whom and when the handover was concluded."""

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, db_constraint=False, related_name="handover_conclusions"
    )
    concluded_on = models.DateField("移交办结日期")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    concluder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    concluded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "project"],
                name="handover_concluded_once",
                violation_error_message="移交已办结。",
            )
        ]


@tracked
class Warranty(TenantOwned):
    """How long one works item is warranted after its acceptance, by whom, under which rule.

    `due_on` is empty while the rule does not yield a day, with the reason in `note`. `years` are the design life or the
    contract's term where the rule asks for them, from `document`.
    """

    works_item = models.ForeignKey(
        WorksItem, on_delete=models.PROTECT, db_constraint=False, related_name="warranties"
    )
    acceptance = models.ForeignKey(
        Acceptance, on_delete=models.PROTECT, db_constraint=False, related_name="warranties"
    )
    event = models.CharField(max_length=40, help_text="the clock's event")
    rule = models.CharField(max_length=60, blank=True, help_text="id of the clock; empty where there is none")
    accepted_on = models.DateField("验收日期")
    due_on = models.DateField("保修至", null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    years = models.PositiveSmallIntegerField("年限", null=True, blank=True)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    contractor = models.ForeignKey(
        NamedParty, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["works_item"]
        indexes = [models.Index(fields=["tenant", "due_on"], name="warranty_by_due_day")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "works_item"], name="warranty_once_an_item"),
            models.CheckConstraint(
                condition=Q(years__isnull=True) | Q(years__gte=1),
                name="warranty_years_positive",
                violation_error_message="年限须为 1 以上的整数。",
            ),
            models.CheckConstraint(
                condition=Q(years__isnull=True) | Q(document__isnull=False),
                name="warranty_years_are_proven",
                violation_error_message="年限须附设计文件或合同。",
            ),
        ]
