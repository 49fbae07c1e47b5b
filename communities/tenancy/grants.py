"""What the runtime role may do in the database: rows yes, history only by adding, structure never."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections

from communities.tenancy.owned import OwnedEvent


def append_only_tables() -> list[str]:
    """The tables that the runtime role may add to and read, never change: history, and what says so of itself."""
    return sorted(
        m._meta.db_table
        for m in apps.get_models()
        if issubclass(m, OwnedEvent) or getattr(m, "append_only", False)
    )


def give(*, using: str = "default", **_: Any) -> None:
    """Grant the runtime role its rights on all tables; runs after every migration, as the owner."""
    connection = connections[using]
    role = connection.ops.quote_name(settings.DATABASE_APP_ROLE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user = %s", [settings.DATABASE_APP_ROLE])
        if cursor.fetchone()[0]:
            return
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
        existing = set(connection.introspection.table_names(cursor))
        for table in append_only_tables():
            if table in existing:
                cursor.execute(
                    f"REVOKE UPDATE, DELETE, TRUNCATE ON {connection.ops.quote_name(table)} FROM {role}"
                )
