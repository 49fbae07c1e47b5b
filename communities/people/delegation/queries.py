"""Reads about delegations: where one stands, whose it is, who may take one on, where nobody is left to act."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date, timedelta

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet

from communities.people.delegation.enums import DelegationState, lendable
from communities.people.enums import Capability
from communities.people.models import Delegation, Membership, Organisation, Person
from communities.people.queries import WITHOUT_LOGIN, on_day
from communities.people.rights import Actor, within
from communities.people.separation import ALONE
from communities.tenancy.models import SEGMENT

SOON = timedelta(days=14)
"""Ours: how long before its last day a unit is said to lose its last one who decides."""


def delegations() -> QuerySet[Delegation]:
    """All of the tenant entered, with everything that a line shows."""
    found: QuerySet[Delegation] = Delegation.objects.select_related(
        "membership__person",
        "membership__role",
        "membership__jurisdiction",
        "membership__organisation__jurisdiction",
        "delegate",
        "made_by",
        "ended_by",
    )
    return found


def readable(actor: Actor) -> QuerySet[Delegation]:
    """Those the person lends or takes on, whoever he acts for just now; a security administrator's: of his places."""
    condition = Q(membership__person=actor.person) | Q(delegate=actor.person)
    return delegations().filter(
        condition | within(actor.paths(Capability.AUTHORISE), "membership__jurisdiction__path")
    )


def state_on(delegation: Delegation, day: date) -> DelegationState:
    """Where it stands on the day. It ends with the membership it lends of, whatever its own last day says."""
    if delegation.declined_at is not None:
        return DelegationState.DECLINED
    if delegation.ended_at is not None:
        return DelegationState.ENDED
    last = last_day(delegation)
    if day > last or last < delegation.starts_on:
        return DelegationState.OVER
    if delegation.accepted_at is None:
        return DelegationState.OFFERED
    return DelegationState.ACCEPTED if day < delegation.starts_on else DelegationState.IN_FORCE


def last_day(delegation: Delegation) -> date:
    """The last day on which it can count: its own or the membership's, whichever comes first."""
    return min(delegation.ends_on, delegation.membership.ends_on or delegation.ends_on)


def standing(found: QuerySet[Delegation], on: date) -> QuerySet[Delegation]:
    """Of these those that may still count: neither declined nor ended nor run out."""
    reaches = Q(membership__ends_on__gte=on) & Q(membership__ends_on__gte=F("starts_on"))
    return found.filter(
        Q(membership__ends_on__isnull=True) | reaches, declined_at=None, ended_at=None, ends_on__gte=on
    )


def between(found: QuerySet[Delegation], person: int) -> QuerySet[Delegation]:
    """Of these those that the person lends or takes on."""
    return found.filter(Q(membership__person=person) | Q(delegate=person))


def in_force(on: date) -> QuerySet[Delegation]:
    """Those under which somebody may act on the day.

    Accepted and begun, the membership stands, the delegator's login is open, and the delegate is still somebody to
    whom rights may be lent: with a membership of his own, and neither a security nor an audit administrator.
    """
    return delegations().filter(
        on_day(on),
        on_day(on, "membership__"),
        accepted_at__isnull=False,
        declined_at=None,
        ended_at=None,
        membership__person__is_active=True,
        delegate_id__in=_fit(on).values("person"),
    )


def acted_under(pk: int, *, delegate: Person, on: date) -> Delegation | None:
    """The delegation with this id, if this person may act under it on the day."""
    return in_force(on).filter(pk=pk, delegate=delegate).first()


def lent(delegation: Delegation) -> list[str]:
    """The capabilities that count today: those lent, as far as the delegator's role still has them."""
    held = set(delegation.membership.role.capabilities)
    return [capability for capability in lendable(delegation.capabilities) if capability in held]


def candidates(membership: Membership, on: date) -> QuerySet[Person]:
    """Who may take on this membership's rights on the day: who serves at its place or above, not its holder."""
    above = membership.jurisdiction.ancestor_paths()
    return (
        Person.objects.filter(pk__in=_fit(on).filter(jurisdiction__path__in=above).values("person"))
        .exclude(pk=membership.person_id)
        .order_by("name", "id")
    )


def lending(actor: Actor, on: date) -> QuerySet[Membership]:
    """The memberships of which the person may lend something: his own, and at his places, for somebody absent, any."""
    found: QuerySet[Membership] = Membership.objects.filter(
        on_day(on),
        Q(person=actor.person) | within(actor.paths(Capability.AUTHORISE), "jurisdiction__path"),
        person__is_active=True,
        role__capabilities__overlap=lendable(Capability),
    ).select_related("person", "role", "jurisdiction", "organisation")
    return found.order_by("person__name", "id")


def unmanned(
    organisations: Iterable[Organisation],
    capability: Capability,
    on: date,
    *,
    without: Collection[int] = (),
) -> frozenset[int]:
    """Of these organisations (ids) those in which nobody may do this on the day: one query, however many.

    Somebody who may is a member with an open login; a delegate acts by the membership of such a one. `without`: as if
    these memberships (ids) were over.
    """
    asked = {organisation.pk for organisation in organisations}
    if not asked:
        return frozenset()
    manned = Membership.objects.filter(
        on_day(on),
        organisation__in=asked,
        role__capabilities__contains=[capability.value],
        person__is_active=True,
    ).exclude(pk__in=without)
    return frozenset(asked - set(manned.order_by().values_list("organisation", flat=True)))


Deciders = Callable[[date], Q]
_deciders: list[Deciders] = []


def decided_by(deciders: Deciders) -> Deciders:
    """The room above that reads the rulebook says once, when it is loaded, which organisations are ever to decide."""
    if deciders not in _deciders:
        _deciders.append(deciders)
    return deciders


def units_without_anybody(actor: Actor, on: date) -> list[Organisation]:
    """The units at the places where the actor grants rights that are to decide, and in which nobody may on the day.

    Whom no text lets decide (a third party, a designer), to whom no login belongs, and who is closed is left out.
    """
    places = within(actor.paths(Capability.AUTHORISE), "jurisdiction__path")
    deciding = [deciders(on) for deciders in _deciders]
    units: list[Organisation] = list(
        Organisation.objects.filter(places, Q(closed_on__isnull=True) | Q(closed_on__gte=on), *deciding)
        .exclude(kind__in=WITHOUT_LOGIN)
        .select_related("jurisdiction")
        .order_by("jurisdiction__path", "name", "id")
    )
    empty = unmanned(units, Capability.DECIDE, on)
    return [unit for unit in units if unit.pk in empty]


def soon_without_anybody(actor: Actor, on: date) -> list[tuple[Organisation, date]]:
    """The units that have somebody today and nobody in a fortnight, each with the last day; four queries."""
    today = {unit.pk for unit in units_without_anybody(actor, on)}
    then = [unit for unit in units_without_anybody(actor, on + SOON) if unit.pk not in today]
    last = dict(
        Membership.objects.filter(
            on_day(on),
            organisation__in=[unit.pk for unit in then],
            role__capabilities__contains=[Capability.DECIDE.value],
            person__is_active=True,
        )
        .order_by()
        .values_list("organisation")
        .annotate(last=Max("ends_on"))
    )
    return [(unit, last[unit.pk]) for unit in then if unit.pk in last]


def keepers(path: str, on: date) -> list[Person]:
    """Whom to ask where nobody can act: the security administrators at or above the place, the nearest first."""
    above = [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
    found = (
        Membership.objects.filter(
            on_day(on),
            role__capabilities__contains=[Capability.AUTHORISE.value],
            jurisdiction__path__in=above,
            person__is_active=True,
        )
        .select_related("person")
        .order_by("-jurisdiction__path", "person__name")
    )
    return list({membership.person_id: membership.person for membership in found}.values())


def _fit(on: date) -> QuerySet[Membership]:
    """Memberships, on the day, of people to whom rights may be lent."""
    alone = Membership.objects.filter(
        on_day(on), person=OuterRef("person"), role__capabilities__overlap=[c.value for c in ALONE]
    )
    found: QuerySet[Membership] = Membership.objects.filter(
        ~Exists(alone), on_day(on), person__is_active=True
    )
    return found.order_by()
