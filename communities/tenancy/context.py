"""The tenant and the person that the running code works for.

Two walls stand on it: the scoped manager refuses to answer outside a tenant, and PostgreSQL's row-level security
reads the setting `app.tenant_id`, which lives exactly as long as the transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

_tenant: ContextVar[int | None] = ContextVar("tenant", default=None)

TENANT_SETTING = "app.tenant_id"
PERSON_SETTING = "app.person_id"


class NoTenant(RuntimeError):
    """Rows of a tenant were asked for before a tenant was entered: a mistake of the program, never of the user."""


def tenant_id() -> int:
    """The id of the tenant entered; raises `NoTenant` outside."""
    current = _tenant.get()
    if current is None:
        raise NoTenant("No tenant has been entered.")
    return current


def tenant_id_or_none() -> int | None:
    """The id of the tenant entered, None outside."""
    return _tenant.get()


@contextmanager
def enter(tenant: int) -> Iterator[None]:
    """Work inside the tenant with this id, in a transaction of its own or in the one already open.

    On leaving, the setting of before is put back: a `SET LOCAL` outlives the savepoint that set it.
    """
    with transaction.atomic(), _setting(TENANT_SETTING, str(tenant)):
        token = _tenant.set(tenant)
        try:
            yield
        finally:
            _tenant.reset(token)


@contextmanager
def as_person(person: int) -> Iterator[None]:
    """Let row-level security show this person's own memberships, in whichever tenants, before one is entered."""
    with transaction.atomic(), _setting(PERSON_SETTING, str(person)):
        yield


@contextmanager
def _setting(name: str, value: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true), set_config(%s, %s, true)", [name, name, value])
        row = cursor.fetchone()
    before = (row[0] if row else None) or ""
    yield
    # Only after success. An exception leaves the savepoint opened before, whose rollback puts the setting back; a
    # statement in a broken transaction would hide the exception. One marked for rollback forgets it anyway.
    if not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, true)", [name, before])
