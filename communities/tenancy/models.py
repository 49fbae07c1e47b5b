"""Tenant and jurisdiction."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from communities.tenancy.owned import OwnedManager, TenantOwned, tracked

RESERVED_CODES = frozenset(
    {
        "api",
        "login",
        "logout",
        "password",
        "static",
        "livez",
        "readyz",
        "admin",
        "home",
        "media",
        "styleguide",
        "account",
        "invitation",
    }
)
SEGMENT = 4  # characters of one level in a jurisdiction's path


class TenantQuerySet(models.QuerySet["Tenant"]):
    def active(self) -> TenantQuerySet:
        """Those that are not suspended: the clock and its tasks work for no other."""
        return self.filter(suspended_at__isnull=True)


class Tenant(models.Model):
    """One government running its programme. Global: it is looked up before anything else is known."""

    code = models.CharField(
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[a-z][a-z0-9-]{1,38}$")],
        help_text="stands in the address: /<code>/...",
    )
    name = models.CharField(max_length=100)
    unit = models.CharField(max_length=20, help_text="level of the rulebook that the tenant itself sits on")
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    superior = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="the government that it submits its frozen figures to",
    )
    suspended_at = models.DateTimeField(null=True, blank=True, help_text="nobody gets in until resumed")
    delete_after = models.DateTimeField(null=True, blank=True, help_text="deletion was asked for; not before")

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(delete_after__isnull=True) | Q(suspended_at__isnull=False),
                name="tenant_deleted_only_when_suspended",
            ),
            models.CheckConstraint(
                condition=~Q(code__in=sorted(RESERVED_CODES)), name="tenant_code_is_no_address_of_ours"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_suspended(self) -> bool:
        return self.suspended_at is not None


class JurisdictionQuerySet(models.QuerySet["Jurisdiction"]):
    def under(self, path: str) -> JurisdictionQuerySet:
        """The node at `path` and everything below it."""
        return self.filter(path__gte=path, path__lt=path + "~")

    def children_of(self, node: Jurisdiction) -> JurisdictionQuerySet:
        return self.filter(parent=node)


@tracked
class Jurisdiction(TenantOwned):
    """A place of the tenant's tree, with its real statistical code.

    `path` holds four characters a level and sorts as text (COLLATE "C"): a subtree is one range of an index.
    """

    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="children"
    )
    code = models.CharField(max_length=12, help_text="GB/T 2260 or statistical code")
    name = models.CharField(max_length=100)
    division = models.CharField(max_length=20, help_text="level in the division file")
    level = models.CharField(
        max_length=20,
        blank=True,
        help_text="level that the rulebook names; empty = unnamed, no right hangs on it",
    )
    path = models.CharField(max_length=64, db_collation="C")
    depth = models.PositiveSmallIntegerField()

    objects = OwnedManager.from_queryset(JurisdictionQuerySet)()  # type: ignore[misc]  # Django makes it a class variable

    class Meta:
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "code"], name="jurisdiction_code_once"),
            models.UniqueConstraint(fields=["tenant", "path"], name="jurisdiction_path_once"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True, depth=1) | Q(parent__isnull=False, depth__gt=1),
                name="jurisdiction_has_one_top",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def contains(self, path: str) -> bool:
        """Whether a row at `path` lies here or below."""
        return path.startswith(self.path)

    def ancestor_paths(self) -> list[str]:
        """The paths from the top down to this node, itself included."""
        return paths_above(self.path)


def paths_above(path: str) -> list[str]:
    """The paths from the top down to this one, itself included."""
    return [path[: end + SEGMENT] for end in range(0, len(path), SEGMENT)]
