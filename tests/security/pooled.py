"""Addresses of the test of pooled connections: what a page without any scope of ours would see."""

from __future__ import annotations

import time

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"

TABLES = ("communities_role", "communities_jurisdiction", "communities_membership", "communities_roleevent")


def seen() -> dict[str, object]:
    """The tenants whose rows raw SQL finds, by table, and the tenant that the connection stands in."""
    found: dict[str, object] = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT DISTINCT tenant_id FROM {table} ORDER BY 1")  # noqa: S608 - constants above
            found[table] = [tenant for (tenant,) in cursor.fetchall()]
        cursor.execute("SELECT coalesce(current_setting('app.tenant_id', true), '')")
        found["setting"] = cursor.fetchone()[0]
    return found


def everything(request: HttpRequest, tenant: str = "") -> HttpResponse:
    """All that the connection shows; slow enough for another request to come in between."""
    before = seen()
    time.sleep(0.001)
    return JsonResponse({"before": before, "after": seen()})


def broken(request: HttpRequest, tenant: str) -> HttpResponse:
    """A page that fails in the middle of its work."""
    seen()
    raise RuntimeError("the view failed inside the tenant")


def aborted(request: HttpRequest, tenant: str) -> HttpResponse:
    """A page whose transaction the database has given up."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")
    return HttpResponse()


urlpatterns = [
    path("login/", everything, name="login"),
    path("livez/", everything, name="livez"),
    path("<slug:tenant>/everything/", everything),
    path("<slug:tenant>/broken/", broken),
    path("<slug:tenant>/aborted/", aborted),
]
