"""Reviews in JSON: the same rounds, the same refusals."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from approvals.models import ReviewRound
from communities.people.rights import Actor
from projects.models import Project
from tests.approvals.review import making
from tests.cast import People

pytestmark = pytest.mark.django_db

QINGDAO = {"X-Tenant": "qingdao"}
Browser = Callable[[Actor], Client]


def send(client: Client, method: str, path: str, **data: Any) -> Any:
    body = json.dumps(data)
    return client.generic(method, f"/api/v1/{path}", body, content_type="application/json", headers=QINGDAO)


def test_a_whole_round_by_the_interface(project: Project, people: People, client_of: Browser) -> None:
    chair = client_of(people.qd_housing)
    day = f"{timezone.localdate()}"
    made = send(chair, "POST", f"projects/{project.pk}/reviews/", review=making.QD, working_days=5)
    assert made.status_code == 201
    one = made.json()
    path = f"reviews/{one['id']}/"
    assert [row["key"] for row in one["reviewers"]] == ["d-housing", "d-ndrc", "d-finance", "d-planning"]
    waits = send(chair, "POST", f"{path}conclude/")
    assert waits.status_code == 409
    assert waits.json()["answer"]["missing"][0] == "opinion:d-housing"
    for login, row in zip(making.MEMBERS, one["reviewers"], strict=True):
        given = {"reviewer": row["id"], "opinion": "agree", "signed_on": day, "signer": "王"}
        said = send(client_of(getattr(people, login)), "POST", f"{path}opinions/", **given)
        assert said.status_code == 201
    refused = send(client_of(people.qd_street), "POST", f"{path}opinions/", **given)
    assert refused.status_code == 403
    filled = send(chair, "PATCH", f"{path}outputs/approval/", fields={"内容": "批准"}, number="3号")
    assert (filled.status_code, filled.json()["fields"]) == (200, {"内容": "批准"})
    came = send(chair, "PATCH", f"{path}attendance/", attended={"d-finance": 2})
    assert came.json()["attended"] == {"d-finance": 2}
    done = send(chair, "POST", f"{path}conclude/", text="同意", result="approved")
    assert (done.status_code, done.json()["project_state"]) == (200, "approved")
    assert done.json()["round"]["outputs"][0]["document"] is not None
    assert send(chair, "POST", f"{path}conclude/").status_code == 400
    listed = chair.get("/api/v1/reviews/?state=approved", headers=QINGDAO).json()
    assert [row["id"] for row in listed["results"]] == [one["id"]]


def test_what_can_not_be_is_said_with_its_reason(
    one: ReviewRound, people: People, client_of: Browser
) -> None:
    chair = client_of(people.qd_housing)
    again = send(chair, "POST", f"projects/{one.project_id}/reviews/", review=making.QD, working_days=5)
    assert again.status_code == 400
    assert "正在进行" in again.content.decode()
    nobody = {"reviewer": 2**40, "opinion": "agree", "signed_on": "2026-11-21", "signer": "王"}
    assert send(chair, "POST", f"reviews/{one.pk}/opinions/", **nobody).status_code == 404
    assert send(chair, "PATCH", f"reviews/{one.pk}/outputs/minutes/", fields={}).status_code == 404
    stranger = send(client_of(people.qd_street), "PATCH", f"reviews/{one.pk}/attendance/", attended={})
    assert stranger.status_code == 403
