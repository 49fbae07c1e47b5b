"""Firing: only by the rulebook's actors, only through the gates, once; what is kept of it is never rewritten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from approvals import gates
from approvals.errors import Blocked, NotNow
from approvals.transitions import fire, may_fire
from communities.neighbourhoods.models import Neighbourhood
from communities.people.models import Person, Role
from communities.people.rights import Actor, Refused, actor_for
from communities.people.services import appoint, ensure_organisation
from communities.rulebooks.models import Decision
from communities.rulebooks.queries import in_force
from communities.rulebooks.services import adopt
from projects import services
from projects.enums import ItemState, State
from projects.models import Project, TransitionLog, WorksItem
from projects.queries import with_figures
from projects.stages import TRANSITIONS
from tests.cast import People, Town, rulebook
from tests.projects import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(qingdao: Town) -> Iterator[Town]:
    with qingdao.entered():
        yield qingdao


@pytest.fixture
def row(town: Town, people: People) -> Neighbourhood:
    return making.eligible(town.places[making.COMMUNITY], people)


@pytest.fixture
def project(row: Neighbourhood, people: People) -> Project:
    return making.project([row], people.qd_street)


def reserve(project: Project, by: Actor) -> TransitionLog:
    return fire(project, "reserve", by=by, now=making.NOW)


def test_reserve_by_the_districts_department_keeps_version_facts_and_organisation(
    project: Project, row: Neighbourhood, people: People
) -> None:
    log = reserve(project, people.qd_housing)
    assert (project.state, log.from_state, log.to_state) == ("reserved", "proposed", "reserved")
    assert (log.by, log.organisation.actor) == (people.qd_housing.person, "d-housing")
    decision = Decision.objects.get(pk=log.decision_id)
    assert (decision.rule, decision.answer, decision.version.number) == ("transition:reserve", "yes", 1)
    (subject,) = (s for s in decision.facts["subjects"] if s["kind"] == "neighbourhood")
    assert subject["facts"]["neighbourhood.households"] == 312
    assert subject["declared"]["QD-C-will"]["evidence"] == ["居民意愿征询记录"]
    assert {entry["id"] for entry in decision.verdict["because"]} >= {
        "QD-C-will",
        "QD-C-built",
        "QD-C-survey",
    }


@pytest.mark.parametrize(
    "login", ["qd_street", "qd_community", "qd_finance", "qd_leader", "qd_city", "qd_admin"]
)
def test_reserve_by_who_is_no_actor_of_it_is_refused(project: Project, people: People, login: str) -> None:
    with pytest.raises(Refused, match="纳入储备库"):
        reserve(project, getattr(people, login))
    assert not may_fire(project, "reserve", adopted=making.today(), by=getattr(people, login))
    assert Project.objects.get(pk=project.pk).state == State.PROPOSED


def test_reserve_by_the_same_department_of_another_district_is_refused(
    town: Town, project: Project, people: People
) -> None:
    with pytest.raises(Refused):
        reserve(project, stranger(town, "department", "370203"))


def test_reserve_by_a_recorder_of_the_right_department_is_refused(town: Town, project: Project) -> None:
    with pytest.raises(Refused):
        reserve(project, stranger(town, "recorder", "370202"))


def test_reserve_by_another_tenants_department_is_refused(
    project: Project, people: People, wulong: Town
) -> None:
    with pytest.raises(Refused):
        reserve(project, people.wl_housing)


def stranger(town: Town, role: str, place: str) -> Actor:
    """Somebody of the housing department of a district, with the role."""
    at = town.places[place]
    person = Person.objects.create_user(f"{role}-{place}", None, name="外人")
    organisation = ensure_organisation(
        actor_id="d-housing", kind="department", name=f"{at.name}住建局", jurisdiction=at
    )
    appoint(
        person=person,
        role=Role.objects.get(code=role),
        jurisdiction=at,
        organisation=organisation,
        starts_on=date(2020, 1, 1),
    )
    actor = actor_for(person=person, tenant=town.tenant, on=making.DAY)
    assert actor is not None
    return actor


def test_blocked_names_criterion_clause_and_who_must_supply_what(
    project: Project, row: Neighbourhood, people: People
) -> None:
    row.declarations.filter(criterion="QD-C-will").update(is_current=False)
    with pytest.raises(Blocked) as blocked:
        reserve(project, people.qd_housing)
    answer = blocked.value.answer
    assert answer.answer == "undetermined"
    assert {(entry.id, entry.clause) for entry in answer.failing()} == {("QD-C-will", "二(二)1")}
    (supply,) = {(s.by_name, s.id) for s in making.today().rulebook.supplies(answer)}
    assert supply == ("社区", "QD-C-will")
    assert not TransitionLog.objects.exists()


def test_declared_no_blocks_as_no(project: Project, row: Neighbourhood, people: People) -> None:
    making.willing([row], people, value=False)
    with pytest.raises(Blocked) as blocked:
        reserve(project, people.qd_housing)
    assert blocked.value.answer.answer == "no"


def test_project_of_two_is_blocked_by_the_one_that_lacks(
    town: Town, row: Neighbourhood, people: People
) -> None:
    other = making.eligible(row.jurisdiction, people, "乙小区")
    made = making.project([row, other], people.qd_street)
    other.declarations.filter(criterion="QD-C-neglect").update(is_current=False)
    with pytest.raises(Blocked) as blocked:
        reserve(made, people.qd_housing)
    assert [entry.subject for entry in blocked.value.answer.failing()] == [f"neighbourhood:{other.pk}"]


def test_return_needs_a_reason_and_keeps_it(project: Project, people: People) -> None:
    reserve(project, people.qd_housing)
    with pytest.raises(NotNow, match="理由"):
        fire(project, "return", by=people.qd_city, now=making.NOW, reason="  ")
    log = fire(project, "return", by=people.qd_city, now=making.NOW, reason="估算缺专业管线")
    assert (project.state, log.reason, log.decision) == (State.PROPOSED, "估算缺专业管线", None)


def test_withdraw_frees_neighbourhood_and_items(project: Project, row: Neighbourhood, people: People) -> None:
    making.item(project, row, people.qd_street)
    fire(project, "withdraw", by=people.qd_housing, now=making.NOW, reason="居民反对")
    assert project.state == State.WITHDRAWN
    assert WorksItem.objects.get().state == ItemState.WITHDRAWN
    again = making.project([row], people.qd_street, "第二次")
    assert making.item(again, row, people.qd_street).state == ItemState.PROPOSED


@pytest.mark.parametrize(
    "name", [name for name in TRANSITIONS if name not in {"reserve", "withdraw", "hold"}]
)
def test_move_from_the_wrong_state_is_refused(project: Project, people: People, name: str) -> None:
    with pytest.raises(NotNow, match="已提出"):
        fire(project, name, by=people.qd_housing, now=making.NOW, reason="试")


def test_second_reserve_is_told_that_it_is_done(project: Project, people: People) -> None:
    stale = Project.objects.get(pk=project.pk)
    reserve(project, people.qd_housing)
    with pytest.raises(NotNow, match="已入库"):
        reserve(stale, people.qd_housing)
    assert TransitionLog.objects.count() == 1


def test_illegal_state_is_refused_by_the_database(project: Project) -> None:
    with pytest.raises(DatabaseError, match="Invalid transition"), transaction.atomic():
        Project.objects.filter(pk=project.pk).update(state=State.BUILDING)
    with (
        pytest.raises(DatabaseError, match="Invalid transition"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE projects_project SET state = 'managed'")
    project.state = State.PLANNED
    with pytest.raises(DatabaseError, match="Invalid transition"), transaction.atomic():
        Project.objects.bulk_update([project], ["state"])


def test_log_of_moves_is_never_changed(project: Project, people: People) -> None:
    log = reserve(project, people.qd_housing)
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        TransitionLog.objects.filter(pk=log.pk).update(reason="改写")
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        log.delete()


def test_later_rulebook_does_not_rewrite_the_decision(town: Town, project: Project, people: People) -> None:
    log = reserve(project, people.qd_housing)
    before = Decision.objects.filter(pk=log.decision_id).values().get()
    text, _, layers = rulebook("qingdao")
    adopt(
        pack_text=text.replace("value: 2005-12-31", "value: 1990-12-31"),
        layers=layers,
        effective_from=making.NOW.date() + timedelta(days=1),
        by=None,
        now=making.NOW,
    )
    tomorrow = making.NOW.date() + timedelta(days=1)
    fire(project, "return", by=people.qd_city, now=making.NOW + timedelta(days=1), reason="重报")
    with pytest.raises(Blocked) as blocked:
        fire(project, "reserve", by=people.qd_housing, now=making.NOW + timedelta(days=1))
    assert {entry.id for entry in blocked.value.answer.failing()} == {"QD-C-built"}
    assert in_force(tomorrow).version.number == 2
    assert Decision.objects.filter(pk=log.decision_id).values().get() == before


def test_return_into_the_pool_beside_another_project_is_refused(
    project: Project, row: Neighbourhood, people: People
) -> None:
    reserve(project, people.qd_housing)
    Project.objects.filter(pk=project.pk).update(state=State.PLANNED)
    project.memberships.update(is_waiting=False)
    making.project([row], people.qd_street, "第二个项目")
    with pytest.raises(NotNow, match="第二个项目"):
        fire(project, "replan", by=people.qd_housing, now=making.NOW, reason="调出")


# ── the answer that lists show ──────────────────────────────────────────────────────────────────────────────────


def shown(project: Project) -> tuple[str, str]:
    """What a list says after it has looked whether anything changed."""
    rows = list(with_figures(Project.objects.filter(pk=project.pk)))
    gates.keep_fresh(rows, on=making.NOW.date())
    fresh = Project.objects.get(pk=project.pk)
    return fresh.next_answer, fresh.blocked_by


def test_list_follows_a_declaration_about_the_neighbourhood(
    project: Project, row: Neighbourhood, people: People
) -> None:
    assert shown(project) == ("yes", "")
    making.willing([row], people, value=False)
    assert shown(project) == ("no", "居民改造意愿强烈")


def test_list_follows_a_declaration_about_the_project(project: Project, people: People) -> None:
    reserve(project, people.qd_housing)
    assert shown(project) == ("undetermined", "居民自愿、自下而上、财政承受能力评估论证")
    document = making.paper("逐级申报记录", project.jurisdiction, people.qd_street)
    services.declare(
        project,
        criterion="QD-C-voluntary",
        value=True,
        evidence=[("逐级申报记录", document)],
        adopted=making.today(),
        by=people.qd_street,
        on=making.DAY,
    )
    assert shown(project) == ("undetermined", "财政承受能力评估论证")


def test_list_is_not_asked_again_while_nothing_changes(
    project: Project, django_assert_num_queries: object
) -> None:
    shown(project)
    rows = list(with_figures(Project.objects.all()))
    with django_assert_num_queries(1):  # type: ignore[operator]  # a fixture of pytest-django
        gates.keep_fresh(rows, on=making.NOW.date())


def test_answer_for_lists_makes_no_history(project: Project) -> None:
    before = project.history.count()  # type: ignore[attr-defined]  # made by the tracker
    shown(project)
    assert project.history.count() == before  # type: ignore[attr-defined]
