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
        ('communities', '0005_long_term_management'),
        ('communities', '__first__'),
        ('projects', '0005_proposed_when_it_was'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='worksitem',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='worksitem',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='worksitem',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='worksitem',
            name='finished_at',
            field=models.DateTimeField(blank=True, help_text='when the end was recorded', null=True),
        ),
        migrations.AddField(
            model_name='worksitem',
            name='started_at',
            field=models.DateTimeField(blank=True, help_text='when the start was recorded', null=True),
        ),
        migrations.AddField(
            model_name='worksitemevent',
            name='finished_at',
            field=models.DateTimeField(blank=True, help_text='when the end was recorded', null=True),
        ),
        migrations.AddField(
            model_name='worksitemevent',
            name='started_at',
            field=models.DateTimeField(blank=True, help_text='when the start was recorded', null=True),
        ),
        migrations.AlterField(
            model_name='namedparty',
            name='role',
            field=models.CharField(choices=[('implementing_entity', '实施主体'), ('investing_entity', '投资主体'), ('leader', '包干领导'), ('design_unit', '设计单位'), ('contractor', '施工单位'), ('supervisor', '监理单位')], max_length=20, verbose_name='角色'),
        ),
        migrations.AlterField(
            model_name='namedpartyevent',
            name='role',
            field=models.CharField(choices=[('implementing_entity', '实施主体'), ('investing_entity', '投资主体'), ('leader', '包干领导'), ('design_unit', '设计单位'), ('contractor', '施工单位'), ('supervisor', '监理单位')], max_length=20, verbose_name='角色'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='worksitem',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_worksitemevent" ("adds_building", "affects_sunlight_or_green", "building_id", "estimate", "finished_at", "finished_on", "id", "item", "neighbourhood_id", "note", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "quantity", "started_at", "started_on", "state", "tenant_id", "unit", "uses_idle_land") VALUES (NEW."adds_building", NEW."affects_sunlight_or_green", NEW."building_id", NEW."estimate", NEW."finished_at", NEW."finished_on", NEW."id", NEW."item", NEW."neighbourhood_id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."quantity", NEW."started_at", NEW."started_on", NEW."state", NEW."tenant_id", NEW."unit", NEW."uses_idle_land"); RETURN NULL;', hash='353893df9bb746074ebfed0e55b4869eeef40e66', operation='INSERT', pgid='pgtrigger_insert_insert_c2334', table='projects_worksitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='worksitem',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_worksitemevent" ("adds_building", "affects_sunlight_or_green", "building_id", "estimate", "finished_at", "finished_on", "id", "item", "neighbourhood_id", "note", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "quantity", "started_at", "started_on", "state", "tenant_id", "unit", "uses_idle_land") VALUES (NEW."adds_building", NEW."affects_sunlight_or_green", NEW."building_id", NEW."estimate", NEW."finished_at", NEW."finished_on", NEW."id", NEW."item", NEW."neighbourhood_id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."project_id", NEW."quantity", NEW."started_at", NEW."started_on", NEW."state", NEW."tenant_id", NEW."unit", NEW."uses_idle_land"); RETURN NULL;', hash='da14c5b675b6dfcb6074297ccc38de68b98159f0', operation='UPDATE', pgid='pgtrigger_update_update_a8022', table='projects_worksitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='worksitem',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_worksitemevent" ("adds_building", "affects_sunlight_or_green", "building_id", "estimate", "finished_at", "finished_on", "id", "item", "neighbourhood_id", "note", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "quantity", "started_at", "started_on", "state", "tenant_id", "unit", "uses_idle_land") VALUES (OLD."adds_building", OLD."affects_sunlight_or_green", OLD."building_id", OLD."estimate", OLD."finished_at", OLD."finished_on", OLD."id", OLD."item", OLD."neighbourhood_id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."quantity", OLD."started_at", OLD."started_on", OLD."state", OLD."tenant_id", OLD."unit", OLD."uses_idle_land"); RETURN NULL;', hash='a5e200daac8b9a61b3a1fc083af258092ad96a9f', operation='DELETE', pgid='pgtrigger_delete_delete_8b0db', table='projects_worksitem', when='AFTER')),
        ),
        migrations.CreateModel(
            name='Contract',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=80, verbose_name='合同编号')),
                ('title', models.CharField(max_length=150, verbose_name='合同内容')),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True, verbose_name='合同金额')),
                ('signed_on', models.DateField(verbose_name='签订日期')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='约定开工')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='约定完工')),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.organisation')),
                ('party', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='contracts', to='projects.namedparty')),
                ('project', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='contracts', to='projects.project')),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
            ],
            options={
                'ordering': ['-signed_on', '-id'],
                'indexes': [],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'project', 'number'), name='contract_number_once_a_project', violation_error_message='本项目已有这一编号的合同。'), models.CheckConstraint(condition=models.Q(('amount__isnull', True), ('amount__gte', 0), _connector='OR'), name='contract_amount_not_negative', violation_error_message='合同金额不能为负。'), models.CheckConstraint(condition=models.Q(('starts_on__isnull', True), ('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='works_contract_ends_after_start', violation_error_message='约定完工不能早于约定开工。'), communities.tenancy.constraints.RowSecurity(name='projects_contract_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='projects_contract_tk'), communities.tenancy.constraints.TenantForeignKey(field='project', name='projects_contract_project_tfk'), communities.tenancy.constraints.TenantForeignKey(field='party', name='projects_contract_party_tfk'), communities.tenancy.constraints.TenantForeignKey(field='organisation', name='projects_contract_organisation_tfk')],
            },
        ),
        migrations.CreateModel(
            name='ContractEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('number', models.CharField(max_length=80, verbose_name='合同编号')),
                ('title', models.CharField(max_length=150, verbose_name='合同内容')),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True, verbose_name='合同金额')),
                ('signed_on', models.DateField(verbose_name='签订日期')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='约定开工')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='约定完工')),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.organisation')),
                ('party', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.namedparty')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='projects.contract')),
                ('project', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project')),
                ('tenant', models.ForeignKey(db_constraint=False, db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.tenant')),
            ],
            options={
                'abstract': False,
                'indexes': [],
                'constraints': [communities.tenancy.constraints.RowSecurity(name='projects_contractevent_rls')],
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='节点')),
                ('planned_on', models.DateField(verbose_name='计划日期')),
                ('planned_percent', models.DecimalField(blank=True, decimal_places=2, help_text='%', max_digits=5, null=True, verbose_name='计划形象进度')),
                ('reached_on', models.DateField(blank=True, null=True, verbose_name='完成日期')),
                ('delay_reason', models.CharField(blank=True, max_length=300, verbose_name='延误原因')),
                ('entered_at', models.DateTimeField()),
                ('reached_at', models.DateTimeField(blank=True, help_text='when it was recorded', null=True)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.organisation')),
                ('project', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='nodes', to='projects.project')),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
            ],
            options={
                'ordering': ['planned_on', 'id'],
                'indexes': [],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'project', 'name'), name='milestone_once_a_project', violation_error_message='本项目已有这一节点。'), models.CheckConstraint(condition=models.Q(('planned_percent__isnull', True), models.Q(('planned_percent__gte', 0), ('planned_percent__lte', 100)), _connector='OR'), name='milestone_percent_within_hundred', violation_error_message='形象进度须在 0 到 100 之间。'), models.CheckConstraint(condition=models.Q(models.Q(('reached_at__isnull', True), ('reached_on__isnull', True)), models.Q(('reached_at__isnull', False), ('reached_on__isnull', False)), _connector='OR'), name='milestone_reached_is_recorded'), communities.tenancy.constraints.RowSecurity(name='projects_milestone_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='projects_milestone_tk'), communities.tenancy.constraints.TenantForeignKey(field='project', name='projects_milestone_project_tfk'), communities.tenancy.constraints.TenantForeignKey(field='organisation', name='projects_milestone_organisation_tfk')],
            },
        ),
        migrations.CreateModel(
            name='MilestoneEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=120, verbose_name='节点')),
                ('planned_on', models.DateField(verbose_name='计划日期')),
                ('planned_percent', models.DecimalField(blank=True, decimal_places=2, help_text='%', max_digits=5, null=True, verbose_name='计划形象进度')),
                ('reached_on', models.DateField(blank=True, null=True, verbose_name='完成日期')),
                ('delay_reason', models.CharField(blank=True, max_length=300, verbose_name='延误原因')),
                ('entered_at', models.DateTimeField()),
                ('reached_at', models.DateTimeField(blank=True, help_text='when it was recorded', null=True)),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.organisation')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='projects.milestone')),
                ('project', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project')),
                ('tenant', models.ForeignKey(db_constraint=False, db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.tenant')),
            ],
            options={
                'abstract': False,
                'indexes': [],
                'constraints': [communities.tenancy.constraints.RowSecurity(name='projects_milestoneevent_rls')],
            },
        ),
        migrations.CreateModel(
            name='Progress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(help_text='its first day', verbose_name='月份')),
                ('number', models.PositiveSmallIntegerField(default=1, verbose_name='次')),
                ('physical', models.DecimalField(decimal_places=2, help_text='%，累计', max_digits=5, verbose_name='形象进度')),
                ('invested', models.DecimalField(decimal_places=2, help_text='元', max_digits=18, verbose_name='本月完成投资')),
                ('paid', models.DecimalField(decimal_places=2, help_text='元', max_digits=18, verbose_name='本月支付')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='说明')),
                ('delay_reason', models.CharField(blank=True, max_length=300, verbose_name='滞后原因')),
                ('state', models.CharField(choices=[('reported', '待确认'), ('returned', '已退回'), ('confirmed', '已确认')], default='reported', max_length=10)),
                ('reported_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('return_reason', models.CharField(blank=True, max_length=300, verbose_name='退回原因')),
                ('correction_reason', models.CharField(blank=True, max_length=300, verbose_name='更正原因')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('confirming', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.organisation')),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.organisation')),
                ('project', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='progress', to='projects.project')),
                ('reported_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
                ('works_item', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='progress', to='projects.worksitem')),
            ],
            options={
                'ordering': ['-month', 'works_item', '-number'],
                'indexes': [models.Index(fields=['tenant', 'month', 'state'], name='progress_by_month'), models.Index(fields=['tenant', 'project', 'month'], name='progress_of_project')],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'works_item', 'month', 'number'), name='progress_number_once'), models.UniqueConstraint(condition=models.Q(('state', 'confirmed'), _negated=True), fields=('tenant', 'works_item', 'month'), name='progress_one_open_a_month', violation_error_message='这一改造内容本月已填报，请修改原有一条。'), models.CheckConstraint(condition=models.Q(('physical__gte', 0), ('physical__lte', 100)), name='progress_within_hundred', violation_error_message='形象进度须在 0 到 100 之间。'), models.CheckConstraint(condition=models.Q(('invested__gte', 0), ('paid__gte', 0)), name='progress_money_not_negative', violation_error_message='金额不能为负。'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False), ('state', 'confirmed')), models.Q(models.Q(('state', 'confirmed'), _negated=True), ('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), _connector='OR'), name='progress_confirmed_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'returned'), _negated=True), models.Q(('return_reason', ''), _negated=True), _connector='OR'), name='progress_returned_with_a_reason', violation_error_message='退回须写明原因。'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='progress_month_is_its_first_day'), communities.tenancy.constraints.RowSecurity(name='projects_progress_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='projects_progress_tk'), communities.tenancy.constraints.TenantForeignKey(field='works_item', name='projects_progress_works_item_tfk'), communities.tenancy.constraints.TenantForeignKey(field='project', name='projects_progress_project_tfk'), communities.tenancy.constraints.TenantForeignKey(field='organisation', name='projects_progress_organisation_tfk'), communities.tenancy.constraints.TenantForeignKey(field='confirming', name='projects_progress_confirming_tfk')],
            },
        ),
        migrations.CreateModel(
            name='ProgressEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('month', models.DateField(help_text='its first day', verbose_name='月份')),
                ('number', models.PositiveSmallIntegerField(default=1, verbose_name='次')),
                ('physical', models.DecimalField(decimal_places=2, help_text='%，累计', max_digits=5, verbose_name='形象进度')),
                ('invested', models.DecimalField(decimal_places=2, help_text='元', max_digits=18, verbose_name='本月完成投资')),
                ('paid', models.DecimalField(decimal_places=2, help_text='元', max_digits=18, verbose_name='本月支付')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='说明')),
                ('delay_reason', models.CharField(blank=True, max_length=300, verbose_name='滞后原因')),
                ('state', models.CharField(choices=[('reported', '待确认'), ('returned', '已退回'), ('confirmed', '已确认')], default='reported', max_length=10)),
                ('reported_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('return_reason', models.CharField(blank=True, max_length=300, verbose_name='退回原因')),
                ('correction_reason', models.CharField(blank=True, max_length=300, verbose_name='更正原因')),
                ('confirmed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('confirming', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.organisation')),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.organisation')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='projects.progress')),
                ('project', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project')),
                ('reported_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('tenant', models.ForeignKey(db_constraint=False, db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.tenant')),
                ('works_item', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.worksitem')),
            ],
            options={
                'abstract': False,
                'indexes': [],
                'constraints': [communities.tenancy.constraints.RowSecurity(name='projects_progressevent_rls')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contract',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_contractevent" ("amount", "ends_on", "entered_at", "entered_by_id", "id", "number", "organisation_id", "party_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "signed_on", "starts_on", "tenant_id", "title") VALUES (NEW."amount", NEW."ends_on", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."number", NEW."organisation_id", NEW."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."signed_on", NEW."starts_on", NEW."tenant_id", NEW."title"); RETURN NULL;', hash='6aac69b567d80c2c72515e8e3c3c7100b3ba147d', operation='INSERT', pgid='pgtrigger_insert_insert_c67b2', table='projects_contract', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contract',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_contractevent" ("amount", "ends_on", "entered_at", "entered_by_id", "id", "number", "organisation_id", "party_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "signed_on", "starts_on", "tenant_id", "title") VALUES (NEW."amount", NEW."ends_on", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."number", NEW."organisation_id", NEW."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."project_id", NEW."signed_on", NEW."starts_on", NEW."tenant_id", NEW."title"); RETURN NULL;', hash='500141faa38ce1928813bc0b00d98b21e839742c', operation='UPDATE', pgid='pgtrigger_update_update_c7d10', table='projects_contract', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contract',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_contractevent" ("amount", "ends_on", "entered_at", "entered_by_id", "id", "number", "organisation_id", "party_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "signed_on", "starts_on", "tenant_id", "title") VALUES (OLD."amount", OLD."ends_on", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."number", OLD."organisation_id", OLD."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."signed_on", OLD."starts_on", OLD."tenant_id", OLD."title"); RETURN NULL;', hash='276ac83fb483b8698073cfc9a236630fe954a46f', operation='DELETE', pgid='pgtrigger_delete_delete_85ca6', table='projects_contract', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestone',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_milestoneevent" ("delay_reason", "entered_at", "entered_by_id", "id", "name", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "planned_percent", "project_id", "reached_at", "reached_on", "tenant_id") VALUES (NEW."delay_reason", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."planned_on", NEW."planned_percent", NEW."project_id", NEW."reached_at", NEW."reached_on", NEW."tenant_id"); RETURN NULL;', hash='3f74c160b6e001e5bb8e0a93c63099d38546b77c', operation='INSERT', pgid='pgtrigger_insert_insert_2945c', table='projects_milestone', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestone',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_milestoneevent" ("delay_reason", "entered_at", "entered_by_id", "id", "name", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "planned_percent", "project_id", "reached_at", "reached_on", "tenant_id") VALUES (NEW."delay_reason", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."planned_on", NEW."planned_percent", NEW."project_id", NEW."reached_at", NEW."reached_on", NEW."tenant_id"); RETURN NULL;', hash='1784a585bab48e84f3f54ff2463f782dfb2a0c4a', operation='UPDATE', pgid='pgtrigger_update_update_96e58', table='projects_milestone', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestone',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_milestoneevent" ("delay_reason", "entered_at", "entered_by_id", "id", "name", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "planned_percent", "project_id", "reached_at", "reached_on", "tenant_id") VALUES (OLD."delay_reason", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."name", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."planned_on", OLD."planned_percent", OLD."project_id", OLD."reached_at", OLD."reached_on", OLD."tenant_id"); RETURN NULL;', hash='9671a34c063e55a9033062d398e9abf767046229', operation='DELETE', pgid='pgtrigger_delete_delete_fed44', table='projects_milestone', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='progress',
            trigger=pgtrigger.compiler.Trigger(name='confirmed_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" = \'confirmed\')', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5dd11a43aed2da8598ec43ca75faf71d73830bee', operation='UPDATE OR DELETE', pgid='pgtrigger_confirmed_never_changes_93964', table='projects_progress', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='progress',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_progressevent" ("confirmed_at", "confirmed_by_id", "confirming_id", "correction_reason", "delay_reason", "id", "invested", "month", "note", "number", "organisation_id", "paid", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "physical", "project_id", "reported_at", "reported_by_id", "return_reason", "state", "tenant_id", "works_item_id") VALUES (NEW."confirmed_at", NEW."confirmed_by_id", NEW."confirming_id", NEW."correction_reason", NEW."delay_reason", NEW."id", NEW."invested", NEW."month", NEW."note", NEW."number", NEW."organisation_id", NEW."paid", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."physical", NEW."project_id", NEW."reported_at", NEW."reported_by_id", NEW."return_reason", NEW."state", NEW."tenant_id", NEW."works_item_id"); RETURN NULL;', hash='ee2c076eea26055b01350375d5850cec4a48aa3d', operation='INSERT', pgid='pgtrigger_insert_insert_0db9b', table='projects_progress', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='progress',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_progressevent" ("confirmed_at", "confirmed_by_id", "confirming_id", "correction_reason", "delay_reason", "id", "invested", "month", "note", "number", "organisation_id", "paid", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "physical", "project_id", "reported_at", "reported_by_id", "return_reason", "state", "tenant_id", "works_item_id") VALUES (NEW."confirmed_at", NEW."confirmed_by_id", NEW."confirming_id", NEW."correction_reason", NEW."delay_reason", NEW."id", NEW."invested", NEW."month", NEW."note", NEW."number", NEW."organisation_id", NEW."paid", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."physical", NEW."project_id", NEW."reported_at", NEW."reported_by_id", NEW."return_reason", NEW."state", NEW."tenant_id", NEW."works_item_id"); RETURN NULL;', hash='7c2bc069e1248568e39482679f24942320a55c79', operation='UPDATE', pgid='pgtrigger_update_update_c92f3', table='projects_progress', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='progress',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_progressevent" ("confirmed_at", "confirmed_by_id", "confirming_id", "correction_reason", "delay_reason", "id", "invested", "month", "note", "number", "organisation_id", "paid", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "physical", "project_id", "reported_at", "reported_by_id", "return_reason", "state", "tenant_id", "works_item_id") VALUES (OLD."confirmed_at", OLD."confirmed_by_id", OLD."confirming_id", OLD."correction_reason", OLD."delay_reason", OLD."id", OLD."invested", OLD."month", OLD."note", OLD."number", OLD."organisation_id", OLD."paid", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."physical", OLD."project_id", OLD."reported_at", OLD."reported_by_id", OLD."return_reason", OLD."state", OLD."tenant_id", OLD."works_item_id"); RETURN NULL;', hash='9c4fea94a813271126a4648492ed118eddc9112d', operation='DELETE', pgid='pgtrigger_delete_delete_dabe3', table='projects_progress', when='AFTER')),
        ),
    ]
