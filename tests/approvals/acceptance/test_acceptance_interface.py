"""Acceptance and handover in JSON: the same story, the same refusals."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from communities.people import tokens
from communities.people.rights import Actor
from tests.approvals.acceptance import making as accepting
from tests.cast import People, Town
from tests.projects.test_record_pages import pdf

pytestmark = pytest.mark.django_db

DAY = accepting.DAY.isoformat()


def call(by: Actor, address: str, **values: object) -> Any:
    """POST as the actor; one with a file goes as a form."""
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens.issue(person=by.person, tenant=by.tenant)}")
    kind = "multipart" if "file" in values else "json"
    return client.post(f"/api/v1/{address}/", values, format=kind)


def test_from_the_acceptance_to_the_handover(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        project = accepting.building(qingdao, people, items=("road",))
        housing, head, street = people.qd_housing, people.qd_district, people.qd_street
        assert call(street, "acceptances", project=project.pk, on=DAY).status_code == 403
        row = call(housing, "acceptances", project=project.pk, on=DAY).json()
        (check,) = row["checks"]
        at = f"acceptances/{row['id']}"
        marked = call(housing, f"{at}/checks", checks=[{"check_id": check["id"], "result": "conforming"}])
        assert marked.json()["checks"][0]["result"] == "conforming"
        found = call(
            housing, f"{at}/findings", check_id=check["id"], text="裂缝", responsible="三公司", due_on=DAY
        ).json()
        assert found["state"] == "rectifying"
        finding = f"acceptance-findings/{found['findings'][0]['id']}"
        assert call(street, f"{finding}/rectify", text="已补", on=DAY).json()["state"] == "rectified"
        refused = call(
            head, f"{at}/conclude", passed=True, on=DAY, file=[pdf("报告")], file_name=["竣工验收报告"]
        )
        assert refused.status_code == 400
        assert "没有居民代表" in refused.content.decode()
        assert call(housing, f"{finding}/recheck", is_good=True, on=DAY).json()["state"] == "good"
        assert call(housing, f"{at}/participants", name="李大姐", role="residents").status_code == 201
        done = call(
            head, f"{at}/conclude", passed=True, on=DAY, file=[pdf("报告")], file_name=["竣工验收报告"]
        )
        assert (done.status_code, done.json()["project_state"], done.json()["waits"]) == (
            200,
            "completed",
            "",
        )
        assert call(street, f"{at}/filing", on=DAY, number="7号").status_code == 400

        one = call(street, "handovers", project=project.pk, kind="archive", receiver="城建档案馆").json()
        lists = f"handovers/{one['id']}"
        assert call(street, f"{lists}/entries", name="竣工图", quantity="2").status_code == 201
        signed = call(
            street,
            f"{lists}/sign",
            signer="周科长",
            signed_on=DAY,
            file=[pdf("签收单")],
            file_name=["签收单"],
        )
        assert signed.json()["state"] == "signed"
        handed = call(head, f"projects/{project.pk}/handover/conclude", on=DAY)
        assert handed.json() == {"project_state": "handed_over", "waits": ""}
