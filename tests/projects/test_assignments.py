"""Object grants: who is assigned a project sees it and no other, while it runs, for what he was given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from communities.people import tokens
from communities.people.models import Membership, Person
from communities.people.rights import Actor, Refused
from communities.tenancy.context import enter
from communities.tenancy.models import Jurisdiction
from projects import queries, services
from projects.enums import Purpose, State
from projects.errors import NotPossible
from projects.models import Assignment, Project, ProjectGrant
from projects.tasks import end_assignments_of
from tests.cast import TODAY, People, Town
from tests.projects import making, outsiders

pytestmark = pytest.mark.django_db
Browser = Callable[[Actor], Client]


@pytest.fixture
def town(qingdao: Town) -> Iterator[Town]:
    with qingdao.entered():
        yield qingdao


@pytest.fixture
def project(town: Town, people: People) -> Project:
    row = making.eligible(town.places[making.COMMUNITY], people)
    return making.at(making.project([row], people.qd_street), State.PLANNED)


@pytest.fixture
def other(town: Town, people: People) -> Project:
    row = making.eligible(town.places[making.COMMUNITY], people, "逍遥二路大院")
    return making.at(making.project([row], people.qd_street), State.PLANNED)


@pytest.fixture
def designer(town: Town) -> Actor:
    return outsiders.outsider(town, "qd-designer", "designer")


def sees(actor: Actor) -> list[int]:
    return list(queries.visible(actor).values_list("pk", flat=True))


def test_assignment_opens_the_project_and_ending_it_closes(
    project: Project, other: Project, designer: Actor, people: People
) -> None:
    assert sees(designer) == []
    made = outsiders.assigned(project, designer, people.qd_street, Purpose.DESIGN)
    assert sees(designer) == [project.pk]
    assert designer.person.has_perm("projects.design_project", project)
    assert not designer.person.has_perm("projects.design_project", other)
    services.end_assignment(made, reason="合同解除", by=people.qd_district, now=making.NOW)
    fresh = outsiders.again(designer)
    assert sees(fresh) == []
    assert not fresh.person.has_perm("projects.design_project", project)
    assert ProjectGrant.objects.count() == 0


@pytest.mark.parametrize(
    ("starts", "ends", "is_open"),
    [(-5, -1, False), (-5, 0, True), (0, 0, True), (0, 5, True), (1, 5, False)],
)
def test_days_decide_while_the_permission_still_stands(
    project: Project, designer: Actor, people: People, starts: int, ends: int, is_open: bool
) -> None:
    made = outsiders.assigned(project, designer, people.qd_street, Purpose.DESIGN)
    days = {"starts_on": TODAY + timedelta(starts), "ends_on": TODAY + timedelta(ends)}
    Assignment.objects.filter(pk=made.pk).update(**days)
    assert ProjectGrant.objects.count() == 1
    assert bool(sees(designer)) is is_open
    assert [row.person for row in queries.granted_people(project, TODAY)] == [designer.person] * is_open


def test_permission_taken_away_closes_a_running_assignment(
    project: Project, designer: Actor, people: People
) -> None:
    outsiders.assigned(project, designer, people.qd_street, Purpose.DESIGN)
    ProjectGrant.objects.all().delete()
    assert sees(designer) == []


def test_who_leaves_his_unit_loses_the_project_the_same_day(
    project: Project, designer: Actor, people: People
) -> None:
    made = outsiders.assigned(project, designer, people.qd_street, Purpose.DESIGN)
    seat = outsiders.seat(designer)
    elsewhere = outsiders.outsider(town_of(designer), "qd-elsewhere", "designer", unit="另一设计院")
    Membership.objects.filter(pk=seat.pk).update(organisation=outsiders.seat(elsewhere).organisation)
    assert sees(outsiders.again(designer)) == []
    assert queries.granted_people(project, TODAY) == []
    assert services.end_over(now=making.NOW) == 1
    made.refresh_from_db()
    assert (made.end_reason, made.ended_by) == ("不再任受托单位人员", None)
    assert ProjectGrant.objects.count() == 0


def test_night_ends_what_has_run_out_and_nothing_else(
    project: Project, other: Project, designer: Actor, people: People
) -> None:
    over = outsiders.assigned(project, designer, people.qd_street, Purpose.DESIGN)
    runs = outsiders.assigned(other, designer, people.qd_street, Purpose.DESIGN)
    yesterday = {"starts_on": TODAY - timedelta(9), "ends_on": TODAY - timedelta(1)}
    Assignment.objects.filter(pk=over.pk).update(**yesterday)
    assert services.end_over(now=making.NOW) == 1
    assert Assignment.objects.get(ended_at=None) == runs
    assert ProjectGrant.objects.get().content_object == other


def test_delegate_gets_no_project_that_was_assigned_to_another(
    project: Project, designer: Actor, people: People
) -> None:
    outsiders.assigned(project, designer, people.qd_street, Purpose.DESIGN)
    assert sees(replace(designer, principal=people.qd_street.person)) == []
    assert sees(replace(designer, person=people.qd_street.person, principal=designer.person)) == []


def test_grant_of_another_tenant_is_invisible(
    project: Project, designer: Actor, people: People, wulong: Town
) -> None:
    outsiders.assigned(project, designer, people.qd_street, Purpose.DESIGN)
    with enter(wulong.tenant.pk):
        assert ProjectGrant.objects.count() == ProjectGrant._base_manager.count() == 0
        assert Assignment._base_manager.count() == 0
        stranger = Person.objects.get(pk=designer.person_id)
        assert not stranger.has_perm("projects.design_project", project)


def test_who_edits_and_decides_at_the_place_assigns_and_nobody_else(
    project: Project, designer: Actor, people: People
) -> None:
    for who in (people.qd_housing, people.qd_leader, people.qd_community, people.qd_admin, designer):
        with pytest.raises(Refused):
            outsiders.assigned(project, designer, who, Purpose.DESIGN)
    made = outsiders.assigned(project, designer, people.qd_street, Purpose.DESIGN)
    with pytest.raises(Refused):
        services.end_assignment(made, reason="无", by=people.qd_housing, now=making.NOW)


def test_unit_person_and_days_must_fit(project: Project, designer: Actor, people: People, town: Town) -> None:
    evaluator = outsiders.outsider(town, "qd-evaluator")
    with pytest.raises(NotPossible, match="不是承担“第三方评价”的单位"):
        outsiders.assigned(project, designer, people.qd_street, Purpose.EVALUATE)
    with pytest.raises(NotPossible, match="结束日期"):
        outsiders.assigned(project, designer, people.qd_street, Purpose.DESIGN, ends_on=date(2026, 11, 20))
    with pytest.raises(NotPossible, match="不是"):
        outsiders.assigned(project, people.qd_utility, people.qd_street, Purpose.DESIGN)
    Membership.objects.filter(person=evaluator.person).update(ends_on=date(2026, 11, 1))
    with pytest.raises(NotPossible, match="受托人员"):
        outsiders.assigned(project, evaluator, people.qd_street)
    outsiders.assigned(project, designer, people.qd_street, Purpose.DESIGN)
    with pytest.raises(NotPossible, match="已有"):
        outsiders.assigned(project, designer, people.qd_street, Purpose.DESIGN)


def test_purpose_says_what_may_be_done(
    project: Project, other: Project, designer: Actor, people: People, town: Town
) -> None:
    builder = outsiders.outsider(town, "qd-builder", "capital")
    evaluator = outsiders.outsider(town, "qd-evaluator")
    outsiders.assigned(project, designer, people.qd_street, Purpose.DESIGN)
    outsiders.assigned(project, builder, people.qd_street, Purpose.IMPLEMENT)
    outsiders.assigned(project, evaluator, people.qd_street)
    assert making.scheme(project, designer).organisation == designer.seats[0].organisation
    with pytest.raises(Refused):
        making.scheme(other, designer)
    with pytest.raises(Refused):
        making.scheme(project, evaluator, "评价人方案", b"2", changes="改")
    told = {"name": "管网", "planned_on": TODAY, "now": making.NOW}
    assert services.add_milestone(project, by=builder, **told).organisation == builder.seats[0].organisation
    for refused, where in ((designer, project), (evaluator, project), (builder, other)):
        with pytest.raises(Refused):
            services.add_milestone(where, by=refused, **told)
    for capability in (services.keeper, services.proposer):
        with pytest.raises(Refused):
            capability(project, builder) if capability is services.keeper else capability(
                builder, [project.path]
            )


def test_implementing_unit_reports_its_works(project: Project, people: People, town: Town) -> None:
    builder = outsiders.outsider(town, "qd-builder", "capital")
    outsiders.assigned(project, builder, people.qd_street, Purpose.IMPLEMENT)
    place = project.memberships.get().neighbourhood.path
    assert services.may_report(project, place, builder)
    assert not services.may_confirm(place, builder)


def town_of(actor: Actor) -> Town:
    """The tenant of the actor with its top place."""
    return Town(actor.tenant, {"": Jurisdiction.objects.get(parent=None)})


def test_ids_of_other_projects_in_a_body_are_as_missing_ones(
    project: Project, other: Project, designer: Actor, people: People, client: Client
) -> None:
    outsiders.assigned(project, designer, people.qd_street, Purpose.DESIGN)
    key = tokens.issue(person=designer.person, tenant=designer.tenant)

    def post(path: str, **body: object) -> int:
        given = {"content_type": "application/json", "headers": {"Authorization": f"Bearer {key}"}}
        return client.post(f"/api/v1/{path}", body, **given).status_code

    dispute = {"title": "争议", "description": "停车位", "raised_on": "2026-11-20"}
    seat = outsiders.seat(designer).pk
    days = {"starts_on": "2026-11-21", "ends_on": "2027-01-01", "purpose": "design", "membership": seat}
    assert (
        post("disputes/", project=other.pk, **dispute) == post("disputes/", project=10**9, **dispute) == 404
    )
    assert post("disputes/", project=project.pk, **dispute) == 403
    assert post("assignments/", project=other.pk, **days) == 404
    assert post("assignments/", project=project.pk, **days) == 403
    assert post(f"projects/{other.pk}/milestones/", name="节点", planned_on="2026-12-01") == 404
    listed = client.get("/api/v1/projects/", headers={"Authorization": f"Bearer {key}"}).json()["results"]
    assert [row["id"] for row in listed] == [project.pk]


def test_the_clock_ends_what_is_over_in_every_tenant(
    project: Project, designer: Actor, people: People
) -> None:
    made = outsiders.assigned(project, designer, people.qd_street, Purpose.DESIGN)
    Assignment.objects.filter(pk=made.pk).update(starts_on=date(2026, 1, 1), ends_on=date(2026, 2, 1))
    assert end_assignments_of(tenant=designer.tenant.pk) == 1
    assert end_assignments_of(tenant=designer.tenant.pk) == 0


def test_pages_assign_and_end(project: Project, designer: Actor, people: People, client_of: Browser) -> None:
    street, page = client_of(people.qd_street), f"/qingdao/projects/{project.pk}/assignments/"
    typed = {
        "who": str(outsiders.seat(designer).pk),
        "purpose": "evaluate",
        "starts_on": "2026-11-20",
        "ends_on": "2027-06-30",
        "reason": "设计合同〔2026〕8号",
    }
    again = street.post(f"{page}new/", typed)
    assert "不是承担“第三方评价”的单位" in again.text
    assert "设计合同〔2026〕8号" in again.text
    assert street.post(f"{page}new/", typed | {"who": "9999999"}).status_code == 200
    assert street.post(f"{page}new/", typed | {"purpose": "design"}).status_code == 302
    made = Assignment.objects.get()
    assert designer.person.name in street.get(page).text
    assert street.post(f"{page}{made.pk}/end/", {"reason": " "}).status_code == 200
    assert street.post(f"{page}{made.pk}/end/", {"reason": "更换单位"}).status_code == 302
    assert "更换单位" in street.get(page).text
    assert client_of(people.qd_housing).get(f"{page}new/").status_code == 403
    assert client_of(designer).get(page).status_code == 404


def test_list_asks_no_more_queries_for_an_assigned_person(
    project: Project,
    other: Project,
    designer: Actor,
    people: People,
    django_assert_num_queries: Callable[..., object],
) -> None:
    outsiders.assigned(project, designer, people.qd_street, Purpose.DESIGN)
    with django_assert_num_queries(1):
        assert sees(designer) == [project.pk]
    with django_assert_num_queries(1):
        assert set(sees(people.qd_street)) == {project.pk, other.pk}


def test_today_is_the_day_of_the_request(
    project: Project, designer: Actor, people: People, client_of: Browser
) -> None:
    made = outsiders.assigned(project, designer, people.qd_street, Purpose.DESIGN)
    browser, page = client_of(designer), f"/qingdao/projects/{project.pk}/scheme/"
    assert browser.get(page).status_code == 200
    yesterday = timezone.localdate() - timedelta(1)
    Assignment.objects.filter(pk=made.pk).update(starts_on=yesterday, ends_on=yesterday)
    assert browser.get(page).status_code == 404
