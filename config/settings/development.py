"""Development and demonstration: the embedded services unless the environment names others."""

from __future__ import annotations

import base64
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


def _kept(name: str, made: str) -> str:
    """A secret of this machine, in a file beside the database that it belongs to; made once."""
    file = VAR_DIR / name
    if not file.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(made)
    return file.read_text()


DATABASES = databases(DATABASE_URL, DATABASE_OWNER_URL)
DATABASE_APP_ROLE = env.db_url_config(DATABASE_URL)["USER"]
CELERY_BROKER_URL = REDIS_URL
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = ALLOWED_HOSTS or ["*"]  # a demonstration is opened by address, by name, from a phone
SECRET_KEY = env.str("SECRET_KEY", default="")
SECRET_KEY = SECRET_KEY or _kept("secret_key", secrets.token_urlsafe(50))
FIELD_KEYS = env.str("FIELD_KEYS", default="") or _kept(
    "field_keys", f"k1:{base64.b64encode(secrets.token_bytes(32)).decode()}"
)
FIELD_HASH_KEY = env.str("FIELD_HASH_KEY", default="") or _kept("field_hash_key", secrets.token_urlsafe(50))
# Files are served from where they lie: no collectstatic step between a change and a reload.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
