import communities.tenancy.constraints
import communities.tenancy.context
import django.db.models.deletion
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
import communities.tenancy.migrating
from django.db import migrations, models


class Migration(communities.tenancy.migrating.AtOnce):

    dependencies = [
        ('communities', '0008_three_administrators'),
        ('governance', '0004_acted_for_and_audit'),
    ]

    operations = [
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('month-report', '月报'), ('superior-table', '摸底汇总表'), ('assessment', '月度考核'), ('receipt', '答复')], max_length=16, verbose_name='内容')),
                ('period', models.CharField(blank=True, help_text='2026-10, 2026, or empty: all years', max_length=7, verbose_name='报告期')),
                ('number', models.PositiveSmallIntegerField(default=1, verbose_name='次')),
                ('title', models.CharField(max_length=200, verbose_name='标题')),
                ('content', models.JSONField(default=dict, help_text='self-describing tables: governance.submissions.content')),
                ('source', models.CharField(blank=True, help_text='SHA-256 of the report that it was made from', max_length=64)),
                ('rulebook', models.PositiveIntegerField(help_text="number of the sender's version", null=True, verbose_name='规则版本')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('answers', models.CharField(blank=True, help_text='digest of the submission answered', max_length=64)),
                ('outcome', models.CharField(blank=True, choices=[('received', '已签收'), ('returned', '已退回')], max_length=8, verbose_name='结果')),
                ('organisation_name', models.CharField(max_length=120, verbose_name='报送单位')),
                ('submitted_by_name', models.CharField(max_length=60, verbose_name='报送人')),
                ('acted_for_name', models.CharField(blank=True, max_length=60, verbose_name='代')),
                ('submitted_at', models.DateTimeField(verbose_name='报送时间')),
                ('digest', models.CharField(max_length=64, verbose_name='校验码')),
                ('recipient', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='communities.tenant', verbose_name='报送给')),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['recipient', 'kind', 'period'], name='submission_received'), models.Index(fields=['tenant', 'kind', 'period'], name='submission_sent')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'receipt'), _negated=True), fields=('tenant', 'recipient', 'kind', 'period', 'number'), name='submission_number_once'), models.UniqueConstraint(condition=models.Q(('kind', 'receipt')), fields=('tenant', 'answers', 'outcome'), name='submission_answered_once', violation_error_message='这份报送已经这样答复过。'), models.UniqueConstraint(fields=('tenant', 'digest'), name='submission_digest_once'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'receipt'), models.Q(('answers', ''), _negated=True), models.Q(('outcome', ''), _negated=True)), models.Q(models.Q(('kind', 'receipt'), _negated=True), ('answers', ''), ('outcome', '')), _connector='OR'), name='submission_receipt_answers'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'returned'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='submission_returned_says_why', violation_error_message='退回须写明原因。'), communities.tenancy.constraints.RowSecurity(also_read_by='recipient_id', name='governance_submission_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='governance_submission_tk')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='submission',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1d588594d69d680890e1751a74d0a87e1a958dcb', operation='UPDATE OR DELETE', pgid='pgtrigger_never_changed_ac3c1', table='governance_submission', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='submission',
            trigger=pgtrigger.compiler.Trigger(name='to_the_superior_or_back', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF NEW.kind = 'receipt' THEN\n                        IF NOT EXISTS (\n                            SELECT 1 FROM governance_submission\n                            WHERE tenant_id = NEW.recipient_id AND recipient_id = NEW.tenant_id\n                              AND digest = NEW.answers AND kind <> 'receipt'\n                        ) THEN\n                            RAISE EXCEPTION 'A receipt answers what its recipient has sent.';\n                        END IF;\n                    ELSIF NOT EXISTS (\n                        SELECT 1 FROM communities_tenant\n                        WHERE id = NEW.tenant_id AND superior_id = NEW.recipient_id\n                    ) THEN\n                        RAISE EXCEPTION 'Figures go to the superior of the tenant and to nobody else.';\n                    END IF;\n                    RETURN NEW;\n                ", hash='a35e14ec59e7b7b503edb2eaa1d0d53d4cdab383', operation='INSERT', pgid='pgtrigger_to_the_superior_or_back_0af26', table='governance_submission', when='BEFORE')),
        ),
    ]
