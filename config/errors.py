"""Error pages in Chinese: what happened, likely reasons, what to do next."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def _context(request: HttpRequest, **more: Any) -> dict[str, Any]:
    return {"request_id": getattr(request, "request_id", ""), **more}


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the person is known and may not; says which right is wanting, and is kept on record (`refusal`)."""
    sentence = getattr(exception, "sentence", "")
    response = render(request, "403.html", _context(request, sentence=sentence), status=403)
    response.refusal = sentence  # type: ignore[attr-defined]  # read by RefusalMiddleware
    return response


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the same page for a missing row, another tenant's row and another tenant."""
    return render(request, "404.html", _context(request), status=404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", _context(request), status=400)


def too_large(request: HttpRequest, *, megabytes: int) -> HttpResponse:
    """413: the request says that it brings more than one may."""
    return render(request, "413.html", _context(request, megabytes=megabytes), status=413)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: logged with the id that the person is shown."""
    return render(request, "500.html", _context(request), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's key did not match: mostly a login that ended meanwhile. The browser's draft keeps what was typed."""
    return render(request, "403_csrf.html", _context(request, next=request.get_full_path()), status=403)
