"""May this person do this, here? Deny by default; a right at a place holds for its subtree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import groupby
from operator import or_
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DEFAULT_DB_ALIAS
from django.db.models import BooleanField, Func, Model, Q, Value
from django.db.models.functions import Left

from communities.people.acting import named
from communities.people.enums import Capability
from communities.people.models import Membership, Organisation, Person
from communities.tenancy.context import tenant_id_or_none
from communities.tenancy.models import SEGMENT, Jurisdiction, Tenant

FEW = 16
"""Runs of places asked as ranges of the index; the planner weighs each by itself, and more cost more than they save."""


class Refused(PermissionDenied):
    """A refusal that says why: `sentence` is shown to the person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Seat:
    """One membership, in plain values."""

    capabilities: frozenset[str]
    path: str
    place: str
    role: str
    organisation: Organisation | None
    needs_second_factor: bool = False


@dataclass(frozen=True)
class Actor:
    """A person acting in a tenant on a day, with all seats held there.

    As a delegate: `principal` is the person acted for, and the seats are only those that were lent.
    """

    person: Person
    tenant: Tenant
    seats: tuple[Seat, ...]
    principal: Person | None = None
    on: date | None = None
    """The day; without one, nothing that is given by the day (an assigned project) is his."""

    @property
    def named(self) -> str:
        """Who acts, and for whom, as people read it."""
        return named(self.person, self.principal)

    def is_one_of(self, *people: int | None) -> bool:
        """Whether the person, or the one acted for, is among these (ids; None is nobody): two pairs of eyes are two."""
        own = {self.person.pk, self.principal.pk if self.principal else self.person.pk}
        return not own.isdisjoint(people)

    @property
    def _is_home(self) -> bool:
        entered = tenant_id_or_none()
        return entered is None or entered == self.tenant.pk

    @property
    def person_id(self) -> int:
        return self.person.pk

    def may(self, capability: Capability, path: str) -> bool:
        """Whether a seat at or above `path` holds the capability, in the actor's own tenant: all paths look alike."""
        return self._is_home and any(
            capability in seat.capabilities and path.startswith(seat.path) for seat in self.seats
        )

    def may_somewhere(self, capability: Capability) -> bool:
        """Whether any seat holds the capability: decides about a menu or a button, never about a row."""
        return self._is_home and any(capability in seat.capabilities for seat in self.seats)

    def require(self, capability: Capability, path: str) -> None:
        """Raise `Refused` unless `may`."""
        if not self.may(capability, path):
            raise Refused(f"您在此处没有这项权限：{capability.label}。请联系本级系统管理员。")

    def require_somewhere(self, *capabilities: Capability) -> None:
        """Raise `Refused` unless any seat holds one of them: a page whose rows are never the person's is not his."""
        if not any(map(self.may_somewhere, capabilities)):
            wanting = "；".join(str(capability.label) for capability in capabilities)
            raise Refused(f"您没有这项权限：{wanting}。请联系本级管理员。")

    def paths(self, capability: Capability) -> tuple[str, ...]:
        """The topmost places at which the capability is held, none inside another."""
        return _topmost(s.path for s in self.seats if self._is_home and capability in s.capabilities)

    def organisations(self, actor_ids: Iterable[str], capability: Capability) -> list[Organisation]:
        """The person's organisations that play one of the actors and in which the capability is held."""
        wanted = set(actor_ids)
        found: dict[int, Organisation] = {}
        for seat in self.seats:
            if seat.organisation and capability in seat.capabilities and seat.organisation.actor in wanted:
                found.setdefault(seat.organisation.pk, seat.organisation)
        return list(found.values())

    def plays(self, actor_id: str, path: str, capability: Capability) -> Organisation | None:
        """The person's organisation that plays the actor at or above the place, else None."""
        for organisation in self.organisations([actor_id], capability):
            if path.startswith(organisation.jurisdiction.path):
                return organisation
        return None


def within(paths: Iterable[str], field: str = "path") -> Q:
    """Rows whose `field` lies in one of the subtrees; no path, no row.

    Neighbouring subtrees are one range of the index. Where more than `FEW` ranges remain, a row's place is looked up
    by its beginning in one set a level: that costs a row the same for twenty places and for two hundred.
    """
    top = _topmost(paths)
    runs = _runs(top)
    nowhere = Q(pk__in=[])
    if len(runs) <= FEW:
        return reduce(or_, (_range(field, first, last) for first, last in runs), nowhere)
    levels = groupby(sorted(top, key=len), key=len)
    beginning = (Q(_OneOf(Left(field, length), Value(list(places)))) for length, places in levels)
    return _range(field, top[0], top[-1]) & reduce(or_, beginning, nowhere)


class _OneOf(Func):
    """Whether the text is one of a list that is sent as one parameter; the database makes a set of it."""

    arg_joiner = " = ANY("
    template = "%(expressions)s)"
    output_field = BooleanField()


def _range(field: str, first: str, last: str) -> Q:
    """From the first subtree to the end of the last."""
    return Q(**{f"{field}__gte": first, f"{field}__lt": last + "~"})


def _topmost(paths: Iterable[str]) -> tuple[str, ...]:
    """The places in order, without those inside another."""
    top: list[str] = []
    for path in sorted(set(paths)):
        if not (top and path.startswith(top[-1])):
            top.append(path)
    return tuple(top)


def _runs(top: Iterable[str]) -> list[tuple[str, str]]:
    """(first, last) of each unbroken run of topmost places: a person may hold two hundred communities in a row."""
    runs: list[tuple[str, str]] = []
    for path in top:
        if runs and _follows(path, runs[-1][1]):
            runs[-1] = (runs[-1][0], path)
        else:
            runs.append((path, path))
    return runs


def _follows(path: str, last: str) -> bool:
    """Whether it is the next place below the same parent: nothing lies between the two."""
    parent, number = last[:-SEGMENT], last[-SEGMENT:]
    return number.isdecimal() and path == f"{parent}{int(number) + 1:0{SEGMENT}d}"


def actor_for(*, person: Person, tenant: Tenant, on: date) -> Actor | None:
    """The person as an actor of the tenant entered, by the memberships of that day; None without one, and for a
    disabled account: work that he has left in a queue is not done.
    """
    if not person.is_active:
        return None
    memberships = (
        Membership.objects.filter(person=person, starts_on__lte=on)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))
        .order_by("id")
        .values_list(*_SEAT, *_fields(Organisation, "organisation"), *_fields(Jurisdiction, _HOME))
    )
    offices: dict[int, Organisation] = {}
    seats = tuple(
        Seat(
            capabilities=frozenset(capabilities),
            path=path,
            place=place,
            role=role,
            organisation=_office(office, offices),
            needs_second_factor=needs_second_factor,
        )
        for capabilities, path, place, role, needs_second_factor, *office in memberships
    )
    return Actor(person=person, tenant=tenant, seats=seats, on=on) if seats else None


_SEAT = (
    "role__capabilities",
    "jurisdiction__path",
    "jurisdiction__name",
    "role__name",
    "role__needs_second_factor",
)
_HOME = "organisation__jurisdiction"


def _fields(model: type[Model], where: str) -> list[str]:
    """All of the row's own fields, as seen from a membership."""
    return [f"{where}__{field.attname}" for field in model._meta.concrete_fields]


def _office(values: list[Any], known: dict[int, Organisation]) -> Organisation | None:
    """The organisation of a seat with its place, made once: a person may hold two hundred seats in it."""
    pk = values[0]
    if pk is not None and pk not in known:
        names = [field.attname for field in Organisation._meta.concrete_fields]
        home = [field.attname for field in Jurisdiction._meta.concrete_fields]
        office = Organisation.from_db(DEFAULT_DB_ALIAS, names, values[: len(names)])
        office.jurisdiction = Jurisdiction.from_db(DEFAULT_DB_ALIAS, home, values[len(names) :])
        known[pk] = office
    return known.get(pk)
