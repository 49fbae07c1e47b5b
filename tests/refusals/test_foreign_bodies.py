"""Another tenant's rows named inside a request: nothing is found, nothing is written, nothing is said of them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import resolve

from approvals.plan.services import open_plan
from tests.projects import making
from tests.refusals.test_every_route import bearer, everything_in
from tests.refusals.world import World

pytestmark = pytest.mark.xdist_group("foreign bodies")

DAY = making.DAY.isoformat()


def test_rows_of_another_tenant_in_a_body_are_as_missing_ones(world: World, client: Client) -> None:
    """By a rich stranger at home, once with Qingdao's ids and once with ids that nobody has: the same answers."""
    with world.wulong.entered():
        open_plan(2026, by=world.stranger, now=making.NOW)
    caller = bearer(world, world.stranger, client)
    before = everything_in(world.qingdao), everything_in(world.wulong)

    def answers(ids: dict[str, int]) -> list[tuple[int, str]]:
        bodies = {
            "plans/2026/nominate/": {"projects": [ids["project"]], "note": ""},
            "plans/2026/confirm/": {"entries": [ids["drafted"]], "document_no": "一号", "confirmed_on": DAY},
            "consultations/": {
                "project": ids["project"], "kind": "before", "method": "入户", "opened_on": DAY, "due_on": DAY,
            },
            "disputes/": {
                "project": ids["project"], "title": "车位", "description": "车位不足", "raised_on": DAY,
            },
            "project-declarations/": {
                "project": ids["project"], "criterion": "WL-C-prelim", "value": True, "on": DAY, "evidence": [],
            },
            "owners-bodies/": {
                "neighbourhood": ids["neighbourhood"], "kind": "committee", "name": "业委会", "formed_on": DAY,
            },
            "management-modes/": {
                "neighbourhood": ids["neighbourhood"], "mode": "property-company", "from_on": DAY, "evidence": [],
            },
            "maintenance-funds/": {
                "neighbourhood": ids["neighbourhood"], "pays_until_then": "原产权单位", "evidence": [],
            },
            "party-organisations/": {
                "neighbourhood": ids["neighbourhood"], "name": "党支部", "from_on": DAY,
            },
            "cases/": {
                "kind": "inspection", "source": "covert", "project": ids["project"], "on": DAY,
                "subject": "围挡", "text": "围挡破损",
            },
            "works-items/": {"project": ids["project"], "neighbourhood": ids["neighbourhood"], "item": "road"},
        }  # fmt: skip
        said = []
        for path, body in bodies.items():
            resolve(f"/api/v1/{path}")  # an address that is not there would refuse everybody
            response = client.post(
                f"/api/v1/{path}", body, content_type="application/json", headers=caller.headers
            )
            text = response.content.decode()
            for id_ in ids.values():
                text = text.replace(f'"{id_}"', "ID")
            said.append((response.status_code, text))
        return said

    named = ("project", "neighbourhood", "drafted")
    foreign = answers({name: world.ids[name] for name in named})
    nobodys = answers(dict.fromkeys(named, 2**40))
    assert [status for status, _ in foreign] == [status for status, _ in nobodys]
    assert all(status in (400, 404) for status, _ in foreign)
    assert not any(typed in text for _, text in foreign for typed in world.typed.values())
    assert (everything_in(world.qingdao), everything_in(world.wulong)) == before
