"""The refusals are lines of the audit record now."""

from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("communities", "0013_refusals_into_the_record")]

    operations = [migrations.DeleteModel("Refusal")]
