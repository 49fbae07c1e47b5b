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
        ('communities', '0001_ground'),
    ]

    operations = [
        migrations.CreateModel(
            name='OwnersBody',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('committee', '业主委员会'), ('management', '物业管理委员会'), ('group', '居民小组')], max_length=12, verbose_name='形式')),
                ('name', models.CharField(max_length=120, verbose_name='名称')),
                ('formed_on', models.DateField(verbose_name='成立日期')),
                ('term_until', models.DateField(blank=True, null=True, verbose_name='任期至')),
                ('filing_number', models.CharField(blank=True, max_length=80, verbose_name='备案或公告文号')),
                ('dissolved_on', models.DateField(blank=True, null=True, verbose_name='终止日期')),
                ('entered_at', models.DateTimeField()),
                ('document', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.document')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('neighbourhood', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='owners_bodies', to='communities.neighbourhood')),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.organisation')),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
            ],
            options={
                'ordering': ['-formed_on', '-id'],
                'indexes': [],
                'constraints': [models.UniqueConstraint(condition=models.Q(('dissolved_on__isnull', True)), fields=('tenant', 'neighbourhood'), name='owners_body_one_in_office', violation_error_message='本小区已有在任的业主组织，请先登记其终止。'), models.CheckConstraint(condition=models.Q(('term_until__isnull', True), ('term_until__gte', models.F('formed_on')), _connector='OR'), name='owners_body_term_after_forming', violation_error_message='任期不能早于成立日期。'), models.CheckConstraint(condition=models.Q(('dissolved_on__isnull', True), ('dissolved_on__gte', models.F('formed_on')), _connector='OR'), name='owners_body_dissolved_after_forming', violation_error_message='终止日期不能早于成立日期。'), communities.tenancy.constraints.RowSecurity(name='communities_ownersbody_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='communities_ownersbody_tk'), communities.tenancy.constraints.TenantForeignKey(field='neighbourhood', name='communities_ownersbody_neighbourhood_tfk'), communities.tenancy.constraints.TenantForeignKey(field='document', name='communities_ownersbody_document_tfk'), communities.tenancy.constraints.TenantForeignKey(field='organisation', name='communities_ownersbody_organisation_tfk')],
            },
        ),
        migrations.CreateModel(
            name='OwnersBodyEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('committee', '业主委员会'), ('management', '物业管理委员会'), ('group', '居民小组')], max_length=12, verbose_name='形式')),
                ('name', models.CharField(max_length=120, verbose_name='名称')),
                ('formed_on', models.DateField(verbose_name='成立日期')),
                ('term_until', models.DateField(blank=True, null=True, verbose_name='任期至')),
                ('filing_number', models.CharField(blank=True, max_length=80, verbose_name='备案或公告文号')),
                ('dissolved_on', models.DateField(blank=True, null=True, verbose_name='终止日期')),
                ('entered_at', models.DateTimeField()),
                ('document', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.document')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('neighbourhood', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.neighbourhood')),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.organisation')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='communities.ownersbody')),
                ('tenant', models.ForeignKey(db_constraint=False, db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.tenant')),
            ],
            options={
                'abstract': False,
                'indexes': [],
                'constraints': [communities.tenancy.constraints.RowSecurity(name='communities_ownersbodyevent_rls')],
            },
        ),
        migrations.CreateModel(
            name='PropertyContract',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('company', models.CharField(max_length=120, verbose_name='物业服务单位')),
                ('standard', models.CharField(blank=True, max_length=200, verbose_name='服务标准')),
                ('fee', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='收费标准')),
                ('signed_on', models.DateField(verbose_name='签订日期')),
                ('starts_on', models.DateField(verbose_name='服务自')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='服务至')),
                ('entered_at', models.DateTimeField()),
                ('document', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.document')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('neighbourhood', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='property_contracts', to='communities.neighbourhood')),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.organisation')),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
            ],
            options={
                'ordering': ['-starts_on', '-id'],
                'indexes': [],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='contract_ends_after_start', violation_error_message='服务期结束不能早于开始。'), models.CheckConstraint(condition=models.Q(('fee__isnull', True), ('fee__gte', 0), _connector='OR'), name='contract_fee_not_negative', violation_error_message='收费标准不能为负。'), communities.tenancy.constraints.RowSecurity(name='communities_propertycontract_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='communities_propertycontract_tk'), communities.tenancy.constraints.TenantForeignKey(field='neighbourhood', name='communities_propertycontract_neighbourhood_tfk'), communities.tenancy.constraints.TenantForeignKey(field='document', name='communities_propertycontract_document_tfk'), communities.tenancy.constraints.TenantForeignKey(field='organisation', name='communities_propertycontract_organisation_tfk')],
            },
        ),
        migrations.CreateModel(
            name='PropertyContractEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('company', models.CharField(max_length=120, verbose_name='物业服务单位')),
                ('standard', models.CharField(blank=True, max_length=200, verbose_name='服务标准')),
                ('fee', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='收费标准')),
                ('signed_on', models.DateField(verbose_name='签订日期')),
                ('starts_on', models.DateField(verbose_name='服务自')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='服务至')),
                ('entered_at', models.DateTimeField()),
                ('document', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.document')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('neighbourhood', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.neighbourhood')),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.organisation')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='communities.propertycontract')),
                ('tenant', models.ForeignKey(db_constraint=False, db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='communities.tenant')),
            ],
            options={
                'abstract': False,
                'indexes': [],
                'constraints': [communities.tenancy.constraints.RowSecurity(name='communities_propertycontractevent_rls')],
            },
        ),
        migrations.CreateModel(
            name='Refusal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('method', models.CharField(max_length=8)),
                ('path', models.CharField(max_length=300)),
                ('sentence', models.CharField(max_length=300)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tenant', models.ForeignKey(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('app.tenant_id'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), default=communities.tenancy.context.tenant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.tenant')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [],
                'constraints': [communities.tenancy.constraints.RowSecurity(name='communities_refusal_rls'), models.UniqueConstraint(fields=('tenant', 'id'), name='communities_refusal_tk')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownersbody',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_ownersbodyevent" ("dissolved_on", "document_id", "entered_at", "entered_by_id", "filing_number", "formed_on", "id", "kind", "name", "neighbourhood_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "term_until") VALUES (NEW."dissolved_on", NEW."document_id", NEW."entered_at", NEW."entered_by_id", NEW."filing_number", NEW."formed_on", NEW."id", NEW."kind", NEW."name", NEW."neighbourhood_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."tenant_id", NEW."term_until"); RETURN NULL;', hash='269393cebbcc6a560ff4cdcc84c9691787d1fcf9', operation='INSERT', pgid='pgtrigger_insert_insert_c9297', table='communities_ownersbody', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownersbody',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "communities_ownersbodyevent" ("dissolved_on", "document_id", "entered_at", "entered_by_id", "filing_number", "formed_on", "id", "kind", "name", "neighbourhood_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "term_until") VALUES (NEW."dissolved_on", NEW."document_id", NEW."entered_at", NEW."entered_by_id", NEW."filing_number", NEW."formed_on", NEW."id", NEW."kind", NEW."name", NEW."neighbourhood_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."tenant_id", NEW."term_until"); RETURN NULL;', hash='75b46aa45a6c1b47ccfe4e0dbed6c56a337c2f78', operation='UPDATE', pgid='pgtrigger_update_update_2df01', table='communities_ownersbody', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownersbody',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_ownersbodyevent" ("dissolved_on", "document_id", "entered_at", "entered_by_id", "filing_number", "formed_on", "id", "kind", "name", "neighbourhood_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "tenant_id", "term_until") VALUES (OLD."dissolved_on", OLD."document_id", OLD."entered_at", OLD."entered_by_id", OLD."filing_number", OLD."formed_on", OLD."id", OLD."kind", OLD."name", OLD."neighbourhood_id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."tenant_id", OLD."term_until"); RETURN NULL;', hash='112aa4c0e33b8ea32002fd6be7b8c732bccfce6b', operation='DELETE', pgid='pgtrigger_delete_delete_d1d1f', table='communities_ownersbody', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='propertycontract',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_propertycontractevent" ("company", "document_id", "ends_on", "entered_at", "entered_by_id", "fee", "id", "neighbourhood_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_on", "standard", "starts_on", "tenant_id") VALUES (NEW."company", NEW."document_id", NEW."ends_on", NEW."entered_at", NEW."entered_by_id", NEW."fee", NEW."id", NEW."neighbourhood_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."signed_on", NEW."standard", NEW."starts_on", NEW."tenant_id"); RETURN NULL;', hash='fcc28654cd8a152a32196f78454d8938432ca0c5', operation='INSERT', pgid='pgtrigger_insert_insert_d242d', table='communities_propertycontract', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='propertycontract',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "communities_propertycontractevent" ("company", "document_id", "ends_on", "entered_at", "entered_by_id", "fee", "id", "neighbourhood_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_on", "standard", "starts_on", "tenant_id") VALUES (NEW."company", NEW."document_id", NEW."ends_on", NEW."entered_at", NEW."entered_by_id", NEW."fee", NEW."id", NEW."neighbourhood_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."signed_on", NEW."standard", NEW."starts_on", NEW."tenant_id"); RETURN NULL;', hash='0960e0d6fe944e030ddf2fa54e30b23af0c44e83', operation='UPDATE', pgid='pgtrigger_update_update_b30e8', table='communities_propertycontract', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='propertycontract',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "communities_propertycontractevent" ("company", "document_id", "ends_on", "entered_at", "entered_by_id", "fee", "id", "neighbourhood_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_on", "standard", "starts_on", "tenant_id") VALUES (OLD."company", OLD."document_id", OLD."ends_on", OLD."entered_at", OLD."entered_by_id", OLD."fee", OLD."id", OLD."neighbourhood_id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."signed_on", OLD."standard", OLD."starts_on", OLD."tenant_id"); RETURN NULL;', hash='a6590999aec8f9f32abc9ae365937abf349b3e40', operation='DELETE', pgid='pgtrigger_delete_delete_f633a', table='communities_propertycontract', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refusal',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='24f9addcf60fe77b0031442a748771e1a5a0537d', operation='UPDATE OR DELETE', pgid='pgtrigger_never_changed_f315e', table='communities_refusal', when='BEFORE')),
        ),
    ]
