"""Development and demonstration: the embedded services unless the environment names others."""

from __future__ import annotations

import os
import secrets

from config import embedded

from .base import *  # noqa: F403 - Django's settings are layered this way
from .base import ALLOWED_HOSTS, STORAGES, VAR_DIR, databases, env

if "DATABASE_URL" in os.environ and "REDIS_URL" in os.environ:
    DATABASE_URL = env.str("DATABASE_URL")
    DATABASE_OWNER_URL = env.str("DATABASE_OWNER_URL", default=DATABASE_URL)
    REDIS_URL = env.str("REDIS_URL")
else:
    _services = embedded.ensure(VAR_DIR)
    DATABASE_URL = env.str("DATABASE_URL", default=_services.database_url)
    DATABASE_OWNER_URL = env.str("DATABASE_OWNER_URL", default=_services.owner_url)
    REDIS_URL = env.str("REDIS_URL", default=_services.redis_url)

DATABASES = databases(DATABASE_URL, DATABASE_OWNER_URL)
DATABASE_APP_ROLE = env.db_url_config(DATABASE_URL)["USER"]
CELERY_BROKER_URL = REDIS_URL
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = ALLOWED_HOSTS or ["*"]  # a demonstration is opened by address, by name, from a phone
SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    _secret = VAR_DIR / "secret_key"
    if not _secret.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        _secret.write_text(secrets.token_urlsafe(50))
        _secret.chmod(0o600)
    SECRET_KEY = _secret.read_text()
# Files are served from where they lie: no collectstatic step between a change and a reload.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
