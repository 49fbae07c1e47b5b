"""Tests: the development settings, made quick; the role is the runtime role (see tests/conftest.py)."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

# The test database is created by the owner, then used as the runtime role.
os.environ.setdefault("HUANJU_AS_OWNER", "1")
os.environ.setdefault("HUANJU_FSYNC", "off")
# Never the directory of `make run`: its services keep their data.
os.environ.setdefault("HUANJU_VAR", str(Path(__file__).resolve().parents[2] / "var" / "test"))

from .development import *  # noqa: F403 - the environment above must stand first
from .development import REDIS_URL, STORAGES

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick, for tests only
STORAGES = {**STORAGES, "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CELERY_TASK_ALWAYS_EAGER = False
# A queue for each process of pytest-xdist, so that the worker of one test never takes what another test sent.
CELERY_BROKER_URL = urlunsplit(
    urlsplit(REDIS_URL)._replace(path=f"/{1 + int(os.environ.get('PYTEST_XDIST_WORKER', 'gw0')[2:]) % 15}")
)
WHITENOISE_AUTOREFRESH = True  # no folder of collected files to look for
