"""The only approver is away: his delegate gives the opinion, or a stand-in does; the round never waits for a leave."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from approvals.models import ReviewOpinion, ReviewRound
from approvals.review import services
from approvals.review.queries import asked_by
from communities.people.delegation import services as delegations
from communities.people.models import Membership, Role
from communities.people.rights import Actor
from communities.people.services import appointing
from projects.models import Project
from tests.approvals.review import making
from tests.cast import People

Browser = Callable[[Actor], Client]


@pytest.fixture
def today(project: Project, people: People) -> ReviewRound:
    """A round convened now, to which all but planning have agreed."""
    now = timezone.now()
    one = services.convene(project, review=making.QD, working_days=5, by=people.qd_housing, now=now)
    making.qingdao_agrees(one, people, without=["d-planning"], signed_on=timezone.localdate(now), now=now)
    return one


def address(name: str, **kwargs: int) -> str:
    return reverse(name, kwargs={"tenant": "qingdao", **kwargs})


def seat(actor: Actor) -> Membership:
    found: Membership = Membership.objects.get(person=actor.person)
    return found


def test_delegate_of_the_only_approver_speaks_and_everything_says_for_whom(
    today: ReviewRound, people: People, client_of: Browser
) -> None:
    away, delegate = people.qd_planning, people.qd_district
    on, now = timezone.localdate(), timezone.now()
    lent = delegations.delegate(
        seat(away), to=delegate.person, starts_on=on, ends_on=on, reason="年休假", by=away, now=now
    )
    delegations.accept(lent, by=delegate, now=now)
    client = client_of(delegate)
    page = address("review_opinion", pk=today.pk, reviewer=making.reviewer(today, "d-planning").pk)
    typed = {"opinion": "agree", "signer": "王处长", "signed_on": f"{on}"}
    assert client.post(page, typed).status_code == 403
    client.post(address("act_for", pk=lent.pk))
    assert f'value="{delegate.person.name}（代{away.person.name}）"' in client.get(page).content.decode()
    assert client.post(page, typed).status_code == 302
    said = ReviewOpinion.objects.latest("pk")
    assert (said.entered_by, said.acted_for) == (delegate.person, away.person)
    done = services.conclude(today, text="同意实施", by=people.qd_housing, now=timezone.now())
    assert done.moved is not None
    seen = client_of(people.qd_housing).get(address("review_detail", pk=today.pk)).content.decode()
    assert f"{delegate.person.name}（代{away.person.name}）办理" in seen


def test_conclusion_by_a_delegate_says_for_whom(
    today: ReviewRound, project: Project, people: People, client_of: Browser
) -> None:
    making.say(today, "d-planning", people.qd_planning, signed_on=today.convened_on, now=timezone.now())
    chair, delegate = people.qd_housing, people.qd_district
    on, now = timezone.localdate(), timezone.now()
    lent = delegations.delegate(
        seat(chair), to=delegate.person, starts_on=on, ends_on=on, reason="外出", by=chair, now=now
    )
    delegations.accept(lent, by=delegate, now=now)
    client, named = client_of(delegate), f"{delegate.person.name}（代{chair.person.name}）"
    client.post(address("act_for", pk=lent.pk))
    client.post(address("review_conclude", pk=today.pk), {"text": "同意实施", "result": "approved"})
    today.refresh_from_db()
    assert (today.concluder, today.concluded_for) == (delegate.person, chair.person)
    reader = client_of(chair)
    assert named in reader.get(address("review_detail", pk=today.pk)).content.decode()
    project_page = reader.get(address("project_detail", pk=project.pk)).content.decode()
    assert named in project_page, "the log of moves"
    decision = reader.get(address("decision_detail", pk=today.decision_id)).content.decode()
    assert named in decision


def test_without_anybody_the_round_warns_and_a_stand_in_speaks(
    today: ReviewRound, people: People, client_of: Browser
) -> None:
    on = timezone.localdate()
    detail, keeper = address("review_detail", pk=today.pk), people.qd_security
    reader = client_of(people.qd_housing)
    assert "目前无人可办" not in reader.get(detail).content.decode()
    held = seat(people.qd_planning)
    appointing.retire(held, on=on - timedelta(days=1), by=keeper)
    warned = reader.get(detail).content.decode()
    assert "目前无人可办" in warned
    assert keeper.person.name in warned
    (asked,) = asked_by(people.qd_housing, on)
    assert "目前无人可办" in asked.names
    unit = held.organisation
    assert unit is not None
    desk = client_of(keeper)
    form = address("stand_in_create", pk=unit.pk)
    assert form in desk.get(address("delegation_list")).content.decode()
    role = Role.objects.get(code="department").pk
    typed = {"person": "qd-district", "role": role, "ends_on": f"{on + timedelta(days=9)}", "reason": "住院"}
    refused = desk.post(form, {**typed, "ends_on": f"{on + timedelta(days=90)}"}).content.decode()
    assert "最长 90 天" in refused
    assert 'value="住院"' in refused
    admin = Role.objects.get(code="security-administrator").pk
    assert "有效的选项" in desk.post(form, {**typed, "role": admin}).content.decode()
    assert desk.post(form, typed).status_code == 302
    assert "目前无人可办" not in reader.get(detail).content.decode()
    page = address("review_opinion", pk=today.pk, reviewer=making.reviewer(today, "d-planning").pk)
    said = {"opinion": "agree", "signer": "王处长", "signed_on": f"{on}"}
    assert client_of(people.qd_district).post(page, said).status_code == 302
    assert client_of(people.qd_street).post(form, typed).status_code == 404
