"""What a large project and a long list cost the database."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from approvals.transitions import fire
from projects.models import Project
from projects.services import ItemDraft, add_items, propose
from tests.cast import People, Town
from tests.projects import making

pytestmark = pytest.mark.django_db


def test_firing_costs_at_most_25_queries_with_30_neighbourhoods_and_200_items(
    qingdao: Town, people: People
) -> None:
    with qingdao.entered():
        place = qingdao.places[making.COMMUNITY]
        rows = [making.neighbourhood(place, people.qd_street, f"河清路{n}号院") for n in range(30)]
        making.make_eligible(rows, people)
        project = propose(
            neighbourhoods=rows,
            name="河清路片区",
            items=(),
            adopted=making.today(),
            by=people.qd_street,
            now=making.NOW,
        )
        ids = [item.id for item in making.today().rulebook.rows("items")][:7]
        drafts = [ItemDraft(id_, row, estimate=Decimal(1000)) for row in rows for id_ in ids][:200]
        add_items(project, drafts, adopted=making.today(), by=people.qd_street)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            fire(project, "reserve", by=people.qd_housing, now=making.NOW)
        asked = [q["sql"] for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        assert len(asked) <= 25, "\n".join(sql[:120] for sql in asked)


def test_list_of_projects_costs_the_same_with_one_and_with_many(
    qingdao: Town, people: People, client_of
) -> None:
    client = client_of(people.qd_street)

    def cost() -> int:
        client.get("/qingdao/projects/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/qingdao/projects/").status_code == 200
        return len([q for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))])

    with qingdao.entered():
        place = qingdao.places[making.COMMUNITY]
        making.project([making.eligible(place, people)], people.qd_street)
    one = cost()
    with qingdao.entered():
        rows = [making.neighbourhood(place, people.qd_street, f"河清路{n}号院") for n in range(12)]
        making.make_eligible(rows, people)
        for row in rows:
            making.project([row], people.qd_street)
        assert Project.objects.count() == 13
    many = cost()
    assert (many, many <= 15) == (one, True)
