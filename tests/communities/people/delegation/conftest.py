"""A department's approver who goes away, and the colleague who stands in for him."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from communities.people.delegation import services
from communities.people.models import Delegation, Membership
from communities.people.rights import Actor
from tests.cast import People, Town

Lend = Callable[..., Delegation]


def seat(actor: Actor) -> Membership:
    """The person's membership; call it inside the town."""
    found: Membership = Membership.objects.filter(person=actor.person).latest("pk")
    return found


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def lend(people: People, qingdao: Town, today: date) -> Lend:
    """市南区's housing department lends its rights to the district's clerk for ten days, unless told otherwise;
    `accepted=False` leaves it unanswered. Call it inside the town.
    """

    def call(*, accepted: bool = True, to: Actor | None = None, **changes: object) -> Delegation:
        by = people.qd_housing
        values: dict[str, object] = {
            "membership": seat(by),
            "capabilities": None,
            "starts_on": today,
            "ends_on": today + timedelta(days=9),
            "reason": "年休假",
            "by": by,
            "now": timezone.now(),
            **changes,
        }
        delegate = to or people.qd_district
        row = services.delegate(values.pop("membership"), to=delegate.person, **values)  # type: ignore[arg-type]
        return services.accept(row, by=delegate, now=timezone.now()) if accepted else row

    return call
