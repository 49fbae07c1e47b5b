import communities.tenancy.migrating
import communities.people.acting
import communities.people.models
import communities.privacy.fields
import communities.tenancy.constraints
import communities.tenancy.context
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(communities.tenancy.migrating.AtOnce):

    dependencies = [
        ('communities', '0006_neighbourhood_mode'),
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
            model_name='neighbourhooddeclaration',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='neighbourhooddeclaration',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='neighbourhooddeclaration',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='role',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='role',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='role',
            name='delete_delete',
        ),
        migrations.RemoveConstraint(
            model_name='tenant',
            name='tenant_code_is_no_address_of_ours',
        ),
        migrations.AddField(
            model_name='decision',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='document',
            name='scan',
            field=models.CharField(choices=[('unscanned', '未查毒（没有配置查毒服务）'), ('quarantined', '隔离中，等待查毒'), ('clean', '已查毒'), ('infected', '发现病毒，已封存')], default='unscanned', max_length=12, verbose_name='查毒'),
        ),
        migrations.AddField(
            model_name='document',
            name='scanned_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='documentevent',
            name='scan',
            field=models.CharField(choices=[('unscanned', '未查毒（没有配置查毒服务）'), ('quarantined', '隔离中，等待查毒'), ('clean', '已查毒'), ('infected', '发现病毒，已封存')], default='unscanned', max_length=12, verbose_name='查毒'),
        ),
        migrations.AddField(
            model_name='documentevent',
            name='scanned_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='neighbourhooddeclaration',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='neighbourhooddeclarationevent',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='person',
            name='phone',
            field=communities.privacy.fields.EncryptedField(blank=True, default='', purpose='person.phone', verbose_name='手机号码'),
        ),
        migrations.AddField(
            model_name='role',
            name='needs_second_factor',
            field=models.BooleanField(default=False, verbose_name='须用第二重验证登录'),
        ),
        migrations.AddField(
            model_name='roleevent',
            name='needs_second_factor',
            field=models.BooleanField(default=False, verbose_name='须用第二重验证登录'),
        ),
        migrations.AddField(
            model_name='tenant',
            name='delete_after',
            field=models.DateTimeField(blank=True, help_text='deletion was asked for; not before', null=True),
        ),
        migrations.AddField(
            model_name='tenant',
            name='superior',
            field=models.ForeignKey(blank=True, help_text='the government that it submits its frozen figures to', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant'),
        ),
        migrations.AddField(
            model_name='tenant',
            name='suspended_at',
            field=models.DateTimeField(blank=True, help_text='nobody gets in until resumed', null=True),
        ),
        migrations.AlterField(
            model_name='role',
            name='capabilities',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('view', '查看小区、项目和判定结果'), ('add', '登记新的小区和楼栋'), ('edit', '更正和补充小区、楼栋、项目的资料'), ('import', '用电子表格导入小区台账'), ('merge', '合并重复登记的小区'), ('declare', '替所在单位申报判定所需的情况'), ('propose', '提出改造项目'), ('decide', '替所在单位作出决定（入库、退回等）'), ('fund', '登记各方出资、到账和支付'), ('export', '导出表格'), ('configure', '发布规则版本和本级补充设定'), ('personal', '说明理由后查看业主等个人信息的完整内容'), ('assigned', '查看和办理指派给本人的项目'), ('people', '管理单位和人员账号'), ('authorise', '授予和收回角色、定义角色、处理登录安全'), ('audit', '查看和导出审计记录')], max_length=20), default=list, size=None),
        ),
        migrations.AlterField(
            model_name='roleevent',
            name='capabilities',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('view', '查看小区、项目和判定结果'), ('add', '登记新的小区和楼栋'), ('edit', '更正和补充小区、楼栋、项目的资料'), ('import', '用电子表格导入小区台账'), ('merge', '合并重复登记的小区'), ('declare', '替所在单位申报判定所需的情况'), ('propose', '提出改造项目'), ('decide', '替所在单位作出决定（入库、退回等）'), ('fund', '登记各方出资、到账和支付'), ('export', '导出表格'), ('configure', '发布规则版本和本级补充设定'), ('personal', '说明理由后查看业主等个人信息的完整内容'), ('assigned', '查看和办理指派给本人的项目'), ('people', '管理单位和人员账号'), ('authorise', '授予和收回角色、定义角色、处理登录安全'), ('audit', '查看和导出审计记录')], max_length=20), default=list, size=None),
        ),
        migrations.AddIndex(
            model_name='buildingevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='buildingevent_at'),
        ),
        migrations.AddIndex(
            model_name='documentevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='documentevent_at'),
        ),
        migrations.AddIndex(
            model_name='jurisdictionevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='jurisdictionevent_at'),
        ),
        migrations.AddIndex(
            model_name='maintenancefundevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='maintenancefundevent_at'),
        ),
        migrations.AddIndex(
            model_name='managementmodeevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='managementmodeevent_at'),
        ),
        migrations.AddIndex(
            model_name='membershipevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='membershipevent_at'),
        ),
        migrations.AddIndex(
            model_name='neighbourhooddeclarationevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='neighbourhooddeclarationev_at'),
        ),
        migrations.AddIndex(
            model_name='neighbourhoodevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='neighbourhoodevent_at'),
        ),
        migrations.AddIndex(
            model_name='organisationevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='organisationevent_at'),
        ),
        migrations.AddIndex(
            model_name='overlayentryevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='overlayentryevent_at'),
        ),
        migrations.AddIndex(
            model_name='ownersbodyevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='ownersbodyevent_at'),
        ),
        migrations.AddIndex(
            model_name='partyorganisationevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='partyorganisationevent_at'),
        ),
        migrations.AddIndex(
            model_name='plausibilityqueryevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='plausibilityqueryevent_at'),
        ),
        migrations.AddIndex(
            model_name='propertycontractevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='propertycontractevent_at'),
        ),
        migrations.AddIndex(
            model_name='roleevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='roleevent_at'),
        ),
        migrations.AddIndex(
            model_name='surveyevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='surveyevent_at'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_documentevent" ("content_type", "file", "filename", "id", "jurisdiction_id", "kind", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan", "scanned_at", "sha256", "size", "tenant_id", "uploaded_at", "uploaded_by_id") VALUES (NEW."content_type", NEW."file", NEW."filename", NEW."id", NEW."jurisdiction_id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."scan", NEW."scanned_at", NEW."sha256", NEW."size", NEW."tenant_id", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;', hash='6691558a6c63adf9e0b0db0e87da1f0e084f1c79', operation='INSERT', pgid='pgtrigger_insert_insert_3292b', table='communities_document', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "communities_documentevent" ("content_type", "file", "filename", "id", "jurisdiction_id", "kind", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan", "scanned_at", "sha256", "size", "tenant_id", "uploaded_at", "uploaded_by_id") VALUES (NEW."content_type", NEW."file", NEW."filename", NEW."id", NEW."jurisdiction_id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."scan", NEW."scanned_at", NEW."sha256", NEW."size", NEW."tenant_id", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;', hash='83351654810618525fd76f9838a9a223413b8287', operation='UPDATE', pgid='pgtrigger_update_update_25f38', table='communities_document', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_documentevent" ("content_type", "file", "filename", "id", "jurisdiction_id", "kind", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan", "scanned_at", "sha256", "size", "tenant_id", "uploaded_at", "uploaded_by_id") VALUES (OLD."content_type", OLD."file", OLD."filename", OLD."id", OLD."jurisdiction_id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."scan", OLD."scanned_at", OLD."sha256", OLD."size", OLD."tenant_id", OLD."uploaded_at", OLD."uploaded_by_id"); RETURN NULL;', hash='e3164c9bb0dfe66c89f875aac4c2b3d6841beabf', operation='DELETE', pgid='pgtrigger_delete_delete_db8b6', table='communities_document', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='neighbourhooddeclaration',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_neighbourhooddeclarationevent" ("acted_for_id", "building_id", "criterion", "entered_at", "entered_by_id", "id", "is_current", "neighbourhood_id", "note", "on", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "stated_by", "tenant_id", "value") VALUES (NEW."acted_for_id", NEW."building_id", NEW."criterion", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."is_current", NEW."neighbourhood_id", NEW."note", NEW."on", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."stated_by", NEW."tenant_id", NEW."value"); RETURN NULL;', hash='9960bafaaa8128163edf48a839f5c69a126a42da', operation='INSERT', pgid='pgtrigger_insert_insert_9b9fa', table='communities_neighbourhooddeclaration', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='neighbourhooddeclaration',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "communities_neighbourhooddeclarationevent" ("acted_for_id", "building_id", "criterion", "entered_at", "entered_by_id", "id", "is_current", "neighbourhood_id", "note", "on", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "stated_by", "tenant_id", "value") VALUES (NEW."acted_for_id", NEW."building_id", NEW."criterion", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."is_current", NEW."neighbourhood_id", NEW."note", NEW."on", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."stated_by", NEW."tenant_id", NEW."value"); RETURN NULL;', hash='ab8534ca735ee4a50ab82c28975f0410c773d68e', operation='UPDATE', pgid='pgtrigger_update_update_cbe15', table='communities_neighbourhooddeclaration', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='neighbourhooddeclaration',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_neighbourhooddeclarationevent" ("acted_for_id", "building_id", "criterion", "entered_at", "entered_by_id", "id", "is_current", "neighbourhood_id", "note", "on", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "stated_by", "tenant_id", "value") VALUES (OLD."acted_for_id", OLD."building_id", OLD."criterion", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."is_current", OLD."neighbourhood_id", OLD."note", OLD."on", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."stated_by", OLD."tenant_id", OLD."value"); RETURN NULL;', hash='62479ccabdfa6710bac4d776934e4dd35ec05adc', operation='DELETE', pgid='pgtrigger_delete_delete_bd61d', table='communities_neighbourhooddeclaration', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='role',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_roleevent" ("capabilities", "code", "description", "id", "name", "needs_second_factor", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id") VALUES (NEW."capabilities", NEW."code", NEW."description", NEW."id", NEW."name", NEW."needs_second_factor", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."tenant_id"); RETURN NULL;', hash='766e523dc846c3ca34919289a27d45b4c341930f', operation='INSERT', pgid='pgtrigger_insert_insert_4269d', table='communities_role', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='role',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "communities_roleevent" ("capabilities", "code", "description", "id", "name", "needs_second_factor", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id") VALUES (NEW."capabilities", NEW."code", NEW."description", NEW."id", NEW."name", NEW."needs_second_factor", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."tenant_id"); RETURN NULL;', hash='34b7df628de11d9fd9e88f6fed0622daee29f80b', operation='UPDATE', pgid='pgtrigger_update_update_47b8a', table='communities_role', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='role',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_roleevent" ("capabilities", "code", "description", "id", "name", "needs_second_factor", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id") VALUES (OLD."capabilities", OLD."code", OLD."description", OLD."id", OLD."name", OLD."needs_second_factor", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."tenant_id"); RETURN NULL;', hash='06176f73c8fd9cc2b82b2a20b10a3c8deedbb05f', operation='DELETE', pgid='pgtrigger_delete_delete_1da2f', table='communities_role', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='tenant',
            constraint=models.CheckConstraint(condition=models.Q(('delete_after__isnull', True), ('suspended_at__isnull', False), _connector='OR'), name='tenant_deleted_only_when_suspended'),
        ),
        migrations.AddConstraint(
            model_name='tenant',
            constraint=models.CheckConstraint(condition=models.Q(('code__in', ['account', 'admin', 'api', 'home', 'invitation', 'livez', 'login', 'logout', 'media', 'password', 'readyz', 'static', 'styleguide']), _negated=True), name='tenant_code_is_no_address_of_ours'),
        ),
        migrations.CreateModel(
            name='Affiliation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='起')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='止')),
                ('reason', models.CharField(blank=True, help_text='调入、借调、返岗、离岗', max_length=200, verbose_name='原因')),
                ('jurisdiction', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='affiliations', to='communities.jurisdiction')),
                ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='affiliations', to='communities.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='affiliations', to=settings.AUTH_USER_MODEL)),
                ('proposed_role', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.role')),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
            ],
            options={
                'ordering': ['id'],
                'indexes': [],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='affiliation_ends_after_start', violation_error_message='结束日期不能早于开始日期。'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('tenant', '='), ('person', '='), ('jurisdiction', '='), (models.Func(models.F('organisation'), models.Value(0), function='coalesce'), '='), (communities.people.models._Period('starts_on', 'ends_on', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_upper=True)), '&&')], name='affiliation_once_at_a_time', violation_error_message='该人员在这一时期已在这个单位。'), communities.tenancy.constraints.RowSecurity(name='communities_affiliation_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='communities_affiliation_tk'), communities.tenancy.constraints.TenantForeignKey(field='organisation', name='communities_affiliation_organisation_tfk'), communities.tenancy.constraints.TenantForeignKey(field='jurisdiction', name='communities_affiliation_jurisdiction_tfk'), communities.tenancy.constraints.TenantForeignKey(field='proposed_role', name='communities_affiliation_proposed_role_tfk')],
            },
        ),
        migrations.CreateModel(
            name='AffiliationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('starts_on', models.DateField(verbose_name='起')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='止')),
                ('reason', models.CharField(blank=True, help_text='调入、借调、返岗、离岗', max_length=200, verbose_name='原因')),
                ('jurisdiction', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.jurisdiction')),
                ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.organisation')),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='communities.affiliation')),
                ('proposed_role', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.role')),
                ('tenant', models.ForeignKey(db_constraint=False, db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.tenant')),
            ],
            options={
                'abstract': False,
                'indexes': [django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='affiliationevent_at')],
                'constraints': [communities.tenancy.constraints.RowSecurity(name='communities_affiliationevent_rls')],
            },
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('action', models.CharField(choices=[('login', '进入系统'), ('logout', '退出'), ('refused', '被拒绝'), ('write', '登记或修改'), ('decide', '作出决定'), ('export', '导出'), ('download', '下载文件'), ('import', '导入'), ('personal', '查看个人信息'), ('administer', '管理账号和权限'), ('configure', '修改规则和设定'), ('command', '运维命令'), ('task', '后台任务')], max_length=12, verbose_name='行为')),
                ('person_name', models.CharField(blank=True, max_length=60, verbose_name='人员')),
                ('for_name', models.CharField(blank=True, max_length=60, verbose_name='代')),
                ('organisation_name', models.CharField(blank=True, max_length=120, verbose_name='单位')),
                ('what', models.CharField(help_text='in words: 登记小区, 导出项目台账, ...', max_length=200, verbose_name='事项')),
                ('route', models.CharField(blank=True, help_text='name of the address, task or command', max_length=120)),
                ('object_kind', models.CharField(blank=True, help_text='label of the model', max_length=60)),
                ('object_id', models.BigIntegerField(null=True)),
                ('object_name', models.CharField(blank=True, max_length=200, verbose_name='对象')),
                ('path', models.CharField(blank=True, max_length=300)),
                ('method', models.CharField(blank=True, max_length=8)),
                ('status', models.PositiveSmallIntegerField(null=True)),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='理由')),
                ('address', models.GenericIPAddressField(null=True, verbose_name='地址')),
                ('agent', models.CharField(blank=True, max_length=200, verbose_name='浏览器')),
                ('request', models.CharField(blank=True, max_length=64)),
                ('rulebook', models.PositiveIntegerField(help_text='number of the version in force', null=True)),
                ('for_person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['tenant', 'at'], name='audit_by_time'), models.Index(fields=['tenant', 'person', '-id'], name='audit_by_person'), models.Index(fields=['tenant', 'for_person', '-id'], name='audit_by_principal'), models.Index(fields=['tenant', 'action', '-id'], name='audit_by_action'), models.Index(fields=['tenant', 'object_kind', 'object_id', '-id'], name='audit_by_object'), models.Index(fields=['tenant', 'request'], name='audit_by_request')],
                'constraints': [communities.tenancy.constraints.RowSecurity(name='communities_auditentry_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='communities_auditentry_tk')],
            },
        ),
        migrations.CreateModel(
            name='AuditSeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('lines', models.JSONField(default=dict)),
                ('digest', models.CharField(max_length=64)),
                ('chain', models.CharField(max_length=64)),
                ('sealed_at', models.DateTimeField()),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
            ],
            options={
                'ordering': ['day'],
                'indexes': [],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'day'), name='seal_one_a_day'), communities.tenancy.constraints.RowSecurity(name='communities_auditseal_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='communities_auditseal_tk')],
            },
        ),
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('capabilities', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('view', '查看小区、项目和判定结果'), ('add', '登记新的小区和楼栋'), ('edit', '更正和补充小区、楼栋、项目的资料'), ('import', '用电子表格导入小区台账'), ('merge', '合并重复登记的小区'), ('declare', '替所在单位申报判定所需的情况'), ('propose', '提出改造项目'), ('decide', '替所在单位作出决定（入库、退回等）'), ('fund', '登记各方出资、到账和支付'), ('export', '导出表格'), ('configure', '发布规则版本和本级补充设定'), ('personal', '说明理由后查看业主等个人信息的完整内容'), ('assigned', '查看和办理指派给本人的项目'), ('people', '管理单位和人员账号'), ('authorise', '授予和收回角色、定义角色、处理登录安全'), ('audit', '查看和导出审计记录')], max_length=20), default=list, size=None)),
                ('starts_on', models.DateField(verbose_name='起')),
                ('ends_on', models.DateField(verbose_name='止')),
                ('reason', models.CharField(max_length=200, verbose_name='事由')),
                ('made_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('declined_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('delegate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('membership', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='delegations', to='communities.membership')),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='delegation_ends_after_start', violation_error_message='结束日期不能早于开始日期。'), models.CheckConstraint(condition=models.Q(('accepted_at__isnull', True), ('declined_at__isnull', True), _connector='OR'), name='delegation_accepted_or_declined'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by__isnull', True)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='delegation_ended_by_somebody'), communities.tenancy.constraints.RowSecurity(name='communities_delegation_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='communities_delegation_tk'), communities.tenancy.constraints.TenantForeignKey(field='membership', name='communities_delegation_membership_tfk')],
            },
        ),
        migrations.CreateModel(
            name='DelegationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('capabilities', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('view', '查看小区、项目和判定结果'), ('add', '登记新的小区和楼栋'), ('edit', '更正和补充小区、楼栋、项目的资料'), ('import', '用电子表格导入小区台账'), ('merge', '合并重复登记的小区'), ('declare', '替所在单位申报判定所需的情况'), ('propose', '提出改造项目'), ('decide', '替所在单位作出决定（入库、退回等）'), ('fund', '登记各方出资、到账和支付'), ('export', '导出表格'), ('configure', '发布规则版本和本级补充设定'), ('personal', '说明理由后查看业主等个人信息的完整内容'), ('assigned', '查看和办理指派给本人的项目'), ('people', '管理单位和人员账号'), ('authorise', '授予和收回角色、定义角色、处理登录安全'), ('audit', '查看和导出审计记录')], max_length=20), default=list, size=None)),
                ('starts_on', models.DateField(verbose_name='起')),
                ('ends_on', models.DateField(verbose_name='止')),
                ('reason', models.CharField(max_length=200, verbose_name='事由')),
                ('made_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('declined_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('delegate', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('membership', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.membership')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='communities.delegation')),
                ('tenant', models.ForeignKey(db_constraint=False, db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.tenant')),
            ],
            options={
                'abstract': False,
                'indexes': [django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='delegationevent_at')],
                'constraints': [communities.tenancy.constraints.RowSecurity(name='communities_delegationevent_rls')],
            },
        ),
        migrations.CreateModel(
            name='Dwelling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('room', models.CharField(help_text='如 3 单元 502', max_length=60, verbose_name='房号')),
                ('floor_area', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='建筑面积(㎡)')),
                ('owner', communities.privacy.fields.EncryptedField(blank=True, purpose='dwelling.owner', verbose_name='业主姓名')),
                ('phone', communities.privacy.fields.EncryptedField(blank=True, purpose='dwelling.phone', verbose_name='手机号码')),
                ('phone_hash', models.CharField(blank=True, max_length=64)),
                ('identity', communities.privacy.fields.EncryptedField(blank=True, purpose='dwelling.identity', verbose_name='身份证号')),
                ('identity_hash', models.CharField(blank=True, max_length=64)),
                ('entered_at', models.DateTimeField()),
                ('acted_for', communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('building', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dwellings', to='communities.building')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('neighbourhood', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='dwellings', to='communities.neighbourhood')),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
            ],
            options={
                'ordering': ['neighbourhood', 'room', 'id'],
                'indexes': [models.Index(condition=models.Q(('phone_hash', ''), _negated=True), fields=['tenant', 'phone_hash'], name='dwelling_by_phone'), models.Index(condition=models.Q(('identity_hash', ''), _negated=True), fields=['tenant', 'identity_hash'], name='dwelling_by_identity')],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'neighbourhood', 'building', 'room'), name='dwelling_once', nulls_distinct=False, violation_error_message='这个房号已登记。'), models.CheckConstraint(condition=models.Q(('floor_area__isnull', True), ('floor_area__gt', 0), _connector='OR'), name='dwelling_area_above_zero', violation_error_message='建筑面积须大于 0。'), communities.tenancy.constraints.RowSecurity(name='communities_dwelling_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='communities_dwelling_tk'), communities.tenancy.constraints.TenantForeignKey(field='neighbourhood', name='communities_dwelling_neighbourhood_tfk'), communities.tenancy.constraints.TenantForeignKey(field='building', name='communities_dwelling_building_tfk')],
            },
        ),
        migrations.CreateModel(
            name='DwellingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('room', models.CharField(help_text='如 3 单元 502', max_length=60, verbose_name='房号')),
                ('floor_area', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='建筑面积(㎡)')),
                ('owner', communities.privacy.fields.EncryptedField(blank=True, purpose='dwelling.owner', verbose_name='业主姓名')),
                ('phone', communities.privacy.fields.EncryptedField(blank=True, purpose='dwelling.phone', verbose_name='手机号码')),
                ('phone_hash', models.CharField(blank=True, max_length=64)),
                ('identity', communities.privacy.fields.EncryptedField(blank=True, purpose='dwelling.identity', verbose_name='身份证号')),
                ('identity_hash', models.CharField(blank=True, max_length=64)),
                ('entered_at', models.DateTimeField()),
                ('acted_for', communities.people.acting.ActedForField(blank=True, db_constraint=False, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('building', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.building')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('neighbourhood', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.neighbourhood')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='communities.dwelling')),
                ('tenant', models.ForeignKey(db_constraint=False, db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.tenant')),
            ],
            options={
                'abstract': False,
                'indexes': [django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='dwellingevent_at')],
                'constraints': [communities.tenancy.constraints.RowSecurity(name='communities_dwellingevent_rls')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key_hash', models.CharField(max_length=64)),
                ('name', models.CharField(max_length=60, verbose_name='姓名')),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('jurisdiction', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.jurisdiction')),
                ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.organisation')),
                ('proposed_role', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.role')),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'key_hash'), name='invitation_key_once'), models.CheckConstraint(condition=models.Q(models.Q(('accepted_at__isnull', True), ('accepted_by__isnull', True)), models.Q(('accepted_at__isnull', False), ('accepted_by__isnull', False), ('revoked_at__isnull', True)), _connector='OR'), name='invitation_accepted_by_somebody'), communities.tenancy.constraints.RowSecurity(name='communities_invitation_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='communities_invitation_tk'), communities.tenancy.constraints.TenantForeignKey(field='organisation', name='communities_invitation_organisation_tfk'), communities.tenancy.constraints.TenantForeignKey(field='jurisdiction', name='communities_invitation_jurisdiction_tfk'), communities.tenancy.constraints.TenantForeignKey(field='proposed_role', name='communities_invitation_proposed_role_tfk')],
            },
        ),
        migrations.CreateModel(
            name='InvitationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('key_hash', models.CharField(max_length=64)),
                ('name', models.CharField(max_length=60, verbose_name='姓名')),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('accepted_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('jurisdiction', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.jurisdiction')),
                ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.organisation')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='communities.invitation')),
                ('proposed_role', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.role')),
                ('tenant', models.ForeignKey(db_constraint=False, db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.tenant')),
            ],
            options={
                'abstract': False,
                'indexes': [django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='invitationevent_at')],
                'constraints': [communities.tenancy.constraints.RowSecurity(name='communities_invitationevent_rls')],
            },
        ),
        migrations.CreateModel(
            name='SecurityEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('kind', models.CharField(choices=[('login', '登录'), ('logout', '退出'), ('failed', '登录失败'), ('locked', '因多次失败暂停登录'), ('second-factor', '第二重验证'), ('password', '修改密码'), ('session-ended', '注销其他登录')], max_length=16)),
                ('username', models.CharField(blank=True, help_text='as typed', max_length=60)),
                ('address', models.GenericIPAddressField(null=True)),
                ('agent', models.CharField(blank=True, max_length=200)),
                ('detail', models.CharField(blank=True, max_length=200)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['person', '-id'], name='security_of_person')],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Tombstone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=100)),
                ('founded_at', models.DateTimeField()),
                ('deleted_at', models.DateTimeField()),
                ('rows', models.JSONField(help_text='rows deleted, by table')),
                ('chain', models.CharField(blank=True, help_text='the last link of its audit record', max_length=64)),
                ('export_sha256', models.CharField(blank=True, help_text='of the last whole export', max_length=64)),
                ('reason', models.CharField(max_length=300)),
                ('signature', models.CharField(max_length=200)),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [],
                'constraints': [],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='affiliation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_affiliationevent" ("ends_on", "id", "jurisdiction_id", "organisation_id", "person_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_role_id", "reason", "starts_on", "tenant_id") VALUES (NEW."ends_on", NEW."id", NEW."jurisdiction_id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."proposed_role_id", NEW."reason", NEW."starts_on", NEW."tenant_id"); RETURN NULL;', hash='2d871c84b4b079ea6be91a379f1dea7e63fe0f00', operation='INSERT', pgid='pgtrigger_insert_insert_6b739', table='communities_affiliation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='affiliation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "communities_affiliationevent" ("ends_on", "id", "jurisdiction_id", "organisation_id", "person_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_role_id", "reason", "starts_on", "tenant_id") VALUES (NEW."ends_on", NEW."id", NEW."jurisdiction_id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."proposed_role_id", NEW."reason", NEW."starts_on", NEW."tenant_id"); RETURN NULL;', hash='c7d91d576a2486e44ff56e04887788189ccc947b', operation='UPDATE', pgid='pgtrigger_update_update_2763e', table='communities_affiliation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='affiliation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_affiliationevent" ("ends_on", "id", "jurisdiction_id", "organisation_id", "person_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_role_id", "reason", "starts_on", "tenant_id") VALUES (OLD."ends_on", OLD."id", OLD."jurisdiction_id", OLD."organisation_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."proposed_role_id", OLD."reason", OLD."starts_on", OLD."tenant_id"); RETURN NULL;', hash='43a13fb0ae4b08c7fa92befc8529703cbca0abd9', operation='DELETE', pgid='pgtrigger_delete_delete_9b7fd', table='communities_affiliation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='auditentry',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e8f8f6bb0a44b256363db1a3afcd15c954b6acb8', operation='UPDATE OR DELETE', pgid='pgtrigger_never_changed_00fea', table='communities_auditentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='auditentry',
            trigger=pgtrigger.compiler.Trigger(name='under_which_rulebook', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    NEW.rulebook := (\n                        SELECT number FROM communities_rulebookversion\n                        WHERE tenant_id = NEW.tenant_id\n                          AND effective_from <= (NEW.at AT TIME ZONE 'Asia/Shanghai')::date\n                        ORDER BY number DESC LIMIT 1\n                    );\n                    RETURN NEW;\n                ", hash='ebd3fd49be06fe17e06473806ff3e54bb5efb225', operation='INSERT', pgid='pgtrigger_under_which_rulebook_effa0', table='communities_auditentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='auditseal',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ce7257d4d6974a7be8a35e8a7e76ef4f8ea0ab2e', operation='UPDATE OR DELETE', pgid='pgtrigger_never_changed_1952a', table='communities_auditseal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='delegation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_delegationevent" ("accepted_at", "capabilities", "declined_at", "delegate_id", "ended_at", "ended_by_id", "ends_on", "id", "made_at", "made_by_id", "membership_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on", "tenant_id") VALUES (NEW."accepted_at", NEW."capabilities", NEW."declined_at", NEW."delegate_id", NEW."ended_at", NEW."ended_by_id", NEW."ends_on", NEW."id", NEW."made_at", NEW."made_by_id", NEW."membership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."reason", NEW."starts_on", NEW."tenant_id"); RETURN NULL;', hash='d2ec10ad113e88a29e4a0946897c08c3f6149a79', operation='INSERT', pgid='pgtrigger_insert_insert_ab5db', table='communities_delegation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='delegation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "communities_delegationevent" ("accepted_at", "capabilities", "declined_at", "delegate_id", "ended_at", "ended_by_id", "ends_on", "id", "made_at", "made_by_id", "membership_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on", "tenant_id") VALUES (NEW."accepted_at", NEW."capabilities", NEW."declined_at", NEW."delegate_id", NEW."ended_at", NEW."ended_by_id", NEW."ends_on", NEW."id", NEW."made_at", NEW."made_by_id", NEW."membership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."reason", NEW."starts_on", NEW."tenant_id"); RETURN NULL;', hash='9c02ac382d760a0c9e3256a9518bcc736d8c8372', operation='UPDATE', pgid='pgtrigger_update_update_67502', table='communities_delegation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='delegation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_delegationevent" ("accepted_at", "capabilities", "declined_at", "delegate_id", "ended_at", "ended_by_id", "ends_on", "id", "made_at", "made_by_id", "membership_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on", "tenant_id") VALUES (OLD."accepted_at", OLD."capabilities", OLD."declined_at", OLD."delegate_id", OLD."ended_at", OLD."ended_by_id", OLD."ends_on", OLD."id", OLD."made_at", OLD."made_by_id", OLD."membership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."reason", OLD."starts_on", OLD."tenant_id"); RETURN NULL;', hash='98d12b977b4031e970eaad7e0b868efdf0fdaee3', operation='DELETE', pgid='pgtrigger_delete_delete_1f493', table='communities_delegation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dwelling',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_dwellingevent" ("acted_for_id", "building_id", "entered_at", "entered_by_id", "floor_area", "id", "identity", "identity_hash", "neighbourhood_id", "owner", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "phone_hash", "room", "tenant_id") VALUES (NEW."acted_for_id", NEW."building_id", NEW."entered_at", NEW."entered_by_id", NEW."floor_area", NEW."id", NEW."identity", NEW."identity_hash", NEW."neighbourhood_id", NEW."owner", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."phone", NEW."phone_hash", NEW."room", NEW."tenant_id"); RETURN NULL;', hash='f59a841439781bd1e4bb75ecbe8fe02de364c791', operation='INSERT', pgid='pgtrigger_insert_insert_0961d', table='communities_dwelling', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dwelling',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "communities_dwellingevent" ("acted_for_id", "building_id", "entered_at", "entered_by_id", "floor_area", "id", "identity", "identity_hash", "neighbourhood_id", "owner", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "phone_hash", "room", "tenant_id") VALUES (NEW."acted_for_id", NEW."building_id", NEW."entered_at", NEW."entered_by_id", NEW."floor_area", NEW."id", NEW."identity", NEW."identity_hash", NEW."neighbourhood_id", NEW."owner", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."phone", NEW."phone_hash", NEW."room", NEW."tenant_id"); RETURN NULL;', hash='4c076378111d7e574b3fe4f7811a9f67760f47cb', operation='UPDATE', pgid='pgtrigger_update_update_b44c9', table='communities_dwelling', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dwelling',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_dwellingevent" ("acted_for_id", "building_id", "entered_at", "entered_by_id", "floor_area", "id", "identity", "identity_hash", "neighbourhood_id", "owner", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "phone_hash", "room", "tenant_id") VALUES (OLD."acted_for_id", OLD."building_id", OLD."entered_at", OLD."entered_by_id", OLD."floor_area", OLD."id", OLD."identity", OLD."identity_hash", OLD."neighbourhood_id", OLD."owner", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."phone", OLD."phone_hash", OLD."room", OLD."tenant_id"); RETURN NULL;', hash='f0a22f8d6ec91cdd540fef841aaa06a2ef293c84', operation='DELETE', pgid='pgtrigger_delete_delete_1f906', table='communities_dwelling', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_invitationevent" ("accepted_at", "accepted_by_id", "created_at", "created_by_id", "expires_at", "id", "jurisdiction_id", "key_hash", "name", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_role_id", "revoked_at", "tenant_id") VALUES (NEW."accepted_at", NEW."accepted_by_id", NEW."created_at", NEW."created_by_id", NEW."expires_at", NEW."id", NEW."jurisdiction_id", NEW."key_hash", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."proposed_role_id", NEW."revoked_at", NEW."tenant_id"); RETURN NULL;', hash='c571a6348645bd73c5a378e2e76bbecd17f8b659', operation='INSERT', pgid='pgtrigger_insert_insert_cd314', table='communities_invitation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "communities_invitationevent" ("accepted_at", "accepted_by_id", "created_at", "created_by_id", "expires_at", "id", "jurisdiction_id", "key_hash", "name", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_role_id", "revoked_at", "tenant_id") VALUES (NEW."accepted_at", NEW."accepted_by_id", NEW."created_at", NEW."created_by_id", NEW."expires_at", NEW."id", NEW."jurisdiction_id", NEW."key_hash", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."proposed_role_id", NEW."revoked_at", NEW."tenant_id"); RETURN NULL;', hash='263f6db8763448928a1ef394cd822cfa53ea0acd', operation='UPDATE', pgid='pgtrigger_update_update_9dac6', table='communities_invitation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_invitationevent" ("accepted_at", "accepted_by_id", "created_at", "created_by_id", "expires_at", "id", "jurisdiction_id", "key_hash", "name", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_role_id", "revoked_at", "tenant_id") VALUES (OLD."accepted_at", OLD."accepted_by_id", OLD."created_at", OLD."created_by_id", OLD."expires_at", OLD."id", OLD."jurisdiction_id", OLD."key_hash", OLD."name", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."proposed_role_id", OLD."revoked_at", OLD."tenant_id"); RETURN NULL;', hash='b1f47852f2b2d452ffc27c957fce5baf5e4b7206', operation='DELETE', pgid='pgtrigger_delete_delete_75fb1', table='communities_invitation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='securityevent',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a6fa557baa092228a881ddbe35154eb7e12109f6', operation='UPDATE OR DELETE', pgid='pgtrigger_never_changed_89d15', table='communities_securityevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tombstone',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2fe5738013b5772d3516c442d1c2cf9b2ba99bfe', operation='UPDATE OR DELETE', pgid='pgtrigger_never_changed_75254', table='communities_tombstone', when='BEFORE')),
        ),
    ]
