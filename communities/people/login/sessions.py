"""The logins of a person: which browsers he is logged in with, and ending them elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.usersessions.models import UserSession
from django.dispatch import Signal
from django.http import HttpRequest

from communities.people.enums import Capability
from communities.people.models import Person
from communities.people.queries import place_of
from communities.people.rights import Actor

sessions_ended = Signal()
"""Sent with `person`, `count`, `by` (an Actor, or None: he himself) and `request`. The record of the door listens."""


def of(person: Person) -> list[UserSession]:
    """The person's logins that still live, the latest seen first; rows of dead ones are cleared away."""
    alive = UserSession.objects.purge_and_list(person)
    return sorted(alive, key=lambda session: session.last_seen_at, reverse=True)


def end(
    sessions: Iterable[UserSession], *, person: Person, request: HttpRequest, by: Actor | None = None
) -> int:
    """Log out there, at once. How many."""
    count = 0
    for session in sessions:
        session.end()
        count += 1
    if count:
        sessions_ended.send(sender=Person, person=person, count=count, by=by, request=request)
    return count


def end_others(person: Person, *, request: HttpRequest) -> int:
    """Log out everywhere but here. How many."""
    request.session.save()  # after a change of password the row still has the old one's mark, and would count as dead
    here = request.session.session_key
    others = [session for session in of(person) if session.session_key != here]
    return end(others, person=person, request=request)


def end_all(person: Person, *, by: Actor, request: HttpRequest) -> int:
    """The security administrator logs somebody of his places out everywhere. How many."""
    by.require(Capability.AUTHORISE, place_of(person))
    return end(of(person), person=person, by=by, request=request)
