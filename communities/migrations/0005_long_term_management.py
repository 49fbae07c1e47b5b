import communities.tenancy.constraints
import communities.tenancy.context
import communities.tenancy.migrating
import django.db.models.deletion
import django.db.models.functions.comparison
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(communities.tenancy.migrating.AtOnce):

    dependencies = [
        ('communities', '0004_standard_roles_fund'),
    ]

    operations = [
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
        migrations.AddField(
            model_name='neighbourhood',
            name='residents',
            field=models.PositiveIntegerField(blank=True, help_text='人', null=True, verbose_name='居住人口'),
        ),
        migrations.AddField(
            model_name='neighbourhoodevent',
            name='residents',
            field=models.PositiveIntegerField(blank=True, help_text='人', null=True, verbose_name='居住人口'),
        ),
        migrations.AddField(
            model_name='ownersbody',
            name='dissolved_at',
            field=models.DateTimeField(blank=True, help_text='when its end was recorded', null=True),
        ),
        migrations.AddField(
            model_name='ownersbodyevent',
            name='dissolved_at',
            field=models.DateTimeField(blank=True, help_text='when its end was recorded', null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='neighbourhood',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_neighbourhoodevent" ("address", "buildings", "buildings_declared", "completed_from", "completed_is_chosen", "completed_to", "created_at", "decision_id", "eligible", "first_reason", "floor_area", "floor_area_declared", "has_owners_organisation", "households", "households_declared", "id", "is_complete", "is_demonstration", "is_historic_building", "jurisdiction_id", "management", "max_storeys", "merged_into_id", "missing_count", "name", "name_key", "open_queries", "original_owner", "participation", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "problems", "remarks", "residents", "revision", "safety_grade", "search_text", "six_storey_buildings", "sort_key", "structure", "survey_year", "tenant_id", "updated_at", "updated_by_id", "willing_ratio") VALUES (NEW."address", NEW."buildings", NEW."buildings_declared", NEW."completed_from", NEW."completed_is_chosen", NEW."completed_to", NEW."created_at", NEW."decision_id", NEW."eligible", NEW."first_reason", NEW."floor_area", NEW."floor_area_declared", NEW."has_owners_organisation", NEW."households", NEW."households_declared", NEW."id", NEW."is_complete", NEW."is_demonstration", NEW."is_historic_building", NEW."jurisdiction_id", NEW."management", NEW."max_storeys", NEW."merged_into_id", NEW."missing_count", NEW."name", NEW."name_key", NEW."open_queries", NEW."original_owner", NEW."participation", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."problems", NEW."remarks", NEW."residents", NEW."revision", NEW."safety_grade", NEW."search_text", NEW."six_storey_buildings", NEW."sort_key", NEW."structure", NEW."survey_year", NEW."tenant_id", NEW."updated_at", NEW."updated_by_id", NEW."willing_ratio"); RETURN NULL;', hash='8c092ba65ab72d4de234d43006d37b364329576d', operation='INSERT', pgid='pgtrigger_insert_insert_face3', table='communities_neighbourhood', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='neighbourhood',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "communities_neighbourhoodevent" ("address", "buildings", "buildings_declared", "completed_from", "completed_is_chosen", "completed_to", "created_at", "decision_id", "eligible", "first_reason", "floor_area", "floor_area_declared", "has_owners_organisation", "households", "households_declared", "id", "is_complete", "is_demonstration", "is_historic_building", "jurisdiction_id", "management", "max_storeys", "merged_into_id", "missing_count", "name", "name_key", "open_queries", "original_owner", "participation", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "problems", "remarks", "residents", "revision", "safety_grade", "search_text", "six_storey_buildings", "sort_key", "structure", "survey_year", "tenant_id", "updated_at", "updated_by_id", "willing_ratio") VALUES (NEW."address", NEW."buildings", NEW."buildings_declared", NEW."completed_from", NEW."completed_is_chosen", NEW."completed_to", NEW."created_at", NEW."decision_id", NEW."eligible", NEW."first_reason", NEW."floor_area", NEW."floor_area_declared", NEW."has_owners_organisation", NEW."households", NEW."households_declared", NEW."id", NEW."is_complete", NEW."is_demonstration", NEW."is_historic_building", NEW."jurisdiction_id", NEW."management", NEW."max_storeys", NEW."merged_into_id", NEW."missing_count", NEW."name", NEW."name_key", NEW."open_queries", NEW."original_owner", NEW."participation", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."problems", NEW."remarks", NEW."residents", NEW."revision", NEW."safety_grade", NEW."search_text", NEW."six_storey_buildings", NEW."sort_key", NEW."structure", NEW."survey_year", NEW."tenant_id", NEW."updated_at", NEW."updated_by_id", NEW."willing_ratio"); RETURN NULL;', hash='6be218a34788ed15dacb22ce512327c60cb50731', operation='UPDATE', pgid='pgtrigger_update_update_8e743', table='communities_neighbourhood', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='neighbourhood',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_neighbourhoodevent" ("address", "buildings", "buildings_declared", "completed_from", "completed_is_chosen", "completed_to", "created_at", "decision_id", "eligible", "first_reason", "floor_area", "floor_area_declared", "has_owners_organisation", "households", "households_declared", "id", "is_complete", "is_demonstration", "is_historic_building", "jurisdiction_id", "management", "max_storeys", "merged_into_id", "missing_count", "name", "name_key", "open_queries", "original_owner", "participation", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "problems", "remarks", "residents", "revision", "safety_grade", "search_text", "six_storey_buildings", "sort_key", "structure", "survey_year", "tenant_id", "updated_at", "updated_by_id", "willing_ratio") VALUES (OLD."address", OLD."buildings", OLD."buildings_declared", OLD."completed_from", OLD."completed_is_chosen", OLD."completed_to", OLD."created_at", OLD."decision_id", OLD."eligible", OLD."first_reason", OLD."floor_area", OLD."floor_area_declared", OLD."has_owners_organisation", OLD."households", OLD."households_declared", OLD."id", OLD."is_complete", OLD."is_demonstration", OLD."is_historic_building", OLD."jurisdiction_id", OLD."management", OLD."max_storeys", OLD."merged_into_id", OLD."missing_count", OLD."name", OLD."name_key", OLD."open_queries", OLD."original_owner", OLD."participation", OLD."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."problems", OLD."remarks", OLD."residents", OLD."revision", OLD."safety_grade", OLD."search_text", OLD."six_storey_buildings", OLD."sort_key", OLD."structure", OLD."survey_year", OLD."tenant_id", OLD."updated_at", OLD."updated_by_id", OLD."willing_ratio"); RETURN NULL;', hash='9f35814f1a3c3e6b4205f9e15376f5fa2db67a2d', operation='DELETE', pgid='pgtrigger_delete_delete_3b715', table='communities_neighbourhood', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownersbody',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_ownersbodyevent" ("dissolved_at", "dissolved_on", "document_id", "entered_at", "entered_by_id", "filing_number", "formed_on", "id", "kind", "name", "neighbourhood_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "term_until") VALUES (NEW."dissolved_at", NEW."dissolved_on", NEW."document_id", NEW."entered_at", NEW."entered_by_id", NEW."filing_number", NEW."formed_on", NEW."id", NEW."kind", NEW."name", NEW."neighbourhood_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."tenant_id", NEW."term_until"); RETURN NULL;', hash='e9151494589a6bc8fbcdce55a335dc79f95b8d4b', operation='INSERT', pgid='pgtrigger_insert_insert_c9297', table='communities_ownersbody', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownersbody',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "communities_ownersbodyevent" ("dissolved_at", "dissolved_on", "document_id", "entered_at", "entered_by_id", "filing_number", "formed_on", "id", "kind", "name", "neighbourhood_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "term_until") VALUES (NEW."dissolved_at", NEW."dissolved_on", NEW."document_id", NEW."entered_at", NEW."entered_by_id", NEW."filing_number", NEW."formed_on", NEW."id", NEW."kind", NEW."name", NEW."neighbourhood_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."tenant_id", NEW."term_until"); RETURN NULL;', hash='89dba2b9b2b6bf692afc22599a505c412f83591f', operation='UPDATE', pgid='pgtrigger_update_update_2df01', table='communities_ownersbody', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownersbody',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_ownersbodyevent" ("dissolved_at", "dissolved_on", "document_id", "entered_at", "entered_by_id", "filing_number", "formed_on", "id", "kind", "name", "neighbourhood_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "term_until") VALUES (OLD."dissolved_at", OLD."dissolved_on", OLD."document_id", OLD."entered_at", OLD."entered_by_id", OLD."filing_number", OLD."formed_on", OLD."id", OLD."kind", OLD."name", OLD."neighbourhood_id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."tenant_id", OLD."term_until"); RETURN NULL;', hash='24d7587271da30276b59cb670e291d3e3d07b71a', operation='DELETE', pgid='pgtrigger_delete_delete_d1d1f', table='communities_ownersbody', when='AFTER')),
        ),
        migrations.CreateModel(
            name='MaintenanceFund',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('set_up_on', models.DateField(blank=True, null=True, verbose_name='建立日期')),
                ('account', models.CharField(blank=True, max_length=120, verbose_name='专户')),
                ('raised', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True, verbose_name='首次归集金额')),
                ('balance', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True, verbose_name='余额')),
                ('balance_on', models.DateField(blank=True, null=True, verbose_name='余额日期')),
                ('pays_until_then', models.CharField(blank=True, max_length=120, verbose_name='建立以前由谁承担维修')),
                ('revision', models.PositiveIntegerField(default=1)),
                ('entered_at', models.DateTimeField()),
                ('document', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.document')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('neighbourhood', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='maintenance_funds', to='communities.neighbourhood')),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.organisation')),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
            ],
            options={
                'ordering': ['id'],
                'indexes': [],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'neighbourhood'), name='one_maintenance_fund', violation_error_message='本小区的维修资金已登记，请修改原有一条。'), models.CheckConstraint(condition=models.Q(('set_up_on__isnull', False), models.Q(('pays_until_then', ''), _negated=True), _connector='OR'), name='fund_or_who_pays', violation_error_message='尚未建立维修资金的，请写明建立以前由谁承担维修。'), models.CheckConstraint(condition=models.Q(models.Q(('raised__isnull', True), ('raised__gte', 0), _connector='OR'), models.Q(('balance__isnull', True), ('balance__gte', 0), _connector='OR')), name='fund_money_not_negative', violation_error_message='金额不能为负。'), models.CheckConstraint(condition=models.Q(models.Q(('balance__isnull', True), ('balance_on__isnull', True)), models.Q(('balance__isnull', False), ('balance_on__isnull', False)), _connector='OR'), name='fund_balance_has_its_day', violation_error_message='余额须写明截至哪一天。'), communities.tenancy.constraints.RowSecurity(name='communities_maintenancefund_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='communities_maintenancefund_tk'), communities.tenancy.constraints.TenantForeignKey(field='neighbourhood', name='communities_maintenancefund_neighbourhood_tfk'), communities.tenancy.constraints.TenantForeignKey(field='document', name='communities_maintenancefund_document_tfk'), communities.tenancy.constraints.TenantForeignKey(field='organisation', name='communities_maintenancefund_organisation_tfk')],
            },
        ),
        migrations.CreateModel(
            name='MaintenanceFundEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('set_up_on', models.DateField(blank=True, null=True, verbose_name='建立日期')),
                ('account', models.CharField(blank=True, max_length=120, verbose_name='专户')),
                ('raised', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True, verbose_name='首次归集金额')),
                ('balance', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True, verbose_name='余额')),
                ('balance_on', models.DateField(blank=True, null=True, verbose_name='余额日期')),
                ('pays_until_then', models.CharField(blank=True, max_length=120, verbose_name='建立以前由谁承担维修')),
                ('revision', models.PositiveIntegerField(default=1)),
                ('entered_at', models.DateTimeField()),
                ('document', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.document')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('neighbourhood', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.neighbourhood')),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.organisation')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='communities.maintenancefund')),
                ('tenant', models.ForeignKey(db_constraint=False, db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.tenant')),
            ],
            options={
                'abstract': False,
                'indexes': [],
                'constraints': [communities.tenancy.constraints.RowSecurity(name='communities_maintenancefundevent_rls')],
            },
        ),
        migrations.CreateModel(
            name='ManagementMode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mode', models.CharField(help_text="id in the rulebook's modes", max_length=60, verbose_name='管理方式')),
                ('services', models.CharField(blank=True, max_length=500, verbose_name='服务内容')),
                ('fee', models.DecimalField(blank=True, decimal_places=2, help_text='元/㎡·月', max_digits=8, null=True, verbose_name='收费标准')),
                ('unit', models.CharField(blank=True, max_length=120, verbose_name='管理单位')),
                ('from_on', models.DateField(verbose_name='自')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='至')),
                ('until_at', models.DateTimeField(blank=True, help_text='when its end was recorded', null=True)),
                ('entered_at', models.DateTimeField()),
                ('decision', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.decision')),
                ('document', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.document')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('neighbourhood', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='modes', to='communities.neighbourhood')),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.organisation')),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
            ],
            options={
                'ordering': ['-from_on', '-id'],
                'indexes': [],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until_on__isnull', True)), fields=('tenant', 'neighbourhood'), name='one_mode_in_force', violation_error_message='本小区已有现行的管理方式，请先登记其终止。'), models.CheckConstraint(condition=models.Q(models.Q(('until_at__isnull', True), ('until_on__isnull', True)), models.Q(('until_at__isnull', False), ('until_on__gte', models.F('from_on'))), _connector='OR'), name='mode_ends_after_it_began', violation_error_message='终止日期不能早于开始日期。'), models.CheckConstraint(condition=models.Q(('fee__isnull', True), ('fee__gte', 0), _connector='OR'), name='mode_fee_not_negative', violation_error_message='收费标准不能为负。'), communities.tenancy.constraints.RowSecurity(name='communities_managementmode_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='communities_managementmode_tk'), communities.tenancy.constraints.TenantForeignKey(field='neighbourhood', name='communities_managementmode_neighbourhood_tfk'), communities.tenancy.constraints.TenantForeignKey(field='decision', name='communities_managementmode_decision_tfk'), communities.tenancy.constraints.TenantForeignKey(field='document', name='communities_managementmode_document_tfk'), communities.tenancy.constraints.TenantForeignKey(field='organisation', name='communities_managementmode_organisation_tfk')],
            },
        ),
        migrations.CreateModel(
            name='ManagementModeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('mode', models.CharField(help_text="id in the rulebook's modes", max_length=60, verbose_name='管理方式')),
                ('services', models.CharField(blank=True, max_length=500, verbose_name='服务内容')),
                ('fee', models.DecimalField(blank=True, decimal_places=2, help_text='元/㎡·月', max_digits=8, null=True, verbose_name='收费标准')),
                ('unit', models.CharField(blank=True, max_length=120, verbose_name='管理单位')),
                ('from_on', models.DateField(verbose_name='自')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='至')),
                ('until_at', models.DateTimeField(blank=True, help_text='when its end was recorded', null=True)),
                ('entered_at', models.DateTimeField()),
                ('decision', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.decision')),
                ('document', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.document')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('neighbourhood', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.neighbourhood')),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.organisation')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='communities.managementmode')),
                ('tenant', models.ForeignKey(db_constraint=False, db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.tenant')),
            ],
            options={
                'abstract': False,
                'indexes': [],
                'constraints': [communities.tenancy.constraints.RowSecurity(name='communities_managementmodeevent_rls')],
            },
        ),
        migrations.CreateModel(
            name='PartyOrganisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='党组织名称')),
                ('from_on', models.DateField(verbose_name='自')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='至')),
                ('until_at', models.DateTimeField(blank=True, help_text='when its end was recorded', null=True)),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('neighbourhood', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='party_organisations', to='communities.neighbourhood')),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.organisation')),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
            ],
            options={
                'ordering': ['-from_on', '-id'],
                'indexes': [],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until_on__isnull', True)), fields=('tenant', 'neighbourhood'), name='one_party_organisation', violation_error_message='本小区已登记党组织。'), models.CheckConstraint(condition=models.Q(models.Q(('until_at__isnull', True), ('until_on__isnull', True)), models.Q(('until_at__isnull', False), ('until_on__gte', models.F('from_on'))), _connector='OR'), name='party_organisation_ends_after_it_began', violation_error_message='终止日期不能早于开始日期。'), communities.tenancy.constraints.RowSecurity(name='communities_partyorganisation_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='communities_partyorganisation_tk'), communities.tenancy.constraints.TenantForeignKey(field='neighbourhood', name='communities_partyorganisation_neighbourhood_tfk'), communities.tenancy.constraints.TenantForeignKey(field='organisation', name='communities_partyorganisation_organisation_tfk')],
            },
        ),
        migrations.CreateModel(
            name='PartyOrganisationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=120, verbose_name='党组织名称')),
                ('from_on', models.DateField(verbose_name='自')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='至')),
                ('until_at', models.DateTimeField(blank=True, help_text='when its end was recorded', null=True)),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('neighbourhood', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.neighbourhood')),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.organisation')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='communities.partyorganisation')),
                ('tenant', models.ForeignKey(db_constraint=False, db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.tenant')),
            ],
            options={
                'abstract': False,
                'indexes': [],
                'constraints': [communities.tenancy.constraints.RowSecurity(name='communities_partyorganisationevent_rls')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='maintenancefund',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_maintenancefundevent" ("account", "balance", "balance_on", "document_id", "entered_at", "entered_by_id", "id", "neighbourhood_id", "organisation_id", "pays_until_then", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised", "revision", "set_up_on", "tenant_id") VALUES (NEW."account", NEW."balance", NEW."balance_on", NEW."document_id", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."neighbourhood_id", NEW."organisation_id", NEW."pays_until_then", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."raised", NEW."revision", NEW."set_up_on", NEW."tenant_id"); RETURN NULL;', hash='4bd172633655c61c8f0323508e3ce9baaf3226fe', operation='INSERT', pgid='pgtrigger_insert_insert_2bbaa', table='communities_maintenancefund', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='maintenancefund',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "communities_maintenancefundevent" ("account", "balance", "balance_on", "document_id", "entered_at", "entered_by_id", "id", "neighbourhood_id", "organisation_id", "pays_until_then", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised", "revision", "set_up_on", "tenant_id") VALUES (NEW."account", NEW."balance", NEW."balance_on", NEW."document_id", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."neighbourhood_id", NEW."organisation_id", NEW."pays_until_then", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."raised", NEW."revision", NEW."set_up_on", NEW."tenant_id"); RETURN NULL;', hash='18acae6dba473bb3fc700f62cf30c96cb58dc193', operation='UPDATE', pgid='pgtrigger_update_update_7fc9d', table='communities_maintenancefund', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='maintenancefund',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_maintenancefundevent" ("account", "balance", "balance_on", "document_id", "entered_at", "entered_by_id", "id", "neighbourhood_id", "organisation_id", "pays_until_then", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised", "revision", "set_up_on", "tenant_id") VALUES (OLD."account", OLD."balance", OLD."balance_on", OLD."document_id", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."neighbourhood_id", OLD."organisation_id", OLD."pays_until_then", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."raised", OLD."revision", OLD."set_up_on", OLD."tenant_id"); RETURN NULL;', hash='8b3b4bf7100e9ac0f144be5001204db7f906d24d', operation='DELETE', pgid='pgtrigger_delete_delete_1ac03', table='communities_maintenancefund', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='managementmode',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_managementmodeevent" ("decision_id", "document_id", "entered_at", "entered_by_id", "fee", "from_on", "id", "mode", "neighbourhood_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "services", "tenant_id", "unit", "until_at", "until_on") VALUES (NEW."decision_id", NEW."document_id", NEW."entered_at", NEW."entered_by_id", NEW."fee", NEW."from_on", NEW."id", NEW."mode", NEW."neighbourhood_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."services", NEW."tenant_id", NEW."unit", NEW."until_at", NEW."until_on"); RETURN NULL;', hash='7c99c2e5714d0cbd38448052bd73b419f354584c', operation='INSERT', pgid='pgtrigger_insert_insert_92377', table='communities_managementmode', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='managementmode',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "communities_managementmodeevent" ("decision_id", "document_id", "entered_at", "entered_by_id", "fee", "from_on", "id", "mode", "neighbourhood_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "services", "tenant_id", "unit", "until_at", "until_on") VALUES (NEW."decision_id", NEW."document_id", NEW."entered_at", NEW."entered_by_id", NEW."fee", NEW."from_on", NEW."id", NEW."mode", NEW."neighbourhood_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."services", NEW."tenant_id", NEW."unit", NEW."until_at", NEW."until_on"); RETURN NULL;', hash='2f89625b98a0e1537f35eaa3525baea6701277ab', operation='UPDATE', pgid='pgtrigger_update_update_eebe4', table='communities_managementmode', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='managementmode',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_managementmodeevent" ("decision_id", "document_id", "entered_at", "entered_by_id", "fee", "from_on", "id", "mode", "neighbourhood_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "services", "tenant_id", "unit", "until_at", "until_on") VALUES (OLD."decision_id", OLD."document_id", OLD."entered_at", OLD."entered_by_id", OLD."fee", OLD."from_on", OLD."id", OLD."mode", OLD."neighbourhood_id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."services", OLD."tenant_id", OLD."unit", OLD."until_at", OLD."until_on"); RETURN NULL;', hash='24918be1b6fe43a0506b67e3a59c53e79dc62684', operation='DELETE', pgid='pgtrigger_delete_delete_f5428', table='communities_managementmode', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partyorganisation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_partyorganisationevent" ("entered_at", "entered_by_id", "from_on", "id", "name", "neighbourhood_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "until_at", "until_on") VALUES (NEW."entered_at", NEW."entered_by_id", NEW."from_on", NEW."id", NEW."name", NEW."neighbourhood_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."tenant_id", NEW."until_at", NEW."until_on"); RETURN NULL;', hash='f46d1dd78bb68c5ca5771e1dc03ee7034e92c4b8', operation='INSERT', pgid='pgtrigger_insert_insert_d47c4', table='communities_partyorganisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partyorganisation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "communities_partyorganisationevent" ("entered_at", "entered_by_id", "from_on", "id", "name", "neighbourhood_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "until_at", "until_on") VALUES (NEW."entered_at", NEW."entered_by_id", NEW."from_on", NEW."id", NEW."name", NEW."neighbourhood_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."tenant_id", NEW."until_at", NEW."until_on"); RETURN NULL;', hash='f6f19b12ee0d34c5c882aff4e145be66596e7233', operation='UPDATE', pgid='pgtrigger_update_update_5cda6', table='communities_partyorganisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partyorganisation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_partyorganisationevent" ("entered_at", "entered_by_id", "from_on", "id", "name", "neighbourhood_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "until_at", "until_on") VALUES (OLD."entered_at", OLD."entered_by_id", OLD."from_on", OLD."id", OLD."name", OLD."neighbourhood_id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."tenant_id", OLD."until_at", OLD."until_on"); RETURN NULL;', hash='5361a93c2ebaef7c821fa3c7e2362c5803fb4a74', operation='DELETE', pgid='pgtrigger_delete_delete_445bb', table='communities_partyorganisation', when='AFTER')),
        ),
    ]
