"""An entry bears the start of its transaction, as the history does: statement time finds no row of the act."""

from __future__ import annotations

from django.contrib.postgres.functions import TransactionNow
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("communities", "0014_no_refusal")]

    operations = [
        migrations.AlterField("auditentry", "at", models.DateTimeField(db_default=TransactionNow())),
    ]
