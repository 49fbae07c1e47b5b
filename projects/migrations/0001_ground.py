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
        ('communities', '0001_ground'),
    ]

    operations = [
        migrations.CreateModel(
            name='Project',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(db_collation='C', max_length=64)),
                ('code', models.CharField(max_length=40, verbose_name='项目编号')),
                ('name', models.CharField(max_length=150, verbose_name='项目名称')),
                ('search_text', models.TextField(blank=True)),
                ('route', models.CharField(choices=[('comprehensive', '综合改造'), ('management', '管理提升'), ('unsafe', '不安全房屋自建联建')], default='comprehensive', max_length=20, verbose_name='实施途径')),
                ('state', models.CharField(choices=[('proposed', '已提出'), ('reserved', '已入库'), ('planned', '已列入计划'), ('designed', '方案已定'), ('approved', '已批准'), ('ready', '具备开工条件'), ('building', '施工中'), ('completed', '已竣工'), ('handed_over', '已移交'), ('managed', '长效管理'), ('on_hold', '暂缓'), ('withdrawn', '已撤回')], default='proposed', max_length=12, verbose_name='阶段')),
                ('held_from', models.CharField(blank=True, choices=[('proposed', '已提出'), ('reserved', '已入库'), ('planned', '已列入计划'), ('designed', '方案已定'), ('approved', '已批准'), ('ready', '具备开工条件'), ('building', '施工中'), ('completed', '已竣工'), ('handed_over', '已移交'), ('managed', '长效管理'), ('on_hold', '暂缓'), ('withdrawn', '已撤回')], max_length=12)),
                ('state_since', models.DateTimeField()),
                ('batch', models.CharField(blank=True, choices=[('implementing', '实施一批'), ('planning', '谋划一批'), ('reserve', '储备一批')], max_length=12, verbose_name='批次')),
                ('scope', models.CharField(blank=True, max_length=500, verbose_name='改造范围')),
                ('scale', models.CharField(blank=True, max_length=500, verbose_name='规模')),
                ('contents', models.CharField(blank=True, max_length=500, verbose_name='内容')),
                ('milestones', models.CharField(blank=True, max_length=500, verbose_name='形象进度')),
                ('off_standard', models.BooleanField(blank=True, null=True, verbose_name='超标准')),
                ('grades', models.JSONField(default=dict, help_text='{priority row: grade that people gave, 1 = first}')),
                ('next_answer', models.CharField(blank=True, max_length=12)),
                ('blocked_by', models.CharField(blank=True, max_length=300)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('jurisdiction', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='communities.jurisdiction')),
                ('proposed_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.organisation')),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
                ('asked_of', models.CharField(blank=True, max_length=60)),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['tenant', 'path', '-id'], name='project_by_place'), models.Index(fields=['tenant', 'state', 'path'], name='project_by_state')],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'code'), name='project_code_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'on_hold'), models.Q(('held_from', ''), _negated=True)), models.Q(models.Q(('state', 'on_hold'), _negated=True), ('held_from', '')), _connector='OR'), name='project_on_hold_knows_its_way_back'), communities.tenancy.constraints.RowSecurity(name='projects_project_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='projects_project_tk'), communities.tenancy.constraints.TenantForeignKey(field='jurisdiction', name='projects_project_jurisdiction_tfk'), communities.tenancy.constraints.TenantForeignKey(field='proposed_by', name='projects_project_proposed_by_tfk')],
            },
        ),
        migrations.CreateModel(
            name='WorksItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.CharField(help_text="id in the rulebook's catalogue", max_length=60, verbose_name='改造内容')),
                ('state', models.CharField(choices=[('proposed', '未开工'), ('started', '已开工'), ('finished', '已完成'), ('withdrawn', '已撤回')], default='proposed', max_length=10)),
                ('quantity', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='数量')),
                ('unit', models.CharField(blank=True, max_length=20, verbose_name='计量单位')),
                ('estimate', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True, verbose_name='估算投资')),
                ('uses_idle_land', models.BooleanField(blank=True, null=True, verbose_name='利用空地')),
                ('affects_sunlight_or_green', models.BooleanField(blank=True, null=True, verbose_name='影响日照或绿地')),
                ('adds_building', models.BooleanField(blank=True, null=True, verbose_name='新增建筑')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('building', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='works_items', to='communities.building')),
                ('neighbourhood', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='works_items', to='communities.neighbourhood')),
                ('project', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='items', to='projects.project')),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
            ],
            options={
                'ordering': ['id'],
                'indexes': [],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'withdrawn'), _negated=True), fields=('tenant', 'neighbourhood', 'building', 'item'), name='nothing_is_renovated_twice', nulls_distinct=False, violation_error_message='这一内容已列入其他项目，不能重复改造。'), models.CheckConstraint(condition=models.Q(('quantity__isnull', True), ('quantity__gte', 0), _connector='OR'), name='item_quantity_not_negative', violation_error_message='数量不能为负。'), models.CheckConstraint(condition=models.Q(('estimate__isnull', True), ('estimate__gte', 0), _connector='OR'), name='item_estimate_not_negative', violation_error_message='估算投资不能为负。'), communities.tenancy.constraints.RowSecurity(name='projects_worksitem_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='projects_worksitem_tk'), communities.tenancy.constraints.TenantForeignKey(field='project', name='projects_worksitem_project_tfk'), communities.tenancy.constraints.TenantForeignKey(field='neighbourhood', name='projects_worksitem_neighbourhood_tfk'), communities.tenancy.constraints.TenantForeignKey(field='building', name='projects_worksitem_building_tfk')],
            },
        ),
        migrations.CreateModel(
            name='ProjectDeclaration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('criterion', models.CharField(max_length=80)),
                ('value', models.BooleanField(verbose_name='是否符合')),
                ('stated_by', models.CharField(help_text='actor of the rulebook', max_length=60)),
                ('entered_at', models.DateTimeField(auto_now_add=True)),
                ('on', models.DateField(verbose_name='日期')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('is_current', models.BooleanField(default=True)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.organisation')),
                ('project', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='declarations', to='projects.project')),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
                ('works_item', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='declarations', to='projects.worksitem')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('tenant', 'project', 'works_item', 'criterion', 'organisation'), name='project_declaration_has_one_current', nulls_distinct=False), communities.tenancy.constraints.RowSecurity(name='projects_projectdeclaration_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='projects_projectdeclaration_tk'), communities.tenancy.constraints.TenantForeignKey(field='organisation', name='projects_projectdeclaration_organisation_tfk'), communities.tenancy.constraints.TenantForeignKey(field='project', name='projects_projectdeclaration_project_tfk'), communities.tenancy.constraints.TenantForeignKey(field='works_item', name='projects_projectdeclaration_works_item_tfk')],
            },
        ),
        migrations.CreateModel(
            name='ProjectDeclarationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('criterion', models.CharField(max_length=80)),
                ('value', models.BooleanField(verbose_name='是否符合')),
                ('stated_by', models.CharField(help_text='actor of the rulebook', max_length=60)),
                ('entered_at', models.DateTimeField(auto_now_add=True)),
                ('on', models.DateField(verbose_name='日期')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('is_current', models.BooleanField(default=True)),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.organisation')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='projects.projectdeclaration')),
                ('project', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project')),
                ('tenant', models.ForeignKey(db_constraint=False, db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.tenant')),
                ('works_item', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.worksitem')),
            ],
            options={
                'abstract': False,
                'indexes': [],
                'constraints': [communities.tenancy.constraints.RowSecurity(name='projects_projectdeclarationevent_rls')],
            },
        ),
        migrations.CreateModel(
            name='ProjectEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('path', models.CharField(db_collation='C', max_length=64)),
                ('code', models.CharField(max_length=40, verbose_name='项目编号')),
                ('name', models.CharField(max_length=150, verbose_name='项目名称')),
                ('search_text', models.TextField(blank=True)),
                ('route', models.CharField(choices=[('comprehensive', '综合改造'), ('management', '管理提升'), ('unsafe', '不安全房屋自建联建')], default='comprehensive', max_length=20, verbose_name='实施途径')),
                ('state', models.CharField(choices=[('proposed', '已提出'), ('reserved', '已入库'), ('planned', '已列入计划'), ('designed', '方案已定'), ('approved', '已批准'), ('ready', '具备开工条件'), ('building', '施工中'), ('completed', '已竣工'), ('handed_over', '已移交'), ('managed', '长效管理'), ('on_hold', '暂缓'), ('withdrawn', '已撤回')], default='proposed', max_length=12, verbose_name='阶段')),
                ('held_from', models.CharField(blank=True, choices=[('proposed', '已提出'), ('reserved', '已入库'), ('planned', '已列入计划'), ('designed', '方案已定'), ('approved', '已批准'), ('ready', '具备开工条件'), ('building', '施工中'), ('completed', '已竣工'), ('handed_over', '已移交'), ('managed', '长效管理'), ('on_hold', '暂缓'), ('withdrawn', '已撤回')], max_length=12)),
                ('state_since', models.DateTimeField()),
                ('batch', models.CharField(blank=True, choices=[('implementing', '实施一批'), ('planning', '谋划一批'), ('reserve', '储备一批')], max_length=12, verbose_name='批次')),
                ('scope', models.CharField(blank=True, max_length=500, verbose_name='改造范围')),
                ('scale', models.CharField(blank=True, max_length=500, verbose_name='规模')),
                ('contents', models.CharField(blank=True, max_length=500, verbose_name='内容')),
                ('milestones', models.CharField(blank=True, max_length=500, verbose_name='形象进度')),
                ('off_standard', models.BooleanField(blank=True, null=True, verbose_name='超标准')),
                ('grades', models.JSONField(default=dict, help_text='{priority row: grade that people gave, 1 = first}')),
                ('revision', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('jurisdiction', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.jurisdiction')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='projects.project')),
                ('proposed_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.organisation')),
                ('tenant', models.ForeignKey(db_constraint=False, db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.tenant')),
            ],
            options={
                'abstract': False,
                'indexes': [],
                'constraints': [communities.tenancy.constraints.RowSecurity(name='projects_projectevent_rls')],
            },
        ),
        migrations.CreateModel(
            name='ProjectEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('declaration', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='projects.projectdeclaration')),
                ('document', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.document')),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
            ],
            options={
                'indexes': [],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'declaration', 'name', 'document'), name='project_evidence_once'), communities.tenancy.constraints.RowSecurity(name='projects_projectevidence_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='projects_projectevidence_tk'), communities.tenancy.constraints.TenantForeignKey(field='declaration', name='projects_projectevidence_declaration_tfk'), communities.tenancy.constraints.TenantForeignKey(field='document', name='projects_projectevidence_document_tfk')],
            },
        ),
        migrations.CreateModel(
            name='ProjectNeighbourhood',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('neighbourhood', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='project_memberships', to='communities.neighbourhood')),
                ('project', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='projects.project')),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
                ('is_waiting', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['id'],
                'indexes': [],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'project', 'neighbourhood'), name='project_neighbourhood_once'), communities.tenancy.constraints.RowSecurity(name='projects_projectneighbourhood_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='projects_projectneighbourhood_tk'), communities.tenancy.constraints.TenantForeignKey(field='project', name='projects_projectneighbourhood_project_tfk'), communities.tenancy.constraints.TenantForeignKey(field='neighbourhood', name='projects_projectneighbourhood_neighbourhood_tfk'), models.UniqueConstraint(condition=models.Q(('is_waiting', True)), fields=('tenant', 'neighbourhood'), name='neighbourhood_waits_in_the_pool_once', violation_error_message='这一小区已在储备库的另一项目中。')],
            },
        ),
        migrations.CreateModel(
            name='ProjectNeighbourhoodEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('neighbourhood', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.neighbourhood')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='projects.projectneighbourhood')),
                ('project', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project')),
                ('tenant', models.ForeignKey(db_constraint=False, db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.tenant')),
                ('is_waiting', models.BooleanField(default=True)),
            ],
            options={
                'abstract': False,
                'indexes': [],
                'constraints': [communities.tenancy.constraints.RowSecurity(name='projects_projectneighbourhoodevent_rls')],
            },
        ),
        migrations.CreateModel(
            name='TransitionLog',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('transition', models.CharField(max_length=20)),
                ('from_state', models.CharField(choices=[('proposed', '已提出'), ('reserved', '已入库'), ('planned', '已列入计划'), ('designed', '方案已定'), ('approved', '已批准'), ('ready', '具备开工条件'), ('building', '施工中'), ('completed', '已竣工'), ('handed_over', '已移交'), ('managed', '长效管理'), ('on_hold', '暂缓'), ('withdrawn', '已撤回')], max_length=12)),
                ('to_state', models.CharField(choices=[('proposed', '已提出'), ('reserved', '已入库'), ('planned', '已列入计划'), ('designed', '方案已定'), ('approved', '已批准'), ('ready', '具备开工条件'), ('building', '施工中'), ('completed', '已竣工'), ('handed_over', '已移交'), ('managed', '长效管理'), ('on_hold', '暂缓'), ('withdrawn', '已撤回')], max_length=12)),
                ('at', models.DateTimeField()),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decision', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.decision')),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.organisation')),
                ('project', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='transitions', to='projects.project')),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [],
                'constraints': [communities.tenancy.constraints.RowSecurity(name='projects_transitionlog_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='projects_transitionlog_tk'), communities.tenancy.constraints.TenantForeignKey(field='project', name='projects_transitionlog_project_tfk'), communities.tenancy.constraints.TenantForeignKey(field='decision', name='projects_transitionlog_decision_tfk'), communities.tenancy.constraints.TenantForeignKey(field='organisation', name='projects_transitionlog_organisation_tfk')],
            },
        ),
        migrations.CreateModel(
            name='WorksItemEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('item', models.CharField(help_text="id in the rulebook's catalogue", max_length=60, verbose_name='改造内容')),
                ('state', models.CharField(choices=[('proposed', '未开工'), ('started', '已开工'), ('finished', '已完成'), ('withdrawn', '已撤回')], default='proposed', max_length=10)),
                ('quantity', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='数量')),
                ('unit', models.CharField(blank=True, max_length=20, verbose_name='计量单位')),
                ('estimate', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True, verbose_name='估算投资')),
                ('uses_idle_land', models.BooleanField(blank=True, null=True, verbose_name='利用空地')),
                ('affects_sunlight_or_green', models.BooleanField(blank=True, null=True, verbose_name='影响日照或绿地')),
                ('adds_building', models.BooleanField(blank=True, null=True, verbose_name='新增建筑')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('building', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.building')),
                ('neighbourhood', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.neighbourhood')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='projects.worksitem')),
                ('project', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project')),
                ('tenant', models.ForeignKey(db_constraint=False, db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.tenant')),
            ],
            options={
                'abstract': False,
                'indexes': [],
                'constraints': [communities.tenancy.constraints.RowSecurity(name='projects_worksitemevent_rls')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='project_state_guard', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{approved:on_hold,approved:ready,approved:withdrawn,building:completed,building:on_hold,completed:handed_over,designed:approved,designed:on_hold,designed:planned,designed:withdrawn,handed_over:managed,on_hold:approved,on_hold:building,on_hold:designed,on_hold:planned,on_hold:proposed,on_hold:ready,on_hold:reserved,on_hold:withdrawn,planned:designed,planned:on_hold,planned:reserved,planned:withdrawn,proposed:on_hold,proposed:reserved,proposed:withdrawn,ready:building,ready:on_hold,ready:withdrawn,reserved:on_hold,reserved:planned,reserved:proposed,reserved:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='f749a837efda6c4e10725979d1ddc58172c8b8f0', operation='UPDATE', pgid='pgtrigger_project_state_guard_d54e4', table='projects_project', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_projectevent" ("batch", "code", "contents", "created_at", "entered_by_id", "grades", "held_from", "id", "jurisdiction_id", "milestones", "name", "off_standard", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "revision", "route", "scale", "scope", "search_text", "state", "state_since", "tenant_id", "updated_at") VALUES (NEW."batch", NEW."code", NEW."contents", NEW."created_at", NEW."entered_by_id", NEW."grades", NEW."held_from", NEW."id", NEW."jurisdiction_id", NEW."milestones", NEW."name", NEW."off_standard", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."proposed_by_id", NEW."revision", NEW."route", NEW."scale", NEW."scope", NEW."search_text", NEW."state", NEW."state_since", NEW."tenant_id", NEW."updated_at"); RETURN NULL;', hash='3e90a553bbfbe23a3946421017ce3d930c30036e', operation='INSERT', pgid='pgtrigger_insert_insert_2e147', table='projects_project', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."batch" IS DISTINCT FROM (NEW."batch") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."contents" IS DISTINCT FROM (NEW."contents") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."grades" IS DISTINCT FROM (NEW."grades") OR OLD."held_from" IS DISTINCT FROM (NEW."held_from") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."jurisdiction_id" IS DISTINCT FROM (NEW."jurisdiction_id") OR OLD."milestones" IS DISTINCT FROM (NEW."milestones") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."off_standard" IS DISTINCT FROM (NEW."off_standard") OR OLD."path" IS DISTINCT FROM (NEW."path") OR OLD."proposed_by_id" IS DISTINCT FROM (NEW."proposed_by_id") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."route" IS DISTINCT FROM (NEW."route") OR OLD."scale" IS DISTINCT FROM (NEW."scale") OR OLD."scope" IS DISTINCT FROM (NEW."scope") OR OLD."search_text" IS DISTINCT FROM (NEW."search_text") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."state_since" IS DISTINCT FROM (NEW."state_since") OR OLD."tenant_id" IS DISTINCT FROM (NEW."tenant_id") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))', func='INSERT INTO "projects_projectevent" ("batch", "code", "contents", "created_at", "entered_by_id", "grades", "held_from", "id", "jurisdiction_id", "milestones", "name", "off_standard", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "revision", "route", "scale", "scope", "search_text", "state", "state_since", "tenant_id", "updated_at") VALUES (NEW."batch", NEW."code", NEW."contents", NEW."created_at", NEW."entered_by_id", NEW."grades", NEW."held_from", NEW."id", NEW."jurisdiction_id", NEW."milestones", NEW."name", NEW."off_standard", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."proposed_by_id", NEW."revision", NEW."route", NEW."scale", NEW."scope", NEW."search_text", NEW."state", NEW."state_since", NEW."tenant_id", NEW."updated_at"); RETURN NULL;', hash='edcc5de4846f67f37b72cebebec2fb5f4e98bd5f', operation='UPDATE', pgid='pgtrigger_update_update_804c3', table='projects_project', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_projectevent" ("batch", "code", "contents", "created_at", "entered_by_id", "grades", "held_from", "id", "jurisdiction_id", "milestones", "name", "off_standard", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "revision", "route", "scale", "scope", "search_text", "state", "state_since", "tenant_id", "updated_at") VALUES (OLD."batch", OLD."code", OLD."contents", OLD."created_at", OLD."entered_by_id", OLD."grades", OLD."held_from", OLD."id", OLD."jurisdiction_id", OLD."milestones", OLD."name", OLD."off_standard", OLD."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."proposed_by_id", OLD."revision", OLD."route", OLD."scale", OLD."scope", OLD."search_text", OLD."state", OLD."state_since", OLD."tenant_id", OLD."updated_at"); RETURN NULL;', hash='eeb38146df7ebc3a7589451a701c05624b1a54a7', operation='DELETE', pgid='pgtrigger_delete_delete_2192f', table='projects_project', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='worksitem',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_worksitemevent" ("adds_building", "affects_sunlight_or_green", "building_id", "estimate", "id", "item", "neighbourhood_id", "note", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "quantity", "state", "tenant_id", "unit", "uses_idle_land") VALUES (NEW."adds_building", NEW."affects_sunlight_or_green", NEW."building_id", NEW."estimate", NEW."id", NEW."item", NEW."neighbourhood_id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."quantity", NEW."state", NEW."tenant_id", NEW."unit", NEW."uses_idle_land"); RETURN NULL;', hash='4ac5c50642096038894b1410c21e850699706965', operation='INSERT', pgid='pgtrigger_insert_insert_c2334', table='projects_worksitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='worksitem',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_worksitemevent" ("adds_building", "affects_sunlight_or_green", "building_id", "estimate", "id", "item", "neighbourhood_id", "note", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "quantity", "state", "tenant_id", "unit", "uses_idle_land") VALUES (NEW."adds_building", NEW."affects_sunlight_or_green", NEW."building_id", NEW."estimate", NEW."id", NEW."item", NEW."neighbourhood_id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."project_id", NEW."quantity", NEW."state", NEW."tenant_id", NEW."unit", NEW."uses_idle_land"); RETURN NULL;', hash='6109aa822ac3dadb0d5a2d2bec9819aa90b8f798', operation='UPDATE', pgid='pgtrigger_update_update_a8022', table='projects_worksitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='worksitem',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_worksitemevent" ("adds_building", "affects_sunlight_or_green", "building_id", "estimate", "id", "item", "neighbourhood_id", "note", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "quantity", "state", "tenant_id", "unit", "uses_idle_land") VALUES (OLD."adds_building", OLD."affects_sunlight_or_green", OLD."building_id", OLD."estimate", OLD."id", OLD."item", OLD."neighbourhood_id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."quantity", OLD."state", OLD."tenant_id", OLD."unit", OLD."uses_idle_land"); RETURN NULL;', hash='1bc81bd449fef7595673115f22317a32e5ee7f29', operation='DELETE', pgid='pgtrigger_delete_delete_8b0db', table='projects_worksitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectdeclaration',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_projectdeclarationevent" ("criterion", "entered_at", "entered_by_id", "id", "is_current", "note", "on", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "stated_by", "tenant_id", "value", "works_item_id") VALUES (NEW."criterion", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."is_current", NEW."note", NEW."on", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."stated_by", NEW."tenant_id", NEW."value", NEW."works_item_id"); RETURN NULL;', hash='482374b88d4dbbadd7919cfb5bc1f3c6d828a6d3', operation='INSERT', pgid='pgtrigger_insert_insert_fe1ef', table='projects_projectdeclaration', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectdeclaration',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_projectdeclarationevent" ("criterion", "entered_at", "entered_by_id", "id", "is_current", "note", "on", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "stated_by", "tenant_id", "value", "works_item_id") VALUES (NEW."criterion", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."is_current", NEW."note", NEW."on", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."project_id", NEW."stated_by", NEW."tenant_id", NEW."value", NEW."works_item_id"); RETURN NULL;', hash='882dbbc43c4fb8172283c1e5c9291c20d7527379', operation='UPDATE', pgid='pgtrigger_update_update_08a82', table='projects_projectdeclaration', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectdeclaration',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_projectdeclarationevent" ("criterion", "entered_at", "entered_by_id", "id", "is_current", "note", "on", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "stated_by", "tenant_id", "value", "works_item_id") VALUES (OLD."criterion", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."is_current", OLD."note", OLD."on", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."stated_by", OLD."tenant_id", OLD."value", OLD."works_item_id"); RETURN NULL;', hash='54462fd87fb59fd1dedd6e8783788d220228b367', operation='DELETE', pgid='pgtrigger_delete_delete_989da', table='projects_projectdeclaration', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectneighbourhood',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_projectneighbourhoodevent" ("id", "is_waiting", "neighbourhood_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "tenant_id") VALUES (NEW."id", NEW."is_waiting", NEW."neighbourhood_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."tenant_id"); RETURN NULL;', hash='ecb8f15d01ac6aa7b0dfcdb8efb97bc96b4e21c9', operation='INSERT', pgid='pgtrigger_insert_insert_9454a', table='projects_projectneighbourhood', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectneighbourhood',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_projectneighbourhoodevent" ("id", "is_waiting", "neighbourhood_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "tenant_id") VALUES (NEW."id", NEW."is_waiting", NEW."neighbourhood_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."project_id", NEW."tenant_id"); RETURN NULL;', hash='3fa38e73ef3e19501349ac1ba33e0aa78b894825', operation='UPDATE', pgid='pgtrigger_update_update_dc5f2', table='projects_projectneighbourhood', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectneighbourhood',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_projectneighbourhoodevent" ("id", "is_waiting", "neighbourhood_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "tenant_id") VALUES (OLD."id", OLD."is_waiting", OLD."neighbourhood_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."tenant_id"); RETURN NULL;', hash='e03d45b6db7d73e11797fef5c7e622c7e8af74d5', operation='DELETE', pgid='pgtrigger_delete_delete_f72cc', table='projects_projectneighbourhood', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='transitionlog',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a73b5d826a14abd18535f8694c9926b16a82db40', operation='UPDATE OR DELETE', pgid='pgtrigger_never_changed_ac1c6', table='projects_transitionlog', when='BEFORE')),
        ),
    ]
