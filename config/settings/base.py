"""Settings that every environment shares. Values come from the environment; nothing secret stands here."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import django_stubs_ext
import environ  # type: ignore[import-untyped]  # the library has no types
from celery.schedules import crontab

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.Env()

VAR_DIR = Path(os.environ.get("HUANJU_VAR", BASE_DIR / "var"))

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", default="")
SECRET_KEY_FALLBACKS: list[str] = env.list(
    "SECRET_KEY_FALLBACKS", default=[]
)  # keys of before, believed still
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "csp",
    "django_htmx",
    "django_cotton",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "django_celery_beat",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "guardian",
    "pgtrigger",
    "pghistory",
    "communities",
    "projects",
    "funding",
    "approvals",
    "governance",
    "config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.HeadersMiddleware",
    "communities.tenancy.middleware.RequestIdMiddleware",
    "config.middleware.SizeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "communities.people.login.idle.IdleMiddleware",
    "communities.people.middleware.FirstPasswordMiddleware",
    "communities.audit.middleware.RefusalMiddleware",
    "communities.records.sealing.SealingMiddleware",
    "communities.people.middleware.TenantMiddleware",
    "communities.audit.middleware.AuditMiddleware",
    "communities.records.faults.FaultsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.static",
                "communities.templatetags.huanju",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.shell.shell",
                "communities.people.login.idle.clock",
            ],
        },
    }
]
COTTON_DIR = "components"


def databases(runtime_url: str, owner_url: str) -> dict[str, dict[str, Any]]:
    """The one database, as the runtime role; as its owner for the commands that change the schema.

    `HUANJU_AS_OWNER=1` is set by manage.py for those commands (migrate and its kin) and by nothing else.
    """
    as_owner = os.environ.get("HUANJU_AS_OWNER") == "1"
    default = environ.Env.db_url_config(owner_url if as_owner else runtime_url)
    default.update(
        ENGINE="django.db.backends.postgresql",
        CONN_MAX_AGE=env.int("CONN_MAX_AGE", default=60),
        CONN_HEALTH_CHECKS=True,
        ATOMIC_REQUESTS=False,  # the tenant middleware opens the transaction itself, around the view
    )
    return {"default": default}


DATABASE_APP_ROLE = "huanju_app"  # overwritten from the runtime address
RUNTIME_ROLE_IS_ENFORCED = False  # production is not ready as a role that row-level security does not bind
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "communities.Person"
AUTHENTICATION_BACKENDS = [
    "communities.people.login.lockout.LockOutBackend",  # first: it refuses, and logs nobody in
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",  # rights on single projects; logs nobody in
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
PASSWORD_HISTORY = env.int("PASSWORD_HISTORY", default=5)  # passwords that can't be used again
PASSWORD_MAX_AGE_DAYS = env.int("PASSWORD_MAX_AGE_DAYS", default=0)  # 0: no age
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "communities.people.login.passwords.LengthValidator",
        "OPTIONS": {"min_length": env.int("PASSWORD_MIN_LENGTH", default=10)},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "communities.people.login.passwords.KindsValidator",
        "OPTIONS": {"kinds": env.int("PASSWORD_KINDS", default=2)},
    },
    {
        "NAME": "communities.people.login.passwords.HistoryValidator",
        "OPTIONS": {"remembered": PASSWORD_HISTORY},
    },
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)  # proxies of ours before the application

# Login by user name and password, second factor after it; no sign-up, no e-mail (communities/people/login).
ACCOUNT_ADAPTER = "communities.people.login.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "communities.people.login.forms.LoginForm",
    "change_password": "communities.people.login.forms.PasswordForm",
    "reauthenticate": "communities.people.login.forms.ReauthenticateForm",
}
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_TIMEOUT = 300  # seconds between password and second factor
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = {
    "login": None,  # wrong passwords are django-axes' business; strangers to a browser share the next limit
    "login_at_a_new_device": "60/m/ip",
    "login_failed": "5/5m/key",  # one-time codes, by person: his password was right before
    "reauthenticate": "10/m/user",
    "change_password": "10/m/user",
}
MFA_ADAPTER = "communities.people.login.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "communities.people.login.forms.CodeForm",
    "reauthenticate": "communities.people.login.forms.ReauthenticateByCodeForm",
    "activate_totp": "communities.people.login.forms.TotpForm",
    "add_webauthn": "communities.people.login.forms.SecurityKeyForm",
}
MFA_TOTP_ISSUER = "焕居"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_RECOVERY_CODES_SHOW_ONCE = True
SOCIALACCOUNT_ADAPTER = "communities.people.login.adapters.SocialAccountAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
OIDC_ISSUER = env.str("OIDC_ISSUER", default="")  # the government's identity provider; empty: none
OIDC_NAME = env.str("OIDC_NAME", default="统一身份认证")
OIDC_CLAIM = env.str("OIDC_CLAIM", default="preferred_username")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "gov",
                "name": OIDC_NAME,
                "client_id": env.str("OIDC_CLIENT_ID", default=""),
                "secret": env.str("OIDC_CLIENT_SECRET", default=""),
                "settings": {"server_url": OIDC_ISSUER, "scope": ["openid", "profile"]},
            }
        ],
    }
}

# Wrong passwords: counted by person and known device, else by person and address (communities/people/login/lockout.py).
AXES_FAILURE_LIMIT = env.int("LOGIN_FAILURES", default=5)
AXES_COOLOFF_TIME = timedelta(minutes=env.int("LOGIN_LOCKED_MINUTES", default=15))
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # who keeps trying does not stay locked for ever
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # the door's record is communities.SecurityEvent
AXES_CLIENT_IP_CALLABLE = "communities.people.login.address.client_address"
AXES_USERNAME_CALLABLE = "communities.people.login.lockout.counted_name"
AXES_LOCKOUT_PARAMETERS = "communities.people.login.lockout.counted_by"
AXES_LOCKOUT_CALLABLE = "communities.people.login.lockout.locked_page"
AXES_SENSITIVE_PARAMETERS = [
    "username",
    "ip_address",
    "password",
    "old_password",
    "code",
    "credential",
    "state",
]
AXES_VERBOSE = False
GUARDIAN_MONKEY_PATCH_USER = False
ANONYMOUS_USER_NAME = None  # guardian: no anonymous person, deny by default

# Keys of personal data, outside the database: `id:base64` of 32 bytes each, the first one writes, all of them read.
FIELD_KEYS = env.str("FIELD_KEYS", default="")
FIELD_HASH_KEY = env.str("FIELD_HASH_KEY", default="")
DEFAULT_EXCEPTION_REPORTER_FILTER = "communities.privacy.reports.ReporterFilter"

SESSION_COOKIE_AGE = env.int("SESSION_COOKIE_AGE", default=8 * 3600)  # seconds; no login lives longer
IDLE_TIMEOUT = env.int("IDLE_TIMEOUT", default=30 * 60)  # seconds without a request until the login ends
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["config.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if STORAGE_S3_BUCKET := env.str("STORAGE_S3_BUCKET", default=""):
    STORAGES["default"] = {
        "BACKEND": "communities.records.storage.PrivateBucket",
        "OPTIONS": {
            "bucket_name": STORAGE_S3_BUCKET,
            "endpoint_url": env.str("STORAGE_S3_ENDPOINT", default="") or None,
            "region_name": env.str("STORAGE_S3_REGION", default="") or None,
            "access_key": env.str("STORAGE_S3_KEY", default=""),
            "secret_key": env.str("STORAGE_S3_SECRET", default=""),
        },
    }
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "files")))
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a bulk declaration may tick 500 neighbourhoods

# The pages carry no inline script or style; data: is for Tabler's select arrows and the icon.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["communities.people.api.authentication.TenantAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["communities.people.api.permissions.HasActor"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [
        "rest_framework.parsers.JSONParser",
        "rest_framework.parsers.MultiPartParser",
    ],
    "DEFAULT_METADATA_CLASS": None,  # the document says what an address takes; OPTIONS says nothing of any row
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "communities.tenancy.api.pagination.KeysetPagination",
    "PAGE_SIZE": 50,
    "EXCEPTION_HANDLER": "communities.tenancy.api.errors.explain",
    "COERCE_DECIMAL_TO_STRING": True,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "焕居 Huanju",
    "DESCRIPTION": "城镇老旧小区改造管理系统接口",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "AcceptanceStateEnum": "approvals.enums.AcceptanceState",
        "AdjustmentKindEnum": "approvals.enums.AdjustmentKind",
        "CaseKindEnum": "governance.enums.CaseKind",
        "CaseStateEnum": "governance.enums.CaseState",
        "CheckResultEnum": "approvals.enums.CheckResult",
        "FindingStateEnum": "approvals.enums.FindingState",
        "HandoverStateEnum": "approvals.enums.HandoverState",
        "MonthStateEnum": "governance.enums.MonthState",
        "ParticipantRoleEnum": "approvals.enums.ParticipantRole",
        "ReceiverKindEnum": "approvals.enums.ReceiverKind",
        "ConsultationKindEnum": "projects.enums.ConsultationKind",
        "MovementKindEnum": "funding.enums.MovementKind",
        "PartyRoleEnum": "projects.enums.PartyRole",
        "PreparationKindEnum": "projects.enums.PreparationKind",
        "OwnersBodyKindEnum": "communities.upkeep.models.BodyKind",
    },
}

CELERY_TASK_ALWAYS_EAGER = False
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True  # what a job has to say stands in its Job row
CELERY_WORKER_HIJACK_ROOT_LOGGER = False  # a worker's lines go through our filter too
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
CELERY_BEAT_SCHEDULE = {
    "jobs whose worker died": {"task": "communities.records.tasks.sweep", "schedule": 30.0},
    "files that wait for the scanner": {"task": "communities.records.tasks.scan_waiting", "schedule": 60.0},
    "exports of personal data that have run out": {
        "task": "communities.records.tasks.forget_exports",
        "schedule": 600.0,
    },
    "verdicts follow the rulebook": {
        "task": "communities.neighbourhoods.tasks.follow_rulebook",
        "schedule": 30.0,
    },
    "the month that has ended": {
        "task": "governance.tasks.assess_month",
        "schedule": crontab(minute=10, hour=1, day_of_month=1),
    },
    "the month that has ended, caught up": {
        "task": "governance.tasks.assess_month",
        "schedule": crontab(minute=40, hour=5),
    },
    "assignments that have run out": {
        "task": "projects.tasks.end_assignments",
        "schedule": crontab(minute=5, hour=0),
    },
    "the days of the audit record": {
        "task": "communities.audit.tasks.seal_days",
        "schedule": crontab(minute=20, hour=2),
    },
}


# Ours, no source gives them: limits of the plausibility queries. Outside them a row is asked about, never refused.
PLAUSIBLE_HOUSEHOLDS_PER_BUILDING = (12, 200)
PLAUSIBLE_M2_PER_HOUSEHOLD = (30, 200)

TENANT_DELETION_DAYS = env.int(
    "TENANT_DELETION_DAYS", default=30
)  # between asking for a deletion and the deletion
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", default=30 * 1024 * 1024)
REQUEST_MAX_BYTES = env.int("REQUEST_MAX_BYTES", default=4 * UPLOAD_MAX_BYTES)  # all files of a form together
PICTURE_MAX_PIXELS = env.int("PICTURE_MAX_PIXELS", default=50_000_000)
CLAMAV_SOCKET = env.str("CLAMAV_SOCKET", default="")  # unix path or host:port; empty: nothing is scanned
CLAMAV_TIMEOUT = env.int("CLAMAV_TIMEOUT", default=20)  # seconds
PERSONAL_EXPORT_HOURS = env.int("PERSONAL_EXPORT_HOURS", default=24)
DELEGATION_MAX_DAYS = env.int("DELEGATION_MAX_DAYS", default=90)

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
    },
    "filters": {"numbers": {"()": "communities.privacy.scrubbing.NumbersFilter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["numbers"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"axes": {"level": "WARNING"}},  # what it does at every login stands in the door's own record
}
