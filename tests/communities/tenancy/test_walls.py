"""What one tenant can do to another's rows, by the ORM and by raw SQL: nothing."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, models, transaction

from communities.people.models import Membership, Organisation, Person, Role
from communities.rulebooks.models import RulebookVersion
from communities.tenancy.context import as_person
from communities.tenancy.models import Jurisdiction
from tests.cast import Town

TABLES = [Jurisdiction, Organisation, Role, Membership, RulebookVersion]
"""Tables in which both towns have rows; the others have the same wall (test_every_table)."""

each_table = pytest.mark.parametrize("model", TABLES, ids=lambda m: m.__name__)


def count(model: type[models.Model], condition: str = "true") -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {model._meta.db_table} WHERE {condition}")  # noqa: S608 - our own names
        return int(cursor.fetchone()[0])


@each_table
def test_raw_sql_without_a_tenant_sees_nothing(model: type[models.Model], qingdao: Town) -> None:
    with qingdao.entered():
        assert count(model) > 0
    assert count(model) == 0
    assert not model._base_manager.exists()


@each_table
def test_each_tenant_sees_its_own_rows_only(model: type[models.Model], qingdao: Town, wulong: Town) -> None:
    for town, other in ((qingdao, wulong), (wulong, qingdao)):
        with town.entered():
            assert count(model) > 0
            assert count(model, f"tenant_id <> {town.tenant.pk}") == 0
            assert not model._base_manager.filter(tenant=other.tenant).exists()


@each_table
def test_rows_of_another_tenant_are_neither_changed_nor_deleted(
    model: type[models.Model], qingdao: Town, wulong: Town
) -> None:
    with qingdao.entered():
        before = count(model)
        row = model._base_manager.first()
    assert row is not None
    with wulong.entered(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {model._meta.db_table} SET id = id WHERE id = %s", [row.pk])  # noqa: S608
        assert cursor.rowcount == 0
        cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE id = %s", [row.pk])  # noqa: S608
        assert cursor.rowcount == 0
        assert model._base_manager.filter(pk=row.pk).delete()[0] == 0
    with qingdao.entered():
        assert count(model) == before


def test_row_for_another_tenant_cannot_be_inserted(qingdao: Town, wulong: Town) -> None:
    with wulong.entered(), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Role.objects.create(code="spy", name="x", description="x", tenant=qingdao.tenant)


def test_own_row_cannot_be_given_to_another_tenant(qingdao: Town, wulong: Town) -> None:
    with wulong.entered(), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Role.objects.filter(code="reader").update(tenant=qingdao.tenant)


def test_insert_without_a_tenant_fails(qingdao: Town) -> None:
    insert = "INSERT INTO communities_role ({}) VALUES ({})"
    with connection.cursor() as cursor:
        with pytest.raises(DatabaseError, match=r"tenant_id|row-level security"), transaction.atomic():
            cursor.execute(
                insert.format("code, name, description, capabilities", "'a', 'a', 'a', '{}'"),
            )
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            cursor.execute(
                insert.format("tenant_id, code, name, description, capabilities", "%s, 'a', 'a', 'a', '{}'"),
                [qingdao.tenant.pk],
            )


def test_raw_insert_inside_a_tenant_gets_that_tenant(qingdao: Town) -> None:
    with qingdao.entered(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO communities_role (code, name, description, capabilities, needs_second_factor) "
            "VALUES ('a', 'a', 'a', '{}', false) RETURNING tenant_id"
        )
        assert cursor.fetchone() == (qingdao.tenant.pk,)


def test_foreign_key_cannot_point_into_another_tenant(qingdao: Town, wulong: Town) -> None:
    with qingdao.entered():
        theirs = Role.objects.get(code="clerk").pk
    with wulong.entered():
        person = Person.objects.create_user("somebody", name="某人")
        seat = Membership.objects.create(
            person=person, role_id=theirs, jurisdiction=wulong.top, starts_on=date(2026, 1, 1)
        )
        with pytest.raises(IntegrityError, match="role_tfk"), transaction.atomic():
            connection.check_constraints()
        seat.delete()


def test_foreign_key_to_a_missing_row_and_to_anothers_row_fail_alike(qingdao: Town, wulong: Town) -> None:
    with qingdao.entered():
        theirs = Jurisdiction.objects.get(code="370202").pk
    said = []
    with wulong.entered():
        for pk in (theirs, 10**12):
            made = Organisation.objects.create(actor="a", kind="department", name="a", jurisdiction_id=pk)
            with pytest.raises(IntegrityError) as refused, transaction.atomic():
                connection.check_constraints()
            said.append(str(refused.value).replace(str(pk), "N"))
            made.delete()
    assert said[0] == said[1]


def test_same_code_in_two_tenants_is_no_conflict(qingdao: Town, wulong: Town) -> None:
    for town in (qingdao, wulong):
        with town.entered():
            Role.objects.create(code="surveyor", name="调查员", description="一样的代码")
            with pytest.raises(IntegrityError), transaction.atomic():
                Role.objects.create(code="surveyor", name="又一个", description="同租户重复")


def test_history_carries_the_tenant_and_is_walled(qingdao: Town, wulong: Town) -> None:
    events = Role.history.rel.related_model  # type: ignore[attr-defined]
    with qingdao.entered():
        assert count(events) > 0
    with wulong.entered():
        assert count(events, f"tenant_id <> {wulong.tenant.pk}") == 0
    assert count(events) == 0


@pytest.mark.parametrize(
    "change", ["UPDATE communities_roleevent SET name = 'x'", "DELETE FROM communities_roleevent"]
)
def test_history_is_never_rewritten(change: str, qingdao: Town) -> None:
    refused = pytest.raises(ProgrammingError, match="permission denied")
    with qingdao.entered(), connection.cursor() as cursor, refused, transaction.atomic():
        cursor.execute(change)


def test_person_sees_own_memberships_before_a_tenant_is_entered(qingdao: Town, wulong: Town) -> None:
    person = qingdao.actors["qd-street"].person
    with as_person(person.pk):
        found = list(Membership._base_manager.values_list("person_id", "tenant_id"))
    assert found == [(person.pk, qingdao.tenant.pk)]
    assert not Membership._base_manager.exists()


def test_person_setting_opens_no_row_for_writing(qingdao: Town) -> None:
    person = qingdao.actors["qd-street"].person
    with as_person(person.pk):
        assert Membership._base_manager.update(ends_on=date(2030, 1, 1)) == 0
        assert Membership._base_manager.filter(person=person).delete()[0] == 0
