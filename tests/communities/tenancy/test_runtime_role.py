"""Tests are worth something only if they run as the role that production runs as."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import connection

pytestmark = pytest.mark.django_db


def test_tests_run_as_the_runtime_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT session_user, current_user, rolsuper, rolbypassrls, rolcreaterole "
            "FROM pg_roles WHERE rolname = current_user"
        )
        session_user, current_user, *rights = cursor.fetchone()
    assert (session_user, current_user) == (settings.DATABASE_APP_ROLE, settings.DATABASE_APP_ROLE)
    assert rights == [False, False, False]


def test_runtime_role_owns_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_class JOIN pg_roles r ON r.oid = relowner WHERE r.rolname = current_user"
        )
        owned = cursor.fetchone()
        cursor.execute("SELECT count(*) > 20 FROM pg_tables WHERE schemaname = 'public'")
        assert (owned, cursor.fetchone()) == ((0,), (True,))


def test_runtime_role_cannot_become_the_owner() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_has_role(current_user, tableowner, 'member') "
            "FROM pg_tables WHERE tablename = 'communities_tenant'"
        )
        assert cursor.fetchone() == (False,)


def test_runtime_role_may_not_truncate() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
            "AND has_table_privilege(oid, 'TRUNCATE')"
        )
        assert cursor.fetchall() == []
