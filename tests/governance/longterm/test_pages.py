"""The page 长效管理, its lists and its spreadsheets: for the places that a person sees, in constant queries."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities.models import Neighbourhood
from communities.neighbourhoods.register.names import fold
from communities.people.rights import Actor
from projects.enums import State
from tests.cast import People, Town
from tests.governance.figures import ground
from tests.governance.longterm import keeping

pytestmark = pytest.mark.django_db

PAGE = "/qingdao/longterm/"


@pytest.fixture
def kept(qingdao: Town) -> Town:
    with qingdao.entered():
        rows = ground.neighbourhoods(qingdao.places["370202001001"], 3)
        Neighbourhood.objects.filter(pk=rows[0].pk).update(search_text=fold("小区0"))
        keeping.bodies(rows[:1], term_until=timezone.localdate() + timedelta(days=30))
        keeping.managed(rows[:2])
        keeping.contract(rows[0], timezone.localdate() - timedelta(days=2))
        keeping.parties(rows)
        keeping.funds(rows[:1])
        ground.carried(ground.projects([[rows[0]], [rows[1]]]), State.COMPLETED, "2020-06-01")
    return qingdao


def test_page_shows_parts_of_numbers_and_each_number_opens_its_rows(
    kept: Town, people: People, client_of: Callable[[Actor], Client]
) -> None:
    leader = client_of(people.qd_leader)
    shown = leader.get(PAGE).content.decode()
    for words in ("66.67", "2 / 3 个小区", "33.33", "2 / 2 个小区", "50.00", "已过 2 天", "30 天"):
        assert words in shown
    assert "二(一)1" in shown
    rows = leader.get(f"{PAGE}list/?place=370202&figure=managed&answer=no").content.decode()
    assert ("共 1 个小区" in rows, "小区2" in rows, "小区0" in rows) == (True, True, False)
    first = leader.get(f"{PAGE}list/?figure=managed&answer=yes&q=小区0").content.decode()
    for words in ("物业服务企业", "业委会", "海尔物业", "2020-01-01 建立", "党支部", "已竣工"):
        assert words in first
    endings = leader.get(f"{PAGE}list/?figure=contract&days=90").content.decode()
    assert ("海尔物业" in endings, "共 1 项" in endings) == (True, True)
    assert "没有到期的" in leader.get(f"{PAGE}list/?figure=warranty").content.decode()
    assert leader.get(f"{PAGE}list/?figure=nonsense").status_code == 404


def test_empty_place_has_no_rates(
    qingdao: Town, people: People, client_of: Callable[[Actor], Client]
) -> None:
    shown = client_of(people.qd_leader).get(f"{PAGE}?place=370203").content.decode()
    assert ("0 / 0 个小区" in shown, "0.00%" in shown, "天内没有到期的事项" in shown) == (True, False, True)


def test_places_outside_do_not_exist_and_export_is_a_right(
    kept: Town, people: People, client_of: Callable[[Actor], Client]
) -> None:
    street = client_of(people.qd_street)
    for page in ("", "list/", "file/"):
        assert street.get(f"{PAGE}{page}?place=370203").status_code == 404
    assert client_of(people.qd_admin).get(PAGE).status_code == 403
    assert client_of(people.wl_housing).get(PAGE).status_code == 404
    answer = street.get(f"{PAGE}file/?figure=managed&answer=yes")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    assert [row[1].value for row in sheet.iter_rows(min_row=2, max_row=3)] == ["小区0", "小区1"]
    endings = street.get(f"{PAGE}file/?figure=term")
    sheet = openpyxl.load_workbook(io.BytesIO(endings.content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][1:] == [
        "业主组织任期",
        "小区0",
        kept.places["370202001001"].name,
        "业委会",
        (timezone.localdate() + timedelta(days=30)).isoformat(),
        30,
    ]


def test_pages_cost_the_same_for_any_number_of_rows(
    kept: Town, people: People, client_of: Callable[[Actor], Client]
) -> None:
    leader = client_of(people.qd_leader)
    addresses = (PAGE, f"{PAGE}list/?figure=managed", f"{PAGE}list/?figure=contract")
    counted: list[list[int]] = []
    for _ in range(2):
        counts = []
        for address in addresses:
            leader.get(address)
            with CaptureQueriesContext(connection) as asked:
                leader.get(address)
            counts.append(len([q for q in asked.captured_queries if "SELECT" in q["sql"]]))
        counted.append(counts)
        with kept.entered():
            more = ground.neighbourhoods(ground.communities_of(kept, "370203")[0], 20, prefix="又一小区")
            keeping.bodies(more)
            keeping.managed(more)
            for row in more:
                keeping.contract(row, timezone.localdate())
    assert counted[0] == counted[1]
