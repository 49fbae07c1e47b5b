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
        ('governance', '0005_submission'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='monthreport',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='monthreport',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='monthreport',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='assessmentreport',
            name='published_for',
            field=communities.people.acting.ActedForField(blank=True, default=None, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='monthreport',
            name='locked_for',
            field=communities.people.acting.ActedForField(blank=True, default=None, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='monthreport',
            name='returned_for',
            field=communities.people.acting.ActedForField(blank=True, default=None, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='monthreport',
            name='submitted_for',
            field=communities.people.acting.ActedForField(blank=True, default=None, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='monthreportevent',
            name='locked_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=None, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='monthreportevent',
            name='returned_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=None, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='monthreportevent',
            name='submitted_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=None, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='monthreport',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_monthreportevent" ("correction_reason", "digest", "id", "jurisdiction_id", "known_until", "locked_at", "locked_by_id", "locked_for_id", "made_at", "made_by_id", "month", "number", "organisation_id", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "return_reason", "returned_at", "returned_by_id", "returned_for_id", "sources", "state", "submission_note", "submitted_at", "submitted_by_id", "submitted_for_id", "tenant_id", "version_id") VALUES (NEW."correction_reason", NEW."digest", NEW."id", NEW."jurisdiction_id", NEW."known_until", NEW."locked_at", NEW."locked_by_id", NEW."locked_for_id", NEW."made_at", NEW."made_by_id", NEW."month", NEW."number", NEW."organisation_id", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."return_reason", NEW."returned_at", NEW."returned_by_id", NEW."returned_for_id", NEW."sources", NEW."state", NEW."submission_note", NEW."submitted_at", NEW."submitted_by_id", NEW."submitted_for_id", NEW."tenant_id", NEW."version_id"); RETURN NULL;', hash='cf3962f202ff6491b72655215176336cfae9288a', operation='INSERT', pgid='pgtrigger_insert_insert_ead99', table='governance_monthreport', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='monthreport',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "governance_monthreportevent" ("correction_reason", "digest", "id", "jurisdiction_id", "known_until", "locked_at", "locked_by_id", "locked_for_id", "made_at", "made_by_id", "month", "number", "organisation_id", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "return_reason", "returned_at", "returned_by_id", "returned_for_id", "sources", "state", "submission_note", "submitted_at", "submitted_by_id", "submitted_for_id", "tenant_id", "version_id") VALUES (NEW."correction_reason", NEW."digest", NEW."id", NEW."jurisdiction_id", NEW."known_until", NEW."locked_at", NEW."locked_by_id", NEW."locked_for_id", NEW."made_at", NEW."made_by_id", NEW."month", NEW."number", NEW."organisation_id", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."return_reason", NEW."returned_at", NEW."returned_by_id", NEW."returned_for_id", NEW."sources", NEW."state", NEW."submission_note", NEW."submitted_at", NEW."submitted_by_id", NEW."submitted_for_id", NEW."tenant_id", NEW."version_id"); RETURN NULL;', hash='57f82e3e341cb39b8db19489f84d6eb8427a59f1', operation='UPDATE', pgid='pgtrigger_update_update_3d891', table='governance_monthreport', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='monthreport',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_monthreportevent" ("correction_reason", "digest", "id", "jurisdiction_id", "known_until", "locked_at", "locked_by_id", "locked_for_id", "made_at", "made_by_id", "month", "number", "organisation_id", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "return_reason", "returned_at", "returned_by_id", "returned_for_id", "sources", "state", "submission_note", "submitted_at", "submitted_by_id", "submitted_for_id", "tenant_id", "version_id") VALUES (OLD."correction_reason", OLD."digest", OLD."id", OLD."jurisdiction_id", OLD."known_until", OLD."locked_at", OLD."locked_by_id", OLD."locked_for_id", OLD."made_at", OLD."made_by_id", OLD."month", OLD."number", OLD."organisation_id", OLD."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."return_reason", OLD."returned_at", OLD."returned_by_id", OLD."returned_for_id", OLD."sources", OLD."state", OLD."submission_note", OLD."submitted_at", OLD."submitted_by_id", OLD."submitted_for_id", OLD."tenant_id", OLD."version_id"); RETURN NULL;', hash='12ae0a121508e0b44d6d5bbbd1478b478a0790ad', operation='DELETE', pgid='pgtrigger_delete_delete_d41b0', table='governance_monthreport', when='AFTER')),
        ),
    ]
