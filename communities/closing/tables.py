"""Which rows are a tenant's: every owned table, every history table, the files they name, the people they name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, models

from communities.people.models import Person
from communities.privacy.fields import EncryptedField
from communities.tenancy.owned import OwnedEvent, TenantOwned

SECRETS = frozenset({"key_hash"})
"""Columns that open a door: no export carries them."""


def owned() -> list[type[models.Model]]:
    """The owned tables, then their histories, each by name."""
    found = [m for m in apps.get_models() if issubclass(m, TenantOwned | OwnedEvent) and not m._meta.proxy]
    return sorted(found, key=lambda m: (issubclass(m, OwnedEvent), m._meta.label))


def encrypted(model: type[models.Model]) -> dict[str, str]:
    """Column -> purpose of the columns that hold personal data as ciphertext."""
    return {str(f.column): f.purpose for f in model._meta.local_fields if isinstance(f, EncryptedField)}


def columns(model: type[models.Model]) -> list[dict[str, Any]]:
    """The columns in words: name, type in the database, what it means, the closed list of its values."""
    return [
        {
            "name": field.column,
            "type": field.db_type(connection),
            "label": str(field.verbose_name) if field.verbose_name != field.name.replace("_", " ") else "",
            "note": str(field.help_text),
            **(
                {"points_to": field.related_model._meta.label} if isinstance(field, models.ForeignKey) else {}
            ),
            **({"values": [[str(v), str(w)] for v, w in field.flatchoices]} if field.flatchoices else {}),
        }
        for field in model._meta.local_fields
    ]


def key_of(model: type[models.Model]) -> str:
    """The column of the primary key."""
    return str(model._meta.pk.column)


def files() -> Iterator[tuple[models.Model, models.FileField]]:
    """Every row of the tenant entered that names a file, with the field that does."""
    for model in owned():
        if issubclass(model, OwnedEvent):
            continue
        for field in model._meta.local_fields:
            if isinstance(field, models.FileField):
                rows = of_tenant(model).exclude(**{field.name: ""}).filter(**{f"{field.name}__isnull": False})
                for row in rows.order_by("pk").iterator(chunk_size=500):
                    yield row, field


def people() -> set[int]:
    """The ids of everybody whom an owned row of the tenant entered names."""
    found: set[int] = set()
    for model in owned():
        for field in model._meta.local_fields:
            if isinstance(field, models.ForeignKey) and field.related_model is Person:
                named = of_tenant(model).filter(**{f"{field.name}__isnull": False})
                found.update(named.order_by().values_list(field.attname, flat=True).distinct())
    return found


def of_tenant(model: type[models.Model]) -> models.QuerySet[Any]:
    """The rows of the tenant entered, of an owned model."""
    return model.objects.all()  # type: ignore[attr-defined,no-any-return]  # the scoped manager of every owned model
