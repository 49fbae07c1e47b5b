import communities.people.acting
import communities.tenancy.migrating
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations


class Migration(communities.tenancy.migrating.AtOnce):

    dependencies = [
        ('funding', '0002_acted_for_and_audit'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='costshare',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='costshare',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='costshare',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='fundingsource',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='fundingsource',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='fundingsource',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='award',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='costshare',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='costshareevent',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='fundingsource',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='fundingsourceevent',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='costshare',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "funding_costshareevent" ("acted_for_id", "basis", "entered_at", "entered_by_id", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "revision", "rule", "tenant_id") VALUES (NEW."acted_for_id", NEW."basis", NEW."entered_at", NEW."entered_by_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."revision", NEW."rule", NEW."tenant_id"); RETURN NULL;', hash='168603cdcbc8e15bf83d94b5524ab85fe8ab464b', operation='INSERT', pgid='pgtrigger_insert_insert_03b1b', table='funding_costshare', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='costshare',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "funding_costshareevent" ("acted_for_id", "basis", "entered_at", "entered_by_id", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "revision", "rule", "tenant_id") VALUES (NEW."acted_for_id", NEW."basis", NEW."entered_at", NEW."entered_by_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."project_id", NEW."revision", NEW."rule", NEW."tenant_id"); RETURN NULL;', hash='4b65b669cf394d09852d0a846938f206b8a6199a', operation='UPDATE', pgid='pgtrigger_update_update_4c363', table='funding_costshare', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='costshare',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "funding_costshareevent" ("acted_for_id", "basis", "entered_at", "entered_by_id", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "revision", "rule", "tenant_id") VALUES (OLD."acted_for_id", OLD."basis", OLD."entered_at", OLD."entered_by_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."revision", OLD."rule", OLD."tenant_id"); RETURN NULL;', hash='f3a4eead5030b18e9ef2443e2774fae2ffbbaebf', operation='DELETE', pgid='pgtrigger_delete_delete_4882b', table='funding_costshare', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundingsource',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "funding_fundingsourceevent" ("acted_for_id", "channel", "entered_at", "entered_by_id", "giver", "id", "kind", "note", "paper_id", "payer", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned", "project_id", "revision", "tenant_id") VALUES (NEW."acted_for_id", NEW."channel", NEW."entered_at", NEW."entered_by_id", NEW."giver", NEW."id", NEW."kind", NEW."note", NEW."paper_id", NEW."payer", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."planned", NEW."project_id", NEW."revision", NEW."tenant_id"); RETURN NULL;', hash='00b3fe5ed5771da26a2d589a8bf279be50d65668', operation='INSERT', pgid='pgtrigger_insert_insert_5afb4', table='funding_fundingsource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundingsource',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."acted_for_id" IS DISTINCT FROM (NEW."acted_for_id") OR OLD."channel" IS DISTINCT FROM (NEW."channel") OR OLD."entered_at" IS DISTINCT FROM (NEW."entered_at") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."giver" IS DISTINCT FROM (NEW."giver") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."paper_id" IS DISTINCT FROM (NEW."paper_id") OR OLD."payer" IS DISTINCT FROM (NEW."payer") OR OLD."planned" IS DISTINCT FROM (NEW."planned") OR OLD."project_id" IS DISTINCT FROM (NEW."project_id") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."tenant_id" IS DISTINCT FROM (NEW."tenant_id"))', func='INSERT INTO "funding_fundingsourceevent" ("acted_for_id", "channel", "entered_at", "entered_by_id", "giver", "id", "kind", "note", "paper_id", "payer", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned", "project_id", "revision", "tenant_id") VALUES (NEW."acted_for_id", NEW."channel", NEW."entered_at", NEW."entered_by_id", NEW."giver", NEW."id", NEW."kind", NEW."note", NEW."paper_id", NEW."payer", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."planned", NEW."project_id", NEW."revision", NEW."tenant_id"); RETURN NULL;', hash='28072a96905080421daac61b1cc90036ca6bb9a4', operation='UPDATE', pgid='pgtrigger_update_update_e9a1a', table='funding_fundingsource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundingsource',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "funding_fundingsourceevent" ("acted_for_id", "channel", "entered_at", "entered_by_id", "giver", "id", "kind", "note", "paper_id", "payer", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned", "project_id", "revision", "tenant_id") VALUES (OLD."acted_for_id", OLD."channel", OLD."entered_at", OLD."entered_by_id", OLD."giver", OLD."id", OLD."kind", OLD."note", OLD."paper_id", OLD."payer", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."planned", OLD."project_id", OLD."revision", OLD."tenant_id"); RETURN NULL;', hash='7ad0038c10bc1434adae85b26b22fbd877b6cc7c', operation='DELETE', pgid='pgtrigger_delete_delete_f86f8', table='funding_fundingsource', when='AFTER')),
        ),
    ]
