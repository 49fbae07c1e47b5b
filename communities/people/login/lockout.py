"""Locked out after too many wrong passwords: what django-axes counts by, what it answers, who lets somebody in again.

Counted by person and device where the device is known, else by person and address. So neither an attacker elsewhere
nor a whole office behind one address locks anybody out at his own desk.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from axes.backends import AxesStandaloneBackend
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from communities.people.enums import Capability
from communities.people.login.devices import device_of, name_of
from communities.people.models import Membership, Person
from communities.people.queries import place_of
from communities.people.rights import Actor, within

BEFORE_DEVICE = ":"


class LockOutBackend(AxesStandaloneBackend):  # type: ignore[misc]  # the library has no types
    """Asks before every password. Without a request nobody is at the door: a program of ours, a test."""

    def authenticate(self, request: HttpRequest | None, *args: Any, **credentials: Any) -> None:
        if request is not None:
            super().authenticate(request, *args, **credentials)


def _typed(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    return str((credentials or {}).get("username") or request.POST.get("username") or "")


def counted_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Under which name a failure is counted: the user name, with the device where it is known to be his."""
    username = _typed(request, credentials)
    device = device_of(request, username)
    return name_of(username) + (f"{BEFORE_DEVICE}{device}" if device else "")


def counted_by(request: HttpRequest, credentials: dict[str, Any] | None) -> list[list[str]]:
    """By what failures are added up: the device carries its own number, anybody else counts by address."""
    if device_of(request, _typed(request, credentials)):
        return [["username"]]
    return [["username", "ip_address"]]


def locked_page(
    request: HttpRequest, response: HttpResponse, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """Says how long. The same for a name that nobody has: the page tells no names."""
    attempts = AccessAttempt.objects.filter(username=counted_name(request, credentials))
    last = attempts.aggregate(last=Max("attempt_time"))["last"] or timezone.now()
    left = last + settings.AXES_COOLOFF_TIME - timezone.now()
    minutes = max(1, math.ceil(left / timedelta(minutes=1)))
    context = {"minutes": minutes, "limit": settings.AXES_FAILURE_LIMIT}
    return render(request, "account/locked.html", context, status=429)


@dataclass(frozen=True)
class LockedOut:
    """A person who can't log in from somewhere until `until`."""

    person: Person
    until: datetime
    failures: int
    address: str | None
    is_own_device: bool


def looked_after(actor: Actor) -> QuerySet[Person]:
    """The people with a membership where the actor authorises."""
    seats = Membership.objects.filter(within(actor.paths(Capability.AUTHORISE), "jurisdiction__path"))
    return Person.objects.filter(pk__in=seats.values("person"))


def locked_out(actor: Actor, *, now: datetime) -> list[LockedOut]:
    """Who of the actor's places is locked out, the latest first."""
    attempts = AccessAttempt.objects.filter(
        failures_since_start__gte=1, attempt_time__gt=now - settings.AXES_COOLOFF_TIME
    )
    found: dict[tuple[str, str], list[AccessAttempt]] = {}
    for attempt in attempts:
        name, _, device = attempt.username.partition(BEFORE_DEVICE)
        found.setdefault((name, device or attempt.ip_address or ""), []).append(attempt)
    full = {
        key: rows
        for key, rows in found.items()
        if sum(row.failures_since_start for row in rows) >= settings.AXES_FAILURE_LIMIT
    }
    if not full:
        return []
    people = {name_of(person.username): person for person in looked_after(actor)}
    lines = [
        LockedOut(
            person=people[name],
            until=max(row.attempt_time for row in rows) + settings.AXES_COOLOFF_TIME,
            failures=sum(row.failures_since_start for row in rows),
            address=rows[0].ip_address,
            is_own_device=BEFORE_DEVICE in rows[0].username,
        )
        for (name, _), rows in full.items()
        if name in people
    ]
    return sorted(lines, key=lambda line: line.until, reverse=True)


def let_in(person: Person, *, by: Actor) -> None:
    """Forget the person's failures, at every device and address. Whoever authorises where he serves may."""
    by.require(Capability.AUTHORISE, place_of(person))
    AccessAttempt.objects.filter(username__startswith=name_of(person.username)).delete()
