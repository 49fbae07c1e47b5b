"""Where a request comes from: the one answer for lock-outs, rate limits, sessions and the audit record."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

AGENT_LENGTH = 200


def client_address(request: HttpRequest) -> str | None:
    """The caller's address, None where nobody called (a test's or a command's request).

    `TRUSTED_PROXIES` proxies of ours stand before the application, and each appends whom it was called by: the address
    is that many from the right of X-Forwarded-For. What stands further left was sent by the caller and is not believed.
    """
    trusted: int = settings.TRUSTED_PROXIES
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    found = forwarded[-trusted] if 0 < trusted <= len(forwarded) else request.META.get("REMOTE_ADDR", "")
    try:
        return str(ip_address(found))
    except ValueError:
        return None


def client_agent(request: HttpRequest) -> str:
    """The browser as it names itself, cut to what is kept of it."""
    return str(request.META.get("HTTP_USER_AGENT", ""))[:AGENT_LENGTH]
