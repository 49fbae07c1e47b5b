"""Settings as an application: for its commands, and so that every process knows the task queue."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "系统"

    def ready(self) -> None:
        """`shared_task` needs the Celery application; here, not in the package, which the services import first."""
        from config import celery  # noqa: F401 - making it is what importing it does
