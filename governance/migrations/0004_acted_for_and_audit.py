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
        ('governance', '0003_month_report'),
        ('projects', '0008_acted_for_and_audit'),
    ]

    operations = [
        migrations.AddField(
            model_name='monthsupplement',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='supervisionstep',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='dutytaskevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='dutytaskevent_at'),
        ),
        migrations.AddIndex(
            model_name='monthreportevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='monthreportevent_at'),
        ),
        migrations.AddIndex(
            model_name='supervisioncaseevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='supervisioncaseevent_at'),
        ),
    ]
