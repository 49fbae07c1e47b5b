import communities.tenancy.constraints
import communities.tenancy.context
import communities.tenancy.migrating
import django.db.models.deletion
import django.db.models.functions.comparison
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(communities.tenancy.migrating.AtOnce):

    initial = True

    dependencies = [
        ('communities', '0004_standard_roles_fund'),
        ('communities', '__first__'),
        ('projects', '0002_preparing_the_works'),
    ]

    operations = [
        migrations.CreateModel(
            name='Award',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(max_length=80)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=18, verbose_name='核定金额')),
                ('document_no', models.CharField(blank=True, max_length=80, verbose_name='文号')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('awarded_at', models.DateTimeField()),
                ('awarded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decision', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.decision')),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.organisation')),
                ('project', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='projects.project')),
                ('supersedes', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='funding.award')),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
                ('works_item', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='projects.worksitem')),
            ],
            options={
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='award_not_negative'), models.UniqueConstraint(fields=('tenant', 'supersedes'), name='award_superseded_once'), models.UniqueConstraint(condition=models.Q(('supersedes__isnull', True)), fields=('tenant', 'project', 'works_item', 'rule'), name='award_first_once', nulls_distinct=False), communities.tenancy.constraints.RowSecurity(name='funding_award_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='funding_award_tk'), communities.tenancy.constraints.TenantForeignKey(field='project', name='funding_award_project_tfk'), communities.tenancy.constraints.TenantForeignKey(field='works_item', name='funding_award_works_item_tfk'), communities.tenancy.constraints.TenantForeignKey(field='decision', name='funding_award_decision_tfk'), communities.tenancy.constraints.TenantForeignKey(field='supersedes', name='funding_award_supersedes_tfk'), communities.tenancy.constraints.TenantForeignKey(field='organisation', name='funding_award_organisation_tfk')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='CostShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(max_length=80)),
                ('basis', models.CharField(blank=True, max_length=200, verbose_name='依据')),
                ('revision', models.PositiveIntegerField(default=1)),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='cost_shares', to='projects.project')),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
            ],
            options={
                'ordering': ['id'],
                'indexes': [],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'project', 'rule'), name='cost_share_once_a_rule'), communities.tenancy.constraints.RowSecurity(name='funding_costshare_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='funding_costshare_tk'), communities.tenancy.constraints.TenantForeignKey(field='project', name='funding_costshare_project_tfk')],
            },
        ),
        migrations.CreateModel(
            name='CostShareEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('rule', models.CharField(max_length=80)),
                ('basis', models.CharField(blank=True, max_length=200, verbose_name='依据')),
                ('revision', models.PositiveIntegerField(default=1)),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='funding.costshare')),
                ('project', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project')),
                ('tenant', models.ForeignKey(db_constraint=False, db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.tenant')),
            ],
            options={
                'abstract': False,
                'indexes': [],
                'constraints': [communities.tenancy.constraints.RowSecurity(name='funding_costshareevent_rls')],
            },
        ),
        migrations.CreateModel(
            name='FundingSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(help_text="id in the rulebook's channels", max_length=60, verbose_name='资金渠道')),
                ('kind', models.CharField(choices=[('fiscal', '财政资金'), ('bond', '债券'), ('loan', '贷款'), ('resident', '居民出资'), ('utility', '管线单位出资'), ('original-owner', '原产权单位出资'), ('market', '社会资本')], max_length=20)),
                ('payer', models.CharField(choices=[('government', '政府'), ('city', '市级'), ('district', '区级'), ('residents', '居民'), ('market', '社会资本'), ('utility', '管线单位'), ('original-owner', '原产权单位')], max_length=20, verbose_name='出资方')),
                ('giver', models.CharField(blank=True, max_length=120, verbose_name='出资单位')),
                ('planned', models.DecimalField(decimal_places=2, max_digits=18, verbose_name='计划金额')),
                ('arrived', models.DecimalField(decimal_places=2, default=0, max_digits=18, verbose_name='已到账')),
                ('paid', models.DecimalField(decimal_places=2, default=0, max_digits=18, verbose_name='已支付')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('revision', models.PositiveIntegerField(default=1)),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paper', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.document')),
                ('project', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='funding_sources', to='projects.project')),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
            ],
            options={
                'ordering': ['id'],
                'indexes': [],
                'constraints': [models.CheckConstraint(condition=models.Q(('planned__gte', 0)), name='source_planned_not_negative', violation_error_message='计划金额不能为负。'), models.CheckConstraint(condition=models.Q(('paid__gte', 0)), name='source_paid_not_negative', violation_error_message='支付合计不能为负。'), models.CheckConstraint(condition=models.Q(('paid__lte', models.F('arrived'))), name='source_pays_only_what_arrived', violation_error_message='支付不能超过已到账的金额。'), communities.tenancy.constraints.RowSecurity(name='funding_fundingsource_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='funding_fundingsource_tk'), communities.tenancy.constraints.TenantForeignKey(field='project', name='funding_fundingsource_project_tfk'), communities.tenancy.constraints.TenantForeignKey(field='paper', name='funding_fundingsource_paper_tfk')],
            },
        ),
        migrations.CreateModel(
            name='FundingSourceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('channel', models.CharField(help_text="id in the rulebook's channels", max_length=60, verbose_name='资金渠道')),
                ('kind', models.CharField(choices=[('fiscal', '财政资金'), ('bond', '债券'), ('loan', '贷款'), ('resident', '居民出资'), ('utility', '管线单位出资'), ('original-owner', '原产权单位出资'), ('market', '社会资本')], max_length=20)),
                ('payer', models.CharField(choices=[('government', '政府'), ('city', '市级'), ('district', '区级'), ('residents', '居民'), ('market', '社会资本'), ('utility', '管线单位'), ('original-owner', '原产权单位')], max_length=20, verbose_name='出资方')),
                ('giver', models.CharField(blank=True, max_length=120, verbose_name='出资单位')),
                ('planned', models.DecimalField(decimal_places=2, max_digits=18, verbose_name='计划金额')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('revision', models.PositiveIntegerField(default=1)),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('paper', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.document')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='funding.fundingsource')),
                ('project', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project')),
                ('tenant', models.ForeignKey(db_constraint=False, db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.tenant')),
            ],
            options={
                'abstract': False,
                'indexes': [],
                'constraints': [communities.tenancy.constraints.RowSecurity(name='funding_fundingsourceevent_rls')],
            },
        ),
        migrations.CreateModel(
            name='Movement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('arrival', '到账'), ('payment', '支付')], max_length=10, verbose_name='收支')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=18, verbose_name='金额')),
                ('on', models.DateField(verbose_name='日期')),
                ('party', models.CharField(blank=True, help_text='付款人或收款人', max_length=120, verbose_name='对方单位')),
                ('voucher', models.CharField(blank=True, max_length=80, verbose_name='凭证号')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='冲销原因')),
                ('entered_at', models.DateTimeField()),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('counters', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='countered', to='funding.movement')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.organisation')),
                ('paper', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.document')),
                ('source', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='movements', to='funding.fundingsource')),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['tenant', 'on', 'kind'], name='movement_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='movement_amount_above_zero', violation_error_message='金额须大于 0。'), models.CheckConstraint(condition=models.Q(models.Q(('counters__isnull', True), ('reason', '')), models.Q(('counters__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='movement_counter_says_why', violation_error_message='冲销须写明原因。'), models.UniqueConstraint(fields=('tenant', 'key'), name='movement_entered_once'), models.UniqueConstraint(fields=('tenant', 'counters'), name='movement_countered_once', violation_error_message='这一笔已经冲销。'), communities.tenancy.constraints.RowSecurity(name='funding_movement_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='funding_movement_tk'), communities.tenancy.constraints.TenantForeignKey(field='source', name='funding_movement_source_tfk'), communities.tenancy.constraints.TenantForeignKey(field='paper', name='funding_movement_paper_tfk'), communities.tenancy.constraints.TenantForeignKey(field='counters', name='funding_movement_counters_tfk'), communities.tenancy.constraints.TenantForeignKey(field='organisation', name='funding_movement_organisation_tfk')],
            },
        ),
        migrations.CreateModel(
            name='PayerPercent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('payer', models.CharField(choices=[('government', '政府'), ('city', '市级'), ('district', '区级'), ('residents', '居民'), ('market', '社会资本'), ('utility', '管线单位'), ('original-owner', '原产权单位')], max_length=20, verbose_name='出资方')),
                ('percent', models.DecimalField(decimal_places=4, max_digits=7, verbose_name='比例')),
                ('position', models.PositiveSmallIntegerField()),
                ('share', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='funding.costshare')),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
            ],
            options={
                'ordering': ['position'],
                'indexes': [],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'share', 'payer'), name='percent_once_a_payer'), models.CheckConstraint(condition=models.Q(('percent__gte', 0), ('percent__lte', 100)), name='percent_between_0_and_100', violation_error_message='比例须在 0 与 100 之间。'), communities.tenancy.constraints.RowSecurity(name='funding_payerpercent_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='funding_payerpercent_tk'), communities.tenancy.constraints.TenantForeignKey(field='share', name='funding_payerpercent_share_tfk')],
            },
        ),
        migrations.CreateModel(
            name='PayerPercentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('payer', models.CharField(choices=[('government', '政府'), ('city', '市级'), ('district', '区级'), ('residents', '居民'), ('market', '社会资本'), ('utility', '管线单位'), ('original-owner', '原产权单位')], max_length=20, verbose_name='出资方')),
                ('percent', models.DecimalField(decimal_places=4, max_digits=7, verbose_name='比例')),
                ('position', models.PositiveSmallIntegerField()),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='funding.payerpercent')),
                ('share', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='funding.costshare')),
                ('tenant', models.ForeignKey(db_constraint=False, db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.tenant')),
            ],
            options={
                'abstract': False,
                'indexes': [],
                'constraints': [communities.tenancy.constraints.RowSecurity(name='funding_payerpercentevent_rls')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='award',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a5c06a014877101fb448513e84fdf6df4e55f486', operation='UPDATE OR DELETE', pgid='pgtrigger_never_changed_72b11', table='funding_award', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='costshare',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "funding_costshareevent" ("basis", "entered_at", "entered_by_id", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "revision", "rule", "tenant_id") VALUES (NEW."basis", NEW."entered_at", NEW."entered_by_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."revision", NEW."rule", NEW."tenant_id"); RETURN NULL;', hash='df5271552582d41f481f4f1286102f33d5066e92', operation='INSERT', pgid='pgtrigger_insert_insert_03b1b', table='funding_costshare', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='costshare',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "funding_costshareevent" ("basis", "entered_at", "entered_by_id", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "revision", "rule", "tenant_id") VALUES (NEW."basis", NEW."entered_at", NEW."entered_by_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."project_id", NEW."revision", NEW."rule", NEW."tenant_id"); RETURN NULL;', hash='ad21a80730c7384f8ebcbb795e291cbc3280f3bb', operation='UPDATE', pgid='pgtrigger_update_update_4c363', table='funding_costshare', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='costshare',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "funding_costshareevent" ("basis", "entered_at", "entered_by_id", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "revision", "rule", "tenant_id") VALUES (OLD."basis", OLD."entered_at", OLD."entered_by_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."revision", OLD."rule", OLD."tenant_id"); RETURN NULL;', hash='65715c98b46fdd316875169ca67a33054d307fbe', operation='DELETE', pgid='pgtrigger_delete_delete_4882b', table='funding_costshare', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundingsource',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "funding_fundingsourceevent" ("channel", "entered_at", "entered_by_id", "giver", "id", "kind", "note", "paper_id", "payer", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned", "project_id", "revision", "tenant_id") VALUES (NEW."channel", NEW."entered_at", NEW."entered_by_id", NEW."giver", NEW."id", NEW."kind", NEW."note", NEW."paper_id", NEW."payer", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."planned", NEW."project_id", NEW."revision", NEW."tenant_id"); RETURN NULL;', hash='6fc1a60c08312f9a55abecc97c5332ef58f575d7', operation='INSERT', pgid='pgtrigger_insert_insert_5afb4', table='funding_fundingsource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundingsource',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."channel" IS DISTINCT FROM (NEW."channel") OR OLD."entered_at" IS DISTINCT FROM (NEW."entered_at") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."giver" IS DISTINCT FROM (NEW."giver") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."paper_id" IS DISTINCT FROM (NEW."paper_id") OR OLD."payer" IS DISTINCT FROM (NEW."payer") OR OLD."planned" IS DISTINCT FROM (NEW."planned") OR OLD."project_id" IS DISTINCT FROM (NEW."project_id") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."tenant_id" IS DISTINCT FROM (NEW."tenant_id"))', func='INSERT INTO "funding_fundingsourceevent" ("channel", "entered_at", "entered_by_id", "giver", "id", "kind", "note", "paper_id", "payer", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned", "project_id", "revision", "tenant_id") VALUES (NEW."channel", NEW."entered_at", NEW."entered_by_id", NEW."giver", NEW."id", NEW."kind", NEW."note", NEW."paper_id", NEW."payer", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."planned", NEW."project_id", NEW."revision", NEW."tenant_id"); RETURN NULL;', hash='5c605293b83b913aca50bfab39ac5b050799a8bf', operation='UPDATE', pgid='pgtrigger_update_update_e9a1a', table='funding_fundingsource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundingsource',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "funding_fundingsourceevent" ("channel", "entered_at", "entered_by_id", "giver", "id", "kind", "note", "paper_id", "payer", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned", "project_id", "revision", "tenant_id") VALUES (OLD."channel", OLD."entered_at", OLD."entered_by_id", OLD."giver", OLD."id", OLD."kind", OLD."note", OLD."paper_id", OLD."payer", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."planned", OLD."project_id", OLD."revision", OLD."tenant_id"); RETURN NULL;', hash='3ba6b533c794750db749528bdaa04d1ba96c6206', operation='DELETE', pgid='pgtrigger_delete_delete_f86f8', table='funding_fundingsource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='movement',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='77d07082bc4da51e3786d0d50a001f5982c132b5', operation='UPDATE OR DELETE', pgid='pgtrigger_never_changed_f990d', table='funding_movement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payerpercent',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "funding_payerpercentevent" ("id", "payer", "percent", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "share_id", "tenant_id") VALUES (NEW."id", NEW."payer", NEW."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."position", NEW."share_id", NEW."tenant_id"); RETURN NULL;', hash='3f62e297d0bcf7cf9540eadb1799bcf05ee72be0', operation='INSERT', pgid='pgtrigger_insert_insert_3658e', table='funding_payerpercent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payerpercent',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "funding_payerpercentevent" ("id", "payer", "percent", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "share_id", "tenant_id") VALUES (NEW."id", NEW."payer", NEW."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."position", NEW."share_id", NEW."tenant_id"); RETURN NULL;', hash='1caf0343966db5bc95514ae52ef3a1e93cd3c307', operation='UPDATE', pgid='pgtrigger_update_update_bab8a', table='funding_payerpercent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payerpercent',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "funding_payerpercentevent" ("id", "payer", "percent", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "share_id", "tenant_id") VALUES (OLD."id", OLD."payer", OLD."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."position", OLD."share_id", OLD."tenant_id"); RETURN NULL;', hash='3ed6df3d8d13d4e49f28f4fb4d59612bbe488478', operation='DELETE', pgid='pgtrigger_delete_delete_740d4', table='funding_payerpercent', when='AFTER')),
        ),
    ]
