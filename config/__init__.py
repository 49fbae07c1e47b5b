"""Settings, addresses, Celery, error pages: knows everyone, is known by none."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
