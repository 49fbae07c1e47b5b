"""What keeps a neighbourhood in JSON: the same services, the same refusals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from communities.models import Neighbourhood
from communities.people import tokens
from communities.people.rights import Actor
from tests.cast import People, Town
from tests.projects import making

pytestmark = pytest.mark.django_db

DAY = making.DAY.isoformat()
Call = Callable[..., Any]


@pytest.fixture
def row(wulong: Town, people: People) -> Iterator[Neighbourhood]:
    with wulong.entered():
        yield making.neighbourhood(wulong.places[making.WL_COMMUNITY], people.wl_street)


def send(by: Actor, method: str, address: str, **values: object) -> Any:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens.issue(person=by.person, tenant=by.tenant)}")
    if method == "get":
        return client.get(f"/api/v1/{address}/", values)
    return client.post(f"/api/v1/{address}/", values, format="multipart" if "file" in values else "json")


def test_mode_is_proposed_settled_and_ended(row: Neighbourhood, people: People) -> None:
    street = people.wl_street
    making.state("WL-C-mode-b", [row], street)
    options = send(street, "get", "management-modes/choices", neighbourhood=row.pk).json()
    assert [(one["mode"], one["is_proposed"], one["answer"]["answer"]) for one in options] == [
        ("property-company", False, "undetermined"),
        ("service-centre", True, "yes"),
        ("self-management", False, "undetermined"),
    ]
    asked = {"neighbourhood": row.pk, "from_on": DAY}
    refused = send(street, "post", "management-modes", mode="self-management", **asked)
    assert (refused.status_code, "WL-C" in refused.content.decode()) == (400, False)
    assert "不具备成立物业服务中心" in str(refused.json())
    paper = SimpleUploadedFile("决议.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")
    made = send(
        street,
        "post",
        "management-modes",
        mode="service-centre",
        file=[paper],
        file_name=["业主大会决议"],
        **asked,
    )
    assert (made.status_code, made.json()["mode"], made.json()["until_on"]) == (201, "service-centre", None)
    assert (
        send(people.wl_housing, "post", f"management-modes/{made.json()['id']}/end", on=DAY).status_code
        == 403
    )
    ended = send(street, "post", f"management-modes/{made.json()['id']}/end", on=DAY)
    assert (ended.status_code, ended.json()["until_on"]) == (200, DAY)


def test_fund_and_party(row: Neighbourhood, people: People) -> None:
    street = people.wl_street
    wrong = send(street, "post", "maintenance-funds", neighbourhood=row.pk)
    assert (wrong.status_code, "由谁承担维修" in str(wrong.json())) == (400, True)
    made = send(street, "post", "maintenance-funds", neighbourhood=row.pk, pays_until_then="原产权单位")
    assert (made.status_code, made.json()["revision"]) == (201, 1)
    again = send(
        street, "post", "maintenance-funds", neighbourhood=row.pk, set_up_on=DAY, raised="10.00", revision=1
    )
    assert (again.json()["raised"], again.json()["revision"]) == ("10.00", 2)
    party = send(street, "post", "party-organisations", neighbourhood=row.pk, name="支部", from_on=DAY)
    assert (party.status_code, party.json()["name"]) == (201, "支部")
    ended = send(street, "post", f"party-organisations/{party.json()['id']}/end", on=DAY)
    assert ended.json()["until_on"] == DAY
