"""Joining, moving, leaving, coming back: what each does to rights, and that the history of it stays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from communities.people import queries, services
from communities.people.models import Affiliation, Membership, Organisation, Person, Role
from communities.people.rights import Refused, actor_for
from tests.cast import TODAY, People, Town

pytestmark = pytest.mark.django_db

HERE, NEXT = "370202001", "370202002"


def office(town: Town, code: str) -> Organisation:
    return services.ensure_organisation(
        actor_id="street", kind="street", name=f"{town.places[code].name}办", jurisdiction=town.places[code]
    )


def engaged(town: Town, people: People) -> tuple[Person, Affiliation]:
    """Of the first street since January, appointed clerk there, and reader of the city besides."""
    person, _ = services.engage(
        username="wangfang",
        name="王芳",
        jurisdiction=town.places[HERE],
        organisation=office(town, HERE),
        proposed_role=Role.objects.get(code="clerk"),
        starts_on=date(2026, 1, 1),
        by=people.qd_admin,
    )
    for code, place, organisation in (("clerk", HERE, office(town, HERE)), ("reader", "", None)):
        services.appoint(
            person=person,
            role=Role.objects.get(code=code),
            jurisdiction=town.places[place] if place else town.top,
            organisation=organisation,
            starts_on=date(2026, 1, 1),
            by=people.qd_security,
        )
    return person, Affiliation.objects.get(person=person)


def test_affiliation_gives_no_right(people: People, qingdao: Town) -> None:
    with qingdao.entered():
        person, _ = services.engage(
            username="x1",
            name="甲",
            jurisdiction=qingdao.top,
            organisation=None,
            starts_on=TODAY,
            by=people.qd_admin,
        )
        assert actor_for(person=person, tenant=qingdao.tenant, on=TODAY) is None
        assert person in queries.people(people.qd_security)  # found by where he belongs


def test_who_leaves_keeps_the_last_day_and_loses_every_right_there(people: People, qingdao: Town) -> None:
    with qingdao.entered():
        person, post = engaged(qingdao, people)
        assert services.leave(post, on=TODAY, reason="退休", by=people.qd_admin) == 1
        last = actor_for(person=person, tenant=qingdao.tenant, on=TODAY)
        after = actor_for(person=person, tenant=qingdao.tenant, on=TODAY + timedelta(days=1))
        assert last
        assert after
        assert [len(last.seats), len(after.seats)] == [2, 1]  # what he is elsewhere stays
        with pytest.raises(ValidationError, match="已定于 2026-11-21 离岗"):
            services.leave(post, on=TODAY, by=people.qd_admin)


def test_who_moves_belongs_to_one_place_after_the_other(people: People, qingdao: Town) -> None:
    with qingdao.entered():
        person, post = engaged(qingdao, people)
        clerk = Role.objects.get(code="clerk")
        new = services.transfer(
            post,
            jurisdiction=qingdao.places[NEXT],
            organisation=office(qingdao, NEXT),
            proposed_role=clerk,
            starts_on=TODAY,
            reason="青人社〔2026〕3号",
            by=people.qd_admin,
        )
        post.refresh_from_db()
        assert (post.ends_on, new.starts_on) == (TODAY - timedelta(days=1), TODAY)
        assert [row.pk for row in queries.awaiting(people.qd_security, TODAY)] == [new.pk]
        services.appoint(
            person=person,
            role=clerk,
            jurisdiction=qingdao.places[NEXT],
            organisation=new.organisation,
            starts_on=TODAY,
            by=people.qd_security,
        )
        assert list(queries.awaiting(people.qd_security, TODAY)) == []
        rights = {source.organisation for g in queries.rights_of(person, TODAY) for source in g.sources}
        assert rights == {new.organisation.name, ""}


def test_who_comes_back_is_offered_the_former_roles_and_not_given_them(people: People, qingdao: Town) -> None:
    with qingdao.entered():
        person, post = engaged(qingdao, people)
        services.leave(post, on=date(2026, 6, 30), by=people.qd_admin)
        seats = Membership.objects.filter(person=person).count()
        assert [role.code for role in queries.former_roles(person)] == ["reader", "clerk"]
        back = services.affiliate(
            person=person,
            jurisdiction=qingdao.places[HERE],
            organisation=office(qingdao, HERE),
            proposed_role=Role.objects.get(code="clerk"),
            starts_on=TODAY,
            reason="返岗",
            by=people.qd_admin,
        )
        assert Membership.objects.filter(person=person).count() == seats
        assert [row.pk for row in queries.awaiting(people.qd_security, TODAY)] == [back.pk]


def test_nobody_belongs_twice_to_one_place_at_a_time(people: People, qingdao: Town) -> None:
    with qingdao.entered():
        person, _ = engaged(qingdao, people)
        with pytest.raises(ValidationError, match="这一时期已在这个单位"):
            services.affiliate(
                person=person,
                jurisdiction=qingdao.places[HERE],
                organisation=office(qingdao, HERE),
                starts_on=TODAY,
                by=people.qd_admin,
            )


def test_administrator_of_a_district_moves_nobody_out_of_another(people: People, qingdao: Town) -> None:
    """The rich stranger: the same work, one district on."""
    with qingdao.entered():
        beside = Person.objects.create_user("admin-370203", name="区管理员")
        services.appoint(
            person=beside,
            role=Role.objects.get(code="system-administrator"),
            jurisdiction=qingdao.places["370203"],
            starts_on=TODAY,
        )
        stranger = actor_for(person=beside, tenant=qingdao.tenant, on=TODAY)
        assert stranger
        person, post = engaged(qingdao, people)
        for act in (
            lambda: services.leave(post, on=TODAY, by=stranger),
            lambda: services.transfer(
                post, jurisdiction=qingdao.places["370203"], organisation=None, starts_on=TODAY, by=stranger
            ),
            lambda: services.affiliate(
                person=person,
                jurisdiction=qingdao.places[NEXT],
                organisation=None,
                starts_on=TODAY,
                by=stranger,
            ),
        ):
            with pytest.raises(Refused):
                act()
        post.refresh_from_db()
        assert post.ends_on is None
        assert person not in queries.people(stranger)


def test_last_administrator_does_not_leave(people: People, qingdao: Town) -> None:
    with qingdao.entered():
        post = services.affiliate(
            person=people.qd_audit.person,
            jurisdiction=qingdao.top,
            organisation=None,
            starts_on=date(2020, 1, 1),
            by=None,
        )
        with pytest.raises(ValidationError, match="至少要保留一名"):
            services.leave(post, on=TODAY, by=people.qd_admin)
        post.refresh_from_db()
        assert post.ends_on is None
