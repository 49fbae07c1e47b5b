"""Is it alive, is it ready: two addresses for machines."""

from __future__ import annotations

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from redis.exceptions import RedisError


def livez(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> JsonResponse:
    """The database answers as the runtime role, and the broker answers; 503 otherwise, naming which."""
    failing = []
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
            if cursor.fetchone()[0]:
                failing.append("database role bypasses row-level security")
    except DatabaseError:
        failing.append("database")
    try:
        cache.set("readyz", 1, 5)
    except (RedisError, OSError):
        failing.append("broker")
    return JsonResponse(
        {"status": "failing" if failing else "ok", "failing": failing}, status=503 if failing else 200
    )
