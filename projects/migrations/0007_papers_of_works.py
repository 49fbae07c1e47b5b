"""A paper may belong to a contract, or be a photo of a month's progress."""

import communities.tenancy.migrating
import communities.tenancy.constraints
import django.db.models.deletion
from django.db import migrations, models


class Migration(communities.tenancy.migrating.AtOnce):
    dependencies = [
        ("projects", "0006_works_progress"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="projectpaper",
            name="paper_once_a_record",
        ),
        migrations.AddField(
            model_name="projectpaper",
            name="contract",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="papers",
                to="projects.contract",
            ),
        ),
        migrations.AddField(
            model_name="projectpaper",
            name="progress",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="papers",
                to="projects.progress",
            ),
        ),
        migrations.AddConstraint(
            model_name="projectpaper",
            constraint=models.UniqueConstraint(
                fields=(
                    "tenant",
                    "project",
                    "document",
                    "scheme",
                    "consultation",
                    "display",
                    "preparation",
                    "party",
                    "contract",
                    "progress",
                ),
                name="paper_once_a_record",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="projectpaper",
            constraint=communities.tenancy.constraints.TenantForeignKey(
                field="contract", name="projects_projectpaper_contract_tfk"
            ),
        ),
        migrations.AddConstraint(
            model_name="projectpaper",
            constraint=communities.tenancy.constraints.TenantForeignKey(
                field="progress", name="projects_projectpaper_progress_tfk"
            ),
        ),
    ]
