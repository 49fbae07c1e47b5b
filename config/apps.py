"""Settings as an application: for its templates' shell and its commands only."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "系统"
