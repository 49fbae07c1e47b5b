"""System checks: walls that must stand before the first request."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections, models

from communities.tenancy.constraints import TenantForeignKey
from communities.tenancy.owned import OwnedEvent, TenantOwned


@register(Tags.models)
def owned_models_point_inside(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Every foreign key from an owned model to an owned model carries the tenant."""
    found: list[CheckMessage] = []
    for model in apps.get_models():
        if not issubclass(model, TenantOwned):
            continue
        keyed = {c.field for c in model._meta.constraints if isinstance(c, TenantForeignKey)}
        for field in model._meta.local_fields:
            if not isinstance(field, models.ForeignKey):
                continue
            if issubclass(field.related_model, TenantOwned) and field.name not in keyed:
                found.append(
                    Error(
                        f"{model.__name__}.{field.name} points to another owned model without the tenant.",
                        hint="Say db_constraint=False; the composite key is made for it.",
                        obj=model,
                        id="huanju.E001",
                    )
                )
    return found


@register(Tags.database)
def database_is_as_needed(app_configs: Any, databases: Any = None, **_: Any) -> list[CheckMessage]:
    """Chinese search works (trigrams need a UTF-8 ctype) and every owned table has its policy."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'")
            if cursor.fetchone()[0]:
                cursor.execute("SELECT cardinality(show_trgm('旧改'))")
                if not cursor.fetchone()[0]:
                    hint = "Create the database with C.UTF-8."
                    found.append(Error("Chinese text is lost in search.", hint=hint, id="huanju.E002"))
            cursor.execute(
                "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname = ANY(%s) "
                "AND NOT (relrowsecurity AND relforcerowsecurity)",
                [[m._meta.db_table for m in apps.get_models() if issubclass(m, TenantOwned | OwnedEvent)]],
            )
            found.extend(
                Error(f"Table {name} has no forced row-level security.", id="huanju.E003")
                for (name,) in cursor.fetchall()
            )
    return found
