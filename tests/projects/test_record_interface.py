"""A project's records in JSON: the same story, the same refusals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from rest_framework.test import APIClient

from communities.people import tokens
from communities.people.rights import Actor
from projects.models import Project, ProjectDeclaration
from tests.cast import People, Town
from tests.projects import making
from tests.projects.test_record_pages import pdf

pytestmark = pytest.mark.django_db

DAY = making.DAY.isoformat()
Call = Callable[..., Any]


@pytest.fixture
def town(qingdao: Town) -> Iterator[Town]:
    with qingdao.entered():
        yield qingdao


@pytest.fixture
def project(town: Town, people: People) -> Project:
    row = making.eligible(town.places[making.COMMUNITY], people)
    return making.at(making.project([row], people.qd_street), "planned")


@pytest.fixture
def post(town: Town) -> Call:
    """POST as the actor; a dictionary with a file goes as a form."""

    def send(by: Actor, address: str, **values: object) -> Any:
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens.issue(person=by.person, tenant=by.tenant)}")
        kind = "multipart" if "file" in values else "json"
        return client.post(f"/api/v1/{address}/", values, format=kind)

    return send


def test_consultation_from_scheme_to_close(project: Project, people: People, post: Call) -> None:
    by = people.qd_street
    scheme = post(
        by, "schemes", project=project.pk, summary="要点", file=[pdf("方案")], file_name=["实施方案"]
    )
    assert (scheme.status_code, scheme.json()["number"], len(scheme.json()["digest"])) == (201, 1, 64)
    opened = post(
        by,
        "consultations",
        project=project.pk,
        kind="scheme",
        scheme=scheme.json()["id"],
        method="座谈会",
        opened_on=DAY,
        due_on=DAY,
    )
    one = f"consultations/{opened.json()['id']}"
    said = {"who": "各方", "stance": "agree", "said_on": DAY}
    for party in ("residents", "property"):
        post(by, f"{one}/opinions", party=party, **said)
    against = post(by, f"{one}/opinions", party="residents", **said | {"stance": "disagree", "text": "否"})
    refused = post(by, f"{one}/close", outcome="改", on=DAY)
    assert (refused.status_code, "管线及产权单位" in str(refused.json())) == (400, True)
    post(by, f"{one}/opinions", party="utility", **said)
    opinion = against.json()["opinions"][-1]["id"]
    answered = post(by, f"{one}/answer", opinion=opinion, is_adopted=False, answer="已说明")
    assert answered.json()["opinions"][2]["answer"] == "已说明"
    closed = post(by, f"{one}/close", outcome="改", on=DAY, file=[pdf("记录")], file_name=["征求意见记录"])
    assert (closed.status_code, closed.json()["closed_on"]) == (200, DAY)
    assert ProjectDeclaration.objects.get().criterion == "QD-C-consulted"


def test_tender_is_concluded_by_whom_the_rulebook_names(project: Project, people: People, post: Call) -> None:
    begun = post(people.qd_street, "preparations", project=project.pk, kind="tender", title="一标段", on=DAY)
    one = f"preparations/{begun.json()['id']}/conclude"
    papers = {"file": [pdf("中标"), pdf("监理")], "file_name": ["中标通知书", "监理合同"]}
    assert post(people.qd_street, one, on=DAY).status_code == 403
    assert post(people.qd_district, one, on=DAY).status_code == 400
    assert post(people.qd_district, one, on=DAY, **papers).status_code == 200
    assert ProjectDeclaration.objects.get().criterion == "QD-C-tender"


def test_declaration_names_its_subject_and_a_recorded_one_its_act(
    project: Project, people: People, post: Call
) -> None:
    raised = post(
        people.qd_street, "disputes", project=project.pk, title="车位", description="x", raised_on=DAY
    )
    dispute = raised.json()["id"]
    asked = {"project": project.pk, "criterion": "QD-C-risk", "on": DAY}
    made = post(people.qd_district, "project-declarations", dispute=dispute, value=False, **asked)
    assert (made.status_code, made.json()[0]["dispute"]) == (201, dispute)
    bare = post(
        people.qd_district, "project-declarations", **asked | {"criterion": "QD-C-tender"}, value=True
    )
    assert (bare.status_code, "招标和监理" in str(bare.json())) == (400, True)
    closed = post(people.qd_street, f"disputes/{dispute}/close", resolution="商定", on=DAY)
    assert closed.json()["closed_on"] == DAY


def test_rows_of_another_tenant_are_not_there(
    project: Project, people: People, post: Call, wulong: Town
) -> None:
    raised = post(
        people.qd_street, "disputes", project=project.pk, title="车位", description="x", raised_on=DAY
    )
    with wulong.entered():
        close = {"resolution": "x", "on": DAY}
        assert post(people.wl_housing, f"disputes/{raised.json()['id']}/close", **close).status_code == 404
        new = {"project": project.pk, "title": "x", "description": "x", "raised_on": DAY}
        assert post(people.wl_housing, "disputes", **new).status_code == 404


def test_owners_body_and_contract(town: Town, people: People, post: Call) -> None:
    row = making.neighbourhood(town.places[making.COMMUNITY], people.qd_street)
    body = {"neighbourhood": row.pk, "kind": "committee", "name": "业委会", "formed_on": DAY}
    assert post(people.qd_housing, "owners-bodies", **body).status_code == 403
    made = post(people.qd_street, "owners-bodies", **body)
    assert made.status_code == 201
    assert "在任" in str(post(people.qd_street, "owners-bodies", **body).json())
    ended = post(people.qd_street, f"owners-bodies/{made.json()['id']}/dissolve", on=DAY)
    assert ended.json()["dissolved_on"] == DAY
    signed = post(
        people.qd_street,
        "property-contracts",
        neighbourhood=row.pk,
        company="海尔物业",
        signed_on=DAY,
        starts_on=DAY,
        file=[pdf("合同")],
        file_name=["物业服务合同"],
    )
    assert (signed.status_code, signed.json()["company"]) == (201, "海尔物业")
