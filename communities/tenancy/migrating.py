"""Migrations: rows behind forced row-level security, which the owner sees only within a tenant; many tables at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState


def each_tenant(apps: Any, schema_editor: Any) -> Iterator[int]:
    """Enter the tenants one by one for the body of a loop, and leave the last; yields their ids."""
    tenants = apps.get_model("communities", "Tenant")._base_manager.using(schema_editor.connection.alias)
    with schema_editor.connection.cursor() as cursor:
        for pk in tenants.order_by("pk").values_list("pk", flat=True):
            cursor.execute("SELECT set_config('app.tenant_id', %s, true)", [str(pk)])
            yield pk
        cursor.execute("SELECT set_config('app.tenant_id', '', true)")


class AtOnce(migrations.Migration):
    """A migration whose operations do not build on each other: the models of the state are rendered once, not anew
    after every constraint and trigger, which takes minutes with tables that all lead to the tenant.

    New models are created whole: their fields, indexes and constraints stand in `CreateModel`.
    """

    def apply(
        self, project_state: ProjectState, schema_editor: BaseDatabaseSchemaEditor, collect_sql: bool = False
    ) -> ProjectState:
        """As Django's, with one state before all operations and one after them."""
        if collect_sql:
            return super().apply(project_state, schema_editor, collect_sql)
        before = project_state.clone()
        project_state.__dict__.pop("apps", None)  # rendered when the database is changed, once
        for operation in self.operations:
            operation.state_forwards(self.app_label, project_state)
        for operation in self.operations:
            operation.database_forwards(self.app_label, schema_editor, before, project_state)
        return project_state
