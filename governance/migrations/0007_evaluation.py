import communities.tenancy.migrating
import communities.people.acting
import communities.tenancy.constraints
import communities.tenancy.context
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
import governance.models.evaluation
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(communities.tenancy.migrating.AtOnce):
    dependencies = [
        ("communities", "0011_sealed_documents"),
        ("communities", "__first__"),
        ("governance", "0006_acts_in_the_name_of"),
        ("projects", "0010_assignments"),
    ]

    operations = [
        migrations.CreateModel(
            name="EvaluationRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "assessment",
                    models.CharField(help_text="id of the assessment in the rulebook", max_length=60),
                ),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                ("due_on", models.DateField(verbose_name="提交期限")),
                (
                    "full_marks",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="满分"
                    ),
                ),
                ("basis", models.CharField(blank=True, max_length=200, verbose_name="评分依据")),
                ("opened_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
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
                    "jurisdiction",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.jurisdiction",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
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
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", ""), ("full_marks__isnull", True)),
                            models.Q(("full_marks__gt", 0), models.Q(("basis", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="evaluation_scale_has_its_basis",
                        violation_error_message="满分须大于 0，并写明依据。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", True), ("published_by__isnull", True)),
                            models.Q(
                                ("published_at__gte", models.F("opened_at")), ("published_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="evaluation_published_by_somebody",
                    ),
                    communities.tenancy.constraints.RowSecurity(name="governance_evaluationround_rls"),
                    models.UniqueConstraint(fields=("tenant", "id"), name="governance_evaluationround_tk"),
                    communities.tenancy.constraints.TenantForeignKey(
                        field="organisation", name="governance_evaluationround_organisation_tfk"
                    ),
                    communities.tenancy.constraints.TenantForeignKey(
                        field="jurisdiction", name="governance_evaluationround_jurisdiction_tfk"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EvaluationRoundEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "assessment",
                    models.CharField(help_text="id of the assessment in the rulebook", max_length=60),
                ),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                ("due_on", models.DateField(verbose_name="提交期限")),
                (
                    "full_marks",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="满分"
                    ),
                ),
                ("basis", models.CharField(blank=True, max_length=200, verbose_name="评分依据")),
                ("opened_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
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
                    "jurisdiction",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="communities.jurisdiction",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        db_constraint=False,
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="governance.evaluationround",
                    ),
                ),
                (
                    "published_by",
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
                        fields=["pgh_created_at"], name="evaluationroundevent_at"
                    )
                ],
                "constraints": [
                    communities.tenancy.constraints.RowSecurity(name="governance_evaluationroundevent_rls")
                ],
            },
        ),
        migrations.CreateModel(
            name="EvaluationSheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "未提交"), ("submitted", "已提交")], default="draft", max_length=10
                    ),
                ),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "assignment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="projects.assignment",
                    ),
                ),
                (
                    "evaluator",
                    models.ForeignKey(
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
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="projects.project",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sheets",
                        to="governance.evaluationround",
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
                "ordering": ["project_id", "id"],
                "indexes": [models.Index(fields=["tenant", "evaluator"], name="sheet_of_evaluator")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "round", "project", "evaluator"),
                        name="sheet_once_an_evaluator",
                        violation_error_message="该评价人在这一轮评价中已有本项目的评价表。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "draft"), ("submitted_at__isnull", True)),
                            models.Q(("state", "submitted"), ("submitted_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="sheet_submitted_has_its_hour",
                    ),
                    communities.tenancy.constraints.RowSecurity(name="governance_evaluationsheet_rls"),
                    models.UniqueConstraint(fields=("tenant", "id"), name="governance_evaluationsheet_tk"),
                    communities.tenancy.constraints.TenantForeignKey(
                        field="round", name="governance_evaluationsheet_round_tfk"
                    ),
                    communities.tenancy.constraints.TenantForeignKey(
                        field="project", name="governance_evaluationsheet_project_tfk"
                    ),
                    communities.tenancy.constraints.TenantForeignKey(
                        field="organisation", name="governance_evaluationsheet_organisation_tfk"
                    ),
                    communities.tenancy.constraints.TenantForeignKey(
                        field="assignment", name="governance_evaluationsheet_assignment_tfk"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EvaluationSheetEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "未提交"), ("submitted", "已提交")], default="draft", max_length=10
                    ),
                ),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "assignment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="projects.assignment",
                    ),
                ),
                (
                    "evaluator",
                    models.ForeignKey(
                        db_constraint=False,
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="governance.evaluationsheet",
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
                    "round",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="governance.evaluationround",
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
                        fields=["pgh_created_at"], name="evaluationsheetevent_at"
                    )
                ],
                "constraints": [
                    communities.tenancy.constraints.RowSecurity(name="governance_evaluationsheetevent_rls")
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetContent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("marks", models.JSONField(default=dict)),
                ("findings", models.TextField(blank=True, max_length=4000, verbose_name="评价意见")),
                ("revision", models.PositiveIntegerField(default=1)),
                ("saved_at", models.DateTimeField()),
                (
                    "evaluator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contents",
                        to="governance.evaluationsheet",
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
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "sheet"), name="content_once_a_sheet"),
                    governance.models.evaluation.Sealed(name="sheet_content_sealed"),
                    communities.tenancy.constraints.RowSecurity(name="governance_sheetcontent_rls"),
                    models.UniqueConstraint(fields=("tenant", "id"), name="governance_sheetcontent_tk"),
                    communities.tenancy.constraints.TenantForeignKey(
                        field="sheet", name="governance_sheetcontent_sheet_tfk"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.document",
                    ),
                ),
                (
                    "evaluator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="papers",
                        to="governance.evaluationsheet",
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
                "ordering": ["id"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "sheet", "document"), name="sheet_paper_once"),
                    governance.models.evaluation.Sealed(name="sheet_paper_sealed"),
                    communities.tenancy.constraints.RowSecurity(name="governance_sheetpaper_rls"),
                    models.UniqueConstraint(fields=("tenant", "id"), name="governance_sheetpaper_tk"),
                    communities.tenancy.constraints.TenantForeignKey(
                        field="sheet", name="governance_sheetpaper_sheet_tfk"
                    ),
                    communities.tenancy.constraints.TenantForeignKey(
                        field="document", name="governance_sheetpaper_document_tfk"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evaluationround",
            trigger=pgtrigger.compiler.Trigger(
                name="published_is_final",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."published_at" IS NOT NULL)',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8b85c865ffd1dcfeb30f3f2e936cfa9ff337ab23",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_published_is_final_46506",
                    table="governance_evaluationround",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evaluationround",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "governance_evaluationroundevent" ("acted_for_id", "assessment", "basis", "due_on", "full_marks", "id", "jurisdiction_id", "opened_at", "opened_by_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "tenant_id", "title") VALUES (NEW."acted_for_id", NEW."assessment", NEW."basis", NEW."due_on", NEW."full_marks", NEW."id", NEW."jurisdiction_id", NEW."opened_at", NEW."opened_by_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."tenant_id", NEW."title"); RETURN NULL;',
                    hash="b05ab7dfdc9cd409cb2e92c2ed04e81f9945de0f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b5e2b",
                    table="governance_evaluationround",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evaluationround",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "governance_evaluationroundevent" ("acted_for_id", "assessment", "basis", "due_on", "full_marks", "id", "jurisdiction_id", "opened_at", "opened_by_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "tenant_id", "title") VALUES (NEW."acted_for_id", NEW."assessment", NEW."basis", NEW."due_on", NEW."full_marks", NEW."id", NEW."jurisdiction_id", NEW."opened_at", NEW."opened_by_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."tenant_id", NEW."title"); RETURN NULL;',
                    hash="9890ee158176084616526a6dd60e22b20df33cda",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b2842",
                    table="governance_evaluationround",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evaluationround",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "governance_evaluationroundevent" ("acted_for_id", "assessment", "basis", "due_on", "full_marks", "id", "jurisdiction_id", "opened_at", "opened_by_id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "tenant_id", "title") VALUES (OLD."acted_for_id", OLD."assessment", OLD."basis", OLD."due_on", OLD."full_marks", OLD."id", OLD."jurisdiction_id", OLD."opened_at", OLD."opened_by_id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."published_at", OLD."published_by_id", OLD."tenant_id", OLD."title"); RETURN NULL;',
                    hash="07b5d71468b1a3e7b79176db365e82b2845dc37c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4d357",
                    table="governance_evaluationround",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evaluationsheet",
            trigger=pgtrigger.compiler.Trigger(
                name="submitted_is_final",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"state\" = 'submitted')",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3a3092fe20e4e1794178f43f63f8a1fa28d5be20",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_submitted_is_final_67966",
                    table="governance_evaluationsheet",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evaluationsheet",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "governance_evaluationsheetevent" ("assignment_id", "evaluator_id", "id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "round_id", "state", "submitted_at", "tenant_id") VALUES (NEW."assignment_id", NEW."evaluator_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."round_id", NEW."state", NEW."submitted_at", NEW."tenant_id"); RETURN NULL;',
                    hash="6cbe9941283d0af3779ee53b0ab73900858ee52a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f7e9a",
                    table="governance_evaluationsheet",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evaluationsheet",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "governance_evaluationsheetevent" ("assignment_id", "evaluator_id", "id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "round_id", "state", "submitted_at", "tenant_id") VALUES (NEW."assignment_id", NEW."evaluator_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."project_id", NEW."round_id", NEW."state", NEW."submitted_at", NEW."tenant_id"); RETURN NULL;',
                    hash="4d7a2e651deea8f96d9010740dda0b27deb5757d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_35fec",
                    table="governance_evaluationsheet",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evaluationsheet",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "governance_evaluationsheetevent" ("assignment_id", "evaluator_id", "id", "organisation_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "round_id", "state", "submitted_at", "tenant_id") VALUES (OLD."assignment_id", OLD."evaluator_id", OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."round_id", OLD."state", OLD."submitted_at", OLD."tenant_id"); RETURN NULL;',
                    hash="140032064fa455c692e6cfeb9681316659d6c5e7",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_79c65",
                    table="governance_evaluationsheet",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sheetcontent",
            trigger=pgtrigger.compiler.Trigger(
                name="final_once_submitted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF EXISTS (SELECT 1 FROM governance_evaluationsheet s WHERE s.id = COALESCE(NEW.sheet_id, OLD.sheet_id) AND s.state = 'submitted') THEN RAISE EXCEPTION 'A submitted sheet is final.'; END IF; RETURN COALESCE(NEW, OLD);",
                    hash="b81c51d4b2d0485c5aa84091a209527d14440aa4",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_final_once_submitted_ffa0f",
                    table="governance_sheetcontent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sheetpaper",
            trigger=pgtrigger.compiler.Trigger(
                name="final_once_submitted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF EXISTS (SELECT 1 FROM governance_evaluationsheet s WHERE s.id = COALESCE(NEW.sheet_id, OLD.sheet_id) AND s.state = 'submitted') THEN RAISE EXCEPTION 'A submitted sheet is final.'; END IF; RETURN COALESCE(NEW, OLD);",
                    hash="764d5e48de362d3ab8d66f00fd98919c0fcfa1bb",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_final_once_submitted_a4a0e",
                    table="governance_sheetpaper",
                    when="BEFORE",
                ),
            ),
        ),
    ]
