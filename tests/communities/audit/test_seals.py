"""The sealed days: whole as long as nothing is touched; whatever is touched is named. With the rights of the owner,
whom no grant stops, and with the triggers off.
"""

# ruff: noqa: S608 - names of tables stand in this file
from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from typing import Any

import pgtrigger
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone

from communities.audit.enums import Action
from communities.audit.models import AuditEntry, AuditSeal, Tombstone
from communities.audit.sealing import ledgers, verify
from communities.audit.services import bury, note, seal
from communities.audit.tombstones import is_genuine
from communities.people.models import Role
from communities.tenancy.context import enter
from communities.tenancy.models import Tenant
from tests.conftest import logged_in_as

ENTRIES, HISTORY, SEALS = "communities_auditentry", "communities_roleevent", "communities_auditseal"


def tomorrow() -> Any:
    return timezone.now() + timedelta(days=1)


def filled(code: str = "one") -> Tenant:
    """A tenant with a line in the record and a line of history."""
    tenant = Tenant.objects.create(code=code, name="甲", unit="city")
    with enter(tenant.pk):
        for n in range(3):
            Role.objects.create(code=f"role-{n}", name="巡查", description="巡查")
            note(Action.WRITE, "登记", by=None)
    return tenant


def asked(*arguments: str) -> tuple[dict[str, Any], int]:
    """What `verify_audit` answers, and its exit code."""
    out = StringIO()
    try:
        call_command("verify_audit", *arguments, "--json", stdout=out)
    except SystemExit as end:
        return json.loads(out.getvalue()), int(end.code or 0)
    return json.loads(out.getvalue()), 0


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_every_append_only_table_of_a_tenant_is_in_the_record() -> None:
    tables = {ledger.table for ledger in ledgers()}
    assert {ENTRIES, HISTORY, "communities_decision", "communities_rulebookversion"} <= tables
    assert {"projects_transitionlog", "funding_movement", "communities_neighbourhoodevent"} <= tables


def test_a_day_is_sealed_once_and_catches_up(db: None) -> None:
    tenant = filled()
    Tenant.objects.filter(pk=tenant.pk).update(created_at=timezone.now() - timedelta(days=3))
    with enter(tenant.pk):
        today = timezone.localdate()
        assert seal(today, now=timezone.now())[-1].day == today - timedelta(days=1)  # today is not over
        first = seal(today, now=tomorrow())
        assert [one.day for one in first] == [today]
        assert seal(today, now=tomorrow()) == []
        days = list(AuditSeal.objects.order_by("day"))
        assert [one.day for one in days] == [today - timedelta(days=n) for n in (3, 2, 1, 0)]
        assert days[-1].lines[ENTRIES]["lines"] == 3
        assert days[0].lines == {}
        assert verify().faults == ()


@pytest.fixture
def sealed(committed: None) -> Tenant:
    """A tenant whose day is closed, committed, seen by the owner."""
    tenant = filled()
    with enter(tenant.pk):
        seal(timezone.localdate(), now=tomorrow())
    return tenant


def test_the_owner_is_found_out(sealed: Tenant) -> None:
    """Each table x deleted, changed, added; the seal itself; and untouched in between."""
    acts: list[tuple[str, str, str]] = []
    for table, key in ((ENTRIES, "id"), (HISTORY, "pgh_id")):
        last = f"(SELECT max({key}) FROM {table})"
        acts += [
            (f"DELETE FROM {table} WHERE {key} = {last}", table, "missing"),
            (_changed(table, key), table, "changed"),
            (_doubled(table, key), table, "added"),
        ]
    acts.append((f"UPDATE {SEALS} SET lines = lines - '{ENTRIES}'", SEALS, "seal"))
    with logged_in_as(settings.DATABASE_OWNER_URL):
        for sql, table, kind in acts:
            with enter(sealed.pk), undone():
                with pgtrigger.ignore(), connection.cursor() as cursor:
                    cursor.execute(sql)
                    assert cursor.rowcount
                faults = verify().faults
                assert (table, kind) in {(fault.table, fault.kind) for fault in faults}, sql
        with enter(sealed.pk):
            assert verify().faults == ()
            for table in (ENTRIES, SEALS):
                with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
                    _run(f"DELETE FROM {table}")


def _changed(table: str, key: str) -> str:
    column = "what" if table == ENTRIES else "name"
    return f"UPDATE {table} SET {column} = '别的' WHERE {key} = (SELECT max({key}) FROM {table})"


def _doubled(table: str, key: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(quote_ident(column_name), ',') FROM information_schema.columns"
            " WHERE table_name = %s AND column_name <> %s",
            [table, key],
        )
        columns = cursor.fetchone()[0]
    return f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table} LIMIT 1"


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    "table", [ENTRIES, SEALS, HISTORY, "communities_tombstone", "communities_securityevent"]
)
@pytest.mark.parametrize("act", ["DELETE FROM {}", "TRUNCATE {}", "UPDATE {} SET tenant_id = tenant_id"])
def test_the_runtime_role_only_adds(db: None, table: str, act: str) -> None:
    tenant = filled()
    column = "code" if table == "communities_tombstone" else "username"
    if table in ("communities_tombstone", "communities_securityevent"):
        act = act.replace("tenant_id", column)
    with enter(tenant.pk), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        _run(act.format(table))


def test_command_says_what_is_broken_and_leaves_a_line(db: None) -> None:
    tenant = filled()
    with enter(tenant.pk):
        seal(timezone.localdate(), now=tomorrow())
    answer, code = asked("--tenant", "one")
    assert (code, answer["tenants"]["one"]["ok"], answer["tenants"]["one"]["days"]) == (0, True, 1)
    # The line of that proof bears a sealed day, as a line smuggled in would: in earnest a sealed day is over.
    answer, code = asked("--tenant", "one")
    fault = answer["tenants"]["one"]["first_fault"]
    assert (code, fault["table"], fault["kind"]) == (1, ENTRIES, "added")
    with enter(tenant.pk):
        lines = (
            AuditEntry.objects.filter(action=Action.COMMAND).order_by("id").values_list("reason", flat=True)
        )
        assert lines[0] == "与封存时完全一致"
        assert "封存以后混入了记录" in lines[1]


def test_tombstone_is_signed_and_a_forged_one_is_found(db: None, settings: Any) -> None:
    tenant = filled()
    with enter(tenant.pk):
        seal(timezone.localdate(), now=tomorrow())
        chain = AuditSeal.objects.get().chain
        stone = bury(tenant, {"communities.Role": 3}, "合并到上级", now=timezone.now())
    assert (stone.chain, is_genuine(Tombstone.objects.get())) == (chain, True)
    assert asked()[0]["tombstones"] == {"count": 1, "forged": []}
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key of at least fifty characters, as it should be one"
    assert is_genuine(Tombstone.objects.get())
    settings.SECRET_KEY_FALLBACKS = []
    answer, code = asked()
    assert (code, answer["tombstones"]["forged"]) == (1, ["one"])
    stone.reason = "别的理由"
    settings.SECRET_KEY_FALLBACKS = []
    assert not is_genuine(stone)
