"""Where the money comes from, what arrived and what was paid out. Amounts in yuan."""

from __future__ import annotations

import uuid
from decimal import Decimal

import pgtrigger
from django.db import models
from django.db.models import F, Q

from communities.models import Document, Organisation, Person
from communities.people.acting import ActedForField
from communities.tenancy.owned import TenantOwned, tracked
from funding.enums import CHANNEL_KIND_CHOICES, PAYER_CHOICES, MovementKind
from projects.models import Project


@tracked
class FundingSource(TenantOwned):
    """One source of a project's money: a channel of the rulebook, whose money it is, and how much is planned.

    `arrived` and `paid` are the sums of its movements; the database refuses to pay what is not there.
    `kind` is the channel's at entry: a later rulebook does not move money that came before it.
    """

    untracked = ("arrived", "paid")

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, db_constraint=False, related_name="funding_sources"
    )
    channel = models.CharField("资金渠道", max_length=60, help_text="id in the rulebook's channels")
    kind = models.CharField(max_length=20, choices=CHANNEL_KIND_CHOICES)
    payer = models.CharField("出资方", max_length=20, choices=PAYER_CHOICES)
    giver = models.CharField("出资单位", max_length=120, blank=True)
    planned = models.DecimalField("计划金额", max_digits=18, decimal_places=2)
    arrived = models.DecimalField("已到账", max_digits=18, decimal_places=2, default=0)
    paid = models.DecimalField("已支付", max_digits=18, decimal_places=2, default=0)
    paper = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    note = models.CharField("说明", max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(planned__gte=0),
                name="source_planned_not_negative",
                violation_error_message="计划金额不能为负。",
            ),
            models.CheckConstraint(
                condition=Q(paid__gte=0),
                name="source_paid_not_negative",
                violation_error_message="支付合计不能为负。",
            ),
            models.CheckConstraint(
                condition=Q(paid__lte=F("arrived")),
                name="source_pays_only_what_arrived",
                violation_error_message="支付不能超过已到账的金额。",
            ),
        ]

    @property
    def balance(self) -> Decimal:
        """What arrived and is not paid out yet."""
        return self.arrived - self.paid

    def __str__(self) -> str:
        return self.giver or self.get_payer_display()


class Movement(TenantOwned):
    """An arrival or a payment on a source. Never changed: a wrong one is reversed wholly, once, by a counter-entry.

    `key` is the form's or the caller's: the same entry sent twice is one entry.
    """

    sealed_by = "entered_at"

    source = models.ForeignKey(
        FundingSource, on_delete=models.PROTECT, db_constraint=False, related_name="movements"
    )
    kind = models.CharField("收支", max_length=10, choices=MovementKind.choices)
    amount = models.DecimalField("金额", max_digits=18, decimal_places=2)
    on = models.DateField("日期")
    party = models.CharField("对方单位", max_length=120, blank=True, help_text="付款人或收款人")
    voucher = models.CharField("凭证号", max_length=80, blank=True)
    paper = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    counters = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="countered"
    )
    reason = models.CharField("冲销原因", max_length=300, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+"
    )
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    entered_at = models.DateTimeField()
    key = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["tenant", "on", "kind"], name="movement_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="movement_amount_above_zero",
                violation_error_message="金额须大于 0。",
            ),
            models.CheckConstraint(
                condition=Q(counters__isnull=True, reason="") | Q(counters__isnull=False) & ~Q(reason=""),
                name="movement_counter_says_why",
                violation_error_message="冲销须写明原因。",
            ),
            models.UniqueConstraint(fields=["tenant", "key"], name="movement_entered_once"),
            models.UniqueConstraint(
                fields=["tenant", "counters"],
                name="movement_countered_once",
                violation_error_message="这一笔已经冲销。",
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)]
