"""Production: everything from the environment; refuses what would be unsafe before a single page is served."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured

from communities.privacy.keys import parse as parse_keys

from .base import *  # noqa: F403 - Django's settings are layered this way
from .base import ALLOWED_HOSTS, LOGGING, databases, env

DATABASE_URL = env.str("DATABASE_URL", default="")
DATABASE_OWNER_URL = env.str("DATABASE_OWNER_URL", default="")
REDIS_URL = env.str("REDIS_URL", default="")
SECRET_KEY = env.str("SECRET_KEY", default="")

if env.bool("DEBUG", default=False):
    raise ImproperlyConfigured("DEBUG must be off in production.")
if len(SECRET_KEY) < 40 or SECRET_KEY.lower().startswith(("django-insecure", "change")):
    raise ImproperlyConfigured("SECRET_KEY must be a secret of at least 40 characters.")
if not (DATABASE_URL and REDIS_URL):
    raise ImproperlyConfigured("DATABASE_URL and REDIS_URL must be set in production.")
if DATABASE_OWNER_URL and (
    env.db_url_config(DATABASE_OWNER_URL)["USER"] == env.db_url_config(DATABASE_URL)["USER"]
):
    raise ImproperlyConfigured(
        "DATABASE_URL must be the runtime role, not the owner: row-level security hangs on it."
    )
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts of this installation.")

FIELD_KEYS = env.str("FIELD_KEYS", default="")
FIELD_HASH_KEY = env.str("FIELD_HASH_KEY", default="")
if not parse_keys(FIELD_KEYS) or len(FIELD_HASH_KEY) < 32:
    raise ImproperlyConfigured(
        "FIELD_KEYS and FIELD_HASH_KEY must be set: personal data is encrypted with them."
    )

DATABASES = databases(DATABASE_URL, DATABASE_OWNER_URL or DATABASE_URL)
DATABASE_APP_ROLE = env.db_url_config(DATABASE_URL)["USER"]
CELERY_BROKER_URL = REDIS_URL
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

RUNTIME_ROLE_IS_ENFORCED = True
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31536000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True  # no script reads it: the pages carry the key themselves

LOGGING["formatters"]["json"] = {
    "()": "config.logs.JsonFormatter",
}
LOGGING["handlers"]["console"]["formatter"] = "json"
