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
        ('communities', '0005_long_term_management'),
        ('communities', '__first__'),
        ('governance', '0001_assessment'),
        ('projects', '0006_works_progress'),
    ]

    operations = [
        migrations.CreateModel(
            name='SupervisionCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('inspection', '检查'), ('complaint', '投诉')], max_length=12, verbose_name='类型')),
                ('source', models.CharField(choices=[('regular', '定期检查'), ('random', '随机抽查'), ('covert', '暗访'), ('safety', '质量安全检查'), ('hotline', '12345热线'), ('petition', '信访'), ('on_site', '现场反映'), ('letter', '来电来信')], max_length=12, verbose_name='来源')),
                ('path', models.CharField(db_collation='C', max_length=64)),
                ('on', models.DateField(verbose_name='检查或收到日期')),
                ('subject', models.CharField(max_length=120, verbose_name='事由')),
                ('text', models.TextField(max_length=2000, verbose_name='情况')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='外部编号')),
                ('severity', models.CharField(blank=True, choices=[('minor', '一般'), ('serious', '较重'), ('urgent', '紧急')], max_length=8, verbose_name='轻重')),
                ('state', models.CharField(choices=[('recorded', '待交办'), ('assigned', '待整改'), ('rectified', '待复查'), ('closed', '已办结')], default='recorded', max_length=10)),
                ('clock', models.CharField(blank=True, help_text="id in the rulebook's clocks", max_length=60)),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='期限')),
                ('accepted_on', models.DateField(blank=True, null=True, verbose_name='受理日期')),
                ('passed_on', models.DateField(blank=True, null=True, verbose_name='复查通过日期')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='办结日期')),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('jurisdiction', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.jurisdiction')),
                ('neighbourhood', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.neighbourhood')),
                ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.organisation')),
                ('project', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project')),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['tenant', 'path', 'state', 'due_on'], name='case_by_place'), models.Index(fields=['tenant', 'organisation', 'state'], name='case_by_organisation')],
                'constraints': [models.CheckConstraint(condition=models.Q(('project__isnull', False), ('neighbourhood__isnull', False), _connector='OR'), name='case_lies_somewhere', violation_error_message='请选择项目或小区。'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'inspection'), ('source__in', ['regular', 'random', 'covert', 'safety'])), models.Q(('kind', 'complaint'), ('source__in', ['hotline', 'petition', 'on_site', 'letter'])), _connector='OR'), name='case_source_fits_its_kind', violation_error_message='来源与类型不符。'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['assigned', 'rectified']), _negated=True), models.Q(('due_on__isnull', False), ('organisation__isnull', False)), _connector='OR'), name='case_assigned_to_somebody_by_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('closed_on__isnull', False), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_on__isnull', True)), _connector='OR'), name='case_closed_on_a_day'), models.CheckConstraint(condition=models.Q(('closed_on__isnull', True), ('closed_on__gte', models.F('on')), _connector='OR'), name='case_closed_after_it_came', violation_error_message='办结不能早于检查或收到日期。'), communities.tenancy.constraints.RowSecurity(name='governance_supervisioncase_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='governance_supervisioncase_tk'), communities.tenancy.constraints.TenantForeignKey(field='project', name='governance_supervisioncase_project_tfk'), communities.tenancy.constraints.TenantForeignKey(field='neighbourhood', name='governance_supervisioncase_neighbourhood_tfk'), communities.tenancy.constraints.TenantForeignKey(field='jurisdiction', name='governance_supervisioncase_jurisdiction_tfk'), communities.tenancy.constraints.TenantForeignKey(field='organisation', name='governance_supervisioncase_organisation_tfk')],
            },
        ),
        migrations.CreateModel(
            name='SupervisionCaseEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('inspection', '检查'), ('complaint', '投诉')], max_length=12, verbose_name='类型')),
                ('source', models.CharField(choices=[('regular', '定期检查'), ('random', '随机抽查'), ('covert', '暗访'), ('safety', '质量安全检查'), ('hotline', '12345热线'), ('petition', '信访'), ('on_site', '现场反映'), ('letter', '来电来信')], max_length=12, verbose_name='来源')),
                ('path', models.CharField(db_collation='C', max_length=64)),
                ('on', models.DateField(verbose_name='检查或收到日期')),
                ('subject', models.CharField(max_length=120, verbose_name='事由')),
                ('text', models.TextField(max_length=2000, verbose_name='情况')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='外部编号')),
                ('severity', models.CharField(blank=True, choices=[('minor', '一般'), ('serious', '较重'), ('urgent', '紧急')], max_length=8, verbose_name='轻重')),
                ('state', models.CharField(choices=[('recorded', '待交办'), ('assigned', '待整改'), ('rectified', '待复查'), ('closed', '已办结')], default='recorded', max_length=10)),
                ('clock', models.CharField(blank=True, help_text="id in the rulebook's clocks", max_length=60)),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='期限')),
                ('accepted_on', models.DateField(blank=True, null=True, verbose_name='受理日期')),
                ('passed_on', models.DateField(blank=True, null=True, verbose_name='复查通过日期')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='办结日期')),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('jurisdiction', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.jurisdiction')),
                ('neighbourhood', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.neighbourhood')),
                ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.organisation')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='governance.supervisioncase')),
                ('project', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project')),
                ('tenant', models.ForeignKey(db_constraint=False, db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.tenant')),
            ],
            options={
                'abstract': False,
                'indexes': [],
                'constraints': [communities.tenancy.constraints.RowSecurity(name='governance_supervisioncaseevent_rls')],
            },
        ),
        migrations.CreateModel(
            name='SupervisionStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('opened', '登记'), ('assigned', '交办'), ('changed', '改派或延期'), ('rectified', '报告整改'), ('passed', '复查通过'), ('rejected', '复查不通过'), ('closed', '办结'), ('reopened', '重新办理'), ('reminded', '催办')], max_length=10)),
                ('text', models.TextField(blank=True, max_length=2000, verbose_name='说明')),
                ('on', models.DateField(verbose_name='日期')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='期限')),
                ('entered_at', models.DateTimeField()),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='governance.supervisioncase')),
                ('document', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.document')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.organisation')),
                ('responsible', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.organisation')),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
            ],
            options={
                'ordering': ['id'],
                'indexes': [models.Index(fields=['tenant', 'case', 'id'], name='step_of_case')],
                'constraints': [communities.tenancy.constraints.RowSecurity(name='governance_supervisionstep_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='governance_supervisionstep_tk'), communities.tenancy.constraints.TenantForeignKey(field='case', name='governance_supervisionstep_case_tfk'), communities.tenancy.constraints.TenantForeignKey(field='responsible', name='governance_supervisionstep_responsible_tfk'), communities.tenancy.constraints.TenantForeignKey(field='organisation', name='governance_supervisionstep_organisation_tfk'), communities.tenancy.constraints.TenantForeignKey(field='document', name='governance_supervisionstep_document_tfk')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supervisioncase',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_supervisioncaseevent" ("accepted_on", "clock", "closed_on", "due_on", "entered_at", "entered_by_id", "id", "jurisdiction_id", "kind", "neighbourhood_id", "number", "on", "organisation_id", "passed_on", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "severity", "source", "state", "subject", "tenant_id", "text") VALUES (NEW."accepted_on", NEW."clock", NEW."closed_on", NEW."due_on", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."jurisdiction_id", NEW."kind", NEW."neighbourhood_id", NEW."number", NEW."on", NEW."organisation_id", NEW."passed_on", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."severity", NEW."source", NEW."state", NEW."subject", NEW."tenant_id", NEW."text"); RETURN NULL;', hash='49f84fdc170609977d98ebd2098bc2b6046b7a22', operation='INSERT', pgid='pgtrigger_insert_insert_8af56', table='governance_supervisioncase', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supervisioncase',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "governance_supervisioncaseevent" ("accepted_on", "clock", "closed_on", "due_on", "entered_at", "entered_by_id", "id", "jurisdiction_id", "kind", "neighbourhood_id", "number", "on", "organisation_id", "passed_on", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "severity", "source", "state", "subject", "tenant_id", "text") VALUES (NEW."accepted_on", NEW."clock", NEW."closed_on", NEW."due_on", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."jurisdiction_id", NEW."kind", NEW."neighbourhood_id", NEW."number", NEW."on", NEW."organisation_id", NEW."passed_on", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."project_id", NEW."severity", NEW."source", NEW."state", NEW."subject", NEW."tenant_id", NEW."text"); RETURN NULL;', hash='e58e26cf86899a64b505aaf452fc242a995f7267', operation='UPDATE', pgid='pgtrigger_update_update_a1232', table='governance_supervisioncase', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supervisioncase',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_supervisioncaseevent" ("accepted_on", "clock", "closed_on", "due_on", "entered_at", "entered_by_id", "id", "jurisdiction_id", "kind", "neighbourhood_id", "number", "on", "organisation_id", "passed_on", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "severity", "source", "state", "subject", "tenant_id", "text") VALUES (OLD."accepted_on", OLD."clock", OLD."closed_on", OLD."due_on", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."jurisdiction_id", OLD."kind", OLD."neighbourhood_id", OLD."number", OLD."on", OLD."organisation_id", OLD."passed_on", OLD."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."severity", OLD."source", OLD."state", OLD."subject", OLD."tenant_id", OLD."text"); RETURN NULL;', hash='19dd4084ca58f83de1b433b1e821bfd6141eb88b', operation='DELETE', pgid='pgtrigger_delete_delete_122b0', table='governance_supervisioncase', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supervisionstep',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5e5c29809173ce50a8f94b0db933f15c317f9cdf', operation='UPDATE OR DELETE', pgid='pgtrigger_never_changed_d8ff0', table='governance_supervisionstep', when='BEFORE')),
        ),
    ]
