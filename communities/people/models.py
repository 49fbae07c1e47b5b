"""Person, organisation, role, membership, access token."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from communities.people.enums import Capability
from communities.tenancy.models import Jurisdiction
from communities.tenancy.owned import TenantOwned, tracked


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> Person:
        """A person who can log in; without a password he can't until one is set."""
        person = self.model(username=self.model.normalize_username(username), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody with a login. Global: one person may serve two tenants."""

    username = models.CharField("用户名", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=60)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "人员"

    def __str__(self) -> str:
        return self.name or self.username


@tracked
class Organisation(TenantOwned):
    """An actor of the rulebook at a place: a department, a street office, a leading group, a utility."""

    actor = models.CharField(max_length=60, help_text="id of the actor in the rulebook")
    kind = models.CharField(max_length=30, help_text="kind of the actor: department, street, utility, ...")
    name = models.CharField("单位名称", max_length=120)
    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, db_constraint=False, related_name="organisations"
    )

    class Meta:
        ordering = ["jurisdiction__path", "actor", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "actor", "jurisdiction", "name"], name="organisation_once_a_place"
            )
        ]

    def __str__(self) -> str:
        return self.name


@tracked
class Role(TenantOwned):
    """A named set of capabilities with a sentence that says what it is for."""

    code = models.SlugField(max_length=40)
    name = models.CharField("角色名称", max_length=60)
    description = models.CharField("说明", max_length=200)
    capabilities = ArrayField(models.CharField(max_length=20, choices=Capability.choices), default=list)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["tenant", "code"], name="role_code_once")]

    def __str__(self) -> str:
        return self.name


class _Period(Func):
    function = "daterange"


@tracked
class Membership(TenantOwned):
    """A person in a role at a place, perhaps for an organisation, for a period (both days included)."""

    own_rows_of = "person_id"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, db_constraint=False, related_name="memberships")
    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, db_constraint=False, related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="memberships",
    )
    starts_on = models.DateField("起")
    ends_on = models.DateField("止", null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_start",
                violation_error_message="结束日期不能早于开始日期。",
            ),
            ExclusionConstraint(
                name="membership_once_at_a_time",
                expressions=[
                    ("tenant", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("jurisdiction", RangeOperators.EQUAL),
                    (Func(F("organisation"), models.Value(0), function="coalesce"), RangeOperators.EQUAL),
                    (
                        _Period("starts_on", "ends_on", RangeBoundary(inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="该人员在这一时期已有同样的角色。",
            ),
        ]


class AccessToken(TenantOwned):
    """A key to the JSON interface: one person in one tenant. Only its hash is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    key_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "key_hash"], name="token_once")]
