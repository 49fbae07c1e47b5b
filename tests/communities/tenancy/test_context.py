"""Entering and leaving a tenant: nesting, savepoints, errors, threads."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DataError, IntegrityError, connection, transaction

from communities.people.models import Role
from communities.tenancy.context import NoTenant, enter, tenant_id, tenant_id_or_none
from communities.tenancy.models import Jurisdiction, Tenant


def setting() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('app.tenant_id', true), '')")
        return str(cursor.fetchone()[0])


@pytest.fixture
def two(db: None) -> tuple[Tenant, Tenant]:
    return _tenants()


def _tenants() -> tuple[Tenant, Tenant]:
    return (
        Tenant.objects.create(code="one", name="甲", unit="city"),
        Tenant.objects.create(code="two", name="乙", unit="city"),
    )


def test_tenant_outside_raises(db: None) -> None:
    assert tenant_id_or_none() is None
    with pytest.raises(NoTenant):
        tenant_id()


def test_nesting_restores_the_outer_tenant(two: tuple[Tenant, Tenant]) -> None:
    one, other = two
    with enter(one.pk):
        with enter(other.pk):
            assert (tenant_id(), setting()) == (other.pk, str(other.pk))
        assert (tenant_id(), setting()) == (one.pk, str(one.pk))
    assert (tenant_id_or_none(), setting()) == (None, "")


def test_savepoint_rolled_back_inside_keeps_the_tenant(two: tuple[Tenant, Tenant]) -> None:
    one, _ = two
    with enter(one.pk):
        Role.objects.create(code="a", name="a", description="a")
        with pytest.raises(IntegrityError), transaction.atomic():
            Role.objects.create(code="a", name="a", description="a")
        assert setting() == str(one.pk)
        assert Role.objects.count() == 1


def test_error_of_the_database_inside_is_told_and_the_outer_tenant_is_back(
    two: tuple[Tenant, Tenant],
) -> None:
    one, other = two
    with enter(one.pk):
        with (
            pytest.raises(DataError, match="division by zero"),
            enter(other.pk),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT 1 / 0")
        assert (tenant_id(), setting()) == (one.pk, str(one.pk))
    assert setting() == ""


def test_error_of_the_program_inside_undoes_the_writing(two: tuple[Tenant, Tenant]) -> None:
    one, other = two
    with enter(one.pk):
        with pytest.raises(RuntimeError, match="no"):
            write_and_fail(other)
        assert setting() == str(one.pk)
    with enter(other.pk):
        assert not Role.objects.exists()


def write_and_fail(tenant: Tenant) -> None:
    with enter(tenant.pk):
        Role.objects.create(code="a", name="a", description="a")
        raise RuntimeError("no")


def test_queryset_made_inside_stays_with_its_tenant(two: tuple[Tenant, Tenant]) -> None:
    one, other = two
    with enter(one.pk):
        Role.objects.create(code="a", name="a", description="a")
        kept = Role.objects.all()
    with enter(other.pk):
        assert list(kept) == []


@pytest.mark.slow
def test_threads_of_mixed_tenants_do_not_leak(committed: None) -> None:
    tenants = _tenants()
    for tenant in tenants:
        with enter(tenant.pk):
            Jurisdiction.objects.create(
                code=tenant.code, name=tenant.name, division="city", level="city", path="0001", depth=1
            )
    names = {tenant.pk: tenant.name for tenant in tenants}

    def work(seed: int) -> list[str]:
        chance = random.Random(seed)
        wrong: list[str] = []
        try:
            for _ in range(50):
                chance.choice([_inside, _nested, _outside])(chance.choice(tenants).pk, names, wrong)
        finally:
            connection.close()
        return wrong

    with ThreadPoolExecutor(8) as pool:
        assert [line for wrong in pool.map(work, range(8)) for line in wrong] == []


def _seen() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM communities_jurisdiction")
        return [name for (name,) in cursor.fetchall()]


def _inside(tenant: int, names: dict[int, str], wrong: list[str]) -> None:
    with enter(tenant):
        if _seen() != [names[tenant]] or Jurisdiction.objects.get().name != names[tenant]:
            wrong.append(f"inside {tenant}: {_seen()}")


def _nested(tenant: int, names: dict[int, str], wrong: list[str]) -> None:
    other = next(pk for pk in names if pk != tenant)
    with enter(tenant):
        with enter(other):
            if _seen() != [names[other]]:
                wrong.append(f"nested {other}: {_seen()}")
        if _seen() != [names[tenant]]:
            wrong.append(f"after nesting {tenant}: {_seen()}")


def _outside(tenant: int, names: dict[int, str], wrong: list[str]) -> None:
    if _seen():
        wrong.append(f"outside: {_seen()}")
