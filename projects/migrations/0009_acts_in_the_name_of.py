import communities.tenancy.migrating
import communities.people.acting
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations


class Migration(communities.tenancy.migrating.AtOnce):

    dependencies = [
        ('communities', '0007_acted_for_and_audit'),
        ('projects', '0008_acted_for_and_audit'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='progress',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='progress',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='progress',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='progress',
            name='confirmed_for',
            field=communities.people.acting.ActedForField(blank=True, default=None, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='progress',
            name='reported_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='progressevent',
            name='confirmed_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=None, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='progressevent',
            name='reported_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='progress',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_progressevent" ("confirmed_at", "confirmed_by_id", "confirmed_for_id", "confirming_id", "correction_reason", "delay_reason", "id", "invested", "month", "note", "number", "organisation_id", "paid", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "physical", "project_id", "reported_at", "reported_by_id", "reported_for_id", "return_reason", "state", "tenant_id", "works_item_id") VALUES (NEW."confirmed_at", NEW."confirmed_by_id", NEW."confirmed_for_id", NEW."confirming_id", NEW."correction_reason", NEW."delay_reason", NEW."id", NEW."invested", NEW."month", NEW."note", NEW."number", NEW."organisation_id", NEW."paid", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."physical", NEW."project_id", NEW."reported_at", NEW."reported_by_id", NEW."reported_for_id", NEW."return_reason", NEW."state", NEW."tenant_id", NEW."works_item_id"); RETURN NULL;', hash='8f2179d40c1f468936005bcdcb26e6afbc46fdef', operation='INSERT', pgid='pgtrigger_insert_insert_0db9b', table='projects_progress', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='progress',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_progressevent" ("confirmed_at", "confirmed_by_id", "confirmed_for_id", "confirming_id", "correction_reason", "delay_reason", "id", "invested", "month", "note", "number", "organisation_id", "paid", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "physical", "project_id", "reported_at", "reported_by_id", "reported_for_id", "return_reason", "state", "tenant_id", "works_item_id") VALUES (NEW."confirmed_at", NEW."confirmed_by_id", NEW."confirmed_for_id", NEW."confirming_id", NEW."correction_reason", NEW."delay_reason", NEW."id", NEW."invested", NEW."month", NEW."note", NEW."number", NEW."organisation_id", NEW."paid", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."physical", NEW."project_id", NEW."reported_at", NEW."reported_by_id", NEW."reported_for_id", NEW."return_reason", NEW."state", NEW."tenant_id", NEW."works_item_id"); RETURN NULL;', hash='1aba6111f95ef581bcb123d1b10853dc0e197b88', operation='UPDATE', pgid='pgtrigger_update_update_c92f3', table='projects_progress', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='progress',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_progressevent" ("confirmed_at", "confirmed_by_id", "confirmed_for_id", "confirming_id", "correction_reason", "delay_reason", "id", "invested", "month", "note", "number", "organisation_id", "paid", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "physical", "project_id", "reported_at", "reported_by_id", "reported_for_id", "return_reason", "state", "tenant_id", "works_item_id") VALUES (OLD."confirmed_at", OLD."confirmed_by_id", OLD."confirmed_for_id", OLD."confirming_id", OLD."correction_reason", OLD."delay_reason", OLD."id", OLD."invested", OLD."month", OLD."note", OLD."number", OLD."organisation_id", OLD."paid", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."physical", OLD."project_id", OLD."reported_at", OLD."reported_by_id", OLD."reported_for_id", OLD."return_reason", OLD."state", OLD."tenant_id", OLD."works_item_id"); RETURN NULL;', hash='ba80a513d9c6bc00741f5ce91902615ca9c8c486', operation='DELETE', pgid='pgtrigger_delete_delete_dabe3', table='projects_progress', when='AFTER')),
        ),
    ]
