"""A task enters its tenant, leaves it, commits or not, and history knows for whom it worked."""

from __future__ import annotations

from typing import Any

import pytest
from celery import shared_task
from django.db import connection

from communities.people.models import Person, Role
from communities.tenancy.context import NoTenant, enter, tenant_id, tenant_id_or_none
from communities.tenancy.models import Tenant
from communities.tenancy.tasks import TenantTask


@shared_task(base=TenantTask, bind=True)
def write_role(self: TenantTask, *, tenant: int, person: int | None, code: str, fail: bool = False) -> int:
    assert tenant == tenant_id()
    Role.objects.create(code=code, name="后台", description="后台任务写入")
    if fail:
        raise RuntimeError("after writing")
    return tenant_id()


@shared_task(base=TenantTask, bind=True, own_transactions=True)
def write_in_steps(self: TenantTask, *, tenant: int, person: int | None) -> bool:
    outside = tenant_id_or_none() is None and not connection.in_atomic_block
    for code in ("first", "second"):
        with enter(tenant):
            Role.objects.create(code=code, name="分步", description="各自提交")
    return outside


@pytest.fixture
def tenant(db: None) -> Tenant:
    return Tenant.objects.create(code="one", name="甲", unit="city")


def run(task: Any, **ids: Any) -> Any:
    return task.apply(kwargs=ids, throw=True).get()


def test_task_enters_and_leaves(tenant: Tenant) -> None:
    assert run(write_role, tenant=tenant.pk, person=None, code="a") == tenant.pk
    with pytest.raises(NoTenant):
        tenant_id()


def test_task_that_fails_writes_nothing_and_leaves(tenant: Tenant) -> None:
    with pytest.raises(RuntimeError, match="after writing"):
        run(write_role, tenant=tenant.pk, person=None, code="a", fail=True)
    assert tenant_id_or_none() is None
    with enter(tenant.pk):
        assert not Role.objects.exists()


def test_task_without_a_tenant_does_not_run(db: None) -> None:
    with pytest.raises(TypeError, match="tenant"):
        run(write_role, person=None, code="a")


def test_history_of_a_task_says_for_whom_it_worked(tenant: Tenant) -> None:
    person = Person.objects.create_user("somebody", name="某人")
    run(write_role, tenant=tenant.pk, person=person.pk, code="a")
    with enter(tenant.pk):
        told = Role.objects.get(code="a").history.get().pgh_context
    assert (told["person"], told["person_name"], told["task"]) == (person.pk, "某人", write_role.name)


def test_task_of_steps_commits_each_in_the_tenant(committed: None) -> None:
    """A real worker behind the real broker, killed in the middle: tests/communities/imports/test_worker.py."""
    tenant = Tenant.objects.create(code="one", name="甲", unit="city")
    person = Person.objects.create_user("somebody", name="某人")
    headers = {"request_id": "0123456789ab"}
    write_in_steps.apply(kwargs={"tenant": tenant.pk, "person": person.pk}, headers=headers, throw=True).get()
    assert [_found(tenant, code) for code in ("first", "second")] == [True, True]
    with enter(tenant.pk):
        told = Role.objects.get(code="second").history.get().pgh_context
    assert (told["person"], told["person_name"], told["request"]) == (person.pk, "某人", "0123456789ab")


def _found(tenant: Tenant, code: str) -> bool:
    with enter(tenant.pk):
        return Role.objects.filter(code=code).exists()
