import communities.people.acting
import communities.tenancy.migrating
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations


class Migration(communities.tenancy.migrating.AtOnce):

    dependencies = [
        ('governance', '0008_complainants'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='dutytask',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='dutytask',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='dutytask',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='evaluationround',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='evaluationround',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='evaluationround',
            name='delete_delete',
        ),
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
        pgtrigger.migrations.RemoveTrigger(
            model_name='supervisioncase',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='supervisioncase',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='supervisioncase',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='assessmentreport',
            name='made_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='declaredfigure',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='dutytask',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='dutytask',
            name='done_for',
            field=communities.people.acting.ActedForField(blank=True, default=None, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='dutytaskevent',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='dutytaskevent',
            name='done_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=None, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='evaluationround',
            name='published_for',
            field=communities.people.acting.ActedForField(blank=True, default=None, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='evaluationroundevent',
            name='published_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=None, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='monthdueday',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='monthreport',
            name='made_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='monthreportevent',
            name='made_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='pilot',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='supervisioncase',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='supervisioncaseevent',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dutytask',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_dutytaskevent" ("acted_for_id", "actor", "document_id", "done_at", "done_by_id", "done_for_id", "done_on", "done_text", "due_on", "id", "jurisdiction_id", "note", "organisation_id", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "set_at", "set_by_id", "tenant_id") VALUES (NEW."acted_for_id", NEW."actor", NEW."document_id", NEW."done_at", NEW."done_by_id", NEW."done_for_id", NEW."done_on", NEW."done_text", NEW."due_on", NEW."id", NEW."jurisdiction_id", NEW."note", NEW."organisation_id", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."rule", NEW."set_at", NEW."set_by_id", NEW."tenant_id"); RETURN NULL;', hash='46e3128a3a097f53650d4efb4ca23cc246af786f', operation='INSERT', pgid='pgtrigger_insert_insert_ac435', table='governance_dutytask', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dutytask',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "governance_dutytaskevent" ("acted_for_id", "actor", "document_id", "done_at", "done_by_id", "done_for_id", "done_on", "done_text", "due_on", "id", "jurisdiction_id", "note", "organisation_id", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "set_at", "set_by_id", "tenant_id") VALUES (NEW."acted_for_id", NEW."actor", NEW."document_id", NEW."done_at", NEW."done_by_id", NEW."done_for_id", NEW."done_on", NEW."done_text", NEW."due_on", NEW."id", NEW."jurisdiction_id", NEW."note", NEW."organisation_id", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."rule", NEW."set_at", NEW."set_by_id", NEW."tenant_id"); RETURN NULL;', hash='5d84cb24a18b28451ede2efef420bd9caf088f2f', operation='UPDATE', pgid='pgtrigger_update_update_95147', table='governance_dutytask', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dutytask',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_dutytaskevent" ("acted_for_id", "actor", "document_id", "done_at", "done_by_id", "done_for_id", "done_on", "done_text", "due_on", "id", "jurisdiction_id", "note", "organisation_id", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "set_at", "set_by_id", "tenant_id") VALUES (OLD."acted_for_id", OLD."actor", OLD."document_id", OLD."done_at", OLD."done_by_id", OLD."done_for_id", OLD."done_on", OLD."done_text", OLD."due_on", OLD."id", OLD."jurisdiction_id", OLD."note", OLD."organisation_id", OLD."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."rule", OLD."set_at", OLD."set_by_id", OLD."tenant_id"); RETURN NULL;', hash='856e05fd7d2bf160a37e1dbfec5041f83bd97cfe', operation='DELETE', pgid='pgtrigger_delete_delete_e6721', table='governance_dutytask', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evaluationround',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_evaluationroundevent" ("acted_for_id", "assessment", "basis", "due_on", "full_marks", "id", "jurisdiction_id", "opened_at", "opened_by_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "published_for_id", "tenant_id", "title") VALUES (NEW."acted_for_id", NEW."assessment", NEW."basis", NEW."due_on", NEW."full_marks", NEW."id", NEW."jurisdiction_id", NEW."opened_at", NEW."opened_by_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."published_for_id", NEW."tenant_id", NEW."title"); RETURN NULL;', hash='6a4d96985908b4a8348bb6879dd5d6f2ab51c480', operation='INSERT', pgid='pgtrigger_insert_insert_b5e2b', table='governance_evaluationround', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evaluationround',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "governance_evaluationroundevent" ("acted_for_id", "assessment", "basis", "due_on", "full_marks", "id", "jurisdiction_id", "opened_at", "opened_by_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "published_for_id", "tenant_id", "title") VALUES (NEW."acted_for_id", NEW."assessment", NEW."basis", NEW."due_on", NEW."full_marks", NEW."id", NEW."jurisdiction_id", NEW."opened_at", NEW."opened_by_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."published_for_id", NEW."tenant_id", NEW."title"); RETURN NULL;', hash='2b787a4eb6a7b3b0e1b344c76bf35b1a2264aca3', operation='UPDATE', pgid='pgtrigger_update_update_b2842', table='governance_evaluationround', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evaluationround',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_evaluationroundevent" ("acted_for_id", "assessment", "basis", "due_on", "full_marks", "id", "jurisdiction_id", "opened_at", "opened_by_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "published_for_id", "tenant_id", "title") VALUES (OLD."acted_for_id", OLD."assessment", OLD."basis", OLD."due_on", OLD."full_marks", OLD."id", OLD."jurisdiction_id", OLD."opened_at", OLD."opened_by_id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."published_at", OLD."published_by_id", OLD."published_for_id", OLD."tenant_id", OLD."title"); RETURN NULL;', hash='bb7ae80d2842f7a44a3bfb26cc31cc6dc4cc4a03', operation='DELETE', pgid='pgtrigger_delete_delete_4d357', table='governance_evaluationround', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='monthreport',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_monthreportevent" ("correction_reason", "digest", "id", "jurisdiction_id", "known_until", "locked_at", "locked_by_id", "locked_for_id", "made_at", "made_by_id", "made_for_id", "month", "number", "organisation_id", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "return_reason", "returned_at", "returned_by_id", "returned_for_id", "sources", "state", "submission_note", "submitted_at", "submitted_by_id", "submitted_for_id", "tenant_id", "version_id") VALUES (NEW."correction_reason", NEW."digest", NEW."id", NEW."jurisdiction_id", NEW."known_until", NEW."locked_at", NEW."locked_by_id", NEW."locked_for_id", NEW."made_at", NEW."made_by_id", NEW."made_for_id", NEW."month", NEW."number", NEW."organisation_id", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."return_reason", NEW."returned_at", NEW."returned_by_id", NEW."returned_for_id", NEW."sources", NEW."state", NEW."submission_note", NEW."submitted_at", NEW."submitted_by_id", NEW."submitted_for_id", NEW."tenant_id", NEW."version_id"); RETURN NULL;', hash='9a15d8a12dad33cd572be69218141f7f6431a145', operation='INSERT', pgid='pgtrigger_insert_insert_ead99', table='governance_monthreport', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='monthreport',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "governance_monthreportevent" ("correction_reason", "digest", "id", "jurisdiction_id", "known_until", "locked_at", "locked_by_id", "locked_for_id", "made_at", "made_by_id", "made_for_id", "month", "number", "organisation_id", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "return_reason", "returned_at", "returned_by_id", "returned_for_id", "sources", "state", "submission_note", "submitted_at", "submitted_by_id", "submitted_for_id", "tenant_id", "version_id") VALUES (NEW."correction_reason", NEW."digest", NEW."id", NEW."jurisdiction_id", NEW."known_until", NEW."locked_at", NEW."locked_by_id", NEW."locked_for_id", NEW."made_at", NEW."made_by_id", NEW."made_for_id", NEW."month", NEW."number", NEW."organisation_id", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."return_reason", NEW."returned_at", NEW."returned_by_id", NEW."returned_for_id", NEW."sources", NEW."state", NEW."submission_note", NEW."submitted_at", NEW."submitted_by_id", NEW."submitted_for_id", NEW."tenant_id", NEW."version_id"); RETURN NULL;', hash='bb3ec026d589fc7dccf3a5f2c96eebe4e4d48af5', operation='UPDATE', pgid='pgtrigger_update_update_3d891', table='governance_monthreport', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='monthreport',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_monthreportevent" ("correction_reason", "digest", "id", "jurisdiction_id", "known_until", "locked_at", "locked_by_id", "locked_for_id", "made_at", "made_by_id", "made_for_id", "month", "number", "organisation_id", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "return_reason", "returned_at", "returned_by_id", "returned_for_id", "sources", "state", "submission_note", "submitted_at", "submitted_by_id", "submitted_for_id", "tenant_id", "version_id") VALUES (OLD."correction_reason", OLD."digest", OLD."id", OLD."jurisdiction_id", OLD."known_until", OLD."locked_at", OLD."locked_by_id", OLD."locked_for_id", OLD."made_at", OLD."made_by_id", OLD."made_for_id", OLD."month", OLD."number", OLD."organisation_id", OLD."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."return_reason", OLD."returned_at", OLD."returned_by_id", OLD."returned_for_id", OLD."sources", OLD."state", OLD."submission_note", OLD."submitted_at", OLD."submitted_by_id", OLD."submitted_for_id", OLD."tenant_id", OLD."version_id"); RETURN NULL;', hash='f40d8710ba2d4d05e4ae497de3b5ac176af9e1f2', operation='DELETE', pgid='pgtrigger_delete_delete_d41b0', table='governance_monthreport', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supervisioncase',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_supervisioncaseevent" ("accepted_on", "acted_for_id", "clock", "closed_on", "complainant", "complainant_phone", "due_on", "entered_at", "entered_by_id", "id", "jurisdiction_id", "kind", "neighbourhood_id", "number", "on", "organisation_id", "passed_on", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "severity", "source", "state", "subject", "tenant_id", "text") VALUES (NEW."accepted_on", NEW."acted_for_id", NEW."clock", NEW."closed_on", NEW."complainant", NEW."complainant_phone", NEW."due_on", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."jurisdiction_id", NEW."kind", NEW."neighbourhood_id", NEW."number", NEW."on", NEW."organisation_id", NEW."passed_on", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."severity", NEW."source", NEW."state", NEW."subject", NEW."tenant_id", NEW."text"); RETURN NULL;', hash='ee6f4c2441df6c315c5a802df8bba2a9b251fce9', operation='INSERT', pgid='pgtrigger_insert_insert_8af56', table='governance_supervisioncase', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supervisioncase',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "governance_supervisioncaseevent" ("accepted_on", "acted_for_id", "clock", "closed_on", "complainant", "complainant_phone", "due_on", "entered_at", "entered_by_id", "id", "jurisdiction_id", "kind", "neighbourhood_id", "number", "on", "organisation_id", "passed_on", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "severity", "source", "state", "subject", "tenant_id", "text") VALUES (NEW."accepted_on", NEW."acted_for_id", NEW."clock", NEW."closed_on", NEW."complainant", NEW."complainant_phone", NEW."due_on", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."jurisdiction_id", NEW."kind", NEW."neighbourhood_id", NEW."number", NEW."on", NEW."organisation_id", NEW."passed_on", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."project_id", NEW."severity", NEW."source", NEW."state", NEW."subject", NEW."tenant_id", NEW."text"); RETURN NULL;', hash='11520406e82ee6b117d24ec4e5d199defd646449', operation='UPDATE', pgid='pgtrigger_update_update_a1232', table='governance_supervisioncase', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supervisioncase',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_supervisioncaseevent" ("accepted_on", "acted_for_id", "clock", "closed_on", "complainant", "complainant_phone", "due_on", "entered_at", "entered_by_id", "id", "jurisdiction_id", "kind", "neighbourhood_id", "number", "on", "organisation_id", "passed_on", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "severity", "source", "state", "subject", "tenant_id", "text") VALUES (OLD."accepted_on", OLD."acted_for_id", OLD."clock", OLD."closed_on", OLD."complainant", OLD."complainant_phone", OLD."due_on", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."jurisdiction_id", OLD."kind", OLD."neighbourhood_id", OLD."number", OLD."on", OLD."organisation_id", OLD."passed_on", OLD."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."severity", OLD."source", OLD."state", OLD."subject", OLD."tenant_id", OLD."text"); RETURN NULL;', hash='c449161c231ecf46f51004a817bd507cdf976cfd', operation='DELETE', pgid='pgtrigger_delete_delete_122b0', table='governance_supervisioncase', when='AFTER')),
        ),
    ]
