from django.db import migrations, models


class Migration(migrations.Migration):
    """The moment comes from the edge, like every other; nothing changes in the database."""

    dependencies = [("communities", "0003_completion_chosen")]

    operations = [
        migrations.AlterField("rulebookversion", "published_at", models.DateTimeField()),
        migrations.AlterField("overlayentry", "entered_at", models.DateTimeField()),
        migrations.AlterField("overlayentryevent", "entered_at", models.DateTimeField()),
    ]
