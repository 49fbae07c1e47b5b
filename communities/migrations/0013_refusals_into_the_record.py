"""Refusals kept until now become lines of the audit record, with the hour they happened."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from communities.tenancy.migrating import each_tenant

MOVE = """
    INSERT INTO communities_auditentry (
        tenant_id, at, action, person_id, person_name, for_name, organisation_name, what, route, object_kind,
        object_name, path, method, status, reason, agent, request
    )
    SELECT r.tenant_id, r.at, 'refused', r.person_id, p.name, '', '', '', '', '', '', r.path, r.method, 403, r.sentence, '', ''
    FROM communities_refusal r JOIN communities_person p ON p.id = r.person_id
    WHERE r.tenant_id = %s
    ORDER BY r.id
"""


def move(apps: Any, schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        for tenant in each_tenant(apps, schema_editor):
            cursor.execute(MOVE, [tenant])


class Migration(migrations.Migration):
    """Not undone backwards: lines of the record are never taken out."""

    dependencies = [("communities", "0012_role_retired")]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
