"""The base of every row that belongs to a tenant, and the manager that refuses to answer outside one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

import pghistory
import pghistory.models
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.base import ModelBase
from django.db.models.expressions import Func, Value
from django.db.models.functions import Cast, NullIf

from communities.tenancy.constraints import RowSecurity, TenantForeignKey
from communities.tenancy.context import tenant_id


class OwnedModelBase(ModelBase):
    """Gives every owned model its walls: row-level security, a key with the tenant, foreign keys with the tenant.

    A foreign key to another owned model says `db_constraint=False`; the composite one takes its place.
    """

    def __new__(cls, name: str, bases: tuple[type, ...], attrs: dict[str, Any], **kwargs: Any) -> Any:
        model: Any = super().__new__(cls, name, bases, attrs, **kwargs)
        meta = model._meta
        if meta.abstract or meta.proxy or not any(field.name == "tenant" for field in meta.local_fields):
            return model
        label = meta.db_table
        walls: list[models.BaseConstraint] = [
            RowSecurity(
                name=f"{label}_rls"[-63:],
                own_rows_of=getattr(model, "own_rows_of", ""),
                also_read_by=getattr(model, "also_read_by", ""),
            ),
            models.UniqueConstraint(fields=["tenant", "id"], name=f"{label}_tk"[-63:]),
        ]
        walls.extend(
            TenantForeignKey(name=f"{label}_{field.name}_tfk"[-63:], field=field.name)
            for field in meta.local_fields
            if isinstance(field, models.ForeignKey)
            and not getattr(field, "db_constraint", True)
            and field.column != getattr(model, "also_read_by", "")
        )
        if getattr(model, "is_history", False):
            walls = walls[:1]  # history outlives what it tells of: no key leads out of it
            by_time = BrinIndex(fields=["pgh_created_at"], name=f"{meta.model_name}"[:26] + "_at")
            meta.indexes = [*meta.indexes, by_time]  # tiny, and enough for what is only ever added
            meta.original_attrs["indexes"] = meta.indexes
        meta.constraints = [*meta.constraints, *walls]
        meta.original_attrs["constraints"] = meta.constraints
        return model


M = TypeVar("M", bound=models.Model, covariant=True)
T = TypeVar("T", bound=models.Model)


class OwnedManager(models.Manager[M]):
    """Answers with the rows of the tenant entered; raises `NoTenant` outside one."""

    def get_queryset(self) -> models.QuerySet[M]:
        return super().get_queryset().filter(tenant_id=tenant_id())


def _tenant_setting() -> Any:
    setting = Func(
        Value("app.tenant_id"), Value(True), function="current_setting", output_field=models.TextField()
    )
    return Cast(NullIf(setting, Value("")), models.BigIntegerField())


class TenantOwned(models.Model, metaclass=OwnedModelBase):
    """A row of one tenant. The tenant is that of the context; raw SQL gets it from the setting, or fails."""

    tenant = models.ForeignKey(
        "communities.Tenant",
        on_delete=models.PROTECT,
        default=tenant_id,
        db_default=_tenant_setting(),
        editable=False,
        related_name="+",
    )

    objects: ClassVar[OwnedManager[Any]] = OwnedManager()

    class Meta:
        abstract = True


class OwnedEvent(pghistory.models.Event, metaclass=OwnedModelBase):
    """One line of history, written by a trigger: the row as it was; `pgh_context` says who, why, by which request."""

    is_history = True

    objects: ClassVar[Any] = OwnedManager()

    class Meta:
        abstract = True


def tracked(model: type[T]) -> type[T]:
    """Keep the history of every insert, update and delete of the model, in an append-only table of the same tenant.

    Columns that the model names in `untracked` (what only repeats an answer for lists) are left out.
    """
    track: Callable[[type[T]], type[T]] = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        base_model=OwnedEvent,
        model_name=f"{model.__name__}Event",
        obj_field=pghistory.ObjForeignKey(related_name="history", db_index=True),
        context_field=pghistory.ContextJSONField(),
        context_id_field=None,  # type: ignore[arg-type]  # None puts the context on the row itself, as documented
        exclude=list(getattr(model, "untracked", ())),
    )
    return track(model)
