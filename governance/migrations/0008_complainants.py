import communities.privacy.fields
import communities.tenancy.migrating
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(communities.tenancy.migrating.AtOnce):

    dependencies = [
        ('governance', '0007_evaluation'),
    ]

    operations = [
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
            model_name='supervisioncase',
            name='complainant',
            field=communities.privacy.fields.EncryptedField(blank=True, default='', purpose='case.complainant', verbose_name='反映人'),
        ),
        migrations.AddField(
            model_name='supervisioncase',
            name='complainant_phone',
            field=communities.privacy.fields.EncryptedField(blank=True, default='', purpose='case.complainant_phone', verbose_name='反映人电话'),
        ),
        migrations.AddField(
            model_name='supervisioncaseevent',
            name='complainant',
            field=communities.privacy.fields.EncryptedField(blank=True, default='', purpose='case.complainant', verbose_name='反映人'),
        ),
        migrations.AddField(
            model_name='supervisioncaseevent',
            name='complainant_phone',
            field=communities.privacy.fields.EncryptedField(blank=True, default='', purpose='case.complainant_phone', verbose_name='反映人电话'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supervisioncase',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_supervisioncaseevent" ("accepted_on", "clock", "closed_on", "complainant", "complainant_phone", "due_on", "entered_at", "entered_by_id", "id", "jurisdiction_id", "kind", "neighbourhood_id", "number", "on", "organisation_id", "passed_on", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "severity", "source", "state", "subject", "tenant_id", "text") VALUES (NEW."accepted_on", NEW."clock", NEW."closed_on", NEW."complainant", NEW."complainant_phone", NEW."due_on", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."jurisdiction_id", NEW."kind", NEW."neighbourhood_id", NEW."number", NEW."on", NEW."organisation_id", NEW."passed_on", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."severity", NEW."source", NEW."state", NEW."subject", NEW."tenant_id", NEW."text"); RETURN NULL;', hash='486915d77ef1602682f17f37de4e9799f75ab735', operation='INSERT', pgid='pgtrigger_insert_insert_8af56', table='governance_supervisioncase', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supervisioncase',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "governance_supervisioncaseevent" ("accepted_on", "clock", "closed_on", "complainant", "complainant_phone", "due_on", "entered_at", "entered_by_id", "id", "jurisdiction_id", "kind", "neighbourhood_id", "number", "on", "organisation_id", "passed_on", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "severity", "source", "state", "subject", "tenant_id", "text") VALUES (NEW."accepted_on", NEW."clock", NEW."closed_on", NEW."complainant", NEW."complainant_phone", NEW."due_on", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."jurisdiction_id", NEW."kind", NEW."neighbourhood_id", NEW."number", NEW."on", NEW."organisation_id", NEW."passed_on", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."project_id", NEW."severity", NEW."source", NEW."state", NEW."subject", NEW."tenant_id", NEW."text"); RETURN NULL;', hash='ad586d62876a00e9d04c77f71c7aad626d876226', operation='UPDATE', pgid='pgtrigger_update_update_a1232', table='governance_supervisioncase', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supervisioncase',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_supervisioncaseevent" ("accepted_on", "clock", "closed_on", "complainant", "complainant_phone", "due_on", "entered_at", "entered_by_id", "id", "jurisdiction_id", "kind", "neighbourhood_id", "number", "on", "organisation_id", "passed_on", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "severity", "source", "state", "subject", "tenant_id", "text") VALUES (OLD."accepted_on", OLD."clock", OLD."closed_on", OLD."complainant", OLD."complainant_phone", OLD."due_on", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."jurisdiction_id", OLD."kind", OLD."neighbourhood_id", OLD."number", OLD."on", OLD."organisation_id", OLD."passed_on", OLD."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."severity", OLD."source", OLD."state", OLD."subject", OLD."tenant_id", OLD."text"); RETURN NULL;', hash='7e3a8fe9382e0ad1b389eeecfb908ff78d311c43', operation='DELETE', pgid='pgtrigger_delete_delete_122b0', table='governance_supervisioncase', when='AFTER')),
        ),
    ]
