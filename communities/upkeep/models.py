"""Owners' bodies and property service contracts of a neighbourhood."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from communities.neighbourhoods.models import Neighbourhood
from communities.people.models import Organisation, Person
from communities.records.models import Document
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
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
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
