"""The device cookie: this browser has been used by this person before (OWASP, device cookies).

Failures are counted by device where it is known, else by address: who guesses a colleague's password elsewhere never
locks him out where he works. The cookie gives no right and names nobody: it holds keyed hashes.
"""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

COOKIE = "huanju_device"
SALT = "communities.people.login.devices"
AGE = 400 * 24 * 3600
"""Seconds; no browser keeps a cookie longer."""
MOST = 8
"""People at one browser of whom it is remembered; the longest absent is forgotten first."""


def name_of(username: str) -> str:
    """A user name as it is counted and remembered: a keyed hash, for what is typed there may be a password."""
    return salted_hmac(SALT, username.strip(), algorithm="sha256").hexdigest()[:32]


def _read(request: HttpRequest) -> dict[str, str]:
    try:
        found: Any = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=AGE)
    except signing.BadSignature:
        return {}
    return found if isinstance(found, dict) else {}


def device_of(request: HttpRequest, username: str) -> str:
    """The device's own secret number for this person; empty where he has not logged in here before."""
    return _read(request).get(name_of(username), "")


def remember(request: HttpRequest, response: HttpResponseBase, username: str) -> None:
    """This person has logged in here: the answer takes the cookie along."""
    known = _read(request)
    number = known.pop(name_of(username), "") or secrets.token_hex(16)
    kept = dict(list(known.items())[-(MOST - 1) :]) | {name_of(username): number}
    response.set_cookie(
        COOKIE,
        signing.dumps(kept, salt=SALT),
        max_age=AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
