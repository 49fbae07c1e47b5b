"""Roles that are given to nobody any more."""

import communities.tenancy.migrating
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(communities.tenancy.migrating.AtOnce):
    dependencies = [
        ("communities", "0011_sealed_documents"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="role",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="role",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="role",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="role",
            name="retired_on",
            field=models.DateField(
                blank=True, help_text="given to nobody from this day", null=True, verbose_name="停用日期"
            ),
        ),
        migrations.AddField(
            model_name="roleevent",
            name="retired_on",
            field=models.DateField(
                blank=True, help_text="given to nobody from this day", null=True, verbose_name="停用日期"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="role",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "communities_roleevent" ("capabilities", "code", "description", "id", "name", "needs_second_factor", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired_on", "tenant_id") VALUES (NEW."capabilities", NEW."code", NEW."description", NEW."id", NEW."name", NEW."needs_second_factor", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."retired_on", NEW."tenant_id"); RETURN NULL;',
                    hash="681014296bebd3f84d01fb7e418bccef9abcbadb",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4269d",
                    table="communities_role",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="role",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "communities_roleevent" ("capabilities", "code", "description", "id", "name", "needs_second_factor", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired_on", "tenant_id") VALUES (NEW."capabilities", NEW."code", NEW."description", NEW."id", NEW."name", NEW."needs_second_factor", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."retired_on", NEW."tenant_id"); RETURN NULL;',
                    hash="e735eb545cc16580da878238493cabd6dd9fef2c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_47b8a",
                    table="communities_role",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="role",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "communities_roleevent" ("capabilities", "code", "description", "id", "name", "needs_second_factor", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired_on", "tenant_id") VALUES (OLD."capabilities", OLD."code", OLD."description", OLD."id", OLD."name", OLD."needs_second_factor", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."retired_on", OLD."tenant_id"); RETURN NULL;',
                    hash="138d6af1bbbee88748408af83d2368ca241a5a0a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1da2f",
                    table="communities_role",
                    when="AFTER",
                ),
            ),
        ),
    ]
