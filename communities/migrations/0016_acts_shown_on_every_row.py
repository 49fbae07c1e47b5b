import communities.people.acting
import communities.tenancy.migrating
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations


class Migration(communities.tenancy.migrating.AtOnce):

    dependencies = [
        ('communities', '0015_the_instant_of_an_entry'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='document',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='document',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='document',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='maintenancefund',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='maintenancefund',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='maintenancefund',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='managementmode',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='managementmode',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='managementmode',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='neighbourhood',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='neighbourhood',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='neighbourhood',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='ownersbody',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='ownersbody',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='ownersbody',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='partyorganisation',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='partyorganisation',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='partyorganisation',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='plausibilityquery',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='plausibilityquery',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='plausibilityquery',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='propertycontract',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='propertycontract',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='propertycontract',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='survey',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='survey',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='survey',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='document',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='documentevent',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='job',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='maintenancefund',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='maintenancefundevent',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='managementmode',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='managementmodeevent',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='neighbourhood',
            name='updated_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='neighbourhoodevent',
            name='updated_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ownersbody',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ownersbodyevent',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='partyorganisation',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='partyorganisationevent',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='plausibilityquery',
            name='answered_for',
            field=communities.people.acting.ActedForField(blank=True, default=None, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='plausibilityqueryevent',
            name='answered_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=None, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='propertycontract',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='propertycontractevent',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='registerimport',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='survey',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='surveyevent',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_documentevent" ("acted_for_id", "content_type", "file", "filename", "id", "is_sealed", "jurisdiction_id", "kind", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan", "scanned_at", "sha256", "size", "tenant_id", "uploaded_at", "uploaded_by_id") VALUES (NEW."acted_for_id", NEW."content_type", NEW."file", NEW."filename", NEW."id", NEW."is_sealed", NEW."jurisdiction_id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."scan", NEW."scanned_at", NEW."sha256", NEW."size", NEW."tenant_id", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;', hash='c5f20b71a7829f5ec9ca7472bb2818309f342cfb', operation='INSERT', pgid='pgtrigger_insert_insert_3292b', table='communities_document', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "communities_documentevent" ("acted_for_id", "content_type", "file", "filename", "id", "is_sealed", "jurisdiction_id", "kind", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan", "scanned_at", "sha256", "size", "tenant_id", "uploaded_at", "uploaded_by_id") VALUES (NEW."acted_for_id", NEW."content_type", NEW."file", NEW."filename", NEW."id", NEW."is_sealed", NEW."jurisdiction_id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."scan", NEW."scanned_at", NEW."sha256", NEW."size", NEW."tenant_id", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;', hash='e2ee4480131921b7e61a1b68c2ff7fc2ac756020', operation='UPDATE', pgid='pgtrigger_update_update_25f38', table='communities_document', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_documentevent" ("acted_for_id", "content_type", "file", "filename", "id", "is_sealed", "jurisdiction_id", "kind", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan", "scanned_at", "sha256", "size", "tenant_id", "uploaded_at", "uploaded_by_id") VALUES (OLD."acted_for_id", OLD."content_type", OLD."file", OLD."filename", OLD."id", OLD."is_sealed", OLD."jurisdiction_id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."scan", OLD."scanned_at", OLD."sha256", OLD."size", OLD."tenant_id", OLD."uploaded_at", OLD."uploaded_by_id"); RETURN NULL;', hash='fafbbb9c640b3bc832d54c20e8831a59edfe5a49', operation='DELETE', pgid='pgtrigger_delete_delete_db8b6', table='communities_document', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='maintenancefund',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_maintenancefundevent" ("account", "acted_for_id", "balance", "balance_on", "document_id", "entered_at", "entered_by_id", "id", "neighbourhood_id", "organisation_id", "pays_until_then", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised", "revision", "set_up_on", "tenant_id") VALUES (NEW."account", NEW."acted_for_id", NEW."balance", NEW."balance_on", NEW."document_id", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."neighbourhood_id", NEW."organisation_id", NEW."pays_until_then", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."raised", NEW."revision", NEW."set_up_on", NEW."tenant_id"); RETURN NULL;', hash='8b1c03ce87dca936c15c51f0d65c9748a3c05f29', operation='INSERT', pgid='pgtrigger_insert_insert_2bbaa', table='communities_maintenancefund', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='maintenancefund',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "communities_maintenancefundevent" ("account", "acted_for_id", "balance", "balance_on", "document_id", "entered_at", "entered_by_id", "id", "neighbourhood_id", "organisation_id", "pays_until_then", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised", "revision", "set_up_on", "tenant_id") VALUES (NEW."account", NEW."acted_for_id", NEW."balance", NEW."balance_on", NEW."document_id", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."neighbourhood_id", NEW."organisation_id", NEW."pays_until_then", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."raised", NEW."revision", NEW."set_up_on", NEW."tenant_id"); RETURN NULL;', hash='3d951fb54fb4bd13dbf1120c1660b1d461df8cf7', operation='UPDATE', pgid='pgtrigger_update_update_7fc9d', table='communities_maintenancefund', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='maintenancefund',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_maintenancefundevent" ("account", "acted_for_id", "balance", "balance_on", "document_id", "entered_at", "entered_by_id", "id", "neighbourhood_id", "organisation_id", "pays_until_then", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised", "revision", "set_up_on", "tenant_id") VALUES (OLD."account", OLD."acted_for_id", OLD."balance", OLD."balance_on", OLD."document_id", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."neighbourhood_id", OLD."organisation_id", OLD."pays_until_then", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."raised", OLD."revision", OLD."set_up_on", OLD."tenant_id"); RETURN NULL;', hash='9cf3c867ede7c03b8d677ac25129d91a0357f793', operation='DELETE', pgid='pgtrigger_delete_delete_1ac03', table='communities_maintenancefund', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='managementmode',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_managementmodeevent" ("acted_for_id", "decision_id", "document_id", "entered_at", "entered_by_id", "fee", "from_on", "id", "mode", "neighbourhood_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "services", "tenant_id", "unit", "until_at", "until_on") VALUES (NEW."acted_for_id", NEW."decision_id", NEW."document_id", NEW."entered_at", NEW."entered_by_id", NEW."fee", NEW."from_on", NEW."id", NEW."mode", NEW."neighbourhood_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."services", NEW."tenant_id", NEW."unit", NEW."until_at", NEW."until_on"); RETURN NULL;', hash='37742e855b639fbd6d81e4ee149f4750c745a306', operation='INSERT', pgid='pgtrigger_insert_insert_92377', table='communities_managementmode', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='managementmode',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "communities_managementmodeevent" ("acted_for_id", "decision_id", "document_id", "entered_at", "entered_by_id", "fee", "from_on", "id", "mode", "neighbourhood_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "services", "tenant_id", "unit", "until_at", "until_on") VALUES (NEW."acted_for_id", NEW."decision_id", NEW."document_id", NEW."entered_at", NEW."entered_by_id", NEW."fee", NEW."from_on", NEW."id", NEW."mode", NEW."neighbourhood_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."services", NEW."tenant_id", NEW."unit", NEW."until_at", NEW."until_on"); RETURN NULL;', hash='25346ffebaf79695666ffeb0fcc89d60a6611703', operation='UPDATE', pgid='pgtrigger_update_update_eebe4', table='communities_managementmode', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='managementmode',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_managementmodeevent" ("acted_for_id", "decision_id", "document_id", "entered_at", "entered_by_id", "fee", "from_on", "id", "mode", "neighbourhood_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "services", "tenant_id", "unit", "until_at", "until_on") VALUES (OLD."acted_for_id", OLD."decision_id", OLD."document_id", OLD."entered_at", OLD."entered_by_id", OLD."fee", OLD."from_on", OLD."id", OLD."mode", OLD."neighbourhood_id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."services", OLD."tenant_id", OLD."unit", OLD."until_at", OLD."until_on"); RETURN NULL;', hash='72c79a030343d89d25e8c002f03ec8b540f0d1ba', operation='DELETE', pgid='pgtrigger_delete_delete_f5428', table='communities_managementmode', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='neighbourhood',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_neighbourhoodevent" ("address", "buildings", "buildings_declared", "completed_from", "completed_is_chosen", "completed_to", "created_at", "decision_id", "eligible", "first_reason", "floor_area", "floor_area_declared", "has_owners_organisation", "households", "households_declared", "id", "is_complete", "is_demonstration", "is_historic_building", "jurisdiction_id", "management", "max_storeys", "merged_into_id", "missing_count", "mode", "name", "name_key", "open_queries", "original_owner", "participation", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "problems", "remarks", "residents", "revision", "safety_grade", "search_text", "six_storey_buildings", "sort_key", "structure", "survey_year", "tenant_id", "updated_at", "updated_by_id", "updated_for_id", "willing_ratio") VALUES (NEW."address", NEW."buildings", NEW."buildings_declared", NEW."completed_from", NEW."completed_is_chosen", NEW."completed_to", NEW."created_at", NEW."decision_id", NEW."eligible", NEW."first_reason", NEW."floor_area", NEW."floor_area_declared", NEW."has_owners_organisation", NEW."households", NEW."households_declared", NEW."id", NEW."is_complete", NEW."is_demonstration", NEW."is_historic_building", NEW."jurisdiction_id", NEW."management", NEW."max_storeys", NEW."merged_into_id", NEW."missing_count", NEW."mode", NEW."name", NEW."name_key", NEW."open_queries", NEW."original_owner", NEW."participation", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."problems", NEW."remarks", NEW."residents", NEW."revision", NEW."safety_grade", NEW."search_text", NEW."six_storey_buildings", NEW."sort_key", NEW."structure", NEW."survey_year", NEW."tenant_id", NEW."updated_at", NEW."updated_by_id", NEW."updated_for_id", NEW."willing_ratio"); RETURN NULL;', hash='d6c99bce969346ada9c8e85a1453bbdeada8499d', operation='INSERT', pgid='pgtrigger_insert_insert_face3', table='communities_neighbourhood', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='neighbourhood',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "communities_neighbourhoodevent" ("address", "buildings", "buildings_declared", "completed_from", "completed_is_chosen", "completed_to", "created_at", "decision_id", "eligible", "first_reason", "floor_area", "floor_area_declared", "has_owners_organisation", "households", "households_declared", "id", "is_complete", "is_demonstration", "is_historic_building", "jurisdiction_id", "management", "max_storeys", "merged_into_id", "missing_count", "mode", "name", "name_key", "open_queries", "original_owner", "participation", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "problems", "remarks", "residents", "revision", "safety_grade", "search_text", "six_storey_buildings", "sort_key", "structure", "survey_year", "tenant_id", "updated_at", "updated_by_id", "updated_for_id", "willing_ratio") VALUES (NEW."address", NEW."buildings", NEW."buildings_declared", NEW."completed_from", NEW."completed_is_chosen", NEW."completed_to", NEW."created_at", NEW."decision_id", NEW."eligible", NEW."first_reason", NEW."floor_area", NEW."floor_area_declared", NEW."has_owners_organisation", NEW."households", NEW."households_declared", NEW."id", NEW."is_complete", NEW."is_demonstration", NEW."is_historic_building", NEW."jurisdiction_id", NEW."management", NEW."max_storeys", NEW."merged_into_id", NEW."missing_count", NEW."mode", NEW."name", NEW."name_key", NEW."open_queries", NEW."original_owner", NEW."participation", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."problems", NEW."remarks", NEW."residents", NEW."revision", NEW."safety_grade", NEW."search_text", NEW."six_storey_buildings", NEW."sort_key", NEW."structure", NEW."survey_year", NEW."tenant_id", NEW."updated_at", NEW."updated_by_id", NEW."updated_for_id", NEW."willing_ratio"); RETURN NULL;', hash='92a780f94d7792916d63eecdec7edffa696722fe', operation='UPDATE', pgid='pgtrigger_update_update_8e743', table='communities_neighbourhood', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='neighbourhood',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_neighbourhoodevent" ("address", "buildings", "buildings_declared", "completed_from", "completed_is_chosen", "completed_to", "created_at", "decision_id", "eligible", "first_reason", "floor_area", "floor_area_declared", "has_owners_organisation", "households", "households_declared", "id", "is_complete", "is_demonstration", "is_historic_building", "jurisdiction_id", "management", "max_storeys", "merged_into_id", "missing_count", "mode", "name", "name_key", "open_queries", "original_owner", "participation", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "problems", "remarks", "residents", "revision", "safety_grade", "search_text", "six_storey_buildings", "sort_key", "structure", "survey_year", "tenant_id", "updated_at", "updated_by_id", "updated_for_id", "willing_ratio") VALUES (OLD."address", OLD."buildings", OLD."buildings_declared", OLD."completed_from", OLD."completed_is_chosen", OLD."completed_to", OLD."created_at", OLD."decision_id", OLD."eligible", OLD."first_reason", OLD."floor_area", OLD."floor_area_declared", OLD."has_owners_organisation", OLD."households", OLD."households_declared", OLD."id", OLD."is_complete", OLD."is_demonstration", OLD."is_historic_building", OLD."jurisdiction_id", OLD."management", OLD."max_storeys", OLD."merged_into_id", OLD."missing_count", OLD."mode", OLD."name", OLD."name_key", OLD."open_queries", OLD."original_owner", OLD."participation", OLD."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."problems", OLD."remarks", OLD."residents", OLD."revision", OLD."safety_grade", OLD."search_text", OLD."six_storey_buildings", OLD."sort_key", OLD."structure", OLD."survey_year", OLD."tenant_id", OLD."updated_at", OLD."updated_by_id", OLD."updated_for_id", OLD."willing_ratio"); RETURN NULL;', hash='93beeccd0119e07d8ad1277b794e6af04f599695', operation='DELETE', pgid='pgtrigger_delete_delete_3b715', table='communities_neighbourhood', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownersbody',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_ownersbodyevent" ("acted_for_id", "dissolved_at", "dissolved_on", "document_id", "entered_at", "entered_by_id", "filing_number", "formed_on", "id", "kind", "name", "neighbourhood_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "term_until") VALUES (NEW."acted_for_id", NEW."dissolved_at", NEW."dissolved_on", NEW."document_id", NEW."entered_at", NEW."entered_by_id", NEW."filing_number", NEW."formed_on", NEW."id", NEW."kind", NEW."name", NEW."neighbourhood_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."tenant_id", NEW."term_until"); RETURN NULL;', hash='b733208da9cabb5ec4d0ab9674d443da4b1a5e38', operation='INSERT', pgid='pgtrigger_insert_insert_c9297', table='communities_ownersbody', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownersbody',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "communities_ownersbodyevent" ("acted_for_id", "dissolved_at", "dissolved_on", "document_id", "entered_at", "entered_by_id", "filing_number", "formed_on", "id", "kind", "name", "neighbourhood_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "term_until") VALUES (NEW."acted_for_id", NEW."dissolved_at", NEW."dissolved_on", NEW."document_id", NEW."entered_at", NEW."entered_by_id", NEW."filing_number", NEW."formed_on", NEW."id", NEW."kind", NEW."name", NEW."neighbourhood_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."tenant_id", NEW."term_until"); RETURN NULL;', hash='ef9f7891273fc3526e572aef2e803fa572af2b86', operation='UPDATE', pgid='pgtrigger_update_update_2df01', table='communities_ownersbody', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownersbody',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_ownersbodyevent" ("acted_for_id", "dissolved_at", "dissolved_on", "document_id", "entered_at", "entered_by_id", "filing_number", "formed_on", "id", "kind", "name", "neighbourhood_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "term_until") VALUES (OLD."acted_for_id", OLD."dissolved_at", OLD."dissolved_on", OLD."document_id", OLD."entered_at", OLD."entered_by_id", OLD."filing_number", OLD."formed_on", OLD."id", OLD."kind", OLD."name", OLD."neighbourhood_id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."tenant_id", OLD."term_until"); RETURN NULL;', hash='1520048427a41e8421678c7a90e2a50547e9eb79', operation='DELETE', pgid='pgtrigger_delete_delete_d1d1f', table='communities_ownersbody', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partyorganisation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_partyorganisationevent" ("acted_for_id", "entered_at", "entered_by_id", "from_on", "id", "name", "neighbourhood_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "until_at", "until_on") VALUES (NEW."acted_for_id", NEW."entered_at", NEW."entered_by_id", NEW."from_on", NEW."id", NEW."name", NEW."neighbourhood_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."tenant_id", NEW."until_at", NEW."until_on"); RETURN NULL;', hash='679baab8e87c3d2d6cca5115d9989f9ffe6d49ad', operation='INSERT', pgid='pgtrigger_insert_insert_d47c4', table='communities_partyorganisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partyorganisation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "communities_partyorganisationevent" ("acted_for_id", "entered_at", "entered_by_id", "from_on", "id", "name", "neighbourhood_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "until_at", "until_on") VALUES (NEW."acted_for_id", NEW."entered_at", NEW."entered_by_id", NEW."from_on", NEW."id", NEW."name", NEW."neighbourhood_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."tenant_id", NEW."until_at", NEW."until_on"); RETURN NULL;', hash='c76412efbfeb1e41ace5d673d241df099e886f32', operation='UPDATE', pgid='pgtrigger_update_update_5cda6', table='communities_partyorganisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partyorganisation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_partyorganisationevent" ("acted_for_id", "entered_at", "entered_by_id", "from_on", "id", "name", "neighbourhood_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "until_at", "until_on") VALUES (OLD."acted_for_id", OLD."entered_at", OLD."entered_by_id", OLD."from_on", OLD."id", OLD."name", OLD."neighbourhood_id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."tenant_id", OLD."until_at", OLD."until_on"); RETURN NULL;', hash='aee1bee568178f1029bebb4a49c6c2fd01b61c1b', operation='DELETE', pgid='pgtrigger_delete_delete_445bb', table='communities_partyorganisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='plausibilityquery',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_plausibilityqueryevent" ("answer", "answered_at", "answered_by_id", "answered_for_id", "field", "figure", "id", "neighbourhood_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "text") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."answered_for_id", NEW."field", NEW."figure", NEW."id", NEW."neighbourhood_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."tenant_id", NEW."text"); RETURN NULL;', hash='619ca06a6b2218c602f0500a4db8afdfd990e41a', operation='INSERT', pgid='pgtrigger_insert_insert_00d09', table='communities_plausibilityquery', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='plausibilityquery',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "communities_plausibilityqueryevent" ("answer", "answered_at", "answered_by_id", "answered_for_id", "field", "figure", "id", "neighbourhood_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "text") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."answered_for_id", NEW."field", NEW."figure", NEW."id", NEW."neighbourhood_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."tenant_id", NEW."text"); RETURN NULL;', hash='96d3570d9dbf3a8b45602da50cb595b3f461a79b', operation='UPDATE', pgid='pgtrigger_update_update_9aa71', table='communities_plausibilityquery', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='plausibilityquery',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_plausibilityqueryevent" ("answer", "answered_at", "answered_by_id", "answered_for_id", "field", "figure", "id", "neighbourhood_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "text") VALUES (OLD."answer", OLD."answered_at", OLD."answered_by_id", OLD."answered_for_id", OLD."field", OLD."figure", OLD."id", OLD."neighbourhood_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."tenant_id", OLD."text"); RETURN NULL;', hash='ee82fe68c048fb7ffd5a873a6fca368753385226', operation='DELETE', pgid='pgtrigger_delete_delete_355e9', table='communities_plausibilityquery', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='propertycontract',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_propertycontractevent" ("acted_for_id", "company", "document_id", "ends_on", "entered_at", "entered_by_id", "fee", "id", "neighbourhood_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_on", "standard", "starts_on", "tenant_id") VALUES (NEW."acted_for_id", NEW."company", NEW."document_id", NEW."ends_on", NEW."entered_at", NEW."entered_by_id", NEW."fee", NEW."id", NEW."neighbourhood_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."signed_on", NEW."standard", NEW."starts_on", NEW."tenant_id"); RETURN NULL;', hash='e8544f5afb4c35fd4716b9cba50f751634255d10', operation='INSERT', pgid='pgtrigger_insert_insert_d242d', table='communities_propertycontract', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='propertycontract',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "communities_propertycontractevent" ("acted_for_id", "company", "document_id", "ends_on", "entered_at", "entered_by_id", "fee", "id", "neighbourhood_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_on", "standard", "starts_on", "tenant_id") VALUES (NEW."acted_for_id", NEW."company", NEW."document_id", NEW."ends_on", NEW."entered_at", NEW."entered_by_id", NEW."fee", NEW."id", NEW."neighbourhood_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."signed_on", NEW."standard", NEW."starts_on", NEW."tenant_id"); RETURN NULL;', hash='a2b3887ae117c293b888e56c0fe2b25c79f8820a', operation='UPDATE', pgid='pgtrigger_update_update_b30e8', table='communities_propertycontract', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='propertycontract',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_propertycontractevent" ("acted_for_id", "company", "document_id", "ends_on", "entered_at", "entered_by_id", "fee", "id", "neighbourhood_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_on", "standard", "starts_on", "tenant_id") VALUES (OLD."acted_for_id", OLD."company", OLD."document_id", OLD."ends_on", OLD."entered_at", OLD."entered_by_id", OLD."fee", OLD."id", OLD."neighbourhood_id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."signed_on", OLD."standard", OLD."starts_on", OLD."tenant_id"); RETURN NULL;', hash='27b2c63e22432da83f4d0d0b282a737d211d7bb1', operation='DELETE', pgid='pgtrigger_delete_delete_f633a', table='communities_propertycontract', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='survey',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_surveyevent" ("acted_for_id", "agreeing", "answered", "entered_at", "entered_by_id", "households", "id", "neighbourhood_id", "on", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "tenant_id") VALUES (NEW."acted_for_id", NEW."agreeing", NEW."answered", NEW."entered_at", NEW."entered_by_id", NEW."households", NEW."id", NEW."neighbourhood_id", NEW."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."source", NEW."tenant_id"); RETURN NULL;', hash='92f9e0f702df10554b135bf95414abb8b5a22c39', operation='INSERT', pgid='pgtrigger_insert_insert_bb5ae', table='communities_survey', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='survey',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "communities_surveyevent" ("acted_for_id", "agreeing", "answered", "entered_at", "entered_by_id", "households", "id", "neighbourhood_id", "on", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "tenant_id") VALUES (NEW."acted_for_id", NEW."agreeing", NEW."answered", NEW."entered_at", NEW."entered_by_id", NEW."households", NEW."id", NEW."neighbourhood_id", NEW."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."source", NEW."tenant_id"); RETURN NULL;', hash='186a1b47b958d40568f740201e1eb023867ba23b', operation='UPDATE', pgid='pgtrigger_update_update_ff007', table='communities_survey', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='survey',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_surveyevent" ("acted_for_id", "agreeing", "answered", "entered_at", "entered_by_id", "households", "id", "neighbourhood_id", "on", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "tenant_id") VALUES (OLD."acted_for_id", OLD."agreeing", OLD."answered", OLD."entered_at", OLD."entered_by_id", OLD."households", OLD."id", OLD."neighbourhood_id", OLD."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."source", OLD."tenant_id"); RETURN NULL;', hash='4bf76e8b3d90aaf04ee1e78b2806489ba6f27f02', operation='DELETE', pgid='pgtrigger_delete_delete_1954f', table='communities_survey', when='AFTER')),
        ),
    ]
