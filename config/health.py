"""Is it alive, is it ready: two addresses for machines."""

from __future__ import annotations

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from redis.exceptions import RedisError

UNBOUND = """
SELECT rolsuper OR rolbypassrls
    OR EXISTS (SELECT FROM pg_tables WHERE tablename = 'communities_tenant' AND tableowner = current_user)
FROM pg_roles WHERE rolname = current_user
"""


def livez(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> JsonResponse:
    """The database and the broker answer; 503 otherwise, naming which.

    A role that row-level security does not bind (superuser, BYPASSRLS, owner of the tables) is named too: as a failure
    in production, as a warning where somebody tries the system out on a database of his own.
    """
    failing: list[str] = []
    warnings: list[str] = []
    try:
        with connection.cursor() as cursor:
            cursor.execute(UNBOUND)
            if cursor.fetchone()[0]:
                unbound = "the database role is a superuser, bypasses row-level security or owns the tables"
                (failing if settings.RUNTIME_ROLE_IS_ENFORCED else warnings).append(unbound)
    except DatabaseError:
        failing.append("database")
    try:
        cache.set("readyz", 1, 5)
    except (RedisError, OSError):
        failing.append("broker")
    status = "failing" if failing else "ok"
    answer = {"status": status, "failing": failing, "warnings": warnings}
    return JsonResponse(answer, status=503 if failing else 200)
