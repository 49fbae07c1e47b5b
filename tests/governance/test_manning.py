"""What would wait for nobody: opinions, plans, acceptances, progress, month reports; said before somebody leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from communities.people.delegation import queries
from communities.people.delegation import services as lending
from communities.people.delegation.waiting import Roll, waiting, would_wait
from communities.people.models import Membership, Organisation, Role
from communities.people.rights import Actor
from communities.people.services import affiliate, appoint, retire
from governance import desk
from tests.approvals.acceptance import making as accepting
from tests.approvals.plan import planning
from tests.approvals.review import making as reviewing
from tests.cast import TODAY, People, Town
from tests.projects import working

pytestmark = pytest.mark.django_db
Browser = Callable[[Actor], Client]
SENTENCE = "下列事项就没有人能办"
PLAN, ACCEPTANCE = "2027 年度计划草案等它确认", "竣工验收等它作出结论"
PROGRESS, REPORT = "已填报的形象进度等它确认", "2026年10月月报等它报送"


def seats(*actors: Actor) -> list[Membership]:
    return list(Membership.objects.filter(person__in=[a.person for a in actors]).select_related("role"))


def what(on: date, *gone: Actor) -> set[str]:
    """Of this day, what would wait for nobody without these people."""
    return {one.what for one in would_wait(seats(*gone), on)}


def test_each_matter_waits_for_nobody_only_when_the_last_who_may_is_gone(
    qingdao: Town, people: People
) -> None:
    with qingdao.entered():
        planning.drafted([planning.reserved(qingdao, people)], people.qd_district)
        accepting.opened(accepting.building(qingdao, people, "延安路一小区"), people.qd_housing)
        _, (item,) = working.site(qingdao, people, 100, name="延安路二小区")
        working.report(item, people.qd_street, 10)
        assert waiting(Roll(TODAY)) == []
        district = [
            people.qd_district, people.qd_housing, people.qd_reform, people.qd_finance, people.qd_planning,
        ]  # fmt: skip
        city = [people.qd_city, people.qd_leader]
        assert PLAN in what(TODAY, people.qd_city)
        assert what(TODAY, people.qd_district) == {ACCEPTANCE}
        assert what(TODAY, people.qd_leader, people.qd_utility) == set()
        assert PROGRESS not in what(TODAY, *district)
        assert {PROGRESS, REPORT} <= what(TODAY, *district, *city)
        assert REPORT in what(TODAY, *district)
        assert what(TODAY, *city) == {PLAN, REPORT}
        counted = {
            one.what: one for one in waiting(Roll(TODAY, frozenset(s.pk for s in seats(people.qd_district))))
        }
        assert counted[ACCEPTANCE].count == 1
        assert waiting(Roll(TODAY, frozenset(s.pk for s in seats(*city))), paths=["nowhere"]) == []


def test_pages_say_what_would_wait_before_an_approver_leaves(
    qingdao: Town, people: People, client_of: Browser
) -> None:
    on, now = timezone.localdate(), timezone.now()
    with qingdao.entered():
        project = reviewing.qingdao_project(qingdao, people)
        reviewing.consulted(project, people.qd_street)
        reviewing.services.convene(
            project, review=reviewing.QD, working_days=5, by=people.qd_housing, now=now
        )
        (held,) = seats(people.qd_planning)
        post = affiliate(
            person=held.person,
            jurisdiction=held.jurisdiction,
            organisation=held.organisation,
            starts_on=held.starts_on,
            by=None,
        )
    admin, security = client_of(people.qd_admin), client_of(people.qd_security)

    def address(name: str, **kwargs: int) -> str:
        return reverse(name, kwargs={"tenant": "qingdao", **kwargs})

    pages = (
        (admin, address("affiliation_end", pk=post.pk)),
        (admin, address("affiliation_transfer", pk=post.pk)),
        (admin, address("person_disable", pk=held.person_id)),
        (security, address("membership_end", pk=held.pk)),
    )
    for browser, page in pages:
        text = browser.get(page).content.decode()
        assert SENTENCE in text, page
        assert "联合审查等它出具意见" in text
        assert project.name not in text, "the system administrator sees no projects"
    home = address("desk")
    assert "指定临时代办" not in security.get(home).content.decode()
    with qingdao.entered():
        retire(held, on=on, by=people.qd_security)
        (soon,) = queries.soon_without_anybody(people.qd_security, on)
        assert soon == (held.organisation, on)
        Membership.objects.filter(pk=held.pk).update(ends_on=on - timedelta(days=1))
    assert "给无人可办的单位指定临时代办" in security.get(home).content.decode()
    assert "联合审查等它出具意见" in security.get(address("delegation_list")).content.decode()
    assert (
        "联合审查等它出具意见"
        not in client_of(people.qd_housing).get(address("delegation_list")).content.decode()
    )
    with qingdao.entered():
        appoint(
            person=people.qd_district.person,
            role=Role.objects.get(code="department"),
            jurisdiction=held.jurisdiction,
            organisation=held.organisation,
            starts_on=on,
        )
    assert "指定临时代办" not in security.get(home).content.decode()


def test_delegation_that_runs_out_is_on_the_desk_of_whoever_lent(qingdao: Town, people: People) -> None:
    on, now, holder, delegate = timezone.localdate(), timezone.now(), people.qd_housing, people.qd_district
    with qingdao.entered():
        (held,) = seats(holder)
        days = {"starts_on": on, "ends_on": on + timedelta(days=5)}
        row = lending.delegate(held, to=delegate.person, reason="年休假", by=holder, now=now, **days)
        lending.accept(row, by=delegate, now=now)

        def said(actor: Actor, after: int) -> bool:
            tasks = desk.of(actor, on=on + timedelta(days=after)).tasks
            return any(task.title.startswith("委托即将到期") for task in tasks)

        assert [said(holder, after) for after in (1, 2, 5, 6)] == [False, True, True, False]
        assert not said(delegate, 5)


def test_units_that_never_decide_are_not_said_to_lack_anybody(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        place = qingdao.places["370202"]
        made = {
            actor: Organisation.objects.create(actor=actor, kind=kind, name=f"某{actor}", jurisdiction=place)
            for actor, kind in (
                ("third-party", "third-party"),
                ("designer", "third-party"),
                ("property", "enterprise"),
                ("d-housing", "department"),
            )
        }
        found = queries.units_without_anybody(people.qd_security, TODAY)
        assert [unit for unit in made.values() if unit in found] == [made["d-housing"]]
