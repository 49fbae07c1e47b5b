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

    initial = True

    dependencies = [
        ('communities', '0005_long_term_management'),
        ('communities', '__first__'),
        ('projects', '0006_works_progress'),
    ]

    operations = [
        migrations.CreateModel(
            name='AssessmentReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('assessment', models.CharField(help_text="id in the rulebook's assessments", max_length=60)),
                ('month', models.DateField(help_text='its first day')),
                ('actor', models.CharField(help_text="the assessed body: id in the rulebook's actors", max_length=60)),
                ('path', models.CharField(db_collation='C', max_length=64)),
                ('number', models.PositiveSmallIntegerField(default=1)),
                ('is_progress', models.BooleanField(help_text='the monthly sheet of a yearly assessment: never a result')),
                ('is_own', models.BooleanField(help_text="the sheet of the tenant's own level: the one with targets")),
                ('known_until', models.DateTimeField()),
                ('indicators', models.JSONField()),
                ('total', models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ('total_missing', models.JSONField(default=list)),
                ('state', models.CharField(choices=[('draft', '待发布'), ('published', '已发布')], default='draft', max_length=10)),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='更正原因')),
                ('made_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(null=True)),
                ('jurisdiction', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.jurisdiction')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
                ('version', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.rulebookversion')),
            ],
            options={
                'ordering': ['-month', 'assessment', 'path', 'actor', '-number'],
                'indexes': [models.Index(fields=['tenant', 'path', '-month'], name='assessment_by_place')],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'assessment', 'actor', 'jurisdiction', 'month', 'number'), name='one_report_a_body_and_month'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='assessment_month_is_its_first_day'), models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='assessment_correction_says_why', violation_error_message='更正须写明原因。'), models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('state', 'draft')), models.Q(('published_at__isnull', False), ('state', 'published')), _connector='OR'), name='assessment_published_at_a_time'), communities.tenancy.constraints.RowSecurity(name='governance_assessmentreport_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='governance_assessmentreport_tk'), communities.tenancy.constraints.TenantForeignKey(field='jurisdiction', name='governance_assessmentreport_jurisdiction_tfk'), communities.tenancy.constraints.TenantForeignKey(field='version', name='governance_assessmentreport_version_tfk')],
            },
        ),
        migrations.CreateModel(
            name='DeclaredFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.CharField(help_text="id in the rulebook's indicators", max_length=60)),
                ('actor', models.CharField(help_text='the body that it is about', max_length=60)),
                ('month', models.DateField(help_text='its first day')),
                ('value', models.DecimalField(decimal_places=4, max_digits=18, verbose_name='数值')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('entered_at', models.DateTimeField()),
                ('document', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.document')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('jurisdiction', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.jurisdiction')),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.organisation')),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
            ],
            options={
                'ordering': ['-month', '-id'],
                'indexes': [],
                'constraints': [models.CheckConstraint(condition=models.Q(('month__day', 1)), name='declared_month_is_its_first_day'), communities.tenancy.constraints.RowSecurity(name='governance_declaredfigure_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='governance_declaredfigure_tk'), communities.tenancy.constraints.TenantForeignKey(field='jurisdiction', name='governance_declaredfigure_jurisdiction_tfk'), communities.tenancy.constraints.TenantForeignKey(field='document', name='governance_declaredfigure_document_tfk'), communities.tenancy.constraints.TenantForeignKey(field='organisation', name='governance_declaredfigure_organisation_tfk')],
            },
        ),
        migrations.CreateModel(
            name='DutyTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(max_length=60)),
                ('actor', models.CharField(max_length=60)),
                ('path', models.CharField(db_collation='C', max_length=64)),
                ('due_on', models.DateField(verbose_name='期限')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='要求')),
                ('set_at', models.DateTimeField()),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='完成日期')),
                ('done_text', models.CharField(blank=True, max_length=500, verbose_name='完成情况')),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('document', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.document')),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('jurisdiction', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.jurisdiction')),
                ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.organisation')),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
            ],
            options={
                'ordering': ['due_on', 'id'],
                'indexes': [models.Index(fields=['tenant', 'path', 'due_on'], name='duty_by_place')],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'rule', 'actor', 'jurisdiction', 'due_on'), name='duty_once_a_day', violation_error_message='这一职责已有同一期限。'), models.CheckConstraint(condition=models.Q(models.Q(('document__isnull', True), ('done_at__isnull', True), ('done_on__isnull', True)), models.Q(('document__isnull', False), ('done_at__isnull', False), ('done_on__isnull', False)), _connector='OR'), name='duty_done_with_evidence', violation_error_message='完成须附证明材料。'), communities.tenancy.constraints.RowSecurity(name='governance_dutytask_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='governance_dutytask_tk'), communities.tenancy.constraints.TenantForeignKey(field='jurisdiction', name='governance_dutytask_jurisdiction_tfk'), communities.tenancy.constraints.TenantForeignKey(field='document', name='governance_dutytask_document_tfk'), communities.tenancy.constraints.TenantForeignKey(field='organisation', name='governance_dutytask_organisation_tfk')],
            },
        ),
        migrations.CreateModel(
            name='DutyTaskEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('rule', models.CharField(max_length=60)),
                ('actor', models.CharField(max_length=60)),
                ('path', models.CharField(db_collation='C', max_length=64)),
                ('due_on', models.DateField(verbose_name='期限')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='要求')),
                ('set_at', models.DateTimeField()),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='完成日期')),
                ('done_text', models.CharField(blank=True, max_length=500, verbose_name='完成情况')),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('document', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.document')),
                ('done_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('jurisdiction', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.jurisdiction')),
                ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.organisation')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='governance.dutytask')),
                ('set_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('tenant', models.ForeignKey(db_constraint=False, db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.tenant')),
            ],
            options={
                'abstract': False,
                'indexes': [],
                'constraints': [communities.tenancy.constraints.RowSecurity(name='governance_dutytaskevent_rls')],
            },
        ),
        migrations.CreateModel(
            name='Pilot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('market', '社会力量参与试点'), ('cocreation', '共同缔造试点')], max_length=12, verbose_name='试点')),
                ('is_pilot', models.BooleanField()),
                ('on', models.DateField(verbose_name='日期')),
                ('basis', models.CharField(max_length=200, verbose_name='依据')),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('jurisdiction', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.jurisdiction')),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.organisation')),
                ('project', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project')),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'market'), ('project__isnull', False)), models.Q(('kind', 'cocreation'), ('project__isnull', True)), _connector='OR'), name='pilot_is_a_project_or_a_community'), communities.tenancy.constraints.RowSecurity(name='governance_pilot_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='governance_pilot_tk'), communities.tenancy.constraints.TenantForeignKey(field='project', name='governance_pilot_project_tfk'), communities.tenancy.constraints.TenantForeignKey(field='jurisdiction', name='governance_pilot_jurisdiction_tfk'), communities.tenancy.constraints.TenantForeignKey(field='organisation', name='governance_pilot_organisation_tfk')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessmentreport',
            trigger=pgtrigger.compiler.Trigger(name='published_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" = \'published\')', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='b3c9f37ee0d6fcb4889c6a4b89df9d9b8446a6d4', operation='UPDATE', pgid='pgtrigger_published_never_changes_4defc', table='governance_assessmentreport', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessmentreport',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='b4f78c66fff5b16e462dbf8d74bc3df7e2e1f7cc', operation='DELETE', pgid='pgtrigger_never_deleted_11fb7', table='governance_assessmentreport', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='declaredfigure',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7b09ea1016cb21e5f79d245d9ac577d0f84d89b5', operation='UPDATE OR DELETE', pgid='pgtrigger_never_changed_4e16b', table='governance_declaredfigure', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dutytask',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_dutytaskevent" ("actor", "document_id", "done_at", "done_by_id", "done_on", "done_text", "due_on", "id", "jurisdiction_id", "note", "organisation_id", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "set_at", "set_by_id", "tenant_id") VALUES (NEW."actor", NEW."document_id", NEW."done_at", NEW."done_by_id", NEW."done_on", NEW."done_text", NEW."due_on", NEW."id", NEW."jurisdiction_id", NEW."note", NEW."organisation_id", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."rule", NEW."set_at", NEW."set_by_id", NEW."tenant_id"); RETURN NULL;', hash='13e157ba59784d9b0a23c1065bdda8617be9116b', operation='INSERT', pgid='pgtrigger_insert_insert_ac435', table='governance_dutytask', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dutytask',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "governance_dutytaskevent" ("actor", "document_id", "done_at", "done_by_id", "done_on", "done_text", "due_on", "id", "jurisdiction_id", "note", "organisation_id", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "set_at", "set_by_id", "tenant_id") VALUES (NEW."actor", NEW."document_id", NEW."done_at", NEW."done_by_id", NEW."done_on", NEW."done_text", NEW."due_on", NEW."id", NEW."jurisdiction_id", NEW."note", NEW."organisation_id", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."rule", NEW."set_at", NEW."set_by_id", NEW."tenant_id"); RETURN NULL;', hash='3f38492dfe049c02f4738d84dae96d0867495376', operation='UPDATE', pgid='pgtrigger_update_update_95147', table='governance_dutytask', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dutytask',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_dutytaskevent" ("actor", "document_id", "done_at", "done_by_id", "done_on", "done_text", "due_on", "id", "jurisdiction_id", "note", "organisation_id", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "set_at", "set_by_id", "tenant_id") VALUES (OLD."actor", OLD."document_id", OLD."done_at", OLD."done_by_id", OLD."done_on", OLD."done_text", OLD."due_on", OLD."id", OLD."jurisdiction_id", OLD."note", OLD."organisation_id", OLD."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."rule", OLD."set_at", OLD."set_by_id", OLD."tenant_id"); RETURN NULL;', hash='9a3f047dc22d20dc7391c8443942c4495a27b493', operation='DELETE', pgid='pgtrigger_delete_delete_e6721', table='governance_dutytask', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pilot',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5ef9b4bc0c4218bab0f0206f4f80e2937819906c', operation='UPDATE OR DELETE', pgid='pgtrigger_never_changed_12777', table='governance_pilot', when='BEFORE')),
        ),
    ]
