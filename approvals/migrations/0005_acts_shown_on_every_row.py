import communities.people.acting
import communities.tenancy.migrating
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations


class Migration(communities.tenancy.migrating.AtOnce):

    dependencies = [
        ('approvals', '0004_acts_in_the_name_of'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='acceptancecheck',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='acceptancecheck',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='acceptancecheck',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='acceptancefinding',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='acceptancefinding',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='acceptancefinding',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='acceptanceparticipant',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='acceptanceparticipant',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='acceptanceparticipant',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='annualplan',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='annualplan',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='annualplan',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='fiscalcapacity',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='fiscalcapacity',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='fiscalcapacity',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='handover',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='handover',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='handover',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='handoverconclusion',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='handoverconclusion',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='handoverconclusion',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='handoverentry',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='handoverentry',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='handoverentry',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='warranty',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='warranty',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='warranty',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='acceptancecheck',
            name='checked_for',
            field=communities.people.acting.ActedForField(blank=True, default=None, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='acceptancecheckevent',
            name='checked_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=None, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='acceptancefinding',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='acceptancefinding',
            name='rechecked_for',
            field=communities.people.acting.ActedForField(blank=True, default=None, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='acceptancefindingevent',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='acceptancefindingevent',
            name='rechecked_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=None, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='acceptanceparticipant',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='acceptanceparticipantevent',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='annualplan',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='annualplanevent',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='fiscalcapacity',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='fiscalcapacityevent',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='handover',
            name='entered_for',
            field=communities.people.acting.ActedForField(blank=True, default=None, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='handover',
            name='opened_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='handoverconclusion',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='handoverconclusionevent',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='handoverentry',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='handoverentryevent',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='handoverevent',
            name='entered_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=None, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='handoverevent',
            name='opened_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='planentry',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='warranty',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='warrantyevent',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='acceptancecheck',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "approvals_acceptancecheckevent" ("acceptance_id", "checked_at", "checked_by_id", "checked_for_id", "id", "note", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "result", "tenant_id", "works_item_id") VALUES (NEW."acceptance_id", NEW."checked_at", NEW."checked_by_id", NEW."checked_for_id", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."result", NEW."tenant_id", NEW."works_item_id"); RETURN NULL;', hash='9d0d75d33328a920d0b0accb72661220c4e60b74', operation='INSERT', pgid='pgtrigger_insert_insert_18a5b', table='approvals_acceptancecheck', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='acceptancecheck',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "approvals_acceptancecheckevent" ("acceptance_id", "checked_at", "checked_by_id", "checked_for_id", "id", "note", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "result", "tenant_id", "works_item_id") VALUES (NEW."acceptance_id", NEW."checked_at", NEW."checked_by_id", NEW."checked_for_id", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."result", NEW."tenant_id", NEW."works_item_id"); RETURN NULL;', hash='1641c7f1f7a184c819f4530f2bfa84bc839ff476', operation='UPDATE', pgid='pgtrigger_update_update_82403', table='approvals_acceptancecheck', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='acceptancecheck',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "approvals_acceptancecheckevent" ("acceptance_id", "checked_at", "checked_by_id", "checked_for_id", "id", "note", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "result", "tenant_id", "works_item_id") VALUES (OLD."acceptance_id", OLD."checked_at", OLD."checked_by_id", OLD."checked_for_id", OLD."id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."result", OLD."tenant_id", OLD."works_item_id"); RETURN NULL;', hash='c15581140a6428be11dd8d9f48e71116245b411b', operation='DELETE', pgid='pgtrigger_delete_delete_bd96c', table='approvals_acceptancecheck', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='acceptancefinding',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "approvals_acceptancefindingevent" ("acceptance_id", "acted_for_id", "check_row_id", "document_id", "due_on", "entered_at", "entered_by_id", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "rechecked_by_id", "rechecked_for_id", "rechecked_on", "rechecked_text", "rechecks", "rectified_on", "rectified_text", "responsible", "state", "tenant_id", "text") VALUES (NEW."acceptance_id", NEW."acted_for_id", NEW."check_row_id", NEW."document_id", NEW."due_on", NEW."entered_at", NEW."entered_by_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."rechecked_by_id", NEW."rechecked_for_id", NEW."rechecked_on", NEW."rechecked_text", NEW."rechecks", NEW."rectified_on", NEW."rectified_text", NEW."responsible", NEW."state", NEW."tenant_id", NEW."text"); RETURN NULL;', hash='42ecf4528bcf4893d4d2879f5912b890a769e033', operation='INSERT', pgid='pgtrigger_insert_insert_530df', table='approvals_acceptancefinding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='acceptancefinding',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "approvals_acceptancefindingevent" ("acceptance_id", "acted_for_id", "check_row_id", "document_id", "due_on", "entered_at", "entered_by_id", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "rechecked_by_id", "rechecked_for_id", "rechecked_on", "rechecked_text", "rechecks", "rectified_on", "rectified_text", "responsible", "state", "tenant_id", "text") VALUES (NEW."acceptance_id", NEW."acted_for_id", NEW."check_row_id", NEW."document_id", NEW."due_on", NEW."entered_at", NEW."entered_by_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."rechecked_by_id", NEW."rechecked_for_id", NEW."rechecked_on", NEW."rechecked_text", NEW."rechecks", NEW."rectified_on", NEW."rectified_text", NEW."responsible", NEW."state", NEW."tenant_id", NEW."text"); RETURN NULL;', hash='ae84f414750ca816075db21fed5b6c078135dba6', operation='UPDATE', pgid='pgtrigger_update_update_7db54', table='approvals_acceptancefinding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='acceptancefinding',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "approvals_acceptancefindingevent" ("acceptance_id", "acted_for_id", "check_row_id", "document_id", "due_on", "entered_at", "entered_by_id", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "rechecked_by_id", "rechecked_for_id", "rechecked_on", "rechecked_text", "rechecks", "rectified_on", "rectified_text", "responsible", "state", "tenant_id", "text") VALUES (OLD."acceptance_id", OLD."acted_for_id", OLD."check_row_id", OLD."document_id", OLD."due_on", OLD."entered_at", OLD."entered_by_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."rechecked_by_id", OLD."rechecked_for_id", OLD."rechecked_on", OLD."rechecked_text", OLD."rechecks", OLD."rectified_on", OLD."rectified_text", OLD."responsible", OLD."state", OLD."tenant_id", OLD."text"); RETURN NULL;', hash='64a62ff1d9c7b8987a111500c12861d6dbd546a5', operation='DELETE', pgid='pgtrigger_delete_delete_a52c1', table='approvals_acceptancefinding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='acceptanceparticipant',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "approvals_acceptanceparticipantevent" ("acceptance_id", "acted_for_id", "entered_at", "entered_by_id", "id", "is_signed", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "tenant_id", "unit") VALUES (NEW."acceptance_id", NEW."acted_for_id", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."is_signed", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."role", NEW."tenant_id", NEW."unit"); RETURN NULL;', hash='9312436c209fe1c7d77802ab36ef12173dcfda16', operation='INSERT', pgid='pgtrigger_insert_insert_55cd9', table='approvals_acceptanceparticipant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='acceptanceparticipant',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "approvals_acceptanceparticipantevent" ("acceptance_id", "acted_for_id", "entered_at", "entered_by_id", "id", "is_signed", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "tenant_id", "unit") VALUES (NEW."acceptance_id", NEW."acted_for_id", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."is_signed", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."role", NEW."tenant_id", NEW."unit"); RETURN NULL;', hash='61bde793f16fdbb8c989a87f118a6eb89f784c5e', operation='UPDATE', pgid='pgtrigger_update_update_706dc', table='approvals_acceptanceparticipant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='acceptanceparticipant',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "approvals_acceptanceparticipantevent" ("acceptance_id", "acted_for_id", "entered_at", "entered_by_id", "id", "is_signed", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "tenant_id", "unit") VALUES (OLD."acceptance_id", OLD."acted_for_id", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."is_signed", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."role", OLD."tenant_id", OLD."unit"); RETURN NULL;', hash='8be22e17254c603ab004dbe42b2d2f8fcde7a0b0', operation='DELETE', pgid='pgtrigger_delete_delete_7c77a', table='approvals_acceptanceparticipant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='annualplan',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "approvals_annualplanevent" ("acted_for_id", "id", "opened_at", "opened_by_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "year") VALUES (NEW."acted_for_id", NEW."id", NEW."opened_at", NEW."opened_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."tenant_id", NEW."year"); RETURN NULL;', hash='124e404a03c9a0107685d3d23b3d0f4fdf795068', operation='INSERT', pgid='pgtrigger_insert_insert_9da88', table='approvals_annualplan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='annualplan',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "approvals_annualplanevent" ("acted_for_id", "id", "opened_at", "opened_by_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "year") VALUES (NEW."acted_for_id", NEW."id", NEW."opened_at", NEW."opened_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."tenant_id", NEW."year"); RETURN NULL;', hash='444ae298d592194db533290adbed4fc82282a3cb', operation='UPDATE', pgid='pgtrigger_update_update_5a549', table='approvals_annualplan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='annualplan',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "approvals_annualplanevent" ("acted_for_id", "id", "opened_at", "opened_by_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "year") VALUES (OLD."acted_for_id", OLD."id", OLD."opened_at", OLD."opened_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."tenant_id", OLD."year"); RETURN NULL;', hash='65c43d74efcae45834069f66070ee96e0b7f44e2', operation='DELETE', pgid='pgtrigger_delete_delete_07ae9', table='approvals_annualplan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fiscalcapacity',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "approvals_fiscalcapacityevent" ("acted_for_id", "amount", "basis", "document_id", "entered_at", "entered_by_id", "id", "jurisdiction_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "year") VALUES (NEW."acted_for_id", NEW."amount", NEW."basis", NEW."document_id", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."jurisdiction_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."tenant_id", NEW."year"); RETURN NULL;', hash='6d54fa2bf05a440313b7a5ae06e2a2a6b9edbc5f', operation='INSERT', pgid='pgtrigger_insert_insert_2002a', table='approvals_fiscalcapacity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fiscalcapacity',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "approvals_fiscalcapacityevent" ("acted_for_id", "amount", "basis", "document_id", "entered_at", "entered_by_id", "id", "jurisdiction_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "year") VALUES (NEW."acted_for_id", NEW."amount", NEW."basis", NEW."document_id", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."jurisdiction_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."tenant_id", NEW."year"); RETURN NULL;', hash='da0d24d621e93850333b308c2fa2d610b611dcee', operation='UPDATE', pgid='pgtrigger_update_update_53da2', table='approvals_fiscalcapacity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fiscalcapacity',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "approvals_fiscalcapacityevent" ("acted_for_id", "amount", "basis", "document_id", "entered_at", "entered_by_id", "id", "jurisdiction_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "year") VALUES (OLD."acted_for_id", OLD."amount", OLD."basis", OLD."document_id", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."jurisdiction_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."tenant_id", OLD."year"); RETURN NULL;', hash='d7dbf351f8d90a957466f5ad651abb0060b4d9a7', operation='DELETE', pgid='pgtrigger_delete_delete_6b43f', table='approvals_fiscalcapacity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='handover',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "approvals_handoverevent" ("entered_by_id", "entered_for_id", "id", "kind", "number", "opened_at", "opened_by_id", "opened_for_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "receipt_id", "receiver", "signed_at", "signed_on", "signer", "state", "tenant_id") VALUES (NEW."entered_by_id", NEW."entered_for_id", NEW."id", NEW."kind", NEW."number", NEW."opened_at", NEW."opened_by_id", NEW."opened_for_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."receipt_id", NEW."receiver", NEW."signed_at", NEW."signed_on", NEW."signer", NEW."state", NEW."tenant_id"); RETURN NULL;', hash='69eafa34c413f0801681e10d97666090a427ce77', operation='INSERT', pgid='pgtrigger_insert_insert_40be9', table='approvals_handover', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='handover',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "approvals_handoverevent" ("entered_by_id", "entered_for_id", "id", "kind", "number", "opened_at", "opened_by_id", "opened_for_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "receipt_id", "receiver", "signed_at", "signed_on", "signer", "state", "tenant_id") VALUES (NEW."entered_by_id", NEW."entered_for_id", NEW."id", NEW."kind", NEW."number", NEW."opened_at", NEW."opened_by_id", NEW."opened_for_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."project_id", NEW."receipt_id", NEW."receiver", NEW."signed_at", NEW."signed_on", NEW."signer", NEW."state", NEW."tenant_id"); RETURN NULL;', hash='3671e373b766f5964e7a720808e4aa6955e89a39', operation='UPDATE', pgid='pgtrigger_update_update_cfe44', table='approvals_handover', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='handover',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "approvals_handoverevent" ("entered_by_id", "entered_for_id", "id", "kind", "number", "opened_at", "opened_by_id", "opened_for_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "receipt_id", "receiver", "signed_at", "signed_on", "signer", "state", "tenant_id") VALUES (OLD."entered_by_id", OLD."entered_for_id", OLD."id", OLD."kind", OLD."number", OLD."opened_at", OLD."opened_by_id", OLD."opened_for_id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."receipt_id", OLD."receiver", OLD."signed_at", OLD."signed_on", OLD."signer", OLD."state", OLD."tenant_id"); RETURN NULL;', hash='6a28e930c0f61190316ba05bf3c74ffdbc04f878', operation='DELETE', pgid='pgtrigger_delete_delete_bcae8', table='approvals_handover', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='handoverconclusion',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "approvals_handoverconclusionevent" ("acted_for_id", "concluded_at", "concluded_on", "concluder_id", "id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "tenant_id") VALUES (NEW."acted_for_id", NEW."concluded_at", NEW."concluded_on", NEW."concluder_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."tenant_id"); RETURN NULL;', hash='c8f2f251895caee4854bca4ee832bfcaeb8bd3c3', operation='INSERT', pgid='pgtrigger_insert_insert_2ee0c', table='approvals_handoverconclusion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='handoverconclusion',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "approvals_handoverconclusionevent" ("acted_for_id", "concluded_at", "concluded_on", "concluder_id", "id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "tenant_id") VALUES (NEW."acted_for_id", NEW."concluded_at", NEW."concluded_on", NEW."concluder_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."project_id", NEW."tenant_id"); RETURN NULL;', hash='eaf6f13ccece6ff2559f8a251d25ea77ad713d13', operation='UPDATE', pgid='pgtrigger_update_update_331d7', table='approvals_handoverconclusion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='handoverconclusion',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "approvals_handoverconclusionevent" ("acted_for_id", "concluded_at", "concluded_on", "concluder_id", "id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "tenant_id") VALUES (OLD."acted_for_id", OLD."concluded_at", OLD."concluded_on", OLD."concluder_id", OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."tenant_id"); RETURN NULL;', hash='e330380009faeffe2d2326f9d453cb896abd04ed', operation='DELETE', pgid='pgtrigger_delete_delete_92508', table='approvals_handoverconclusion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='handoverentry',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "approvals_handoverentryevent" ("acted_for_id", "document_id", "entered_at", "entered_by_id", "handover_id", "id", "name", "note", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "tenant_id", "unit") VALUES (NEW."acted_for_id", NEW."document_id", NEW."entered_at", NEW."entered_by_id", NEW."handover_id", NEW."id", NEW."name", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."quantity", NEW."tenant_id", NEW."unit"); RETURN NULL;', hash='58d3b2fa589fea50610377ec24d0e834def7d79c', operation='INSERT', pgid='pgtrigger_insert_insert_2b107', table='approvals_handoverentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='handoverentry',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "approvals_handoverentryevent" ("acted_for_id", "document_id", "entered_at", "entered_by_id", "handover_id", "id", "name", "note", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "tenant_id", "unit") VALUES (NEW."acted_for_id", NEW."document_id", NEW."entered_at", NEW."entered_by_id", NEW."handover_id", NEW."id", NEW."name", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."quantity", NEW."tenant_id", NEW."unit"); RETURN NULL;', hash='f214c12781adc72f4c14096f5b88dadc40c61447', operation='UPDATE', pgid='pgtrigger_update_update_0d45b', table='approvals_handoverentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='handoverentry',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "approvals_handoverentryevent" ("acted_for_id", "document_id", "entered_at", "entered_by_id", "handover_id", "id", "name", "note", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "tenant_id", "unit") VALUES (OLD."acted_for_id", OLD."document_id", OLD."entered_at", OLD."entered_by_id", OLD."handover_id", OLD."id", OLD."name", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."quantity", OLD."tenant_id", OLD."unit"); RETURN NULL;', hash='0df2b1851146f92923de17cbdf82de6c653a5bb9', operation='DELETE', pgid='pgtrigger_delete_delete_e01a9', table='approvals_handoverentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='warranty',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "approvals_warrantyevent" ("acceptance_id", "accepted_on", "acted_for_id", "contractor_id", "document_id", "due_on", "entered_at", "entered_by_id", "event", "id", "note", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "tenant_id", "works_item_id", "years") VALUES (NEW."acceptance_id", NEW."accepted_on", NEW."acted_for_id", NEW."contractor_id", NEW."document_id", NEW."due_on", NEW."entered_at", NEW."entered_by_id", NEW."event", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."rule", NEW."tenant_id", NEW."works_item_id", NEW."years"); RETURN NULL;', hash='f405a0622ce457ebf02b24e908fd287e02a0324d', operation='INSERT', pgid='pgtrigger_insert_insert_47e5b', table='approvals_warranty', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='warranty',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "approvals_warrantyevent" ("acceptance_id", "accepted_on", "acted_for_id", "contractor_id", "document_id", "due_on", "entered_at", "entered_by_id", "event", "id", "note", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "tenant_id", "works_item_id", "years") VALUES (NEW."acceptance_id", NEW."accepted_on", NEW."acted_for_id", NEW."contractor_id", NEW."document_id", NEW."due_on", NEW."entered_at", NEW."entered_by_id", NEW."event", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."rule", NEW."tenant_id", NEW."works_item_id", NEW."years"); RETURN NULL;', hash='86ffb89616f82425ff60367f8ab4b48c23c0ebcf', operation='UPDATE', pgid='pgtrigger_update_update_f7a84', table='approvals_warranty', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='warranty',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "approvals_warrantyevent" ("acceptance_id", "accepted_on", "acted_for_id", "contractor_id", "document_id", "due_on", "entered_at", "entered_by_id", "event", "id", "note", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "tenant_id", "works_item_id", "years") VALUES (OLD."acceptance_id", OLD."accepted_on", OLD."acted_for_id", OLD."contractor_id", OLD."document_id", OLD."due_on", OLD."entered_at", OLD."entered_by_id", OLD."event", OLD."id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."rule", OLD."tenant_id", OLD."works_item_id", OLD."years"); RETURN NULL;', hash='2e7984b06970d4f6125dcf9a4d8990fa6fcb7033', operation='DELETE', pgid='pgtrigger_delete_delete_2b6fb', table='approvals_warranty', when='AFTER')),
        ),
    ]
