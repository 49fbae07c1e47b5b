import communities.tenancy.migrating
import communities.people.acting
import communities.tenancy.constraints
import communities.tenancy.context
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import projects.models.assignment
from django.conf import settings
from django.db import migrations, models


class Migration(communities.tenancy.migrating.AtOnce):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("communities", "0011_sealed_documents"),
        ("communities", "__first__"),
        ("projects", "0009_acts_in_the_name_of"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="project",
            options={
                "ordering": ["-id"],
                "permissions": [
                    ("evaluate_project", "第三方评价"),
                    ("design_project", "设计"),
                    ("implement_project", "实施"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[("evaluate", "第三方评价"), ("design", "设计"), ("implement", "实施")],
                        max_length=10,
                        verbose_name="事项",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="起")),
                ("ends_on", models.DateField(verbose_name="止")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="事由")),
                ("assigned_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("end_reason", models.CharField(blank=True, max_length=200, verbose_name="结束原因")),
                (
                    "acted_for",
                    communities.people.acting.ActedForField(
                        blank=True,
                        default=communities.people.acting.principal_id,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "assigned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to="projects.project",
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("app.tenant_id"),
                                    models.Value(True),
                                    function="current_setting",
                                    output_field=models.TextField(),
                                ),
                                models.Value(""),
                            ),
                            models.BigIntegerField(),
                        ),
                        default=communities.tenancy.context.tenant_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.tenant",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["tenant", "person", "ends_on"], name="assignment_of_person")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="assignment_ends_after_start",
                        violation_error_message="结束日期不能早于开始日期。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end_reason", ""), ("ended_at__isnull", True)),
                            models.Q(
                                ("ended_at__isnull", False), models.Q(("end_reason", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="assignment_ended_says_why",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        expressions=[
                            ("tenant", "="),
                            ("project", "="),
                            ("person", "="),
                            ("purpose", "="),
                            (
                                projects.models.assignment._Period(
                                    "starts_on",
                                    "ends_on",
                                    django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_upper=True),
                                ),
                                "&&",
                            ),
                        ],
                        name="assignment_once_at_a_time",
                        violation_error_message="该人员在这一时期已有本项目的同一指派。",
                    ),
                    communities.tenancy.constraints.RowSecurity(name="projects_assignment_rls"),
                    models.UniqueConstraint(fields=("tenant", "id"), name="projects_assignment_tk"),
                    communities.tenancy.constraints.TenantForeignKey(
                        field="project", name="projects_assignment_project_tfk"
                    ),
                    communities.tenancy.constraints.TenantForeignKey(
                        field="organisation", name="projects_assignment_organisation_tfk"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssignmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "purpose",
                    models.CharField(
                        choices=[("evaluate", "第三方评价"), ("design", "设计"), ("implement", "实施")],
                        max_length=10,
                        verbose_name="事项",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="起")),
                ("ends_on", models.DateField(verbose_name="止")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="事由")),
                ("assigned_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("end_reason", models.CharField(blank=True, max_length=200, verbose_name="结束原因")),
                (
                    "acted_for",
                    communities.people.acting.ActedForField(
                        blank=True,
                        db_constraint=False,
                        default=communities.people.acting.principal_id,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "assigned_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="communities.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="projects.assignment",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="projects.project",
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        db_constraint=False,
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("app.tenant_id"),
                                    models.Value(True),
                                    function="current_setting",
                                    output_field=models.TextField(),
                                ),
                                models.Value(""),
                            ),
                            models.BigIntegerField(),
                        ),
                        default=communities.tenancy.context.tenant_id,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="communities.tenant",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    django.contrib.postgres.indexes.BrinIndex(
                        fields=["pgh_created_at"], name="assignmentevent_at"
                    )
                ],
                "constraints": [
                    communities.tenancy.constraints.RowSecurity(name="projects_assignmentevent_rls")
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "content_object",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grants",
                        to="projects.project",
                    ),
                ),
                (
                    "permission",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission"),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("app.tenant_id"),
                                    models.Value(True),
                                    function="current_setting",
                                    output_field=models.TextField(),
                                ),
                                models.Value(""),
                            ),
                            models.BigIntegerField(),
                        ),
                        default=communities.tenancy.context.tenant_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.tenant",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "user", "permission", "content_object"), name="project_grant_once"
                    ),
                    communities.tenancy.constraints.RowSecurity(name="projects_projectgrant_rls"),
                    models.UniqueConstraint(fields=("tenant", "id"), name="projects_projectgrant_tk"),
                    communities.tenancy.constraints.TenantForeignKey(
                        field="content_object", name="projects_projectgrant_content_object_tfk"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "projects_assignmentevent" ("acted_for_id", "assigned_at", "assigned_by_id", "end_reason", "ended_at", "ended_by_id", "ends_on", "id", "organisation_id", "person_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "purpose", "reason", "starts_on", "tenant_id") VALUES (NEW."acted_for_id", NEW."assigned_at", NEW."assigned_by_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."ends_on", NEW."id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."purpose", NEW."reason", NEW."starts_on", NEW."tenant_id"); RETURN NULL;',
                    hash="0a4ae9467145dda46f21f22d92e3a45a5d81985b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3b084",
                    table="projects_assignment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "projects_assignmentevent" ("acted_for_id", "assigned_at", "assigned_by_id", "end_reason", "ended_at", "ended_by_id", "ends_on", "id", "organisation_id", "person_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "purpose", "reason", "starts_on", "tenant_id") VALUES (NEW."acted_for_id", NEW."assigned_at", NEW."assigned_by_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."ends_on", NEW."id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."project_id", NEW."purpose", NEW."reason", NEW."starts_on", NEW."tenant_id"); RETURN NULL;',
                    hash="465f1a823e94a7bad737a64df5c98f56bd7e4dd2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_848c4",
                    table="projects_assignment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "projects_assignmentevent" ("acted_for_id", "assigned_at", "assigned_by_id", "end_reason", "ended_at", "ended_by_id", "ends_on", "id", "organisation_id", "person_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "purpose", "reason", "starts_on", "tenant_id") VALUES (OLD."acted_for_id", OLD."assigned_at", OLD."assigned_by_id", OLD."end_reason", OLD."ended_at", OLD."ended_by_id", OLD."ends_on", OLD."id", OLD."organisation_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."purpose", OLD."reason", OLD."starts_on", OLD."tenant_id"); RETURN NULL;',
                    hash="0e947410eda1310356c51134b4f7d9a4deb53886",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1bcc9",
                    table="projects_assignment",
                    when="AFTER",
                ),
            ),
        ),
    ]
