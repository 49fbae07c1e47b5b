"""Settings, addresses, Celery, error pages: knows everyone, is known by none."""
