"""Clerks and departments of the tenants that exist already may enter money, as in those founded from now on."""

from django.db import migrations

from communities.tenancy.migrating import each_tenant

CODES = ("clerk", "department")


def may_fund(apps, schema_editor):
    role = apps.get_model("communities", "Role")
    for _ in each_tenant(apps, schema_editor):
        for row in role._base_manager.filter(code__in=CODES).exclude(capabilities__contains=["fund"]):
            row.capabilities = [*row.capabilities, "fund"]
            row.save(update_fields=["capabilities"])


def may_not(apps, schema_editor):
    role = apps.get_model("communities", "Role")
    for _ in each_tenant(apps, schema_editor):
        for row in role._base_manager.filter(code__in=CODES, capabilities__contains=["fund"]):
            row.capabilities = [name for name in row.capabilities if name != "fund"]
            row.save(update_fields=["capabilities"])


class Migration(migrations.Migration):
    dependencies = [("communities", "0003_fund_capability")]

    operations = [migrations.RunPython(may_fund, may_not)]
