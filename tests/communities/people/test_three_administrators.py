"""三员分立: what each of the three may do, what nobody may be, and that the database holds it too."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from communities.people import queries, services
from communities.people.models import Membership, Person, Role
from communities.people.rights import Actor, Refused
from communities.people.separation import Administrator
from tests.cast import TODAY, People, Town

pytestmark = pytest.mark.django_db

Act = Callable[[People, Town, Actor], Any]


def role(code: str) -> Role:
    return Role.objects.get(code=code)


def newcomer(town: Town, name: str = "new-one") -> Person:
    person = Person.objects.create_user(name, name="新人")
    services.affiliate(person=person, jurisdiction=town.top, organisation=None, starts_on=TODAY, by=None)
    return person


def given(person: Person, code: str, town: Town, by: Actor | None = None, **period: Any) -> Membership:
    period = {"starts_on": TODAY} | period
    return services.appoint(person=person, role=role(code), jurisdiction=town.top, by=by, **period)


WORK: dict[str, tuple[str, Act]] = {
    "appoint": ("qd_security", lambda p, t, by: given(newcomer(t), "reader", t, by)),
    "retire": (
        "qd_security",
        lambda p, t, by: services.retire(given(newcomer(t), "reader", t), on=TODAY, by=by),
    ),
    "save a role": (
        "qd_security",
        lambda p, t, by: services.save_role(
            role("reader"), name="查阅", description="只看", capabilities=["view"], by=by
        ),
    ),
    "create a role": (
        "qd_security",
        lambda p, t, by: services.create_role(name="巡查", description="看", capabilities=["view"], by=by),
    ),
    "retire a role": (
        "qd_security",
        lambda p, t, by: services.retire_role(role("recorder"), on=TODAY, by=by),
    ),
    "engage": (
        "qd_admin",
        lambda p, t, by: services.engage(
            username="wangfang", name="王芳", jurisdiction=t.top, organisation=None, starts_on=TODAY, by=by
        ),
    ),
    "create a person": (
        "qd_admin",
        lambda p, t, by: services.create_person(username="wf", name="王", password="long-enough-77", by=by),
    ),
    "make an organisation": (
        "qd_admin",
        lambda p, t, by: services.ensure_organisation(
            actor_id="street", kind="street", name="某街道", jurisdiction=t.top, by=by
        ),
    ),
    "reset a password": (
        "qd_admin",
        lambda p, t, by: services.reset_password(p.qd_street.person, on=TODAY, by=by),
    ),
    "invite": (
        "qd_admin",
        lambda p, t, by: services.invite(
            name="王芳", jurisdiction=t.top, organisation=None, now=timezone.now(), by=by
        ),
    ),
}
"""What is done -> whose work it is, and the act."""


@pytest.mark.parametrize("what", list(WORK))
@pytest.mark.parametrize("login", ["qd_admin", "qd_security", "qd_audit", "qd_city"])
def test_nobody_does_the_work_of_another_administrator(
    what: str, login: str, people: People, qingdao: Town
) -> None:
    whose, act = WORK[what]
    by = getattr(people, login)
    with qingdao.entered():
        if login == whose:
            act(people, qingdao, by)
        else:
            with pytest.raises(Refused):
                act(people, qingdao, by)


@pytest.mark.parametrize(
    "mixed",
    [
        ["people", "authorise"],
        ["configure", "audit"],
        ["authorise", "audit"],
        ["authorise", "view"],
        ["audit", "export"],
    ],
)
def test_role_of_two_administrators_is_refused(mixed: list[str], people: People, qingdao: Town) -> None:
    with qingdao.entered():
        with pytest.raises(ValidationError, match="三员分立"):
            services.create_role(name="全能", description="x", capabilities=mixed, by=people.qd_security)
        with pytest.raises(IntegrityError, match="_alone"), transaction.atomic():
            Role.objects.create(code="mixed", name="全能", capabilities=mixed)


@pytest.mark.parametrize(
    ("second", "clashes"),
    [
        ({}, True),
        ({"starts_on": TODAY + timedelta(days=30)}, False),
        ({"starts_on": TODAY + timedelta(days=29), "ends_on": TODAY + timedelta(days=60)}, True),
    ],
)
@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("system-administrator", "security-administrator"),
        ("security-administrator", "audit-administrator"),
        ("audit-administrator", "system-administrator"),
    ],
)
def test_nobody_is_two_administrators_at_a_time(
    one: str, two: str, second: dict[str, date], clashes: bool, people: People, qingdao: Town
) -> None:
    """Not at the top, not elsewhere; one after the other is fine. The database says so too."""
    with qingdao.entered():
        person = newcomer(qingdao)
        given(person, one, qingdao, people.qd_security, ends_on=TODAY + timedelta(days=29))
        if not clashes:
            given(person, two, qingdao, people.qd_security, **second)
            return
        with pytest.raises(ValidationError, match="三员分立"):
            given(person, two, qingdao, people.qd_security, **second)
        unchecked = {"starts_on": TODAY} | second
        with pytest.raises(IntegrityError, match="administrators_apart"), transaction.atomic():
            Membership.objects.create(
                person=person, role=role(two), jurisdiction=qingdao.places["370202"], **unchecked
            )


def test_changed_role_makes_nobody_two_administrators(people: People, qingdao: Town) -> None:
    with qingdao.entered():
        person = newcomer(qingdao)
        given(person, "system-administrator", qingdao)
        given(person, "reader", qingdao)
        reader = role("reader")
        with pytest.raises(ValidationError, match="新人已任另一种管理员"):
            services.save_role(
                reader, name="查阅", description="x", capabilities=["audit"], by=people.qd_security
            )
        reader.capabilities = ["audit"]
        with pytest.raises(IntegrityError, match="administrators_apart"), transaction.atomic():
            reader.save()


def test_security_administrator_gives_himself_nothing(people: People, qingdao: Town) -> None:
    by = people.qd_security
    with qingdao.entered():
        with pytest.raises(Refused, match="不能给自己授权"):
            given(by.person, "reader", qingdao, by)
        given(by.person, "reader", qingdao)  # somebody else has
        with pytest.raises(Refused, match="其他安全管理员"):
            services.save_role(
                role("reader"), name="查阅", description="x", capabilities=["view", "decide"], by=by
            )


def test_right_is_given_only_to_who_belongs_here(people: People, qingdao: Town, wulong: Town) -> None:
    with qingdao.entered(), pytest.raises(Refused, match="不在您授权的范围内"):
        given(people.wl_street.person, "reader", qingdao, people.qd_security)


@pytest.mark.parametrize("login", ["qd_security", "qd_audit"])
def test_system_administrator_opens_no_other_administrators_login(
    login: str, people: People, qingdao: Town
) -> None:
    with qingdao.entered(), pytest.raises(Refused, match="运维人员"):
        services.reset_password(getattr(people, login).person, on=TODAY, by=people.qd_admin)


def test_retired_role_is_given_to_nobody(people: People, qingdao: Town) -> None:
    by = people.qd_security
    with qingdao.entered():
        seat = given(newcomer(qingdao), "reader", qingdao)
        with pytest.raises(ValidationError, match="还有 1 项任职"):
            services.retire_role(role("reader"), on=TODAY, by=by)
        services.retire(seat, on=TODAY - timedelta(days=1), by=by)
        services.retire_role(role("reader"), on=TODAY, by=by)
        with pytest.raises(ValidationError, match="已停用"):
            given(newcomer(qingdao, "next"), "reader", qingdao, by)
        assert role("reader") not in queries.given_roles()


def _command(kind: str, username: str) -> dict[str, Any]:
    told = StringIO()
    call_command(
        "appoint_administrator",
        "--json",
        tenant="qingdao",
        kind=kind,
        username=username,
        name="新管理员",
        stdout=told,
    )
    answer: dict[str, Any] = json.loads(told.getvalue())
    return answer


@pytest.mark.parametrize("kind", list(Administrator))
def test_operator_appoints_each_administrator_and_brings_a_lost_one_back(
    kind: Administrator, qingdao: Town
) -> None:
    first = _command(kind.value, "op-one")
    person = Person.objects.get(username="op-one")
    assert person.check_password(first["password"])
    assert person.must_change_password
    with qingdao.entered():
        held = Membership.objects.get(person=person)
        assert held.jurisdiction == qingdao.top
        assert held.role.code == f"{kind.value}-administrator"
    again = _command(kind.value, "op-one")
    person.refresh_from_db()
    assert person.check_password(again["password"])
    assert again["password"] != first["password"]
    with pytest.raises(SystemExit):  # somebody else's login is not touched
        _command(kind.value, "qd-street")
    assert Person.objects.get(username="qd-street").must_change_password is False
