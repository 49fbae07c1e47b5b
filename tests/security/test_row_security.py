"""Row-level security alone: every table is asked past the scope of the ORM, by `_base_manager` and by raw SQL.

`tests/communities/tenancy` reads the walls from the database's catalogue; here they are run against, table by table,
with rows of a rich Qingdao behind each and Wulong (or nobody) in front. That only the wall hides the rows is shown in
`test_pooled_connections`: taken down, they are all there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from celery import shared_task
from django.apps import apps
from django.db import DatabaseError, Error, IntegrityError, ProgrammingError, connection, models, transaction
from psycopg.sql import SQL, Composed, Identifier

from communities.models import Job
from communities.neighbourhoods.tasks import export_register
from communities.people.models import Role
from communities.tenancy.context import enter
from communities.tenancy.models import Tenant
from communities.tenancy.owned import OwnedEvent, TenantOwned
from communities.tenancy.tasks import TenantTask
from tests.refusals.world import World

pytestmark = pytest.mark.xdist_group("row security")

OWNED: list[type[models.Model]] = [
    model for model in apps.get_models(include_auto_created=True) if issubclass(model, TenantOwned)
]
EVENTS: list[type[models.Model]] = [model for model in apps.get_models() if issubclass(model, OwnedEvent)]
TABLES = [model._meta.db_table for model in OWNED + EVENTS]


INSERT = "INSERT INTO {0} SELECT * FROM jsonb_populate_record(NULL::{0}, %s::jsonb)"


def run(sql: str, table: str, *parameters: object, columns: tuple[str, ...] = ()) -> Any:
    """A statement about a table: its rows, or how many it touched."""
    named: Composed = SQL(sql).format(Identifier(table), *map(Identifier, columns))  # type: ignore[arg-type]
    with connection.cursor() as cursor:
        cursor.execute(named, parameters)  # type: ignore[arg-type]
        return cursor.fetchall() if cursor.description else cursor.rowcount


@contextmanager
def undone() -> Iterator[None]:
    """Leave nothing behind, whatever happens."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def filled(world: World) -> dict[str, dict[str, Any]]:
    """A row of Qingdao by table, as the database holds it, for every table that has one."""
    found = {}
    with world.qingdao.entered():
        for table in TABLES:
            rows = run("SELECT to_jsonb(r) FROM {0} r LIMIT 1", table)
            if rows:
                found[table] = json.loads(rows[0][0])
    assert len(found) > 0.7 * len(TABLES), sorted(set(TABLES) - set(found))
    return found


def test_rows_of_another_tenant_are_not_read(world: World, filled: dict[str, dict[str, Any]]) -> None:
    theirs = world.qingdao.tenant.pk
    question = "SELECT count(*) FILTER (WHERE tenant_id = %s), count(*) FROM {0}"
    leaking = {}
    for table in filled:
        if run(question, table, theirs) != [(0, 0)]:
            leaking[table] = "without a tenant"
        with world.wulong.entered():
            if run(question, table, theirs)[0][0]:
                leaking[table] = "from another tenant"
    assert leaking == {}
    for model in OWNED + EVENTS:
        assert not model._base_manager.exists(), model
        with world.wulong.entered():
            assert not model._base_manager.filter(tenant_id=theirs).exists(), model


def test_rows_of_another_tenant_are_neither_changed_nor_deleted(
    world: World, filled: dict[str, dict[str, Any]]
) -> None:
    changes = ("UPDATE {0} SET tenant_id = tenant_id WHERE {1} = %s", "DELETE FROM {0} WHERE {1} = %s")
    touched = {}
    for table, row in filled.items():
        key = "pgh_id" if "pgh_id" in row else "id"
        for change in changes:
            with world.wulong.entered():
                try:
                    with undone():
                        if count := run(change, table, row[key], columns=(key,)):
                            touched[table, change] = count
                except ProgrammingError as refused:
                    if "permission denied" not in str(refused):
                        touched[table, change] = str(refused)
    assert touched == {}


def test_row_of_another_tenant_is_not_inserted(world: World, filled: dict[str, dict[str, Any]]) -> None:
    """The same row once more under a number of its own, for its own tenant, from outside.

    A table's own trigger may refuse it before the wall does.
    """
    let_in, by_the_wall = [], 0
    for table, row in filled.items():
        for inside in (world.wulong.entered, undone):
            with inside():
                try:
                    with undone():
                        run(INSERT, table, json.dumps(_renumbered(row)))
                        let_in.append(table)
                except Error as refused:
                    by_the_wall += "row-level security" in str(refused)
    assert let_in == []
    assert by_the_wall > 1.8 * len(filled), "of two tries each"


def test_unique_keys_say_nothing_of_another_tenant(world: World, filled: dict[str, dict[str, Any]]) -> None:
    """What is taken in Qingdao is free in a tenant without a row: no insert fails because of what nobody sees."""
    empty = Tenant.objects.create(code="empty", name="空白", unit="city")
    told, taken = {}, 0
    for table, row in filled.items():
        with enter(empty.pk):
            try:
                with undone():
                    taken += run(INSERT, table, json.dumps(_renumbered(row) | {"tenant_id": empty.pk}))
            except IntegrityError as refused:
                if "unique" in str(refused) or "exclusion" in str(refused):
                    told[table] = str(refused)
            except DatabaseError:
                continue  # a trigger or a check of the table itself, which knows no other tenant either
    assert told == {}
    assert taken > 0.7 * len(filled)


def test_no_foreign_key_leads_into_another_tenant(world: World, filled: dict[str, dict[str, Any]]) -> None:
    """Every key of every row that Wulong has, bent to a row of Qingdao and to a row that nobody has."""
    bent = 0
    for model in OWNED:
        keys = [
            field
            for field in model._meta.local_fields
            if isinstance(field, models.ForeignKey) and issubclass(field.related_model, TenantOwned)
        ]
        for field in keys:
            target = filled.get(field.related_model._meta.db_table)
            said = [_bending(world, model, field, pk) for pk in (target["id"] if target else 2**39, 2**40)]
            if said[0] is None:
                continue
            assert said[0] == said[1], (model, field.name)
            bent += 1
    assert bent >= 3


def _bending(world: World, model: type[models.Model], field: Any, pk: int) -> str | None:
    """What the database says to it, without the number; None where Wulong has no row to bend."""
    with world.wulong.entered():
        try:
            with undone():
                changed = run("UPDATE {0} SET {1} = %s", model._meta.db_table, pk, columns=(field.column,))
                if not changed:
                    return None
                connection.check_constraints()
        except IntegrityError as refused:
            return str(refused).replace(str(pk), "N").partition("DETAIL")[0]
        except ProgrammingError as refused:  # history and records, which the runtime role only adds to
            return None if "permission denied" in str(refused) else str(refused)
    raise AssertionError(f"{model.__name__}.{field.name} points into another tenant")


@pytest.mark.parametrize("table", ["communities_role", "projects_project", "communities_roleevent"])
def test_copy_is_bound_as_well(table: str, world: World, filled: dict[str, dict[str, Any]]) -> None:
    def taken_out() -> bytes:
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} TO STDOUT") as copy:
            return b"".join(bytes(piece) for piece in copy)

    assert taken_out() == b""
    with world.qingdao.entered():
        assert taken_out().count(b"\n") > 0
    with world.wulong.entered():
        theirs = taken_out()
        assert str(filled[table].get("id", filled[table].get("pgh_id"))).encode() not in theirs.split()
        refused = pytest.raises(psycopg.Error, match="row-level security")
        with connection.cursor() as cursor, refused, undone(), cursor.copy(f"COPY {table} FROM STDIN"):
            pass


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        ("SET row_security = off; SELECT * FROM communities_role", "row-level security"),
        ("ALTER TABLE communities_role DISABLE ROW LEVEL SECURITY", "must be owner"),
        ("ALTER TABLE communities_role NO FORCE ROW LEVEL SECURITY", "must be owner"),
        ("DROP POLICY communities_role_rls ON communities_role", "must be owner"),
        ("CREATE POLICY mine ON communities_role USING (true)", "must be owner"),
        ("CREATE VIEW mine AS SELECT * FROM communities_role", "permission denied for schema"),
        (
            "CREATE FUNCTION mine() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
            "permission denied",
        ),
        ("SET SESSION AUTHORIZATION huanju_owner", "permission denied"),
        ("SET ROLE huanju_owner", "permission denied"),
        ("ALTER ROLE CURRENT_USER BYPASSRLS", "permission denied|must be superuser|Only roles"),
        ("COPY communities_role TO PROGRAM 'cat'", "permission denied"),
        ("SELECT pg_read_file('/etc/hostname')", "permission denied"),
        ("TRUNCATE communities_role", "permission denied"),
    ],
)
def test_runtime_role_does_not_take_the_wall_down(statement: str, refusal: str, world: World) -> None:
    with world.wulong.entered(), pytest.raises(Error, match=refusal), undone(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_no_function_and_no_view_looks_over_the_wall(db: None) -> None:
    """A function with its owner's rights, or a view with them, would read for anybody. Extensions' own aside."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.oid::regprocedure::text FROM pg_proc p "
            "WHERE p.prosecdef AND p.pronamespace = 'public'::regnamespace"
        )
        assert cursor.fetchall() == []
        cursor.execute(
            "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND (c.relkind = 'm' OR "
            "(c.relkind = 'v' AND NOT coalesce(c.reloptions, '{}') @> '{security_invoker=true}'))"
        )
        assert cursor.fetchall() == []


@shared_task(base=TenantTask)
def look(*, tenant: int, person: int | None) -> set[int]:
    """A task of one tenant that forgets every scope."""
    return set(Role._base_manager.values_list("tenant_id", flat=True))


@shared_task
def look_without_a_tenant() -> set[int]:
    """A task that somebody wrote without the base of tasks."""
    return set(Role._base_manager.values_list("tenant_id", flat=True))


def test_task_sees_its_own_tenant_or_nothing(world: World) -> None:
    for town in (world.qingdao, world.wulong):
        seen = look.apply(kwargs={"tenant": town.tenant.pk, "person": None}, throw=True).get()
        assert seen == {town.tenant.pk}
    assert look_without_a_tenant.apply(throw=True).get() == set()


def test_task_of_another_tenant_does_not_find_the_job(world: World) -> None:
    with world.qingdao.entered():
        before = Job.objects.filter(pk=world.ids["job"]).values().get()
    ids = {"tenant": world.wulong.tenant.pk, "person": world.stranger.person_id, "job": world.ids["job"]}
    done = export_register.apply(kwargs=ids)
    assert done.failed() or done.result is None
    with world.qingdao.entered():
        assert Job.objects.filter(pk=world.ids["job"]).values().get() == before


def _renumbered(row: dict[str, Any]) -> dict[str, Any]:
    return {name: 2**30 if name in ("id", "pgh_id") else value for name, value in row.items()}
