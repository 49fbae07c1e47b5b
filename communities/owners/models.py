"""Dwellings and their owners."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from communities.neighbourhoods.models import Building, Neighbourhood
from communities.people.acting import ActedForField
from communities.people.models import Person
from communities.privacy.fields import EncryptedField
from communities.tenancy.owned import TenantOwned, tracked


@tracked
class Dwelling(TenantOwned):
    """One dwelling with its owner. What names the owner is encrypted here and in its history.

    The hashes serve exact search by phone and by identity number; they are keyed, so that nobody can try numbers out.
    """

    neighbourhood = models.ForeignKey(
        Neighbourhood, on_delete=models.PROTECT, db_constraint=False, related_name="dwellings"
    )
    building = models.ForeignKey(
        Building,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="dwellings",
    )
    room = models.CharField("房号", max_length=60, help_text="如 3 单元 502")
    floor_area = models.DecimalField("建筑面积(㎡)", max_digits=14, decimal_places=2, null=True, blank=True)
    owner = EncryptedField("业主姓名", purpose="dwelling.owner", blank=True)
    phone = EncryptedField("手机号码", purpose="dwelling.phone", blank=True)
    phone_hash = models.CharField(max_length=64, blank=True)
    identity = EncryptedField("身份证号", purpose="dwelling.identity", blank=True)
    identity_hash = models.CharField(max_length=64, blank=True)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["neighbourhood", "room", "id"]
        indexes = [
            models.Index(
                fields=["tenant", "phone_hash"], condition=~Q(phone_hash=""), name="dwelling_by_phone"
            ),
            models.Index(
                fields=["tenant", "identity_hash"],
                condition=~Q(identity_hash=""),
                name="dwelling_by_identity",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "neighbourhood", "building", "room"],
                nulls_distinct=False,
                name="dwelling_once",
                violation_error_message="这个房号已登记。",
            ),
            models.CheckConstraint(
                condition=Q(floor_area__isnull=True) | Q(floor_area__gt=0),
                name="dwelling_area_above_zero",
                violation_error_message="建筑面积须大于 0。",
            ),
        ]

    def __str__(self) -> str:
        return self.room
