"""Person, organisation, role, membership, access token."""

from __future__ import annotations

from typing import Any, ClassVar

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from communities.people import separation
from communities.people.enums import Capability
from communities.privacy.fields import EncryptedField
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
    phone = EncryptedField("手机号码", purpose="person.phone", blank=True, default="")
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
    closed_on = models.DateField(
        "撤销日期", null=True, blank=True, help_text="last day; nobody joins afterwards"
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
    needs_second_factor = models.BooleanField("须用第二重验证登录", default=False)
    retired_on = models.DateField(
        "停用日期", null=True, blank=True, help_text="given to nobody from this day"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "code"], name="role_code_once"),
            *(
                models.CheckConstraint(
                    condition=~Q(capabilities__contains=[alone.value])
                    | Q(capabilities__contained_by=[alone.value]),
                    name=f"role_{alone.value}_alone",
                    violation_error_message=f"“{alone.label}”不能与其他权限放在同一个角色里。",
                )
                for alone in separation.ALONE
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="administrators_apart",
                operation=pgtrigger.UpdateOf("capabilities"),  # type: ignore[no-untyped-call]  # untyped library
                when=pgtrigger.After,
                func=separation.ROLE_SQL,
            )
        ]

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
        triggers = [
            pgtrigger.Trigger(
                name="administrators_apart",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                declare=[("given", "integer")],
                func=separation.MEMBERSHIP_SQL,
            )
        ]


@tracked
class Affiliation(TenantOwned):
    """A person belongs to an organisation, or to a place's own staff, for a period (both days included).

    It gives no right: rights come from memberships. `proposed_role` is what the system administrator thinks fitting;
    the security administrator grants it or another.
    """

    own_rows_of = "person_id"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="affiliations")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="affiliations",
    )
    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, db_constraint=False, related_name="affiliations"
    )
    proposed_role = models.ForeignKey(
        Role, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    starts_on = models.DateField("起")
    ends_on = models.DateField("止", null=True, blank=True)
    reason = models.CharField("原因", max_length=200, blank=True, help_text="调入、借调、返岗、离岗")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="affiliation_ends_after_start",
                violation_error_message="结束日期不能早于开始日期。",
            ),
            ExclusionConstraint(
                name="affiliation_once_at_a_time",
                expressions=[
                    ("tenant", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    ("jurisdiction", RangeOperators.EQUAL),
                    (Func(F("organisation"), models.Value(0), function="coalesce"), RangeOperators.EQUAL),
                    (
                        _Period("starts_on", "ends_on", RangeBoundary(inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="该人员在这一时期已在这个单位。",
            ),
        ]


@tracked
class Invitation(TenantOwned):
    """A link by which somebody makes an own login and belongs to an organisation. Only the hash of its key is kept."""

    key_hash = models.CharField(max_length=64)
    name = models.CharField("姓名", max_length=60)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    proposed_role = models.ForeignKey(
        Role, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "key_hash"], name="invitation_key_once"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, revoked_at__isnull=True),
                name="invitation_accepted_by_somebody",
            ),
        ]


@tracked
class Delegation(TenantOwned):
    """One membership lent to another person for some days: dated, of some capabilities, accepted, ended by either.

    The delegate acts in the name of the delegator; every act says so. Nothing can be lent on.
    """

    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, db_constraint=False, related_name="delegations"
    )
    delegate = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    capabilities = ArrayField(models.CharField(max_length=20, choices=Capability.choices), default=list)
    starts_on = models.DateField("起")
    ends_on = models.DateField("止")
    reason = models.CharField("事由", max_length=200)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="delegation_ends_after_start",
                violation_error_message="结束日期不能早于开始日期。",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(declined_at__isnull=True),
                name="delegation_accepted_or_declined",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="delegation_ended_by_somebody",
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
