import communities.tenancy.migrating
import communities.people.acting
import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations


class Migration(communities.tenancy.migrating.AtOnce):

    dependencies = [
        ('communities', '0007_acted_for_and_audit'),
        ('communities', '__first__'),
        ('projects', '0007_papers_of_works'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='projectdeclaration',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='projectdeclaration',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='projectdeclaration',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='projectdeclaration',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='projectdeclarationevent',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='transitionlog',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='consultationevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='consultationevent_at'),
        ),
        migrations.AddIndex(
            model_name='consultationopinionevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='consultationopinionevent_at'),
        ),
        migrations.AddIndex(
            model_name='contractevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='contractevent_at'),
        ),
        migrations.AddIndex(
            model_name='disputeevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='disputeevent_at'),
        ),
        migrations.AddIndex(
            model_name='liftevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='liftevent_at'),
        ),
        migrations.AddIndex(
            model_name='milestoneevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='milestoneevent_at'),
        ),
        migrations.AddIndex(
            model_name='namedpartyevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='namedpartyevent_at'),
        ),
        migrations.AddIndex(
            model_name='preparationevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='preparationevent_at'),
        ),
        migrations.AddIndex(
            model_name='progressevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='progressevent_at'),
        ),
        migrations.AddIndex(
            model_name='projectdeclarationevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='projectdeclarationevent_at'),
        ),
        migrations.AddIndex(
            model_name='projectevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='projectevent_at'),
        ),
        migrations.AddIndex(
            model_name='projectneighbourhoodevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='projectneighbourhoodevent_at'),
        ),
        migrations.AddIndex(
            model_name='publicdisplayevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='publicdisplayevent_at'),
        ),
        migrations.AddIndex(
            model_name='worksitemevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='worksitemevent_at'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectdeclaration',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_projectdeclarationevent" ("acted_for_id", "criterion", "dispute_id", "entered_at", "entered_by_id", "id", "is_current", "lift_id", "note", "on", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "stated_by", "tenant_id", "value", "works_item_id") VALUES (NEW."acted_for_id", NEW."criterion", NEW."dispute_id", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."is_current", NEW."lift_id", NEW."note", NEW."on", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."stated_by", NEW."tenant_id", NEW."value", NEW."works_item_id"); RETURN NULL;', hash='4617bc4e1a37c0a1fbc85428085d96de1c8b0e42', operation='INSERT', pgid='pgtrigger_insert_insert_fe1ef', table='projects_projectdeclaration', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectdeclaration',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_projectdeclarationevent" ("acted_for_id", "criterion", "dispute_id", "entered_at", "entered_by_id", "id", "is_current", "lift_id", "note", "on", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "stated_by", "tenant_id", "value", "works_item_id") VALUES (NEW."acted_for_id", NEW."criterion", NEW."dispute_id", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."is_current", NEW."lift_id", NEW."note", NEW."on", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."project_id", NEW."stated_by", NEW."tenant_id", NEW."value", NEW."works_item_id"); RETURN NULL;', hash='f00c5f5fae5555bde50e8f7409ba7abab7a29fe8', operation='UPDATE', pgid='pgtrigger_update_update_08a82', table='projects_projectdeclaration', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectdeclaration',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_projectdeclarationevent" ("acted_for_id", "criterion", "dispute_id", "entered_at", "entered_by_id", "id", "is_current", "lift_id", "note", "on", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "stated_by", "tenant_id", "value", "works_item_id") VALUES (OLD."acted_for_id", OLD."criterion", OLD."dispute_id", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."is_current", OLD."lift_id", OLD."note", OLD."on", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."stated_by", OLD."tenant_id", OLD."value", OLD."works_item_id"); RETURN NULL;', hash='c3a4c0982135a9abe68a5f6690f1083755740051', operation='DELETE', pgid='pgtrigger_delete_delete_989da', table='projects_projectdeclaration', when='AFTER')),
        ),
    ]
