import communities.tenancy.migrating
import communities.people.acting
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations


class Migration(communities.tenancy.migrating.AtOnce):

    dependencies = [
        ('approvals', '0002_acceptance'),
        ('communities', '0007_acted_for_and_audit'),
        ('communities', '__first__'),
        ('projects', '0008_acted_for_and_audit'),
    ]

    operations = [
        migrations.AddField(
            model_name='planadjustment',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='planbatch',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reviewopinion',
            name='acted_for',
            field=communities.people.acting.ActedForField(blank=True, default=communities.people.acting.principal_id, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='acceptancecheckevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='acceptancecheckevent_at'),
        ),
        migrations.AddIndex(
            model_name='acceptanceevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='acceptanceevent_at'),
        ),
        migrations.AddIndex(
            model_name='acceptancefindingevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='acceptancefindingevent_at'),
        ),
        migrations.AddIndex(
            model_name='acceptanceparticipantevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='acceptanceparticipantevent_at'),
        ),
        migrations.AddIndex(
            model_name='annualplanevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='annualplanevent_at'),
        ),
        migrations.AddIndex(
            model_name='fiscalcapacityevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='fiscalcapacityevent_at'),
        ),
        migrations.AddIndex(
            model_name='handoverconclusionevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='handoverconclusionevent_at'),
        ),
        migrations.AddIndex(
            model_name='handoverentryevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='handoverentryevent_at'),
        ),
        migrations.AddIndex(
            model_name='handoverevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='handoverevent_at'),
        ),
        migrations.AddIndex(
            model_name='reviewoutputevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='reviewoutputevent_at'),
        ),
        migrations.AddIndex(
            model_name='reviewroundevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='reviewroundevent_at'),
        ),
        migrations.AddIndex(
            model_name='warrantyevent',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['pgh_created_at'], name='warrantyevent_at'),
        ),
    ]
