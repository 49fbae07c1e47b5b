"""Appointing and retiring: periods, places, and who must stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from communities.people import queries, services
from communities.people.enums import STANDARD_ROLES, Capability
from communities.people.models import Membership, Person, Role
from communities.people.rights import Actor, Refused, Seat, actor_for
from communities.tenancy.models import Jurisdiction
from tests.cast import TODAY, People, Town

Appoint = Callable[..., Membership]


@pytest.fixture
def person(db: None) -> Person:
    return Person.objects.create_user("new-one", name="新人")


@pytest.fixture
def appoint(qingdao: Town, person: Person) -> Appoint:
    """Appoint the person as reader of 市南区 in 2026, unless told otherwise; call it inside the town."""

    def call(**changes: object) -> Membership:
        values = {
            "person": person,
            "role": Role.objects.get(code="reader"),
            "jurisdiction": qingdao.places["370202"],
            "starts_on": date(2026, 1, 1),
            "ends_on": date(2026, 12, 31),
        }
        return services.appoint(**{**values, **changes})  # type: ignore[arg-type]

    return call


def sentence(error: pytest.ExceptionInfo[ValidationError]) -> str:
    return "".join(error.value.messages)


def test_new_tenant_has_the_standard_roles(qingdao: Town) -> None:
    with qingdao.entered():
        found = {role.code: set(role.capabilities) for role in Role.objects.all()}
    assert found == {code: {c.value for c in capabilities} for code, _, _, capabilities in STANDARD_ROLES}


@pytest.mark.parametrize(
    ("on", "there"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_membership_counts_from_its_first_to_its_last_day(
    on: date, there: bool, appoint: Appoint, qingdao: Town, person: Person
) -> None:
    with qingdao.entered():
        appoint()
        assert (actor_for(person=person, tenant=qingdao.tenant, on=on) is not None) is there


def test_end_before_start_is_refused_with_a_sentence(appoint: Appoint, qingdao: Town) -> None:
    with qingdao.entered(), pytest.raises(ValidationError) as error:
        appoint(ends_on=date(2025, 12, 31))
    assert sentence(error) == "结束日期不能早于开始日期。"


@pytest.mark.parametrize("starts_on", [date(2025, 6, 1), date(2026, 6, 1), date(2026, 12, 31)])
def test_same_role_at_the_same_time_is_refused(starts_on: date, appoint: Appoint, qingdao: Town) -> None:
    with qingdao.entered():
        appoint()
        with pytest.raises(ValidationError) as error:
            appoint(starts_on=starts_on, ends_on=None)
    assert sentence(error) == "该人员在这一时期已有同样的角色。"


def test_same_role_at_the_same_time_is_refused_by_the_database_too(appoint: Appoint, qingdao: Town) -> None:
    with qingdao.entered():
        seat = appoint()
        seat.pk = None
        seat.ends_on = None
        with pytest.raises(IntegrityError, match="membership_once_at_a_time"), transaction.atomic():
            seat.save()


def test_same_role_afterwards_or_elsewhere_is_fine(appoint: Appoint, qingdao: Town) -> None:
    with qingdao.entered():
        appoint()
        appoint(starts_on=date(2027, 1, 1), ends_on=None)
        appoint(jurisdiction=qingdao.places["370203"])
        assert Membership.objects.filter(person__username="new-one").count() == 3


def test_place_outside_the_organisation_is_refused(appoint: Appoint, people: People, qingdao: Town) -> None:
    organisation = people.qd_housing.seats[0].organisation
    with qingdao.entered():
        appoint(organisation=organisation, jurisdiction=qingdao.places["370202001"])
        for place in (qingdao.places["370203"], qingdao.top):
            with pytest.raises(ValidationError) as error:
                appoint(organisation=organisation, jurisdiction=place)
            assert sentence(error) == "任职地点须在“市南区”或其下级之内。"


def test_residents_have_no_members(appoint: Appoint, qingdao: Town) -> None:
    with qingdao.entered():
        residents = services.ensure_organisation(
            actor_id="residents", kind="residents", name="居民", jurisdiction=qingdao.places["370202001001"]
        )
        with pytest.raises(ValidationError) as error:
            appoint(organisation=residents, jurisdiction=qingdao.places["370202001001"])
    assert "没有登录账号" in sentence(error)


def test_retired_person_keeps_the_last_day(appoint: Appoint, qingdao: Town, person: Person) -> None:
    with qingdao.entered():
        services.retire(appoint(), on=date(2026, 6, 30))
        assert actor_for(person=person, tenant=qingdao.tenant, on=date(2026, 6, 30))
        assert not actor_for(person=person, tenant=qingdao.tenant, on=date(2026, 7, 1))


def test_membership_retired_before_it_begins_is_taken_back_and_remembered(
    appoint: Appoint, qingdao: Town
) -> None:
    with qingdao.entered():
        seat = appoint()
        pk = seat.pk
        services.retire(seat, on=date(2025, 12, 31))
        assert not Membership.objects.filter(pk=pk).exists()
        events = Membership.history.rel.related_model.objects.filter(pgh_obj_id=pk)  # type: ignore[attr-defined]
        assert [event.pgh_label for event in events.order_by("pgh_id")] == ["insert", "delete"]


def test_retiring_again_later_is_refused(appoint: Appoint, qingdao: Town) -> None:
    with qingdao.entered(), pytest.raises(ValidationError) as error:
        services.retire(appoint(), on=date(2027, 6, 30))
    assert sentence(error) == "该任职已定于 2026-12-31 结束。"


@pytest.mark.parametrize("login", ["qd_admin", "qd_security", "qd_audit"])
def test_last_administrator_of_each_kind_stays(login: str, people: People, qingdao: Town) -> None:
    with qingdao.entered():
        seat = Membership.objects.get(person=getattr(people, login).person)
        with pytest.raises(ValidationError) as error:
            services.retire(seat, on=TODAY, by=people.qd_security)
        seat.refresh_from_db()
        assert seat.ends_on is None
        with pytest.raises(ValidationError), transaction.atomic():
            services.save_role(seat.role, name="空", description="空", capabilities=[], by=people.qd_security)
    assert sentence(error).startswith(f"至少要保留一名管理全辖区、没有结束日期的{seat.role.name}")


def test_capability_outside_the_closed_list_is_refused(people: People, qingdao: Town) -> None:
    with qingdao.entered(), pytest.raises(ValidationError, match="没有这样的权限"):
        services.create_role(
            name="超人", description="什么都行", capabilities=["view", "fly"], by=people.qd_security
        )


def test_weak_password_is_refused_at_its_field(people: People, qingdao: Town) -> None:
    with qingdao.entered(), pytest.raises(ValidationError) as error:
        services.create_person(username="abc", name="某", password="123", by=people.qd_admin)
    assert set(error.value.error_dict) == {"password"}


def test_taken_username_is_refused_at_its_field(people: People, qingdao: Town) -> None:
    with qingdao.entered(), pytest.raises(ValidationError) as error:
        services.create_person(username="qd-admin", name="某", password="long-enough-77", by=people.qd_admin)
    assert set(error.value.error_dict) == {"username"}


def joined(person: Person, place: Jurisdiction) -> None:
    """The person belongs to the place's own staff."""
    services.affiliate(person=person, jurisdiction=place, organisation=None, starts_on=TODAY, by=None)


# --- the rich stranger: an administrator elsewhere, a member with every right but this one


def district_administrator(town: Town, code: str, kind: str = "security") -> Actor:
    """Grants rights, or manages accounts, in one district."""
    person = Person.objects.create_user(f"{kind}-{code}", name="区管理员")
    services.appoint(
        person=person,
        role=Role.objects.get(code=f"{kind}-administrator"),
        jurisdiction=town.places[code],
        starts_on=TODAY - timedelta(days=30),
    )
    actor = actor_for(person=person, tenant=town.tenant, on=TODAY)
    assert actor is not None
    return actor


@pytest.mark.parametrize("code", ["3702", "370203", "370203005"])
def test_administrator_of_another_district_appoints_nobody_here(
    code: str, appoint: Appoint, qingdao: Town, person: Person
) -> None:
    with qingdao.entered():
        stranger = district_administrator(qingdao, "370202")
        place = Jurisdiction.objects.filter(code=code).first() or qingdao.places["370203"]
        joined(person, qingdao.places["370202"])
        with pytest.raises(Refused, match="授予和收回角色"):
            appoint(jurisdiction=place, by=stranger)
        appoint(jurisdiction=qingdao.places["370202"], by=stranger)


def test_administrator_of_another_district_retires_nobody_here(appoint: Appoint, qingdao: Town) -> None:
    with qingdao.entered():
        seat = appoint(jurisdiction=qingdao.places["370203"])
        stranger = district_administrator(qingdao, "370202")
        with pytest.raises(Refused):
            services.retire(seat, on=TODAY, by=stranger)


def test_administrator_of_a_district_changes_no_role(qingdao: Town) -> None:
    with qingdao.entered():
        stranger = district_administrator(qingdao, "370202")
        role = Role.objects.get(code="reader")
        with pytest.raises(Refused):
            services.save_role(role, name="查阅", description="x", capabilities=list(Capability), by=stranger)


def test_clerk_of_the_whole_city_appoints_nobody(people: People, appoint: Appoint, qingdao: Town) -> None:
    with qingdao.entered(), pytest.raises(Refused):
        appoint(by=people.qd_city)


def test_password_of_a_person_serving_two_tenants_is_not_reset(
    people: People, qingdao: Town, wulong: Town
) -> None:
    shared = people.qd_street.person
    with wulong.entered():
        services.appoint(
            person=shared, role=Role.objects.get(code="reader"), jurisdiction=wulong.top, starts_on=TODAY
        )
        assert queries.serves_elsewhere(shared, wulong.tenant)
        with pytest.raises(Refused, match="其他地区任职"):
            services.reset_password(shared, on=TODAY, by=people.wl_admin)
    with qingdao.entered():
        assert not queries.serves_elsewhere(people.qd_housing.person, qingdao.tenant)


def test_password_is_not_reset_by_an_administrator_of_a_part(people: People, qingdao: Town) -> None:
    with qingdao.entered():
        services.appoint(
            person=people.qd_street.person,
            role=Role.objects.get(code="reader"),
            jurisdiction=qingdao.places["370203"],
            starts_on=TODAY,
        )
        stranger = district_administrator(qingdao, "370202", "system")
        with pytest.raises(Refused):
            services.reset_password(people.qd_street.person, on=TODAY, by=stranger)
        assert len(services.reset_password(people.qd_street.person, on=TODAY, by=people.qd_admin)) == 14


# --- rights at places: a right holds for the subtree and nowhere else

PATHS = st.lists(st.sampled_from(["0001", "0002"]), min_size=1, max_size=4).map("".join)


@given(held=st.lists(PATHS, max_size=4), asked=PATHS)
def test_right_holds_exactly_in_the_subtrees_held(held: list[str], asked: str) -> None:
    seats = tuple(Seat(frozenset({"view"}), path, "", "", None) for path in held)
    actor = Actor(person=Person(), tenant=None, seats=seats)  # type: ignore[arg-type]
    parts = [asked[:end] for end in range(4, len(asked) + 1, 4)]
    assert actor.may(Capability.VIEW, asked) is bool(set(parts) & set(held))
    assert not actor.may(Capability.EDIT, asked)
    top = actor.paths(Capability.VIEW)
    assert any(asked.startswith(path) for path in top) is actor.may(Capability.VIEW, asked)
    assert not any(a != b and a.startswith(b) for a in top for b in top)
