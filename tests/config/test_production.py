"""Production settings refuse what would be unsafe, in a process of their own as a server would start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAFE = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "x7" * 30,
    "DATABASE_URL": "postgres://huanju_app:a@127.0.0.1:1/huanju",
    "DATABASE_OWNER_URL": "postgres://huanju_owner:o@127.0.0.1:1/huanju",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "ALLOWED_HOSTS": "huanju.example",
    "FIELD_KEYS": "k1:" + "QUFB" * 10 + "QUE=",
    "FIELD_HASH_KEY": "h9" * 20,
}
OURS = {*SAFE, "DEBUG", "HUANJU_AS_OWNER", "HUANJU_VAR"}


def started(**changes: str) -> subprocess.CompletedProcess[str]:
    """The settings read by a fresh process; an empty value leaves the variable out."""
    inherited = {name: value for name, value in os.environ.items() if name not in OURS}
    given = {name: value for name, value in {**SAFE, **changes}.items() if value}
    program = "from django.conf import settings; print(settings.DEBUG, settings.DATABASE_APP_ROLE)"
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**inherited, **given},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_safe_settings_start() -> None:
    answer = started()
    assert (answer.returncode, answer.stdout.strip()) == (0, "False huanju_app"), answer.stderr


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"DEBUG": "1"}, "DEBUG must be off"),
        ({"SECRET_KEY": ""}, "SECRET_KEY must be a secret"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY must be a secret"),
        ({"SECRET_KEY": "django-insecure-" + "x7" * 30}, "SECRET_KEY must be a secret"),
        ({"SECRET_KEY": "Change-me-" + "x7" * 30}, "SECRET_KEY must be a secret"),
        ({"DATABASE_URL": ""}, "DATABASE_URL and REDIS_URL must be set"),
        ({"REDIS_URL": ""}, "DATABASE_URL and REDIS_URL must be set"),
        ({"DATABASE_URL": SAFE["DATABASE_OWNER_URL"]}, "must be the runtime role, not the owner"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS must name the hosts"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name the hosts"),
        ({"FIELD_KEYS": ""}, "FIELD_KEYS and FIELD_HASH_KEY must be set"),
        ({"FIELD_KEYS": "k1:QUFB"}, "32 bytes each"),
        ({"FIELD_HASH_KEY": "short"}, "FIELD_KEYS and FIELD_HASH_KEY must be set"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_unsafe_settings_are_refused(changes: dict[str, str], sentence: str) -> None:
    answer = started(**changes)
    assert answer.returncode != 0
    assert "ImproperlyConfigured" in answer.stderr
    assert sentence in answer.stderr
