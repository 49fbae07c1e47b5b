import communities.people.acting
import communities.tenancy.migrating
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations


class Migration(communities.tenancy.migrating.AtOnce):

    dependencies = [
        ('projects', '0010_assignments'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='assignment',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='assignment',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='assignment',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='consultation',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='consultation',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='consultation',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='consultationopinion',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='consultationopinion',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='consultationopinion',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='contract',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='contract',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='contract',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='dispute',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='dispute',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='dispute',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='milestone',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='milestone',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='milestone',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='namedparty',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='namedparty',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='namedparty',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='preparation',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='preparation',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='preparation',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='project',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='project',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='project',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='publicdisplay',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='publicdisplay',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='publicdisplay',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='assignment',
            name='ended_for',
            field=communities.people.acting.ActedForField(blank=True, default=None, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='assignmentevent',
            name='ended_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=None, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='consultation',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='consultation',
            name='closed_for',
            field=communities.people.acting.ActedForField(blank=True, default=None, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='consultationevent',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='consultationevent',
            name='closed_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=None, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='consultationopinion',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='consultationopinion',
            name='answered_for',
            field=communities.people.acting.ActedForField(blank=True, default=None, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='consultationopinionevent',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='consultationopinionevent',
            name='answered_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=None, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='contract',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='contractevent',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='dispute',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='dispute',
            name='closed_for',
            field=communities.people.acting.ActedForField(blank=True, default=None, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='disputeevent',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='disputeevent',
            name='closed_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=None, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='milestone',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='milestoneevent',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='namedparty',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='namedpartyevent',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='preparation',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='preparation',
            name='concluded_for',
            field=communities.people.acting.ActedForField(blank=True, default=None, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='preparationevent',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='preparationevent',
            name='concluded_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=None, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='project',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='projectevent',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='publicdisplay',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='publicdisplay',
            name='ended_for',
            field=communities.people.acting.ActedForField(blank=True, default=None, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='publicdisplayevent',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='publicdisplayevent',
            name='ended_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=None, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='scheme',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assignment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_assignmentevent" ("acted_for_id", "assigned_at", "assigned_by_id", "end_reason", "ended_at", "ended_by_id", "ended_for_id", "ends_on", "id", "organisation_id", "person_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "purpose", "reason", "starts_on", "tenant_id") VALUES (NEW."acted_for_id", NEW."assigned_at", NEW."assigned_by_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."ended_for_id", NEW."ends_on", NEW."id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."purpose", NEW."reason", NEW."starts_on", NEW."tenant_id"); RETURN NULL;', hash='14cfd069173d8353911fe6659a7f64639e00d643', operation='INSERT', pgid='pgtrigger_insert_insert_3b084', table='projects_assignment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assignment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_assignmentevent" ("acted_for_id", "assigned_at", "assigned_by_id", "end_reason", "ended_at", "ended_by_id", "ended_for_id", "ends_on", "id", "organisation_id", "person_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "purpose", "reason", "starts_on", "tenant_id") VALUES (NEW."acted_for_id", NEW."assigned_at", NEW."assigned_by_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."ended_for_id", NEW."ends_on", NEW."id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."project_id", NEW."purpose", NEW."reason", NEW."starts_on", NEW."tenant_id"); RETURN NULL;', hash='42d6e2a58398c97009384a7dbbaf58453643147c', operation='UPDATE', pgid='pgtrigger_update_update_848c4', table='projects_assignment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assignment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_assignmentevent" ("acted_for_id", "assigned_at", "assigned_by_id", "end_reason", "ended_at", "ended_by_id", "ended_for_id", "ends_on", "id", "organisation_id", "person_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "purpose", "reason", "starts_on", "tenant_id") VALUES (OLD."acted_for_id", OLD."assigned_at", OLD."assigned_by_id", OLD."end_reason", OLD."ended_at", OLD."ended_by_id", OLD."ended_for_id", OLD."ends_on", OLD."id", OLD."organisation_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."purpose", OLD."reason", OLD."starts_on", OLD."tenant_id"); RETURN NULL;', hash='1679645f618a461fed110d7d0f8b8fc63680a55d', operation='DELETE', pgid='pgtrigger_delete_delete_1bcc9', table='projects_assignment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consultation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_consultationevent" ("acted_for_id", "closed_by_id", "closed_for_id", "closed_on", "due_on", "entered_at", "entered_by_id", "id", "kind", "method", "opened_on", "organisation_id", "outcome", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "scheme_id", "tenant_id") VALUES (NEW."acted_for_id", NEW."closed_by_id", NEW."closed_for_id", NEW."closed_on", NEW."due_on", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."kind", NEW."method", NEW."opened_on", NEW."organisation_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."scheme_id", NEW."tenant_id"); RETURN NULL;', hash='7f63aa5625985419ec13e5a7bd36e6fb3feedc84', operation='INSERT', pgid='pgtrigger_insert_insert_53689', table='projects_consultation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consultation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_consultationevent" ("acted_for_id", "closed_by_id", "closed_for_id", "closed_on", "due_on", "entered_at", "entered_by_id", "id", "kind", "method", "opened_on", "organisation_id", "outcome", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "scheme_id", "tenant_id") VALUES (NEW."acted_for_id", NEW."closed_by_id", NEW."closed_for_id", NEW."closed_on", NEW."due_on", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."kind", NEW."method", NEW."opened_on", NEW."organisation_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."project_id", NEW."scheme_id", NEW."tenant_id"); RETURN NULL;', hash='66abfb5dc978ba8b45d98fac0540ef77b9ba6b90', operation='UPDATE', pgid='pgtrigger_update_update_0fa62', table='projects_consultation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consultation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_consultationevent" ("acted_for_id", "closed_by_id", "closed_for_id", "closed_on", "due_on", "entered_at", "entered_by_id", "id", "kind", "method", "opened_on", "organisation_id", "outcome", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "scheme_id", "tenant_id") VALUES (OLD."acted_for_id", OLD."closed_by_id", OLD."closed_for_id", OLD."closed_on", OLD."due_on", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."kind", OLD."method", OLD."opened_on", OLD."organisation_id", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."scheme_id", OLD."tenant_id"); RETURN NULL;', hash='f86de65e2d7624a940baa7b5adab971bf3cb96de', operation='DELETE', pgid='pgtrigger_delete_delete_ac60a', table='projects_consultation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consultationopinion',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_consultationopinionevent" ("acted_for_id", "answer", "answered_at", "answered_by_id", "answered_for_id", "consultation_id", "entered_at", "entered_by_id", "id", "is_adopted", "party", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "said_on", "stance", "tenant_id", "text", "who") VALUES (NEW."acted_for_id", NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."answered_for_id", NEW."consultation_id", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."is_adopted", NEW."party", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."said_on", NEW."stance", NEW."tenant_id", NEW."text", NEW."who"); RETURN NULL;', hash='ed7259f40e0aed696ae6179fa5e34881457b3312', operation='INSERT', pgid='pgtrigger_insert_insert_9149c', table='projects_consultationopinion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consultationopinion',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_consultationopinionevent" ("acted_for_id", "answer", "answered_at", "answered_by_id", "answered_for_id", "consultation_id", "entered_at", "entered_by_id", "id", "is_adopted", "party", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "said_on", "stance", "tenant_id", "text", "who") VALUES (NEW."acted_for_id", NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."answered_for_id", NEW."consultation_id", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."is_adopted", NEW."party", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."said_on", NEW."stance", NEW."tenant_id", NEW."text", NEW."who"); RETURN NULL;', hash='4a7cd4b716a80afda5d1afc7266e9f120784edc1', operation='UPDATE', pgid='pgtrigger_update_update_4b04a', table='projects_consultationopinion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consultationopinion',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_consultationopinionevent" ("acted_for_id", "answer", "answered_at", "answered_by_id", "answered_for_id", "consultation_id", "entered_at", "entered_by_id", "id", "is_adopted", "party", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "said_on", "stance", "tenant_id", "text", "who") VALUES (OLD."acted_for_id", OLD."answer", OLD."answered_at", OLD."answered_by_id", OLD."answered_for_id", OLD."consultation_id", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."is_adopted", OLD."party", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."said_on", OLD."stance", OLD."tenant_id", OLD."text", OLD."who"); RETURN NULL;', hash='5c8c9cf403ba95863f3217c9576f44b902e05664', operation='DELETE', pgid='pgtrigger_delete_delete_f3cd5', table='projects_consultationopinion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contract',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_contractevent" ("acted_for_id", "amount", "ends_on", "entered_at", "entered_by_id", "id", "number", "organisation_id", "party_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "signed_on", "starts_on", "tenant_id", "title") VALUES (NEW."acted_for_id", NEW."amount", NEW."ends_on", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."number", NEW."organisation_id", NEW."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."signed_on", NEW."starts_on", NEW."tenant_id", NEW."title"); RETURN NULL;', hash='246160b197648dfa30b0857d84c675e3103e7c89', operation='INSERT', pgid='pgtrigger_insert_insert_c67b2', table='projects_contract', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contract',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_contractevent" ("acted_for_id", "amount", "ends_on", "entered_at", "entered_by_id", "id", "number", "organisation_id", "party_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "signed_on", "starts_on", "tenant_id", "title") VALUES (NEW."acted_for_id", NEW."amount", NEW."ends_on", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."number", NEW."organisation_id", NEW."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."project_id", NEW."signed_on", NEW."starts_on", NEW."tenant_id", NEW."title"); RETURN NULL;', hash='1e8eb1b68cf820dc9741a651f03446ed1485d20a', operation='UPDATE', pgid='pgtrigger_update_update_c7d10', table='projects_contract', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contract',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_contractevent" ("acted_for_id", "amount", "ends_on", "entered_at", "entered_by_id", "id", "number", "organisation_id", "party_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "signed_on", "starts_on", "tenant_id", "title") VALUES (OLD."acted_for_id", OLD."amount", OLD."ends_on", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."number", OLD."organisation_id", OLD."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."signed_on", OLD."starts_on", OLD."tenant_id", OLD."title"); RETURN NULL;', hash='9357c1d85f3f16b1a9036b6f7c146391b8398418', operation='DELETE', pgid='pgtrigger_delete_delete_85ca6', table='projects_contract', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dispute',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_disputeevent" ("acted_for_id", "closed_by_id", "closed_for_id", "closed_on", "description", "entered_at", "entered_by_id", "id", "organisation_id", "parties", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "raised_on", "resolution", "tenant_id", "title") VALUES (NEW."acted_for_id", NEW."closed_by_id", NEW."closed_for_id", NEW."closed_on", NEW."description", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."organisation_id", NEW."parties", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."raised_on", NEW."resolution", NEW."tenant_id", NEW."title"); RETURN NULL;', hash='efcb97ed57e3749667143cf05b44b2dffc7e4a46', operation='INSERT', pgid='pgtrigger_insert_insert_840a1', table='projects_dispute', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dispute',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_disputeevent" ("acted_for_id", "closed_by_id", "closed_for_id", "closed_on", "description", "entered_at", "entered_by_id", "id", "organisation_id", "parties", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "raised_on", "resolution", "tenant_id", "title") VALUES (NEW."acted_for_id", NEW."closed_by_id", NEW."closed_for_id", NEW."closed_on", NEW."description", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."organisation_id", NEW."parties", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."project_id", NEW."raised_on", NEW."resolution", NEW."tenant_id", NEW."title"); RETURN NULL;', hash='b14fe08afffaa40d3d02e40f37cbef62e7c54750', operation='UPDATE', pgid='pgtrigger_update_update_703a2', table='projects_dispute', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dispute',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_disputeevent" ("acted_for_id", "closed_by_id", "closed_for_id", "closed_on", "description", "entered_at", "entered_by_id", "id", "organisation_id", "parties", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "raised_on", "resolution", "tenant_id", "title") VALUES (OLD."acted_for_id", OLD."closed_by_id", OLD."closed_for_id", OLD."closed_on", OLD."description", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."organisation_id", OLD."parties", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."raised_on", OLD."resolution", OLD."tenant_id", OLD."title"); RETURN NULL;', hash='3c0ebb6ca49e008722b10b8c9c60d56d237b9ec4', operation='DELETE', pgid='pgtrigger_delete_delete_a6ee9', table='projects_dispute', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestone',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_milestoneevent" ("acted_for_id", "delay_reason", "entered_at", "entered_by_id", "id", "name", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "planned_percent", "project_id", "reached_at", "reached_on", "tenant_id") VALUES (NEW."acted_for_id", NEW."delay_reason", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."planned_on", NEW."planned_percent", NEW."project_id", NEW."reached_at", NEW."reached_on", NEW."tenant_id"); RETURN NULL;', hash='b554d931b322aa7d35bcb8d3ed2f31387ab08a14', operation='INSERT', pgid='pgtrigger_insert_insert_2945c', table='projects_milestone', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestone',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_milestoneevent" ("acted_for_id", "delay_reason", "entered_at", "entered_by_id", "id", "name", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "planned_percent", "project_id", "reached_at", "reached_on", "tenant_id") VALUES (NEW."acted_for_id", NEW."delay_reason", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."planned_on", NEW."planned_percent", NEW."project_id", NEW."reached_at", NEW."reached_on", NEW."tenant_id"); RETURN NULL;', hash='0b1e7003634931daa27bb124582ce82b74beb888', operation='UPDATE', pgid='pgtrigger_update_update_96e58', table='projects_milestone', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestone',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_milestoneevent" ("acted_for_id", "delay_reason", "entered_at", "entered_by_id", "id", "name", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "planned_percent", "project_id", "reached_at", "reached_on", "tenant_id") VALUES (OLD."acted_for_id", OLD."delay_reason", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."name", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."planned_on", OLD."planned_percent", OLD."project_id", OLD."reached_at", OLD."reached_on", OLD."tenant_id"); RETURN NULL;', hash='74802fe49225ee251a7531c4a03eff83fe5481f8', operation='DELETE', pgid='pgtrigger_delete_delete_fed44', table='projects_milestone', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='namedparty',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_namedpartyevent" ("acted_for_id", "entered_at", "entered_by_id", "from_on", "id", "kind", "name", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "role", "tenant_id", "until_on") VALUES (NEW."acted_for_id", NEW."entered_at", NEW."entered_by_id", NEW."from_on", NEW."id", NEW."kind", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."role", NEW."tenant_id", NEW."until_on"); RETURN NULL;', hash='122934cdd638e47e7f12d605665cdbb018fb1bd7', operation='INSERT', pgid='pgtrigger_insert_insert_d0ad1', table='projects_namedparty', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='namedparty',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_namedpartyevent" ("acted_for_id", "entered_at", "entered_by_id", "from_on", "id", "kind", "name", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "role", "tenant_id", "until_on") VALUES (NEW."acted_for_id", NEW."entered_at", NEW."entered_by_id", NEW."from_on", NEW."id", NEW."kind", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."project_id", NEW."role", NEW."tenant_id", NEW."until_on"); RETURN NULL;', hash='482348e5bd7620058f02884ee112c6efa5f15303', operation='UPDATE', pgid='pgtrigger_update_update_9a383', table='projects_namedparty', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='namedparty',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_namedpartyevent" ("acted_for_id", "entered_at", "entered_by_id", "from_on", "id", "kind", "name", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "role", "tenant_id", "until_on") VALUES (OLD."acted_for_id", OLD."entered_at", OLD."entered_by_id", OLD."from_on", OLD."id", OLD."kind", OLD."name", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."role", OLD."tenant_id", OLD."until_on"); RETURN NULL;', hash='5597546150ab52ed7c4f12297ffc67789519a1d0', operation='DELETE', pgid='pgtrigger_delete_delete_49a97', table='projects_namedparty', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='preparation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_preparationevent" ("acted_for_id", "amount", "concluded_by_id", "concluded_for_id", "concluded_on", "entered_at", "entered_by_id", "id", "kind", "number", "on", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "tenant_id", "title", "unit") VALUES (NEW."acted_for_id", NEW."amount", NEW."concluded_by_id", NEW."concluded_for_id", NEW."concluded_on", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."kind", NEW."number", NEW."on", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."tenant_id", NEW."title", NEW."unit"); RETURN NULL;', hash='bf05e9117c028ec965d5772ffe1e79362e9145d4', operation='INSERT', pgid='pgtrigger_insert_insert_27f8c', table='projects_preparation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='preparation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_preparationevent" ("acted_for_id", "amount", "concluded_by_id", "concluded_for_id", "concluded_on", "entered_at", "entered_by_id", "id", "kind", "number", "on", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "tenant_id", "title", "unit") VALUES (NEW."acted_for_id", NEW."amount", NEW."concluded_by_id", NEW."concluded_for_id", NEW."concluded_on", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."kind", NEW."number", NEW."on", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."project_id", NEW."tenant_id", NEW."title", NEW."unit"); RETURN NULL;', hash='cba50499f14d6596d61bb7ad23bdc13af60bba89', operation='UPDATE', pgid='pgtrigger_update_update_2d0ca', table='projects_preparation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='preparation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_preparationevent" ("acted_for_id", "amount", "concluded_by_id", "concluded_for_id", "concluded_on", "entered_at", "entered_by_id", "id", "kind", "number", "on", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "tenant_id", "title", "unit") VALUES (OLD."acted_for_id", OLD."amount", OLD."concluded_by_id", OLD."concluded_for_id", OLD."concluded_on", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."kind", OLD."number", OLD."on", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."tenant_id", OLD."title", OLD."unit"); RETURN NULL;', hash='29acd28dfa7aec4d398d0d7ee81044bf84e45735', operation='DELETE', pgid='pgtrigger_delete_delete_4aa5a', table='projects_preparation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_projectevent" ("acted_for_id", "batch", "code", "contents", "created_at", "entered_by_id", "grades", "held_from", "id", "jurisdiction_id", "milestones", "name", "off_standard", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "revision", "route", "scale", "scope", "search_text", "state", "state_since", "tenant_id", "updated_at") VALUES (NEW."acted_for_id", NEW."batch", NEW."code", NEW."contents", NEW."created_at", NEW."entered_by_id", NEW."grades", NEW."held_from", NEW."id", NEW."jurisdiction_id", NEW."milestones", NEW."name", NEW."off_standard", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."proposed_by_id", NEW."revision", NEW."route", NEW."scale", NEW."scope", NEW."search_text", NEW."state", NEW."state_since", NEW."tenant_id", NEW."updated_at"); RETURN NULL;', hash='306fe1ad36c6ec75b54fe169be290772cb9bdb2b', operation='INSERT', pgid='pgtrigger_insert_insert_2e147', table='projects_project', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."acted_for_id" IS DISTINCT FROM (NEW."acted_for_id") OR OLD."batch" IS DISTINCT FROM (NEW."batch") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."contents" IS DISTINCT FROM (NEW."contents") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."grades" IS DISTINCT FROM (NEW."grades") OR OLD."held_from" IS DISTINCT FROM (NEW."held_from") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."jurisdiction_id" IS DISTINCT FROM (NEW."jurisdiction_id") OR OLD."milestones" IS DISTINCT FROM (NEW."milestones") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."off_standard" IS DISTINCT FROM (NEW."off_standard") OR OLD."path" IS DISTINCT FROM (NEW."path") OR OLD."proposed_by_id" IS DISTINCT FROM (NEW."proposed_by_id") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."route" IS DISTINCT FROM (NEW."route") OR OLD."scale" IS DISTINCT FROM (NEW."scale") OR OLD."scope" IS DISTINCT FROM (NEW."scope") OR OLD."search_text" IS DISTINCT FROM (NEW."search_text") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."state_since" IS DISTINCT FROM (NEW."state_since") OR OLD."tenant_id" IS DISTINCT FROM (NEW."tenant_id") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))', func='INSERT INTO "projects_projectevent" ("acted_for_id", "batch", "code", "contents", "created_at", "entered_by_id", "grades", "held_from", "id", "jurisdiction_id", "milestones", "name", "off_standard", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "revision", "route", "scale", "scope", "search_text", "state", "state_since", "tenant_id", "updated_at") VALUES (NEW."acted_for_id", NEW."batch", NEW."code", NEW."contents", NEW."created_at", NEW."entered_by_id", NEW."grades", NEW."held_from", NEW."id", NEW."jurisdiction_id", NEW."milestones", NEW."name", NEW."off_standard", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."proposed_by_id", NEW."revision", NEW."route", NEW."scale", NEW."scope", NEW."search_text", NEW."state", NEW."state_since", NEW."tenant_id", NEW."updated_at"); RETURN NULL;', hash='376b0afa1acc4c91cc143b28e75049940313f74f', operation='UPDATE', pgid='pgtrigger_update_update_804c3', table='projects_project', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_projectevent" ("acted_for_id", "batch", "code", "contents", "created_at", "entered_by_id", "grades", "held_from", "id", "jurisdiction_id", "milestones", "name", "off_standard", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "revision", "route", "scale", "scope", "search_text", "state", "state_since", "tenant_id", "updated_at") VALUES (OLD."acted_for_id", OLD."batch", OLD."code", OLD."contents", OLD."created_at", OLD."entered_by_id", OLD."grades", OLD."held_from", OLD."id", OLD."jurisdiction_id", OLD."milestones", OLD."name", OLD."off_standard", OLD."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."proposed_by_id", OLD."revision", OLD."route", OLD."scale", OLD."scope", OLD."search_text", OLD."state", OLD."state_since", OLD."tenant_id", OLD."updated_at"); RETURN NULL;', hash='4ca9ea1dbc1b9e1599721bdd4e65843c0d346e90', operation='DELETE', pgid='pgtrigger_delete_delete_2192f', table='projects_project', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publicdisplay',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_publicdisplayevent" ("acted_for_id", "ended_by_id", "ended_for_id", "ended_on", "entered_at", "entered_by_id", "from_on", "id", "organisation_id", "outcome", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "project_id", "scheme_id", "tenant_id", "to_on") VALUES (NEW."acted_for_id", NEW."ended_by_id", NEW."ended_for_id", NEW."ended_on", NEW."entered_at", NEW."entered_by_id", NEW."from_on", NEW."id", NEW."organisation_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."place", NEW."project_id", NEW."scheme_id", NEW."tenant_id", NEW."to_on"); RETURN NULL;', hash='897fea0accf5da394c337ca6f37d0eae7704213c', operation='INSERT', pgid='pgtrigger_insert_insert_f217d', table='projects_publicdisplay', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publicdisplay',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_publicdisplayevent" ("acted_for_id", "ended_by_id", "ended_for_id", "ended_on", "entered_at", "entered_by_id", "from_on", "id", "organisation_id", "outcome", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "project_id", "scheme_id", "tenant_id", "to_on") VALUES (NEW."acted_for_id", NEW."ended_by_id", NEW."ended_for_id", NEW."ended_on", NEW."entered_at", NEW."entered_by_id", NEW."from_on", NEW."id", NEW."organisation_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."place", NEW."project_id", NEW."scheme_id", NEW."tenant_id", NEW."to_on"); RETURN NULL;', hash='ff7d3c81e987c445f81d357ade2df536859ee4ab', operation='UPDATE', pgid='pgtrigger_update_update_230f6', table='projects_publicdisplay', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publicdisplay',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_publicdisplayevent" ("acted_for_id", "ended_by_id", "ended_for_id", "ended_on", "entered_at", "entered_by_id", "from_on", "id", "organisation_id", "outcome", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "project_id", "scheme_id", "tenant_id", "to_on") VALUES (OLD."acted_for_id", OLD."ended_by_id", OLD."ended_for_id", OLD."ended_on", OLD."entered_at", OLD."entered_by_id", OLD."from_on", OLD."id", OLD."organisation_id", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."place", OLD."project_id", OLD."scheme_id", OLD."tenant_id", OLD."to_on"); RETURN NULL;', hash='c1341e80c709ceb3b8e59dc087cbc862c5d8a26c', operation='DELETE', pgid='pgtrigger_delete_delete_a0ff1', table='projects_publicdisplay', when='AFTER')),
        ),
    ]
