"""What the audit administrator sees, searches and takes out; what nobody else does."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities.audit.changes import changes_of, event_models
from communities.audit.enums import Action, SecurityKind
from communities.audit.models import AuditEntry, SecurityEvent
from communities.audit.naming import ENCRYPTED, MODELS, name_of
from communities.audit.origin import Origin, coming_from
from communities.audit.queries import PAGE, entries
from communities.audit.services import note, seal
from communities.models import Role
from communities.people.models import Person
from communities.people.rights import Actor, Refused, actor_for
from communities.people.services import appoint
from communities.tenancy.models import Tenant
from tests.cast import TODAY, People, Town
from tests.projects import making

pytestmark = pytest.mark.django_db
Browser = Callable[[Actor], Client]
AUDIT = "/qingdao/audit/"


def keep(town: Town, people: People, count: int = 1, **more: Any) -> AuditEntry:
    """Lines of the street clerk; the last one."""
    told: dict[str, Any] = {"name": "河清路二小区", "by": people.qd_street, **more}
    with town.entered():
        for _ in range(count):
            line = note(Action.WRITE, "更正小区", **told)
    return line


@pytest.mark.parametrize("page", ["", "security/", "seals/", "export/", "{}/"])
def test_only_the_audit_administrator_reads(
    qingdao: Town, people: People, client_of: Browser, page: str
) -> None:
    page = page.format(keep(qingdao, people).pk)
    for actor in (people.qd_admin, people.qd_security, people.qd_city, people.qd_leader):
        assert client_of(actor).get(f"{AUDIT}{page}").status_code == 403, actor.person.username
    assert client_of(people.wl_audit).get(f"{AUDIT}{page}").status_code == 404
    assert client_of(people.qd_audit).get(f"{AUDIT}{page}").status_code == 200


def test_a_line_of_another_tenant_is_no_line(
    qingdao: Town, wulong: Town, people: People, client_of: Browser
) -> None:
    line = keep(qingdao, people)
    keep(wulong, people, by=people.wl_street)
    client = client_of(people.wl_audit)
    assert client.get(f"/wulong/audit/{line.pk}/").status_code == 404
    assert "河清路二小区" in client.get("/wulong/audit/").content.decode()
    assert "青岛市street" not in client.get("/wulong/audit/").content.decode()
    answer = client.get(f"/api/v1/audit-entries/{line.pk}/", headers={"X-Tenant": "wulong"})
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("asked", "hits"),
    [
        ("person=street", 2),
        ("person=housing", 1),
        ("action=export", 1),
        ("about=八大关", 1),
        ("text=资料有误", 1),
        ("request=abc123", 1),
        ("request=abc", 0),
        ("since=2099-01-01", 0),
        ("until=2020-01-01", 0),
        ("since=不是日期&until=2026-13-40", 3),
        ("action=nothing", 3),
    ],
)
def test_search(qingdao: Town, people: People, client_of: Browser, asked: str, hits: int) -> None:
    keep(qingdao, people, reason="资料有误")
    with qingdao.entered(), coming_from(Origin(request="abc123")):
        note(Action.EXPORT, "导出", by=people.qd_street, name="八大关.xlsx")
    keep(qingdao, people, by=people.qd_housing)
    client = client_of(people.qd_audit)
    client.get(AUDIT)
    answer = client.get(f"{AUDIT}?{asked}")
    found = [row for row in answer.context["page"].rows if row.action != "login"]
    assert len(found) == hits
    total = client.get(f"/api/v1/audit-entries/?{asked}", headers={"X-Tenant": "qingdao"}).json()["results"]
    assert len([row for row in total if row["action"] != "login"]) == hits


def test_pages_by_key_with_a_constant_number_of_statements(
    qingdao: Town, people: People, client_of: Browser
) -> None:
    keep(qingdao, people)
    client = client_of(people.qd_audit)
    client.get(AUDIT)
    with CaptureQueriesContext(connection) as few:
        client.get(AUDIT)
    keep(qingdao, people, count=PAGE)
    with CaptureQueriesContext(connection) as many:
        first = client.get(AUDIT)
    assert len(few) == len(many)
    assert (first.context["page"].total, first.context["page"].newer) == (PAGE + 1, None)
    second = client.get(f"{AUDIT}?before={first.context['page'].older}")
    assert (len(first.context["page"].rows), len(second.context["page"].rows)) == (PAGE, 1)
    back = client.get(f"{AUDIT}?after={second.context['page'].newer}")
    assert [row.pk for row in back.context["page"].rows] == [row.pk for row in first.context["page"].rows]
    assert back.context["page"].newer is None


def test_at_a_place_below_only_its_people(qingdao: Town, people: People) -> None:
    keep(qingdao, people)
    keep(qingdao, people, by=people.qd_city)
    keep(qingdao, people, by=None)
    with qingdao.entered():
        person = Person.objects.create_user("qd-audit-district", None, name="区审计")
        appoint(
            person=person,
            role=Role.objects.get(code="audit-administrator"),
            jurisdiction=qingdao.places["370202"],
            organisation=None,
            starts_on=TODAY,
        )
        actor = actor_for(person=person, tenant=qingdao.tenant, on=TODAY)
        assert actor is not None
        assert {line.person_name for line in entries(actor)} == {people.qd_street.person.name}
        assert {line.person_name for line in entries(people.qd_audit)} >= {"", people.qd_city.person.name}
        with pytest.raises(Refused):
            entries(people.qd_admin)


def test_detail_shows_what_the_act_changed(qingdao: Town, people: People, client_of: Browser) -> None:
    client = client_of(people.qd_street)
    with qingdao.entered():
        row = making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street)
    form = client.get(f"/qingdao/neighbourhoods/{row.pk}/edit/").context["form"]
    given = {name: "" if value is None else value for name, value in form.initial.items()}
    given |= {"name": "河清路三小区", "reason": "门牌更正", "completed_on": "1998", "revision": row.revision}
    answer = client.post(f"/qingdao/neighbourhoods/{row.pk}/edit/", given)
    assert answer.status_code == 302, answer.context["form"].errors
    with qingdao.entered():
        entry = AuditEntry.objects.get(action=Action.WRITE)
        changes = changes_of(entry)
        (changed,) = (one for one in changes.rows if one.table == "小区")
        cells = {cell.field: (cell.before, cell.after) for cell in changed.cells}
    assert (changed.pk, changed.act) == (row.pk, "修改")
    assert cells["小区名称"] == ("河清路二小区", "河清路三小区")
    page = client_of(people.qd_audit).get(f"{AUDIT}{entry.pk}/").content.decode()
    assert "河清路二小区" in page
    assert "河清路三小区" in page
    with qingdao.entered(), coming_from(Origin(request="another")):
        other = note(Action.WRITE, "更正小区", by=people.qd_street)
        assert changes_of(other).rows == ()  # the same instant, another request


def test_encrypted_columns_say_only_that_they_changed(qingdao: Town, people: People) -> None:
    from communities.owners.models import Dwelling

    with qingdao.entered():
        row = making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street)
        Dwelling.objects.create(
            neighbourhood=row,
            room="302",
            owner="王小明",
            phone="13812345678",
            entered_by=people.qd_street.person,
            entered_at=timezone.now(),
        )
        entry = note(Action.WRITE, "登记业主房屋", by=people.qd_street)
        with CaptureQueriesContext(connection) as asked:
            (changed,) = (one for one in changes_of(entry).rows if one.table == "业主房屋")
    said = {cell.field: cell.after for cell in changed.cells}
    assert ENCRYPTED in said.values()
    assert "302" in said.values()
    assert not any("王小明" in word or "138" in word for word in said.values())
    assert len(asked) <= 12


def test_every_table_and_column_of_history_has_a_chinese_name() -> None:
    for model in event_models():
        assert model.pgh_tracked_model.__name__ in MODELS
        for field in model._meta.local_concrete_fields:
            if not field.name.startswith("pgh_") and (name := name_of(field)):
                assert not name.isascii(), (
                    f"{model.__name__}.{field.name}: add it to communities/audit/naming.py"
                )


def test_export_is_the_searched_list_and_a_line_itself(
    qingdao: Town, people: People, client_of: Browser
) -> None:
    keep(qingdao, people, reason="=1+1")
    keep(qingdao, people, by=people.qd_housing)
    client = client_of(people.qd_audit)
    answer = client.get(f"{AUDIT}export/?person=street")
    assert answer.status_code == 200
    paper = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    told = [cell.value for row in paper.iter_rows() for cell in row if cell.value]
    assert people.qd_street.person.name in told
    assert people.qd_housing.person.name not in told
    with qingdao.entered():
        line = AuditEntry.objects.get(action=Action.EXPORT)
    assert (line.what, line.person) == ("导出审计记录", people.qd_audit.person)
    assert line.object_name.startswith("审计记录")


def test_door_shows_the_people_of_this_tenant_only(
    qingdao: Town, wulong: Town, people: People, client_of: Browser
) -> None:
    for actor in (people.qd_street, people.wl_street):
        SecurityEvent.objects.create(
            kind=SecurityKind.FAILED, person=actor.person, username=actor.person.username
        )
    SecurityEvent.objects.create(kind=SecurityKind.LOGIN, person=people.qd_street.person)
    SecurityEvent.objects.create(kind=SecurityKind.FAILED, username="nobody")
    client = client_of(people.qd_audit)

    def shown(query: str) -> list[tuple[str, str]]:
        rows = client.get(f"{AUDIT}security/{query}").context["page"].rows
        return [(row.kind, row.person.name) for row in rows if row.person == people.qd_street.person]

    name = people.qd_street.person.name
    assert shown("") == [("failed", name)]
    assert shown("?kind=login") == [("login", name)]
    assert {kind for kind, _ in shown("?kind=all")} == {"failed", "login"}
    everybody = {row.person_id for row in client.get(f"{AUDIT}security/?kind=all").context["page"].rows}
    assert people.wl_street.person_id not in everybody
    assert None not in everybody


def test_seals_say_how_far_and_when_proved(qingdao: Town, people: People, client_of: Browser) -> None:
    client = client_of(people.qd_audit)
    assert "还没有封存过" in client.get(f"{AUDIT}seals/").content.decode()
    Tenant.objects.filter(pk=qingdao.tenant.pk).update(created_at=timezone.now() - timezone.timedelta(days=2))
    with qingdao.entered(), coming_from(Origin(route="verify_audit")):
        made = seal(timezone.localdate(), now=timezone.now())
        note(Action.COMMAND, "核验审计记录", by=None, reason="与封存时完全一致")
    page = client.get(f"{AUDIT}seals/")
    assert (page.context["sealing"].days, page.context["sealing"].unsealed) == (2, 0)
    assert made[-1].chain in page.content.decode()
    assert "与封存时完全一致" in page.content.decode()
