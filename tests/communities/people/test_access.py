"""Who may see this, and why; what may this person do, and from where."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities.people import queries, services
from communities.people.enums import Capability
from communities.people.models import Delegation, Membership, Person, Role
from communities.people.rights import Actor, actor_for
from tests.cast import TODAY, People, Town
from tests.projects import making

pytestmark = pytest.mark.django_db


def test_who_may_is_exactly_who_the_actor_says_may(people: People, qingdao: Town) -> None:
    """At every place, for every capability: nobody left out, nobody too many."""
    with qingdao.entered():
        persons = [actor.person for actor in qingdao.actors.values()]
        actors = [actor_for(person=person, tenant=qingdao.tenant, on=TODAY) for person in persons]
        for place in qingdao.places.values():
            for capability in (Capability.VIEW, Capability.DECIDE, Capability.AUTHORISE):
                found = {h.person.pk for h in queries.who_may(place.path, capability, on=TODAY)}
                may = {a.person_id for a in actors if a and a.may(capability, place.path)}
                assert found == may, (place, capability)


def test_delegate_is_named_with_whom_he_stands_for(people: People, qingdao: Town) -> None:
    with qingdao.entered():
        place = qingdao.places["370202001"]
        person = Person.objects.create_user("stand-in", name="代办人")
        lent = Delegation.objects.create(
            membership=Membership.objects.get(person=people.qd_street.person),
            delegate=person,
            capabilities=["view"],
            starts_on=TODAY,
            ends_on=TODAY,
            reason="出差",
            made_by=people.qd_street.person,
            made_at=timezone.now(),
        )
        assert person not in {h.person for h in queries.who_may(place.path, on=TODAY)}
        assert queries.rights_of(person, TODAY) == []
        lent.accepted_at = timezone.now()
        lent.save()
        found = next(h for h in queries.who_may(place.path, on=TODAY) if h.person == person)
        assert found.why == f"受{people.qd_street.person.name}委托"
        [grant] = queries.rights_of(person, TODAY)
        assert (grant.capability, grant.sources[0].by) == (Capability.VIEW, found.why)
        tomorrow = TODAY + timedelta(days=1)
        assert person not in {h.person for h in queries.who_may(place.path, on=tomorrow)}


def test_page_names_people_with_reason_and_no_telephone(
    people: People, qingdao: Town, client_of: Callable[[Actor], Client]
) -> None:
    """The same number of queries with one more hundred who may; the next street finds nothing."""
    with qingdao.entered():
        row = making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street, "听涛苑")
        Person.objects.filter(pk=people.qd_admin.person_id).update(phone="13812345678")
    address = f"/qingdao/neighbourhoods/{row.pk}/access/"
    browser = client_of(people.qd_community)

    def cost() -> int:
        browser.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address).status_code == 200
        return len(captured)

    before = cost()
    shown = browser.get(address).content.decode()
    for name in (people.qd_community, people.qd_leader, people.qd_admin, people.qd_security):
        assert name.person.name in shown
    assert people.qd_audit.person.name not in shown
    assert "任职地点就在此处" in shown
    assert "任职地点在上级，权限及于下级" in shown
    assert "1381234" not in shown
    assert f'href="{address}"' in browser.get(f"/qingdao/neighbourhoods/{row.pk}/").content.decode()
    with qingdao.entered():
        reader = Role.objects.get(code="reader")
        for number in range(30):
            person = Person.objects.create_user(f"reader-{number}", name=f"读者{number}")
            services.appoint(person=person, role=reader, jurisdiction=qingdao.top, starts_on=TODAY)
        beside = Person.objects.create_user("next-street", name="邻街")
        services.appoint(
            person=beside,
            role=Role.objects.get(code="clerk"),
            jurisdiction=qingdao.places["370202002"],
            starts_on=TODAY - timedelta(days=1),
        )
        stranger = actor_for(person=beside, tenant=qingdao.tenant, on=TODAY)
    assert cost() == before
    assert stranger
    assert client_of(stranger).get(address).status_code == 404
