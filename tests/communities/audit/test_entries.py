"""Every act leaves one line, reading none: by page, interface, file, task, command, refusal, and for whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from celery import shared_task
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from communities.audit import wording
from communities.audit.enums import Action
from communities.audit.models import AuditEntry
from communities.audit.services import note
from communities.audit.watching import watching
from communities.models import Role
from communities.people import tokens
from communities.people.models import Person
from communities.people.rights import Actor
from communities.tenancy.tasks import TenantTask
from config.celery import app
from tests.cast import People, Town
from tests.projects import making
from tests.refusals.routes import ROUTES, addresses

pytestmark = pytest.mark.django_db
Browser = Callable[[Actor], Client]
NEW = {"jurisdiction": making.COMMUNITY, "name": "登州路31号院", "survey_year": 2024}


READING = {
    "organisation_detail",
    "authorisation_list",
    "role_detail",
    "invitation_list",
    "roster_template",
    "roster_file",
    "onboarding",
}
"""Pages that ask for the right before they refuse the method."""


def new_form(town: Town) -> dict[str, Any]:
    """The same as a page sends it."""
    return {
        **NEW,
        "jurisdiction": town.places[making.COMMUNITY].pk,
        "completed_on": "1991年6月",
        "buildings_declared": 6,
    }


@shared_task(base=TenantTask)
def write_roles(*, tenant: int, person: int | None, count: int) -> None:
    for n in range(count):
        Role.objects.create(code=f"role-{n}", name="后台", description="后台任务写入")


def lines(town: Town) -> list[AuditEntry]:
    with town.entered():
        return list(AuditEntry.objects.order_by("id"))


def kept(town: Town) -> list[tuple[str, str, str]]:
    """(action, what, object) of every line, in order."""
    return [(line.action, line.what, line.object_name) for line in lines(town)]


@pytest.fixture
def client_of() -> Browser:
    """A browser in which the person has logged in, and that has not been in the tenant yet."""

    def log_in(actor: Actor) -> Client:
        client = Client()
        client.force_login(actor.person)
        return client

    return log_in


def inside(client: Client, code: str = "qingdao") -> Client:
    """The browser after it has entered the tenant."""
    assert client.get(f"/{code}/jobs/").status_code == 200
    return client


def test_first_page_of_a_session_is_its_entry_and_reading_leaves_nothing(
    qingdao: Town, people: People, client_of: Browser
) -> None:
    client = client_of(people.qd_street)
    with qingdao.entered():
        AuditEntry.objects.exists()
    client.get("/qingdao/jobs/", headers={"User-Agent": "Browser of the street"})
    (line,) = lines(qingdao)
    assert (line.action, line.person_id, line.path) == ("login", people.qd_street.person_id, "/qingdao/jobs/")
    assert (line.address, line.agent) == ("127.0.0.1", "Browser of the street")
    assert len(line.request) == 12
    assert line.rulebook == 1
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get("/qingdao/neighbourhoods/")
        client.get("/qingdao/projects/999999/")
    assert [query["sql"] for query in asked if "communities_auditentry" in query["sql"]] == []
    assert len(lines(qingdao)) == 1


def test_a_write_is_one_line_that_costs_two_statements_at_most(
    qingdao: Town, people: People, client_of: Browser
) -> None:
    client = inside(client_of(people.qd_street))
    with CaptureQueriesContext(connection) as asked:
        made = client.post("/qingdao/neighbourhoods/new/", new_form(qingdao))
    assert made.status_code == 302, made.content.decode()[:2000]
    line = lines(qingdao)[-1]
    assert (line.action, line.what, line.object_kind) == ("write", "登记小区", "communities.Neighbourhood")
    assert (line.object_name, line.status, line.route) == ("登州路31号院", 302, "neighbourhood_new")
    assert made["Location"].endswith(f"/{line.object_id}/")
    assert len(lines(qingdao)) == 2
    sql = [query["sql"] for query in asked.captured_queries]
    (written,) = (n for n, one in enumerate(sql) if 'INSERT INTO "communities_auditentry"' in one)
    assert sql[written - 1].startswith(
        'SELECT "communities_neighbourhood"."id", "communities_neighbourhood"."name"'
    )
    assert [one for one in sql[written + 1 :] if one.startswith(('SELECT "', "INSERT", "UPDATE"))] == []


def test_a_form_that_is_shown_again_and_a_row_only_locked_leave_nothing(
    qingdao: Town, people: People, client_of: Browser
) -> None:
    client = inside(client_of(people.qd_street))
    assert client.post("/qingdao/neighbourhoods/new/", {"name": "没有社区"}).status_code == 200
    assert len(lines(qingdao)) == 1
    with qingdao.entered():
        Role.objects.create(code="kept", name="角色", description="说明")
        with watching() as watch:
            list(Role.objects.select_for_update())
            Role.objects.filter(code="nobody").update(name="没有")
            point = transaction.savepoint()
            Role.objects.filter(code="kept").update(name="改了")
            transaction.savepoint_rollback(point)
            assert watch.tables == set()
            with transaction.atomic():
                Role.objects.filter(code="kept").update(name="改了")
            assert watch.tables == {"communities_role"}


def test_interface_leaves_the_same_line_and_no_coming_of_a_token(
    qingdao: Town, people: People, client: Client
) -> None:
    actor = people.qd_street
    with qingdao.entered():
        key = tokens.issue(person=actor.person, tenant=actor.tenant)
        before = AuditEntry.objects.count()
    headers = {"Authorization": f"Bearer {key}"}
    refused = client.post("/api/v1/neighbourhoods/", {}, content_type="application/json", headers=headers)
    made = client.post("/api/v1/neighbourhoods/", NEW, content_type="application/json", headers=headers)
    assert (refused.status_code, made.status_code) == (400, 201)
    (line,) = lines(qingdao)[before:]
    assert (line.action, line.what, line.object_id) == ("write", "登记小区", made.json()["id"])
    assert (line.route, line.object_name) == ("api:neighbourhood-list", "登州路31号院")


@pytest.mark.parametrize(
    "address", ["/qingdao/projects/{}/fire/reserve/", "/api/v1/projects/{}/transitions/reserve/"]
)
def test_refusal_is_one_line_with_its_sentence(
    qingdao: Town, people: People, client_of: Browser, address: str
) -> None:
    with qingdao.entered():
        row = making.eligible(qingdao.places[making.COMMUNITY], people)
        project = making.project([row], people.qd_street)
    client = inside(client_of(people.qd_street))
    answer = client.post(address.format(project.pk), headers={"X-Tenant": "qingdao"})
    assert answer.status_code == 403
    line = lines(qingdao)[-1]
    assert (line.action, line.what, line.status) == ("refused", "办理项目阶段", 403)
    assert (line.person_id, line.method) == (people.qd_street.person_id, "POST")
    assert line.path == address.format(project.pk)
    assert "纳入储备库" in line.reason
    assert "区(市)政府" in line.reason
    assert [one[0] for one in kept(qingdao)].count("refused") == 1
    assert kept(qingdao)[-1][0] == "refused"


def test_files_are_exports_or_downloads_by_name(qingdao: Town, people: People, client_of: Browser) -> None:
    actor = people.qd_street
    with qingdao.entered():
        paper = making.paper("八大关摸底", qingdao.places[making.COMMUNITY], actor)
    client = inside(client_of(actor))
    client.head(f"/qingdao/documents/{paper.pk}/")
    assert len(lines(qingdao)) == 1
    assert client.get(f"/qingdao/documents/{paper.pk}/").status_code == 200
    assert client.get("/qingdao/neighbourhoods/export/").status_code == 200
    download, export = lines(qingdao)[1:]
    assert (download.action, download.what, download.object_name) == (
        "download",
        "下载材料",
        "八大关摸底.pdf",
    )
    assert (download.object_kind, download.object_id) == ("communities.Document", paper.pk)
    assert (export.action, export.what) == ("export", "导出小区登记册")
    assert export.object_name.startswith("青岛市小区登记册")


def test_task_and_command_leave_a_line_and_an_idle_task_none(qingdao: Town, people: People) -> None:
    tenant, person = qingdao.tenant.pk, people.qd_street.person_id
    before = len(lines(qingdao))
    write_roles.apply(kwargs={"tenant": tenant, "person": person, "count": 0})
    assert len(lines(qingdao)) == before
    write_roles.apply(kwargs={"tenant": tenant, "person": person, "count": 3})
    task = lines(qingdao)[-1]
    assert (task.action, task.person_id, task.method) == ("task", person, "TASK")
    assert task.what == write_roles.name
    call_command("api_token", "--tenant", "qingdao", "--user", "qd-street", "--json")
    command = lines(qingdao)[-1]
    assert (command.action, command.what, command.person_id) == ("command", "发放接口令牌", None)
    assert len(lines(qingdao)) == before + 2


def test_every_form_task_and_command_has_its_words() -> None:
    unsafe = {route.name for route in ROUTES if route.post != (405, 405) or route.patch}
    named = {route for acts in wording.ACTS.values() for route in acts}
    assert unsafe - named - READING == set(), "add these addresses to communities/audit/wording.py"
    assert named - set(addresses()) == set(), "no such address any more"
    assert {route for routes in wording.KINDS.values() for route in routes} <= named
    assert all(apps.get_model(label) for label in wording.ACTS if label)
    ours = {
        name
        for name, task in app.tasks.items()
        if isinstance(task, TenantTask) and not name.startswith("tests.")
    }
    assert ours - set(wording.TASKS) == set()


def test_no_password_or_typed_text_is_in_a_line(qingdao: Town, people: People, client_of: Browser) -> None:
    client = inside(client_of(people.qd_street))
    typed = {
        **new_form(qingdao),
        "address": "八大关路九号院内",
        "remarks": "张三 13800000000",
        "password": "gai-zao-2026",
    }
    client.post("/qingdao/neighbourhoods/new/?secret=13800000000", typed)
    for line in lines(qingdao):
        said = " ".join(str(value) for value in line.__dict__.values())
        for secret in ("13800000000", "张三", "九号院", "gai-zao"):
            assert secret not in said


def test_delegate_acts_for_somebody(qingdao: Town, people: People) -> None:
    principal = people.qd_leader.person
    actor: Any = replace(people.qd_street, principal=principal)
    with qingdao.entered():
        line = note(Action.DECIDE, "纳入储备库", by=actor)
        line.refresh_from_db()
    assert (line.person, line.for_person, line.for_name) == (
        people.qd_street.person,
        principal,
        principal.name,
    )
    assert isinstance(line.person, Person)
