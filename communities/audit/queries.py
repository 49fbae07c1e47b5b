"""What the audit administrator reads: entries, what happened at the door, how far the days are sealed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date

from communities.audit.enums import Action, SecurityKind
from communities.audit.models import AuditEntry, AuditSeal, SecurityEvent
from communities.people.enums import Capability
from communities.people.models import Membership
from communities.people.rights import Actor, Refused, within
from communities.tenancy.models import SEGMENT

PAGE = 50
MOST = 100_000
"""Ours: rows that a page counts; beyond it says 超过."""
NEWS = (SecurityKind.FAILED, SecurityKind.LOCKED)


def auditor(actor: Actor) -> None:
    """Raise `Refused` for whoever holds the right to the audit record nowhere."""
    if not actor.may_somewhere(Capability.AUDIT):
        raise Refused(f"您没有这项权限：{Capability.AUDIT.label}。审计记录只有审计管理员能看。")


def entries(actor: Actor) -> QuerySet[AuditEntry]:
    """The lines that the person may read, the newest first: at the tenant's top all of them, at a place below those of
    the people who serve, or served, there. Raises `Refused`.
    """
    auditor(actor)
    rows: QuerySet[AuditEntry] = AuditEntry.objects.order_by("-id")
    return rows if _sees_all(actor) else rows.filter(person__in=_people_of(actor))


def security_events(actor: Actor) -> QuerySet[SecurityEvent]:
    """What happened at the door to the people of the person's places, the newest first. Raises `Refused`."""
    auditor(actor)
    return SecurityEvent.objects.filter(person__in=_people_of(actor)).select_related("person").order_by("-id")


def _sees_all(actor: Actor) -> bool:
    return any(len(path) == SEGMENT for path in actor.paths(Capability.AUDIT))


def _people_of(actor: Actor) -> QuerySet[Membership, Any]:
    seats = Membership.objects.filter(within(actor.paths(Capability.AUDIT), "jurisdiction__path"))
    people: QuerySet[Membership, Any] = seats.order_by().values("person")
    return people


@dataclass(frozen=True)
class Asked:
    """What the list is searched by; empty means any."""

    person: str = ""
    action: str = ""
    since: date | None = None
    until: date | None = None
    about: str = ""
    """The name of what the act was about."""
    text: str = ""
    request: str = ""

    def __bool__(self) -> bool:
        return self != Asked()


def asked_from(given: Mapping[str, str]) -> Asked:
    """The conditions of an address; one that can't be read is none."""
    action = given.get("action", "")
    return Asked(
        person=given.get("person", "").strip()[:60],
        action=action if action in Action.values else "",
        since=_day(given.get("since", "")),
        until=_day(given.get("until", "")),
        about=given.get("about", "").strip()[:100],
        text=given.get("text", "").strip()[:100],
        request=given.get("request", "").strip()[:64],
    )


def _day(text: str) -> date | None:
    try:
        return parse_date(text.strip())
    except ValueError:
        return None


def found(rows: QuerySet[AuditEntry], asked: Asked) -> QuerySet[AuditEntry]:
    """Those of the lines that answer the search."""
    if asked.person:
        rows = rows.filter(Q(person_name__contains=asked.person) | Q(for_name__contains=asked.person))
    if asked.action:
        rows = rows.filter(action=asked.action)
    if asked.since:
        rows = rows.filter(at__gte=_midnight(asked.since))
    if asked.until:
        rows = rows.filter(at__lt=_midnight(asked.until + timedelta(days=1)))
    if asked.about:
        rows = rows.filter(object_name__contains=asked.about)
    if asked.text:
        rows = rows.filter(
            Q(what__contains=asked.text) | Q(reason__contains=asked.text) | Q(path__contains=asked.text)
        )
    return rows.filter(request=asked.request) if asked.request else rows


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


@dataclass(frozen=True)
class Page:
    """Some rows by key, the newest first; `newer` and `older` are the keys to go on from, None at an end."""

    rows: Sequence[Any]
    newer: int | None
    older: int | None
    total: int
    is_more: bool
    """There are more rows than are counted."""


def page(rows: QuerySet[Any], *, before: str = "", after: str = "") -> Page:
    """The page older than the key `before`, or newer than `after`; the first one otherwise. Two statements."""
    total = rows.order_by()[: MOST + 1].count()
    backwards = after.isdecimal()
    if backwards:
        shown = list(rows.filter(pk__gt=int(after[:18])).order_by("id")[: PAGE + 1])
    elif before.isdecimal():
        shown = list(rows.filter(pk__lt=int(before[:18]))[: PAGE + 1])
    else:
        shown = list(rows[: PAGE + 1])
    has_more, shown = len(shown) > PAGE, shown[:PAGE]
    if backwards:
        shown.reverse()
    first, last = (shown[0].pk, shown[-1].pk) if shown else (None, None)
    newer = first if (has_more if backwards else before.isdecimal()) else None
    older = last if (backwards or has_more) else None
    return Page(shown, newer, older, min(total, MOST), total > MOST)


@dataclass(frozen=True)
class Sealing:
    """How far the days are closed, and when that was last proved."""

    seals: Sequence[AuditSeal]
    days: int
    first: date | None
    last: AuditSeal | None
    unsealed: int
    """Days over and not closed."""
    proof: AuditEntry | None


def sealing(on: date) -> Sealing:
    """The newest seals of the tenant entered with what there is to say about them, on that day. Three statements."""
    seals = list(AuditSeal.objects.order_by("-day")[:PAGE])
    count = len(seals) if len(seals) < PAGE else AuditSeal.objects.count()
    last = seals[0] if seals else None
    return Sealing(
        seals=seals,
        days=count,
        first=last.day - timedelta(days=count - 1) if last else None,
        last=last,
        unsealed=max((on - last.day).days - 1, 0) if last else 0,
        proof=AuditEntry.objects.filter(action=Action.COMMAND, route="verify_audit").order_by("-id").first(),
    )
