"""Acting in another's name: in the session, by the header, in the background; and when the delegation is over."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from communities.audit.models import AuditEntry
from communities.models import Jurisdiction, Neighbourhood
from communities.neighbourhoods.tasks import export_register
from communities.people import acting, tokens
from communities.people.delegation import services, standing
from communities.people.enums import Capability
from communities.people.models import Delegation
from communities.people.rights import Actor
from communities.records.services import open_job
from communities.tenancy import luggage
from config.celery import app as celery
from tests.cast import People, Town
from tests.communities.people.delegation.conftest import Lend, seat

ClientOf = Callable[[Actor], Client]


@pytest.fixture
def street_lent(qingdao: Town, people: People, lend: Lend) -> Delegation:
    """The street's clerk lends to the city's official, who has no street of his own."""
    with qingdao.entered():
        return lend(membership=seat(people.qd_street), by=people.qd_street, to=people.qd_utility)


def new_form(qingdao: Town) -> str:
    return reverse("neighbourhood_new", kwargs={"tenant": qingdao.tenant.code})


def page(qingdao: Town, name: str, **kwargs: object) -> str:
    return reverse(name, kwargs={"tenant": qingdao.tenant.code, **kwargs})


def filled_in(qingdao: Town, name: str) -> dict[str, str]:
    with qingdao.entered():
        place = Jurisdiction.objects.get(code="370202001001")
    return {"name": name, "jurisdiction": str(place.pk), "survey_year": "2026", "confirmed": "on"}


def test_delegate_acts_with_the_lent_rights_only_and_every_row_says_so(
    qingdao: Town, people: People, client_of: ClientOf, street_lent: Delegation
) -> None:
    client = client_of(people.qd_utility)
    assert client.get(new_form(qingdao)).status_code == 403
    assert client.post(page(qingdao, "act_for", pk=street_lent.pk)).status_code == 302
    desk = client.get(page(qingdao, "neighbourhood_list")).content.decode()
    assert "您正在以<b>青岛市street</b>的名义办理" in desk
    answer = client.post(new_form(qingdao), filled_in(qingdao, "代办小区"))
    assert answer.status_code == 302
    with qingdao.entered():
        line = Neighbourhood.objects.get(name="代办小区").history.get(pgh_label="insert")
    assert line.pgh_context["person"] == people.qd_utility.person_id
    assert line.pgh_context["for_person"] == people.qd_street.person_id
    assert line.pgh_context["for_name"] == "青岛市street"
    client.post(page(qingdao, "act_as_self"))
    assert client.get(new_form(qingdao)).status_code == 403


def test_what_was_not_lent_is_refused_though_its_holder_may(
    qingdao: Town, people: People, client_of: ClientOf, lend: Lend
) -> None:
    assert client_of(people.qd_street).get(new_form(qingdao)).status_code == 200
    street = {"by": people.qd_street, "to": people.qd_utility, "capabilities": [Capability.VIEW]}
    with qingdao.entered():
        row = lend(membership=seat(people.qd_street), **street)
    client = client_of(people.qd_utility)
    client.post(page(qingdao, "act_for", pk=row.pk))
    shown = client.get(page(qingdao, "neighbourhood_list"))
    assert (shown.status_code, shown.context["actor"].principal) == (200, people.qd_street.person)
    assert client.get(new_form(qingdao)).status_code == 403


def test_form_sent_under_an_ended_delegation_is_refused_and_nothing_is_written(
    qingdao: Town, people: People, client_of: ClientOf, street_lent: Delegation
) -> None:
    client = client_of(people.qd_utility)
    client.post(page(qingdao, "act_for", pk=street_lent.pk))
    with qingdao.entered():
        services.end(street_lent, by=people.qd_street, now=timezone.now())
    answer = client.post(
        new_form(qingdao), filled_in(qingdao, "迟到的小区"), HTTP_REFERER="http://testserver/x/"
    )
    assert answer.status_code == 403
    shown = answer.content.decode()
    assert "委托已经结束，刚才的内容没有办理" in shown
    assert "data-keep-drafts" in shown
    assert 'href="/x/"' in shown
    with qingdao.entered():
        assert not Neighbourhood.objects.filter(name="迟到的小区").exists()
        refused = AuditEntry.objects.filter(action="refused").latest("pk")
        assert refused.person == people.qd_utility.person
    assert client.get(page(qingdao, "neighbourhood_list")).context["actor"].principal is None


def test_page_asked_for_under_an_ended_delegation_is_shown_to_oneself(
    qingdao: Town, people: People, client_of: ClientOf, street_lent: Delegation
) -> None:
    client = client_of(people.qd_utility)
    client.post(page(qingdao, "act_for", pk=street_lent.pk))
    with qingdao.entered():
        services.end(street_lent, by=people.qd_utility, now=timezone.now())
    answer = client.get(page(qingdao, "neighbourhood_list"))
    assert answer.status_code == 200
    assert "委托已经结束，您现在以本人身份办理" in answer.content.decode()
    assert answer.context["actor"].principal is None


def test_form_opened_under_another_name_is_not_sent_under_this_one(
    qingdao: Town, people: People, street_lent: Delegation
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.qd_utility.person)
    client.get(page(qingdao, "delegation_detail", pk=street_lent.pk))
    token = client.cookies["csrftoken"].value
    act = page(qingdao, "act_for", pk=street_lent.pk)
    assert client.post(act, {"csrfmiddlewaretoken": token}).status_code == 302
    late = client.post(new_form(qingdao), {**filled_in(qingdao, "旧窗口"), "csrfmiddlewaretoken": token})
    assert late.status_code == 403


def test_only_the_delegate_and_only_while_it_counts(
    qingdao: Town, people: People, client_of: ClientOf, lend: Lend
) -> None:
    with qingdao.entered():
        row = lend(accepted=False)
    act = page(qingdao, "act_for", pk=row.pk)
    delegate = client_of(people.qd_district)
    delegate.post(act)
    assert standing.SESSION not in delegate.session
    with qingdao.entered():
        services.accept(row, by=people.qd_district, now=timezone.now())
    for stranger in (people.qd_housing, people.qd_security, people.qd_finance):
        assert client_of(stranger).post(act).status_code == 404
    delegate.post(act)
    assert delegate.session[standing.SESSION] == {"qingdao": row.pk}


def test_header_of_the_interface_names_the_delegation(
    qingdao: Town, people: People, street_lent: Delegation
) -> None:
    with qingdao.entered():
        mine = tokens.issue(person=people.qd_utility.person, tenant=qingdao.tenant)
        others = tokens.issue(person=people.qd_finance.person, tenant=qingdao.tenant)
    new = reverse("api:neighbourhood-list")

    def post(key: str, acting_for: str | None) -> int:
        headers = {"Authorization": f"Bearer {key}"}
        if acting_for is not None:
            headers["X-Acting-For"] = acting_for
        sent = {"name": f"接口{acting_for}", "jurisdiction": "370202001001", "survey_year": 2026}
        answer = Client().post(new, json.dumps(sent), content_type="application/json", headers=headers)
        if answer.status_code == 403:
            assert answer.json()["error"] == "refused"
        return answer.status_code

    assert post(mine, None) == 403
    assert post(mine, str(street_lent.pk)) == 201
    assert post(others, str(street_lent.pk)) == 403
    assert post(mine, "0") == post(mine, "x") == post(mine, "9" * 30) == 403
    with qingdao.entered():
        services.end(street_lent, by=people.qd_street, now=timezone.now())
    assert post(mine, str(street_lent.pk)) == 403


def test_export_asked_for_as_a_delegate_is_made_as_one(
    qingdao: Town,
    people: People,
    street_lent: Delegation,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
    today: date,
) -> None:
    delegate, holder = people.qd_utility.person, people.qd_street.person
    by = standing.as_delegate(street_lent, person=delegate, tenant=qingdao.tenant, on=today)
    monkeypatch.setattr(celery.conf, "task_always_eager", True)
    for ended in (False, True):
        with django_capture_on_commit_callbacks(execute=True), qingdao.entered():
            with acting.acting_under(street_lent.pk, person=holder.pk, name=holder.name):
                job = open_job(
                    kind="export",
                    title="导出",
                    by=by,
                    parameters={"asked": {}, "name": "登记册"},
                    task=export_register,
                )
            if ended:
                services.end(street_lent, by=people.qd_street, now=timezone.now())
        with qingdao.entered():
            job.refresh_from_db()
            if not ended:
                assert job.document is not None, job.message
                assert job.document.jurisdiction.path == people.qd_street.seats[0].path
                assert job.document.history.get().pgh_context["for_name"] == holder.name
    assert (job.state, job.message) == ("failed", "您在本地区已没有导出表格的权限。")


def test_work_in_the_background_goes_on_in_the_same_name(
    qingdao: Town, people: People, street_lent: Delegation, today: date
) -> None:
    delegate, holder = people.qd_utility.person, people.qd_street.person
    with acting.acting_under(street_lent.pk, person=holder.pk, name=holder.name):
        sent = json.loads(json.dumps(luggage.packed()))
    assert acting.delegation_id() is None
    with luggage.unpacked(sent), qingdao.entered():
        assert acting.principal_id() == holder.pk
        by = standing.working_actor(person=delegate, tenant=qingdao.tenant, on=today)
        assert by is not None
        assert by.principal == holder
        assert {s.place for s in by.seats} == {s.place for s in people.qd_street.seats}
        services.end(street_lent, by=people.qd_street, now=timezone.now())
        assert standing.working_actor(person=delegate, tenant=qingdao.tenant, on=today) is None
    with qingdao.entered():
        by = standing.working_actor(person=delegate, tenant=qingdao.tenant, on=today)
        assert by is not None
        assert by.principal is None
