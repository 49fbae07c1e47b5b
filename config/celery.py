"""Celery: the background workers and the clock (beat)."""

from __future__ import annotations

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
app = Celery("huanju")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(
    [
        "communities.audit",
        "communities.records",
        "communities.neighbourhoods",
        "communities.neighbourhoods.imports",
        "governance.supervision",
    ]
)
