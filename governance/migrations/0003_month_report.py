import communities.tenancy.migrating
import communities.tenancy.constraints
import communities.tenancy.context
import django.db.models.deletion
import django.db.models.functions.comparison
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(communities.tenancy.migrating.AtOnce):

    dependencies = [
        ('communities', '0006_neighbourhood_mode'),
        ('communities', '__first__'),
        ('governance', '0002_supervision'),
    ]

    operations = [
        migrations.CreateModel(
            name='MonthReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(db_collation='C', max_length=64)),
                ('month', models.DateField(help_text='its first day', verbose_name='月份')),
                ('number', models.PositiveSmallIntegerField(default=1, verbose_name='次')),
                ('state', models.CharField(choices=[('draft', '编制中'), ('submitted', '已报送'), ('returned', '已退回'), ('locked', '已锁定')], default='draft', max_length=10)),
                ('known_until', models.DateTimeField()),
                ('correction_reason', models.CharField(blank=True, max_length=300, verbose_name='更正原因')),
                ('sources', models.JSONField(default=list)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('made_at', models.DateTimeField()),
                ('submission_note', models.CharField(blank=True, max_length=300, verbose_name='报送说明')),
                ('submitted_at', models.DateTimeField(null=True)),
                ('return_reason', models.CharField(blank=True, max_length=300, verbose_name='退回原因')),
                ('returned_at', models.DateTimeField(null=True)),
                ('locked_at', models.DateTimeField(null=True)),
                ('jurisdiction', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.jurisdiction')),
                ('locked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.organisation')),
                ('returned_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submitted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
                ('version', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.rulebookversion')),
            ],
            options={
                'ordering': ['-month', 'path', '-number'],
                'indexes': [models.Index(fields=['tenant', '-month', 'path'], name='month_report_by_place')],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'jurisdiction', 'month', 'number'), name='month_report_number_once'), models.UniqueConstraint(condition=models.Q(('state', 'locked'), _negated=True), fields=('tenant', 'jurisdiction', 'month'), name='month_report_one_open', violation_error_message='这一月份已有未锁定的月报。'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='month_report_month_is_its_first_day'), models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('correction_reason', ''), _negated=True), _connector='OR'), name='month_report_correction_says_why', violation_error_message='更正须写明原因。'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'returned']), models.Q(('submitted_at__isnull', False), ('submitted_by__isnull', False), models.Q(('digest', ''), _negated=True)), _connector='OR'), name='month_report_submitted_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'returned'), _negated=True), models.Q(('returned_at__isnull', False), ('returned_by__isnull', False), models.Q(('return_reason', ''), _negated=True)), _connector='OR'), name='month_report_returned_says_why', violation_error_message='退回须写明原因。'), models.CheckConstraint(condition=models.Q(models.Q(('locked_at__isnull', False), ('locked_by__isnull', False), ('state', 'locked')), models.Q(models.Q(('state', 'locked'), _negated=True), ('locked_at__isnull', True), ('locked_by__isnull', True)), _connector='OR'), name='month_report_locked_by_somebody'), communities.tenancy.constraints.RowSecurity(name='governance_monthreport_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='governance_monthreport_tk'), communities.tenancy.constraints.TenantForeignKey(field='jurisdiction', name='governance_monthreport_jurisdiction_tfk'), communities.tenancy.constraints.TenantForeignKey(field='version', name='governance_monthreport_version_tfk'), communities.tenancy.constraints.TenantForeignKey(field='organisation', name='governance_monthreport_organisation_tfk')],
            },
        ),
        migrations.CreateModel(
            name='MonthCell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('figure', models.CharField(help_text='id of governance.monthly.form', max_length=40)),
                ('period', models.CharField(choices=[('month', '本月'), ('year', '本年')], max_length=5)),
                ('value', models.DecimalField(decimal_places=2, max_digits=20)),
                ('unmeasured', models.PositiveIntegerField(default=0)),
                ('rows', models.JSONField()),
                ('jurisdiction', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.jurisdiction')),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
                ('report', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='cells', to='governance.monthreport')),
            ],
            options={
                'ordering': ['id'],
                'indexes': [],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'report', 'jurisdiction', 'figure', 'period'), name='month_cell_once'), communities.tenancy.constraints.RowSecurity(name='governance_monthcell_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='governance_monthcell_tk'), communities.tenancy.constraints.TenantForeignKey(field='report', name='governance_monthcell_report_tfk'), communities.tenancy.constraints.TenantForeignKey(field='jurisdiction', name='governance_monthcell_jurisdiction_tfk')],
            },
        ),
        migrations.CreateModel(
            name='MonthDueDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.PositiveSmallIntegerField(verbose_name='每月报送日')),
                ('basis', models.CharField(max_length=200, verbose_name='依据')),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.organisation')),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
            ],
            options={
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('day__gte', 1), ('day__lte', 28)), name='month_due_day_every_month_has', violation_error_message='报送日应在 1 至 28 日之间，每个月都有这一天。'), communities.tenancy.constraints.RowSecurity(name='governance_monthdueday_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='governance_monthdueday_tk'), communities.tenancy.constraints.TenantForeignKey(field='organisation', name='governance_monthdueday_organisation_tfk')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='MonthReportEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('path', models.CharField(db_collation='C', max_length=64)),
                ('month', models.DateField(help_text='its first day', verbose_name='月份')),
                ('number', models.PositiveSmallIntegerField(default=1, verbose_name='次')),
                ('state', models.CharField(choices=[('draft', '编制中'), ('submitted', '已报送'), ('returned', '已退回'), ('locked', '已锁定')], default='draft', max_length=10)),
                ('known_until', models.DateTimeField()),
                ('correction_reason', models.CharField(blank=True, max_length=300, verbose_name='更正原因')),
                ('sources', models.JSONField(default=list)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('made_at', models.DateTimeField()),
                ('submission_note', models.CharField(blank=True, max_length=300, verbose_name='报送说明')),
                ('submitted_at', models.DateTimeField(null=True)),
                ('return_reason', models.CharField(blank=True, max_length=300, verbose_name='退回原因')),
                ('returned_at', models.DateTimeField(null=True)),
                ('locked_at', models.DateTimeField(null=True)),
                ('jurisdiction', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.jurisdiction')),
                ('locked_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.organisation')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='governance.monthreport')),
                ('returned_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('submitted_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('tenant', models.ForeignKey(db_constraint=False, db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.tenant')),
                ('version', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.rulebookversion')),
            ],
            options={
                'abstract': False,
                'indexes': [],
                'constraints': [communities.tenancy.constraints.RowSecurity(name='governance_monthreportevent_rls')],
            },
        ),
        migrations.CreateModel(
            name='MonthSupplement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('figure', models.CharField(help_text='id of governance.monthly.form', max_length=40, verbose_name='指标')),
                ('period', models.CharField(choices=[('month', '本月'), ('year', '本年')], max_length=5, verbose_name='口径')),
                ('value', models.DecimalField(decimal_places=2, help_text='may be negative', max_digits=20, verbose_name='补充数')),
                ('reason', models.CharField(max_length=300, verbose_name='原因')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('carried_from', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.monthreport')),
                ('document', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.document')),
                ('jurisdiction', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.jurisdiction')),
                ('report', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='supplements', to='governance.monthreport')),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
            ],
            options={
                'ordering': ['id'],
                'indexes': [],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('value', 0), _negated=True), models.Q(('reason', ''), _negated=True)), name='month_supplement_says_why', violation_error_message='补充数不能为零，并须写明原因。'), communities.tenancy.constraints.RowSecurity(name='governance_monthsupplement_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='governance_monthsupplement_tk'), communities.tenancy.constraints.TenantForeignKey(field='report', name='governance_monthsupplement_report_tfk'), communities.tenancy.constraints.TenantForeignKey(field='jurisdiction', name='governance_monthsupplement_jurisdiction_tfk'), communities.tenancy.constraints.TenantForeignKey(field='document', name='governance_monthsupplement_document_tfk'), communities.tenancy.constraints.TenantForeignKey(field='carried_from', name='governance_monthsupplement_carried_from_tfk')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='monthreport',
            trigger=pgtrigger.compiler.Trigger(name='month_report_state_guard', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{draft:submitted,submitted:returned,submitted:locked,returned:draft,returned:submitted}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='e5a2f454cafde186cc04c25fb662231df31f9e20', operation='UPDATE', pgid='pgtrigger_month_report_state_guard_e8f8d', table='governance_monthreport', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='monthreport',
            trigger=pgtrigger.compiler.Trigger(name='locked_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" = \'locked\')', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='eff020cf0fc99393bad0f05756bb2cfded7d7821', operation='UPDATE', pgid='pgtrigger_locked_never_changes_e3e36', table='governance_monthreport', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='monthreport',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='80197cebfd433526e57a59ef5972325c37482c14', operation='DELETE', pgid='pgtrigger_never_deleted_cf11d', table='governance_monthreport', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='monthreport',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_monthreportevent" ("correction_reason", "digest", "id", "jurisdiction_id", "known_until", "locked_at", "locked_by_id", "made_at", "made_by_id", "month", "number", "organisation_id", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "return_reason", "returned_at", "returned_by_id", "sources", "state", "submission_note", "submitted_at", "submitted_by_id", "tenant_id", "version_id") VALUES (NEW."correction_reason", NEW."digest", NEW."id", NEW."jurisdiction_id", NEW."known_until", NEW."locked_at", NEW."locked_by_id", NEW."made_at", NEW."made_by_id", NEW."month", NEW."number", NEW."organisation_id", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."return_reason", NEW."returned_at", NEW."returned_by_id", NEW."sources", NEW."state", NEW."submission_note", NEW."submitted_at", NEW."submitted_by_id", NEW."tenant_id", NEW."version_id"); RETURN NULL;', hash='566171965be5d13f672969563928bbd4cb5b410d', operation='INSERT', pgid='pgtrigger_insert_insert_ead99', table='governance_monthreport', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='monthreport',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "governance_monthreportevent" ("correction_reason", "digest", "id", "jurisdiction_id", "known_until", "locked_at", "locked_by_id", "made_at", "made_by_id", "month", "number", "organisation_id", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "return_reason", "returned_at", "returned_by_id", "sources", "state", "submission_note", "submitted_at", "submitted_by_id", "tenant_id", "version_id") VALUES (NEW."correction_reason", NEW."digest", NEW."id", NEW."jurisdiction_id", NEW."known_until", NEW."locked_at", NEW."locked_by_id", NEW."made_at", NEW."made_by_id", NEW."month", NEW."number", NEW."organisation_id", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."return_reason", NEW."returned_at", NEW."returned_by_id", NEW."sources", NEW."state", NEW."submission_note", NEW."submitted_at", NEW."submitted_by_id", NEW."tenant_id", NEW."version_id"); RETURN NULL;', hash='5b4ed22f6d76942df4f5a00a8a31c0b7d909de5a', operation='UPDATE', pgid='pgtrigger_update_update_3d891', table='governance_monthreport', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='monthreport',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_monthreportevent" ("correction_reason", "digest", "id", "jurisdiction_id", "known_until", "locked_at", "locked_by_id", "made_at", "made_by_id", "month", "number", "organisation_id", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "return_reason", "returned_at", "returned_by_id", "sources", "state", "submission_note", "submitted_at", "submitted_by_id", "tenant_id", "version_id") VALUES (OLD."correction_reason", OLD."digest", OLD."id", OLD."jurisdiction_id", OLD."known_until", OLD."locked_at", OLD."locked_by_id", OLD."made_at", OLD."made_by_id", OLD."month", OLD."number", OLD."organisation_id", OLD."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."return_reason", OLD."returned_at", OLD."returned_by_id", OLD."sources", OLD."state", OLD."submission_note", OLD."submitted_at", OLD."submitted_by_id", OLD."tenant_id", OLD."version_id"); RETURN NULL;', hash='69de1fbef9cb1768ea0b291ffcb5d6243fb68024', operation='DELETE', pgid='pgtrigger_delete_delete_d41b0', table='governance_monthreport', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='monthcell',
            trigger=pgtrigger.compiler.Trigger(name='cell_frozen_with_its_report', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM governance_monthreport\n                WHERE id IN (OLD.report_id, NEW.report_id) AND state IN ('submitted', 'locked')\n            ) THEN\n                RAISE EXCEPTION 'pgtrigger: the month report is submitted or locked';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='553b99bd7593ba27a57acf91f6a1fdad8423544b', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_cell_frozen_with_its_report_f720b', table='governance_monthcell', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='monthdueday',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='029249e8ab35034765865b973f6562d63ebaed27', operation='UPDATE OR DELETE', pgid='pgtrigger_never_changed_2f6db', table='governance_monthdueday', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='monthsupplement',
            trigger=pgtrigger.compiler.Trigger(name='supplement_frozen_with_its_report', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM governance_monthreport\n                WHERE id IN (OLD.report_id, NEW.report_id) AND state IN ('submitted', 'locked')\n            ) THEN\n                RAISE EXCEPTION 'pgtrigger: the month report is submitted or locked';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='1e85bfc980658372fe652c3845462e232be900c5', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_supplement_frozen_with_its_report_1cf4c', table='governance_monthsupplement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='monthsupplement',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='df372e18d13c6a29d6c0cc46fd99bb9d5accd158', operation='UPDATE', pgid='pgtrigger_never_changed_cfa0c', table='governance_monthsupplement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='monthsupplement',
            trigger=pgtrigger.compiler.Trigger(name='own_words_stay', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."carried_from_id" IS NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='0d89b588e209bb826ebcfb82a4605cded5638af1', operation='DELETE', pgid='pgtrigger_own_words_stay_2353c', table='governance_monthsupplement', when='BEFORE')),
        ),
    ]
