"""Changing rows in a migration: forced row-level security shows the owner nothing outside a tenant, silently."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def each_tenant(apps: Any, schema_editor: Any) -> Iterator[int]:
    """Enter the tenants one by one for the body of a loop, and leave the last; yields their ids."""
    tenants = apps.get_model("communities", "Tenant")._base_manager.using(schema_editor.connection.alias)
    with schema_editor.connection.cursor() as cursor:
        for pk in tenants.order_by("pk").values_list("pk", flat=True):
            cursor.execute("SELECT set_config('app.tenant_id', %s, true)", [str(pk)])
            yield pk
        cursor.execute("SELECT set_config('app.tenant_id', '', true)")
