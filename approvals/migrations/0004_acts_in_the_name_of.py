import communities.tenancy.migrating
import communities.people.acting
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations


class Migration(communities.tenancy.migrating.AtOnce):

    dependencies = [
        ('approvals', '0003_acted_for_and_audit'),
        ('communities', '0007_acted_for_and_audit'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='acceptance',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='acceptance',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='acceptance',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='reviewround',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='reviewround',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='reviewround',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='acceptance',
            name='concluded_for',
            field=communities.people.acting.ActedForField(blank=True, default=None, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='acceptance',
            name='filed_for',
            field=communities.people.acting.ActedForField(blank=True, default=None, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='acceptance',
            name='opened_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='acceptanceevent',
            name='concluded_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=None, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='acceptanceevent',
            name='filed_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=None, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='acceptanceevent',
            name='opened_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reviewround',
            name='concluded_for',
            field=communities.people.acting.ActedForField(blank=True, default=None, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reviewround',
            name='convened_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reviewroundevent',
            name='concluded_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=None, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reviewroundevent',
            name='convened_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='acceptance',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "approvals_acceptanceevent" ("chair_id", "concluded_at", "concluded_by_id", "concluded_for_id", "concluded_on", "concluder_id", "conclusion", "filed_at", "filed_by_id", "filed_for_id", "filed_on", "filing_due_on", "filing_note", "filing_number", "id", "number", "opened_at", "opened_by_id", "opened_for_id", "opened_on", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "state", "tenant_id") VALUES (NEW."chair_id", NEW."concluded_at", NEW."concluded_by_id", NEW."concluded_for_id", NEW."concluded_on", NEW."concluder_id", NEW."conclusion", NEW."filed_at", NEW."filed_by_id", NEW."filed_for_id", NEW."filed_on", NEW."filing_due_on", NEW."filing_note", NEW."filing_number", NEW."id", NEW."number", NEW."opened_at", NEW."opened_by_id", NEW."opened_for_id", NEW."opened_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."state", NEW."tenant_id"); RETURN NULL;', hash='e835697c7f94ebd93f1bc171ac2874707603e520', operation='INSERT', pgid='pgtrigger_insert_insert_8db81', table='approvals_acceptance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='acceptance',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "approvals_acceptanceevent" ("chair_id", "concluded_at", "concluded_by_id", "concluded_for_id", "concluded_on", "concluder_id", "conclusion", "filed_at", "filed_by_id", "filed_for_id", "filed_on", "filing_due_on", "filing_note", "filing_number", "id", "number", "opened_at", "opened_by_id", "opened_for_id", "opened_on", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "state", "tenant_id") VALUES (NEW."chair_id", NEW."concluded_at", NEW."concluded_by_id", NEW."concluded_for_id", NEW."concluded_on", NEW."concluder_id", NEW."conclusion", NEW."filed_at", NEW."filed_by_id", NEW."filed_for_id", NEW."filed_on", NEW."filing_due_on", NEW."filing_note", NEW."filing_number", NEW."id", NEW."number", NEW."opened_at", NEW."opened_by_id", NEW."opened_for_id", NEW."opened_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."project_id", NEW."state", NEW."tenant_id"); RETURN NULL;', hash='fd610808bc2a975194f1cb6e5b748c1830b5e6fd', operation='UPDATE', pgid='pgtrigger_update_update_68096', table='approvals_acceptance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='acceptance',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "approvals_acceptanceevent" ("chair_id", "concluded_at", "concluded_by_id", "concluded_for_id", "concluded_on", "concluder_id", "conclusion", "filed_at", "filed_by_id", "filed_for_id", "filed_on", "filing_due_on", "filing_note", "filing_number", "id", "number", "opened_at", "opened_by_id", "opened_for_id", "opened_on", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "state", "tenant_id") VALUES (OLD."chair_id", OLD."concluded_at", OLD."concluded_by_id", OLD."concluded_for_id", OLD."concluded_on", OLD."concluder_id", OLD."conclusion", OLD."filed_at", OLD."filed_by_id", OLD."filed_for_id", OLD."filed_on", OLD."filing_due_on", OLD."filing_note", OLD."filing_number", OLD."id", OLD."number", OLD."opened_at", OLD."opened_by_id", OLD."opened_for_id", OLD."opened_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."state", OLD."tenant_id"); RETURN NULL;', hash='6215a223fab20c7d945e735499607fdb17537548', operation='DELETE', pgid='pgtrigger_delete_delete_f2b27', table='approvals_acceptance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewround',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "approvals_reviewroundevent" ("attended", "concluded_by_id", "concluded_for_id", "concluded_on", "concluder_id", "conclusion", "convened_by_id", "convened_for_id", "convened_on", "convener_id", "decision_id", "due_on", "fast_track", "id", "note", "number", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "review", "scheme_id", "snapshot", "state", "tenant_id", "working_days") VALUES (NEW."attended", NEW."concluded_by_id", NEW."concluded_for_id", NEW."concluded_on", NEW."concluder_id", NEW."conclusion", NEW."convened_by_id", NEW."convened_for_id", NEW."convened_on", NEW."convener_id", NEW."decision_id", NEW."due_on", NEW."fast_track", NEW."id", NEW."note", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."review", NEW."scheme_id", NEW."snapshot", NEW."state", NEW."tenant_id", NEW."working_days"); RETURN NULL;', hash='fa721c8402562691e21e160f30eb06f030a1c2c1', operation='INSERT', pgid='pgtrigger_insert_insert_c460b', table='approvals_reviewround', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewround',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "approvals_reviewroundevent" ("attended", "concluded_by_id", "concluded_for_id", "concluded_on", "concluder_id", "conclusion", "convened_by_id", "convened_for_id", "convened_on", "convener_id", "decision_id", "due_on", "fast_track", "id", "note", "number", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "review", "scheme_id", "snapshot", "state", "tenant_id", "working_days") VALUES (NEW."attended", NEW."concluded_by_id", NEW."concluded_for_id", NEW."concluded_on", NEW."concluder_id", NEW."conclusion", NEW."convened_by_id", NEW."convened_for_id", NEW."convened_on", NEW."convener_id", NEW."decision_id", NEW."due_on", NEW."fast_track", NEW."id", NEW."note", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."project_id", NEW."review", NEW."scheme_id", NEW."snapshot", NEW."state", NEW."tenant_id", NEW."working_days"); RETURN NULL;', hash='a7c8afea359adcfbd649a3c98ffe29873e884233', operation='UPDATE', pgid='pgtrigger_update_update_df6fe', table='approvals_reviewround', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewround',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "approvals_reviewroundevent" ("attended", "concluded_by_id", "concluded_for_id", "concluded_on", "concluder_id", "conclusion", "convened_by_id", "convened_for_id", "convened_on", "convener_id", "decision_id", "due_on", "fast_track", "id", "note", "number", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "review", "scheme_id", "snapshot", "state", "tenant_id", "working_days") VALUES (OLD."attended", OLD."concluded_by_id", OLD."concluded_for_id", OLD."concluded_on", OLD."concluder_id", OLD."conclusion", OLD."convened_by_id", OLD."convened_for_id", OLD."convened_on", OLD."convener_id", OLD."decision_id", OLD."due_on", OLD."fast_track", OLD."id", OLD."note", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."review", OLD."scheme_id", OLD."snapshot", OLD."state", OLD."tenant_id", OLD."working_days"); RETURN NULL;', hash='fad21aca38d17788ccddf11783cadfc139f8dba3', operation='DELETE', pgid='pgtrigger_delete_delete_ab424', table='approvals_reviewround', when='AFTER')),
        ),
    ]
