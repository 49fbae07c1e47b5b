"""Offering, accepting, declining, ending: who may, how long, and never two of the same right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from communities.people.delegation import queries, services
from communities.people.delegation.enums import DelegationState
from communities.people.enums import Capability
from communities.people.models import Delegation, Person
from communities.people.notices import Notice
from communities.people.rights import Refused
from communities.people.services import appointing
from tests.cast import People, Town
from tests.communities.people.delegation.conftest import Lend, seat

Answer = Callable[..., Delegation]


def test_delegation_counts_once_accepted_and_both_are_told(
    qingdao: Town, people: People, lend: Lend, today: date
) -> None:
    delegate, holder = people.qd_district.person, people.qd_housing.person
    with qingdao.entered():
        row = lend(accepted=False)
        assert queries.state_on(row, today) == DelegationState.OFFERED
        assert queries.acted_under(row.pk, delegate=delegate, on=today) is None
        row = services.accept(row, by=people.qd_district, now=timezone.now())
        assert queries.acted_under(row.pk, delegate=delegate, on=today) == row
        told = dict(Notice.objects.values_list("person", "text"))
        assert "请您接受" in told[delegate.pk]
        assert "接受了您的委托" in told[holder.pk]
        assert row.capabilities == ["view", "declare", "decide", "fund", "export"]


def test_state_follows_the_days(qingdao: Town, lend: Lend, today: date) -> None:
    with qingdao.entered():
        row = lend(starts_on=today + timedelta(days=1))
        states = [queries.state_on(row, today + timedelta(days=n)) for n in (0, 1, 9, 10)]
    assert states == [
        DelegationState.ACCEPTED,
        DelegationState.IN_FORCE,
        DelegationState.IN_FORCE,
        DelegationState.OVER,
    ]


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"starts_on": -1}, "starts_on", "不能追溯"),
        ({"ends_on": -1}, "ends_on", "不能早于开始"),
        ({"ends_on": 90}, "ends_on", "最长 90 天"),
        ({"capabilities": []}, "capabilities", "至少选一项"),
        ({"capabilities": [Capability.PERSONAL]}, "capabilities", "可以委托的权限"),
        ({"capabilities": [Capability.DECIDE, Capability.PEOPLE]}, "capabilities", "可以委托的权限"),
        ({"capabilities": [Capability.MERGE]}, "capabilities", "可以委托的权限"),
        ({"reason": ""}, "reason", ""),
    ],
)
def test_delegation_out_of_bounds_is_refused(
    qingdao: Town, lend: Lend, today: date, changes: dict[str, Any], field: str, said: str
) -> None:
    given = {
        name: today + timedelta(days=value) if isinstance(value, int) else value
        for name, value in changes.items()
    }
    with qingdao.entered(), pytest.raises(ValidationError) as error:
        lend(**given)
    assert said in "".join(error.value.message_dict[field])


def test_delegate_must_serve_at_the_place_or_above(
    qingdao: Town, people: People, lend: Lend, wulong: Town
) -> None:
    with qingdao.entered():
        for stranger in (people.qd_street, people.qd_security, people.qd_audit, people.wl_housing):
            with pytest.raises(ValidationError, match="只能委托给"):
                lend(to=stranger)
        with pytest.raises(ValidationError, match="不能委托给本人"):
            lend(to=people.qd_housing)
        assert lend(to=people.qd_city).accepted_at


def test_only_the_holder_or_the_security_administrator_lends(
    qingdao: Town, people: People, lend: Lend
) -> None:
    with qingdao.entered():
        for stranger in (people.qd_district, people.qd_admin, people.qd_finance):
            with pytest.raises(Refused):
                lend(by=stranger)
        row = lend(by=people.qd_security, reason="住院，本人无法办理")
        assert row.made_by == people.qd_security.person
        assert row.membership.person == people.qd_housing.person


def test_administrators_office_is_not_lent(qingdao: Town, people: People, lend: Lend) -> None:
    with qingdao.entered(), pytest.raises(ValidationError, match="没有可以委托的权限"):
        lend(membership=seat(people.qd_admin), by=people.qd_admin, to=people.qd_city)


def test_lent_right_is_not_lent_on(qingdao: Town, people: People, lend: Lend) -> None:
    acting = replace(people.qd_district, principal=people.qd_housing.person)
    with qingdao.entered():
        row = lend(accepted=False)
        for act in (
            lambda: lend(membership=seat(people.qd_district), by=acting, to=people.qd_city),
            lambda: services.accept(row, by=acting, now=timezone.now()),
            lambda: services.end(row, by=acting, now=timezone.now()),
        ):
            with pytest.raises(Refused, match="本人身份"):
                act()


def test_one_capability_is_lent_to_one_at_a_time(
    qingdao: Town, people: People, lend: Lend, today: date
) -> None:
    with qingdao.entered():
        first = lend(capabilities=["decide"])
        assert lend(capabilities=["decide"]) == first, "the same form sent twice offers once"
        with pytest.raises(ValidationError, match="同一天只能委托一人"):
            lend(to=people.qd_city, capabilities=["decide", "declare"])
        assert lend(to=people.qd_city, capabilities=["declare"]) != first
        later = today + timedelta(days=10)
        assert lend(to=people.qd_city, capabilities=["decide"], starts_on=later, ends_on=later)
        services.end(first, by=people.qd_housing, now=timezone.now())
        assert lend(to=people.qd_city, capabilities=["decide"], ends_on=today)


def test_only_the_delegate_answers_and_twice_changes_nothing(
    qingdao: Town, people: People, lend: Lend
) -> None:
    with qingdao.entered():
        row = lend(accepted=False)
        for answer in (services.accept, services.decline):
            with pytest.raises(Refused, match="本人"):
                answer(row, by=people.qd_housing, now=timezone.now())
        accepted = services.accept(row, by=people.qd_district, now=timezone.now())
        again = services.accept(row, by=people.qd_district, now=timezone.now() + timedelta(hours=1))
        assert again.accepted_at == accepted.accepted_at
        with pytest.raises(ValidationError, match="不能谢绝"):
            services.decline(row, by=people.qd_district, now=timezone.now())
        assert Notice.objects.filter(person=people.qd_housing.person).count() == 1


def test_declined_is_not_accepted_any_more(qingdao: Town, people: People, lend: Lend, today: date) -> None:
    with qingdao.entered():
        row = services.decline(lend(accepted=False), by=people.qd_district, now=timezone.now())
        assert queries.state_on(row, today) == DelegationState.DECLINED
        with pytest.raises(ValidationError, match="已谢绝"):
            services.accept(row, by=people.qd_district, now=timezone.now())


@pytest.mark.parametrize("who", ["qd_housing", "qd_district", "qd_security"])
def test_either_ends_it_and_it_counts_no_more(
    qingdao: Town, people: People, lend: Lend, today: date, who: str
) -> None:
    by = getattr(people, who)
    with qingdao.entered():
        row = lend()
        with pytest.raises(Refused):
            services.end(row, by=people.qd_finance, now=timezone.now())
        ended = services.end(row, by=by, now=timezone.now())
        again = services.end(row, by=people.qd_housing, now=timezone.now() + timedelta(hours=1))
        assert (again.ended_by, again.ended_at) == (by.person, ended.ended_at)
        assert queries.acted_under(row.pk, delegate=people.qd_district.person, on=today) is None


def test_end_of_the_membership_cuts_short_what_was_lent(
    qingdao: Town, people: People, lend: Lend, today: date
) -> None:
    with qingdao.entered():
        lent_now = lend(capabilities=["decide"])
        day = today + timedelta(days=20)
        lent_next = lend(capabilities=["decide"], to=people.qd_city, starts_on=day, ends_on=day)
        last = today + timedelta(days=5)
        appointing.retire(lent_now.membership, on=last, by=people.qd_security)
        lent_now, lent_next = queries.delegations().order_by("id")
        assert (lent_now.ends_on, queries.state_on(lent_now, today)) == (last, DelegationState.IN_FORCE)
        assert queries.state_on(lent_next, today) == DelegationState.OVER
        assert list(queries.standing(queries.delegations(), today)) == [lent_now]
        told = Notice.objects.filter(text__contains="任职到").values_list("person__username", flat=True)
        assert sorted(told) == ["qd-city", "qd-district", "qd-housing", "qd-housing"]


@pytest.mark.parametrize("what", ["membership", "login", "role", "delegate"])
def test_delegation_falls_with_what_it_stands_on(
    qingdao: Town, people: People, lend: Lend, today: date, what: str
) -> None:
    with qingdao.entered():
        row = lend()
        held = row.membership
        if what == "membership":
            held.ends_on = today - timedelta(days=1)
            held.save()
        elif what == "login":
            Person.objects.filter(pk=held.person_id).update(is_active=False)
        elif what == "role":
            held.role.capabilities = ["view"]
            held.role.save()
        else:
            mine = seat(people.qd_district)
            mine.ends_on = today - timedelta(days=1)
            mine.save()
        found = queries.acted_under(row.pk, delegate=people.qd_district.person, on=today)
        assert (queries.lent(found) if found else []) == (["view"] if what == "role" else [])


def test_unmanned_names_units_without_anybody_who_may(
    qingdao: Town, people: People, today: date, django_assert_num_queries: Callable[[int], Any]
) -> None:
    housing, finance, utility = (
        actor.seats[-1].organisation for actor in (people.qd_housing, people.qd_finance, people.qd_utility)
    )
    assert housing
    assert finance
    assert utility
    units = [housing, finance, utility]
    with qingdao.entered():
        Person.objects.filter(pk=people.qd_finance.person_id).update(is_active=False)
        held = seat(people.qd_housing)
        held.ends_on = today - timedelta(days=1)
        held.save()
        with django_assert_num_queries(1):
            found = queries.unmanned(units, Capability.DECIDE, today)
        assert found == {housing.pk, finance.pk}
        assert queries.unmanned(units, Capability.MERGE, today) == {unit.pk for unit in units}
        assert queries.keepers(housing.jurisdiction.path, today) == [people.qd_security.person]
