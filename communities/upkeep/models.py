"""What keeps a neighbourhood after its renovation: owners' body, property service, management mode, fund, Party."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from communities.neighbourhoods.models import Neighbourhood
from communities.people.acting import ActedForField
from communities.people.models import Organisation, Person
from communities.records.models import Document
from communities.rulebooks.models import Decision
from communities.tenancy.owned import TenantOwned, tracked


class BodyKind(models.TextChoices):
    """What stands for the owners."""

    COMMITTEE = "committee", "业主委员会"
    MANAGEMENT = "management", "物业管理委员会"
    GROUP = "group", "居民小组"


@tracked
class OwnersBody(TenantOwned):
    """A body of the owners in office, from its forming to the end of its term or its dissolution."""

    neighbourhood = models.ForeignKey(
        Neighbourhood, on_delete=models.PROTECT, db_constraint=False, related_name="owners_bodies"
    )
    kind = models.CharField("形式", max_length=12, choices=BodyKind.choices)
    name = models.CharField("名称", max_length=120)
    formed_on = models.DateField("成立日期")
    term_until = models.DateField("任期至", null=True, blank=True)
    filing_number = models.CharField("备案或公告文号", max_length=80, blank=True)
    dissolved_on = models.DateField("终止日期", null=True, blank=True)
    dissolved_at = models.DateTimeField(null=True, blank=True, help_text="when its end was recorded")
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["-formed_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "neighbourhood"],
                condition=Q(dissolved_on__isnull=True),
                name="owners_body_one_in_office",
                violation_error_message="本小区已有在任的业主组织，请先登记其终止。",
            ),
            models.CheckConstraint(
                condition=Q(term_until__isnull=True) | Q(term_until__gte=F("formed_on")),
                name="owners_body_term_after_forming",
                violation_error_message="任期不能早于成立日期。",
            ),
            models.CheckConstraint(
                condition=Q(dissolved_on__isnull=True) | Q(dissolved_on__gte=F("formed_on")),
                name="owners_body_dissolved_after_forming",
                violation_error_message="终止日期不能早于成立日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked
class PropertyContract(TenantOwned):
    """A property service contract: who serves, to what standard, for which fee (yuan a ㎡ and month), how long."""

    neighbourhood = models.ForeignKey(
        Neighbourhood, on_delete=models.PROTECT, db_constraint=False, related_name="property_contracts"
    )
    company = models.CharField("物业服务单位", max_length=120)
    standard = models.CharField("服务标准", max_length=200, blank=True)
    fee = models.DecimalField("收费标准", max_digits=8, decimal_places=2, null=True, blank=True)
    signed_on = models.DateField("签订日期")
    starts_on = models.DateField("服务自")
    ends_on = models.DateField("服务至", null=True, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, db_constraint=False, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="contract_ends_after_start",
                violation_error_message="服务期结束不能早于开始。",
            ),
            models.CheckConstraint(
                condition=Q(fee__isnull=True) | Q(fee__gte=0),
                name="contract_fee_not_negative",
                violation_error_message="收费标准不能为负。",
            ),
        ]

    def __str__(self) -> str:
        return self.company


@tracked
class ManagementMode(TenantOwned):
    """How a neighbourhood is managed from a day on: a mode of the rulebook, chosen as it says, with what was agreed.

    `decision` keeps the rulebook's answer, with the recorded unfitness of the modes above. One is in force at a time.
    """

    neighbourhood = models.ForeignKey(
        Neighbourhood, on_delete=models.PROTECT, db_constraint=False, related_name="modes"
    )
    mode = models.CharField("管理方式", max_length=60, help_text="id in the rulebook's modes")
    services = models.CharField("服务内容", max_length=500, blank=True)
    fee = models.DecimalField(
        "收费标准", max_digits=8, decimal_places=2, null=True, blank=True, help_text="元/㎡·月"
    )
    unit = models.CharField("管理单位", max_length=120, blank=True)
    from_on = models.DateField("自")
    until_on = models.DateField("至", null=True, blank=True)
    until_at = models.DateTimeField(null=True, blank=True, help_text="when its end was recorded")
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["-from_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "neighbourhood"],
                condition=Q(until_on__isnull=True),
                name="one_mode_in_force",
                violation_error_message="本小区已有现行的管理方式，请先登记其终止。",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True, until_at__isnull=True)
                | Q(until_on__gte=F("from_on"), until_at__isnull=False),
                name="mode_ends_after_it_began",
                violation_error_message="终止日期不能早于开始日期。",
            ),
            models.CheckConstraint(
                condition=Q(fee__isnull=True) | Q(fee__gte=0),
                name="mode_fee_not_negative",
                violation_error_message="收费标准不能为负。",
            ),
        ]

    def __str__(self) -> str:
        return self.mode


@tracked
class MaintenanceFund(TenantOwned):
    """The owners' repair fund of a neighbourhood: set up on a day, or not yet, and who pays repairs until then.

    `balance` (yuan) is as stated on `balance_on`.
    """

    neighbourhood = models.ForeignKey(
        Neighbourhood, on_delete=models.PROTECT, db_constraint=False, related_name="maintenance_funds"
    )
    set_up_on = models.DateField("建立日期", null=True, blank=True)
    account = models.CharField("专户", max_length=120, blank=True)
    raised = models.DecimalField("首次归集金额", max_digits=18, decimal_places=2, null=True, blank=True)
    balance = models.DecimalField("余额", max_digits=18, decimal_places=2, null=True, blank=True)
    balance_on = models.DateField("余额日期", null=True, blank=True)
    pays_until_then = models.CharField("建立以前由谁承担维修", max_length=120, blank=True)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    revision = models.PositiveIntegerField(default=1)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "neighbourhood"],
                name="one_maintenance_fund",
                violation_error_message="本小区的维修资金已登记，请修改原有一条。",
            ),
            models.CheckConstraint(
                condition=Q(set_up_on__isnull=False) | ~Q(pays_until_then=""),
                name="fund_or_who_pays",
                violation_error_message="尚未建立维修资金的，请写明建立以前由谁承担维修。",
            ),
            models.CheckConstraint(
                condition=(Q(raised__isnull=True) | Q(raised__gte=0))
                & (Q(balance__isnull=True) | Q(balance__gte=0)),
                name="fund_money_not_negative",
                violation_error_message="金额不能为负。",
            ),
            models.CheckConstraint(
                condition=Q(balance__isnull=True, balance_on__isnull=True)
                | Q(balance__isnull=False, balance_on__isnull=False),
                name="fund_balance_has_its_day",
                violation_error_message="余额须写明截至哪一天。",
            ),
        ]


@tracked
class PartyOrganisation(TenantOwned):
    """A Party organisation that covers a neighbourhood (党组织)."""

    neighbourhood = models.ForeignKey(
        Neighbourhood, on_delete=models.PROTECT, db_constraint=False, related_name="party_organisations"
    )
    name = models.CharField("党组织名称", max_length=120)
    from_on = models.DateField("自")
    until_on = models.DateField("至", null=True, blank=True)
    until_at = models.DateTimeField(null=True, blank=True, help_text="when its end was recorded")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["-from_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "neighbourhood"],
                condition=Q(until_on__isnull=True),
                name="one_party_organisation",
                violation_error_message="本小区已登记党组织。",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True, until_at__isnull=True)
                | Q(until_on__gte=F("from_on"), until_at__isnull=False),
                name="party_organisation_ends_after_it_began",
                violation_error_message="终止日期不能早于开始日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name
