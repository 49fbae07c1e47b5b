"""A tenant deleted: every row of every table, every file, people who serve nowhere else; a tombstone stays.

Done as the owner of the database, by `delete_tenant --execute`: the runtime role may not take away history.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pgtrigger
from django.apps import apps
from django.core.files.storage import Storage
from django.db import connection, models, transaction
from django.utils import timezone

from communities.audit.models import Tombstone
from communities.audit.services import bury
from communities.closing import tables
from communities.closing.errors import NotPossible
from communities.closing.services import export_of
from communities.people.models import Affiliation, Membership, Person
from communities.tenancy.context import enter, tenant_id
from communities.tenancy.models import Tenant

NOBODY = "已删除人员"


@dataclass(frozen=True)
class Deleted:
    """What is gone: rows by table, files, people made nameless; and the stone that says so."""

    rows: dict[str, int]
    files: int
    people: int
    stone: Tombstone


def delete_whole(tenant: Tenant, *, reason: str, now: datetime) -> Deleted:
    """Delete the tenant, in one transaction; files last, so that a failure before leaves everything as it was.

    Raises `NotPossible` before its day, without an export, while another tenant has it as superior, and for the runtime
    role.
    """
    with transaction.atomic():
        held = Tenant.objects.select_for_update().filter(pk=tenant.pk).first()
        if held is None:
            raise NotPossible("unknown_tenant", "这个租户已经不存在。")
        _check(held, now)
        with enter(held.pk):
            digest = export_of(held)
            people = Person.objects.filter(pk__in=_serving() - _serving_others_than(held))
            files = [(field.storage, getattr(row, field.name).name) for row, field in tables.files()]
            rows = {model._meta.label: _count(model) for model in tables.owned()}
            stone = bury(held, rows, reason, now=now, export_sha256=digest)
            with pgtrigger.ignore():
                for model in tables.owned():
                    _empty(model)
            gone = [_make_nameless(person) for person in people]
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        held.delete()
        _remove(files)
    return Deleted(rows, len(files), len(gone), stone)


def _check(tenant: Tenant, now: datetime) -> None:
    if tenant.delete_after is None:
        raise NotPossible("not_asked", "还没有申请删除，请先执行 delete_tenant 代码 --reason 原因。")
    if now < tenant.delete_after:
        due = timezone.localtime(tenant.delete_after)
        raise NotPossible("too_early", f"等待期未满，{due:%Y-%m-%d %H:%M} 以后才能删除。")
    below = [city.name for city in Tenant.objects.filter(superior=tenant)]
    if below:
        raise NotPossible("is_superior", f"{'、'.join(below)}以它为上级，请先用 set_superior 更改。")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_userbyid(relowner) = current_user FROM pg_class WHERE oid = %s::regclass",
            [Tenant._meta.db_table],
        )
        if cursor.fetchone() != (True,):
            raise NotPossible("not_owner", "删除须以数据库所有者的身份执行（DATABASE_OWNER_URL）。")


def _count(model: type[models.Model]) -> int:
    return tables.of_tenant(model).order_by().count()


def _serving() -> set[int]:
    """Everybody who has, had or will have a place in the tenant entered."""
    found: set[int] = set()
    for model in (Membership, Affiliation):
        found.update(model.objects.values_list("person", flat=True).order_by().distinct())
    return found


def _serving_others_than(tenant: Tenant) -> set[int]:
    """Everybody who has one in another tenant."""
    found: set[int] = set()
    for other in Tenant.objects.exclude(pk=tenant.pk).values_list("pk", flat=True):
        with enter(other):
            found |= _serving()
    return found


def _empty(model: type[models.Model]) -> None:
    """Take the rows of the tenant entered out of the table; keys are checked when all are gone."""
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(model._meta.db_table)
        cursor.execute(f"DELETE FROM {table} WHERE tenant_id = %s", [tenant_id()])  # noqa: S608 - our own names


def _make_nameless(person: Person) -> Person:
    """Somebody who serves nowhere any more: no name, no login, nothing to log in with. The record of the door keeps
    its lines about him.
    """
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if (
                isinstance(field, models.ForeignKey | models.OneToOneField)
                and field.related_model is Person
                and field.remote_field.on_delete is models.CASCADE
            ):
                model._base_manager.filter(**{field.name: person}).delete()
    person.username, person.name, person.phone = f"deleted-{person.pk}", NOBODY, ""
    person.is_active = False
    person.set_unusable_password()
    person.save()
    return person


def _remove(files: list[tuple[Storage, str]]) -> None:
    """The files; one that is gone already is no failure."""
    for storage, name in files:
        storage.delete(name)
