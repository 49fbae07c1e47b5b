"""A login ends when nobody works with it: after a while without a request, and at the latest after a day's work.

The session is not written at every request: once in `_writes_every()` is enough, and it lives that much longer. The
browser counts for itself (static/js/idle.js) and warns in time, so nobody is put out earlier than told.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

SINCE, SEEN = "login_since", "login_seen"
MOST_BETWEEN_WRITES = 180
"""Seconds."""


def _writes_every() -> float:
    """Seconds between two writes: a tenth of the time-out, three minutes at most."""
    timeout: int = settings.IDLE_TIMEOUT
    return min(MOST_BETWEEN_WRITES, timeout / 10)


def begin(*, request: HttpRequest, **_: Any) -> None:
    """Somebody has logged in: both clocks start."""
    request.session[SINCE] = request.session[SEEN] = time.time()


def why_over(request: HttpRequest, *, now: float) -> str:
    """Why this login has ended, in words; empty while it lives."""
    if now - request.session.get(SEEN, now) > settings.IDLE_TIMEOUT + _writes_every():
        return "闲置超时"
    if now - request.session.get(SINCE, now) > settings.SESSION_COOKIE_AGE:
        return "登录已满时限"
    return ""


def go_on(request: HttpRequest, *, now: float) -> None:
    """The person is here: written down if that was a while ago, together with the list of his logins."""
    if now - request.session.get(SEEN, 0) < _writes_every():
        return
    request.session.setdefault(SINCE, now)
    request.session[SEEN] = now
    UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=timezone.now())


class IdleMiddleware:
    """Ends a login whose time is over; the page behind then leads to the login and back, the draft stays."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = time.time()
            if reason := why_over(request, now=now):
                request.logout_reason = reason  # type: ignore[attr-defined]  # read by the record of the door
                logout(request)
            else:
                go_on(request, now=now)
        return self.get_response(request)


def clock(request: HttpRequest) -> dict[str, int]:
    """For `base.html`: after how many seconds without a request the browser says that the login has ended."""
    return {"idle_seconds": settings.IDLE_TIMEOUT}
