"""What happened to one's own login: at the door, and in the tenants where one serves, as one list by time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from communities.audit.enums import SecurityKind
from communities.audit.models import AuditEntry, SecurityEvent
from communities.audit.queries import NEWS, PAGE
from communities.people.acting import in_words
from communities.people.login.browsers import browser_of
from communities.people.models import AccessToken, Delegation, Person
from communities.people.serving import tenants_of
from communities.tenancy.context import enter

OF_ACCOUNTS = (
    "person_password",
    "person_disable",
    "person_enable",
    "api:person-disable",
    "api:person-enable",
)
"""Addresses by which an administrator changes an account; what he does to logins stands among what happened at the
door.
"""
FAILED = "验证不成功"
KEY = re.compile(r"(\d{1,17})\.([a-z]+\d*)\.(\d{1,18})")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Key = tuple[datetime, str, int]


@dataclass(frozen=True)
class Event:
    """One thing that happened: when, what, how, in which government's programme, from where, with which browser."""

    key: Key
    what: str
    detail: str = ""
    where: str = ""
    address: str | None = None
    browser: str = ""
    is_bad: bool = False

    @property
    def at(self) -> datetime:
        """The moment."""
        return self.key[0]


@dataclass(frozen=True)
class Page:
    """Some events, the newest first; `newer` and `older` are the keys to go on from, empty at an end."""

    rows: list[Event]
    newer: str
    older: str


@dataclass(frozen=True)
class _Source:
    """Rows of one kind with the column of their moment; `name` tells sources apart where moments are the same."""

    name: str
    rows: QuerySet[Any]
    moment: str
    tell: Callable[[Any], dict[str, Any]]

    def some(self, beyond: Key | None, *, forwards: bool) -> list[Event]:
        """One more than a page of them, next to the key."""
        rows = self.rows.filter(self._beyond(beyond, "gt" if forwards else "lt")) if beyond else self.rows
        sign = "" if forwards else "-"
        found = rows.order_by(f"{sign}{self.moment}", f"{sign}pk")[: PAGE + 1]
        return [Event((getattr(row, self.moment), self.name, row.pk), **self.tell(row)) for row in found]

    def _beyond(self, key: Key, way: str) -> Q:
        at, name, pk = key
        later = Q(**{f"{self.moment}__{way}": at})
        if name == self.name:
            return later | Q(**{self.moment: at, f"pk__{way}": pk})
        is_next = self.name > name if way == "gt" else self.name < name
        return later | Q(**{self.moment: at}) if is_next else later


def page(person: Person, *, on: date, before: str = "", after: str = "") -> Page:
    """The page older than the key `before`, or newer than `after`; the first one otherwise.

    A fixed number of statements for each tenant in which the person serves on that day.
    """
    beyond = _key(after or before)
    forwards = bool(after and beyond)
    found = _at_the_door(person).some(beyond, forwards=forwards)
    for tenant in tenants_of(person.pk, on=on):
        if tenant.is_suspended:
            continue
        with enter(tenant.pk):
            for source in _inside(person, tenant.pk, tenant.name):
                found += source.some(beyond, forwards=forwards)
    found.sort(key=lambda event: event.key, reverse=not forwards)
    has_more, shown = len(found) > PAGE, found[:PAGE]
    if forwards:
        shown.reverse()
    if not shown:
        return Page([], "", "")
    newer = _text(shown[0].key) if (has_more if forwards else beyond) else ""
    older = _text(shown[-1].key) if (forwards or has_more) else ""
    return Page(shown, newer, older)


def _at_the_door(person: Person) -> _Source:
    def tell(row: SecurityEvent) -> dict[str, Any]:
        return {
            "what": SecurityKind(row.kind).label,
            "detail": row.detail,
            "address": row.address,
            "browser": browser_of(row.agent) if row.agent else "",
            "is_bad": row.kind in NEWS or row.detail.startswith(FAILED),
        }

    return _Source("door", SecurityEvent.objects.filter(person=person), "at", tell)


def _inside(person: Person, tenant: int, where: str) -> Iterator[_Source]:
    """What the tenant entered knows."""

    def of_account(row: AuditEntry) -> dict[str, Any]:
        by = in_words(row.person_name, row.for_name)
        return {"what": row.what, "detail": "，".join(filter(None, (f"由{by}", row.reason))), "where": where}

    def lent(verb: str) -> Callable[[Delegation], dict[str, Any]]:
        return lambda row: {
            "what": f"委托{verb}",
            "detail": f"{row.membership.person.name}委托{row.delegate.name}",
            "where": where,
        }

    accounts = AuditEntry.objects.filter(
        object_kind=Person._meta.label, object_id=person.pk, route__in=OF_ACCOUNTS
    ).exclude(action="refused")
    keys = AccessToken.objects.filter(person=person)
    mine = Delegation.objects.filter(Q(delegate=person) | Q(membership__person=person))
    mine = mine.select_related("delegate", "membership__person")
    yield _Source(f"account{tenant}", accounts, "at", of_account)
    yield _Source(f"token{tenant}", keys, "created_at", lambda row: {"what": "签发接口令牌", "where": where})
    yield _Source(
        f"tokenend{tenant}",
        keys.filter(revoked_at__isnull=False),
        "revoked_at",
        lambda row: {"what": "接口令牌作废", "where": where},
    )
    yield _Source(f"lent{tenant}", mine.filter(accepted_at__isnull=False), "accepted_at", lent("被接受"))
    yield _Source(f"lentend{tenant}", mine.filter(ended_at__isnull=False), "ended_at", lent("提前结束"))


def _text(key: Key) -> str:
    at, name, pk = key
    return f"{(at - EPOCH) // timedelta(microseconds=1)}.{name}.{pk}"


def _key(text: str) -> Key | None:
    """The key in an address; none for what is none."""
    if not (read := KEY.fullmatch(text)):
        return None
    moment, name, pk = read.groups()
    return EPOCH + timedelta(microseconds=int(moment)), name, int(pk)
