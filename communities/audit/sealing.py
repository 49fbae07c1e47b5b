"""The days of the record closed one by one: digests of their lines, each chained to the day before, and their proof.

A line is the row as PostgreSQL writes it in JSON (`to_jsonb`: keys in its fixed order, moments in UTC), with the
columns it had when the day was sealed. A table's digest of a day is the SHA-256 over the SHA-256 of its lines in order
of time and key; the day's digest that over the JSON of all tables; the chain that over the chain before and the digest.
All lines are read in the database: what comes out of it is one row a table and day.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db import connection
from django.utils import timezone

from communities.audit.models import AuditSeal
from communities.tenancy.context import tenant_id
from communities.tenancy.models import Tenant
from communities.tenancy.owned import OwnedEvent, TenantOwned

ZONE = "Asia/Shanghai"
DAY = timedelta(days=1)
LOCK_SPACE = 0x5345414C
"""First half of the advisory lock's key: "SEAL". The second is the tenant's id."""

Lines = dict[str, dict[str, Any]]
"""{table: {"lines": count, "digest": hex, "columns": [...]}}, tables without a line of that day left out."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """A table that is only ever added to: its column of time, its key, all its columns."""

    table: str
    at: str
    key: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """The record of a day is not what was sealed: in which table, and how."""

    day: date
    table: str
    kind: str
    """`missing`, `changed`, `added`, `columns` (the table has lost some), `seal` (the seal itself), `unsealed` (no
    seal between two others).
    """


@dataclass(frozen=True, slots=True)
class Proof:
    """What the recomputation of all sealed days came to; `chain` is the last link, to compare with a noted one."""

    days: int
    lines: int
    last: date | None
    chain: str
    faults: tuple[Fault, ...]


def ledgers() -> list[Ledger]:
    """Every table of the record: the entries, all history, and what declares `sealed_by`."""
    found = []
    for model in apps.get_models():
        if issubclass(model, OwnedEvent):
            at, key = "pgh_created_at", "pgh_id"
        elif issubclass(model, TenantOwned) and (at := getattr(model, "sealed_by", "")):
            key = "id"
        else:
            continue
        columns = tuple(sorted(str(field.column) for field in model._meta.local_concrete_fields))
        found.append(Ledger(model._meta.db_table, at, key, columns))
    return sorted(found, key=lambda ledger: ledger.table)


def seal(day: date, *, now: datetime) -> list[AuditSeal]:
    """Close all days up to this one that are not closed yet, in the tenant entered; the new seals, none twice.

    The first seal closes everything before it too. A day that is not over, or of which a transaction is still running
    (its lines would come after the seal), is left for the next time.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_SPACE, tenant_id() % 2**31])
    last: AuditSeal | None = AuditSeal.objects.order_by("-day").first()
    founded = timezone.localdate(Tenant.objects.get(pk=tenant_id()).created_at)
    first = last.day + DAY if last else founded
    until = min(day, timezone.localdate(now) - DAY)
    if first > until or _is_still_written(until):
        return []
    days = [first + DAY * n for n in range((until - first).days + 1)]
    found: dict[date, Lines] = {one: {} for one in days}
    for ledger in ledgers():
        for one, entry in _digests(ledger, ledger.columns, first, until, from_start=last is None):
            found[one][ledger.table] = entry
    chain, seals = last.chain if last else "", []
    for one in days:
        digest = _digest_of(found[one])
        chain = _linked(chain, digest)
        seals.append(AuditSeal(day=one, lines=found[one], digest=digest, chain=chain, sealed_at=now))
    made: list[AuditSeal] = AuditSeal.objects.bulk_create(seals)
    return made


def verify() -> Proof:
    """Recompute every sealed day of the tenant entered and compare; about one statement a table."""
    seals = list(AuditSeal.objects.order_by("day"))
    if not seals:
        return Proof(0, 0, None, "", ())
    faults = [*_faults_of_the_chain(seals), *_faults_of_the_lines(seals)]
    return Proof(
        days=len(seals),
        lines=sum(entry["lines"] for one in seals for entry in one.lines.values()),
        last=seals[-1].day,
        chain=seals[-1].chain,
        faults=tuple(sorted(faults, key=lambda fault: (fault.day, fault.table))),
    )


def last_link() -> str:
    """The last link of the tenant entered; empty before the first seal."""
    return str(AuditSeal.objects.order_by("-day").values_list("chain", flat=True).first() or "")


def _faults_of_the_chain(seals: Sequence[AuditSeal]) -> Iterator[Fault]:
    table, chain, expected = AuditSeal._meta.db_table, "", seals[0].day
    for one in seals:
        if one.day != expected:
            yield Fault(expected, table, "unsealed")
        elif one.digest != _digest_of(one.lines) or one.chain != _linked(chain, one.digest):
            yield Fault(one.day, table, "seal")
        chain, expected = one.chain, one.day + DAY


def _faults_of_the_lines(seals: Sequence[AuditSeal]) -> Iterator[Fault]:
    known = {ledger.table: ledger for ledger in ledgers()}
    for table in sorted({*known, *(name for one in seals for name in one.lines)}):
        ledger = known.get(table)
        if ledger is None:
            yield from (Fault(one.day, table, "missing") for one in seals if table in one.lines)
            continue
        for columns, run in _runs(seals, ledger):
            if set(columns) - set(ledger.columns):
                yield Fault(run[0].day, table, "columns")
                continue
            first, until = run[0].day, run[-1].day
            now = dict(_digests(ledger, columns, first, until, from_start=run[0] is seals[0]))
            yield from (
                Fault(one.day, table, kind)
                for one in run
                if (kind := _difference(one.lines.get(table), now.get(one.day)))
            )


def _runs(seals: Sequence[AuditSeal], ledger: Ledger) -> list[tuple[tuple[str, ...], list[AuditSeal]]]:
    """Days in a row whose lines had the same columns; a day without lines goes with the days before it."""
    columns, told = ledger.columns, []
    for one in seals:
        if entry := one.lines.get(ledger.table):
            columns = tuple(entry["columns"])
        told.append((columns, one))
    return [(key, [one for _, one in run]) for key, run in groupby(told, key=lambda pair: pair[0])]


def _difference(sealed: dict[str, Any] | None, found: dict[str, Any] | None) -> str:
    before, after = (entry["lines"] if entry else 0 for entry in (sealed, found))
    if before != after:
        return "missing" if after < before else "added"
    return "changed" if sealed and found and sealed["digest"] != found["digest"] else ""


def _digests(
    ledger: Ledger, columns: Sequence[str], first: date, until: date, *, from_start: bool
) -> list[tuple[date, dict[str, Any]]]:
    """Count and digest of each day that has lines. `from_start`: what is older counts to the first day."""
    quote = connection.ops.quote_name
    shown = ", ".join(f"t.{quote(column)}" for column in columns)
    at = f"t.{quote(ledger.at)}"
    sql = f"""
        SELECT day, count(*), encode(sha256(string_agg(line, ''::bytea ORDER BY at, key)), 'hex') FROM (
            SELECT greatest(({at} AT TIME ZONE '{ZONE}')::date, %(first)s) AS day, {at} AS at,
                   t.{quote(ledger.key)} AS key,
                   sha256(convert_to((SELECT to_jsonb(x) FROM (SELECT {shown}) x)::text, 'UTF8')) AS line
            FROM {quote(ledger.table)} t
            WHERE t.tenant_id = %(tenant)s AND {at} < %(end)s AND (%(whole)s OR {at} >= %(start)s)
        ) lines GROUP BY day ORDER BY day
    """  # noqa: S608 - names of tables and columns come from the models
    values: dict[str, Any] = {
        "first": first,
        "tenant": tenant_id(),
        "whole": from_start,
        "start": _midnight(first),
        "end": _midnight(until + DAY),
    }
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL TIME ZONE 'UTC'")
        cursor.execute(sql, values)
        return [
            (day, {"lines": count, "digest": digest, "columns": list(columns)})
            for day, count, digest in cursor.fetchall()
        ]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _is_still_written(until: date) -> bool:
    """Whether a transaction of another session began before the end of that day: its lines bear that hour."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND xact_start < %s)",
            [_midnight(until + DAY)],
        )
        return bool(cursor.fetchone()[0])


def _digest_of(lines: Lines) -> str:
    text = json.dumps(lines, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _linked(chain: str, digest: str) -> str:
    return hashlib.sha256(f"{chain}{digest}".encode()).hexdigest()
