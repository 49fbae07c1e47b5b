"""Pages open for whoever may see them, say what is wrong at the field, and cost the same with one row and with many."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from communities.neighbourhoods import services
from communities.neighbourhoods.models import Neighbourhood
from communities.people.rights import Actor
from tests.cast import People, Town
from tests.communities.neighbourhoods import making

Browser = Callable[[Actor], Client]
TABS = ("", "buildings/", "surveys/", "documents/", "history/", "print/", "edit/", "merge/", "buildings/new/", "surveys/new/")


@pytest.mark.parametrize("tab", TABS)
def test_file_every_tab_opens_for_the_street(qingdao: Town, people: People, client_of: Browser, tab: str) -> None:
    with qingdao.entered():
        row = making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street)
        making.declare_all(row, street=people.qd_street, community=people.qd_community)

    response = client_of(people.qd_street).get(f"/qingdao/neighbourhoods/{row.pk}/{tab}")

    assert response.status_code == 200
    assert "河清路二小区" in response.content.decode()


def test_list_with_one_row_and_with_many_same_number_of_queries(
    qingdao: Town, people: People, client_of: Browser
) -> None:
    with qingdao.entered():
        place = qingdao.places[making.COMMUNITY]
        making.neighbourhood(place, people.qd_street)
    client = client_of(people.qd_city)
    client.get("/qingdao/neighbourhoods/")
    with CaptureQueriesContext(connection, ) as one:
        client.get("/qingdao/neighbourhoods/")
    with qingdao.entered():
        for number in range(500):
            row = Neighbourhood(jurisdiction=place, **making.facts(f"{number}号院"))
            services.place_and_name(row)
            services.settle_sums(row, [])
            row.save()
    with CaptureQueriesContext(connection) as many:
        response = client.get("/qingdao/neighbourhoods/")

    assert "筛选合计 501 个小区" in response.content.decode()
    assert len(one) == len(many) <= 15, [q["sql"][:120] for q in many]
