import communities.tenancy.migrating
import communities.people.acting
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations


class Migration(communities.tenancy.migrating.AtOnce):

    dependencies = [
        ('communities', '0007_acted_for_and_audit'),
        ('communities', '__first__'),
        ('funding', '0001_money'),
        ('projects', '0008_acted_for_and_audit'),
    ]

    operations = [
        migrations.AddField(
            model_name='movement',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='costshareevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='costshareevent_at'),
        ),
        migrations.AddIndex(
            model_name='fundingsourceevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='fundingsourceevent_at'),
        ),
        migrations.AddIndex(
            model_name='payerpercentevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='payerpercentevent_at'),
        ),
    ]
