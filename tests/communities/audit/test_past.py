"""A neighbourhood and a project as they were at the end of a past day, beside today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities.neighbourhoods.models import Building, Neighbourhood
from communities.people.rights import Actor
from projects.models import Project, WorksItem
from tests.cast import People, Town
from tests.funding import money
from tests.projects import making

pytestmark = pytest.mark.django_db
Browser = Callable[[Actor], Client]


def aged(model: Any, pk: int, *, days: int, **then: Any) -> None:
    """Give the row an older event: what the trigger would have written that many days ago."""
    event = model.pgh_event_model.objects.filter(pgh_obj_id=pk).latest("pgh_id")
    event.pgh_id = -event.pgh_id
    event.pgh_created_at = timezone.now() - timedelta(days=days)
    for name, value in then.items():
        setattr(event, name, value)
    created = event._meta.get_field("pgh_created_at")
    created.auto_now_add = False
    try:
        event.save(force_insert=True)
    finally:
        created.auto_now_add = True


def day(ago: int) -> str:
    return (timezone.localdate() - timedelta(days=ago)).isoformat()


def test_neighbourhood_is_rebuilt_with_what_hung_on_it(
    qingdao: Town, people: People, client_of: Browser
) -> None:
    with qingdao.entered():
        row = making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street)
        old, new = (
            Building.objects.create(neighbourhood=row, name=name, households=9) for name in ("甲楼", "乙楼")
        )
        aged(Neighbourhood, row.pk, days=9, name="旧名小区", households=77)
        aged(Building, old.pk, days=9, households=5)
    client = client_of(people.qd_street)
    address = f"/qingdao/neighbourhoods/{row.pk}/as-of/"
    client.get(address)
    past = client.get(f"{address}?day={day(3)}").context["past"]
    assert dict(past.facts)["小区名称"] == "旧名小区"
    assert dict(past.facts)["所在辖区" if "所在辖区" in dict(past.facts) else "辖区"] == "云霄路社区"
    (buildings,) = (section for section in past.sections if section.title == "楼栋")
    assert [dict(zip(buildings.heads, line, strict=True))["楼号"] for line in buildings.lines] == ["甲楼"]
    told = {(one.table, one.pk): one for one in past.changes}
    assert told["楼栋", new.pk].act == "新增"
    assert ("户数", "5", "9") in {(c.field, c.before, c.after) for c in told["楼栋", old.pk].cells}
    assert ("小区名称", "旧名小区", row.name) in {
        (c.field, c.before, c.after) for c in told["小区", row.pk].cells
    }
    assert client.get(f"{address}?day={day(30)}").context["past"] is None
    assert "还没有这个小区" in client.get(f"{address}?day={day(30)}").content.decode()
    for wrong in (day(0), day(-5), "2026-13-01", "昨天"):
        assert "请选今天以前的一天" in client.get(f"{address}?day={wrong}").content.decode()
    assert client_of(people.qd_audit).get(address).status_code == 404


def test_deleted_then_is_gone_and_statements_stay(qingdao: Town, people: People, client_of: Browser) -> None:
    with qingdao.entered():
        row = making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street)
        aged(Neighbourhood, row.pk, days=9)
        gone = Building.objects.create(neighbourhood=row, name="甲楼")
        aged(Building, gone.pk, days=9, pgh_label="delete")
    client = client_of(people.qd_street)
    address = f"/qingdao/neighbourhoods/{row.pk}/as-of/?day={day(3)}"
    assert client.get(address).context["past"].sections == ()
    with qingdao.entered():
        for name in ("乙楼", "丙楼", "丁楼"):
            aged(Building, Building.objects.create(neighbourhood=row, name=name).pk, days=8)
    with CaptureQueriesContext(connection) as few:
        assert len(client.get(address).context["past"].sections[0].lines) == 3
    with qingdao.entered():
        for name in ("戊楼", "己楼"):
            aged(Building, Building.objects.create(neighbourhood=row, name=name).pk, days=8)
    with CaptureQueriesContext(connection) as many:
        assert len(client.get(address).context["past"].sections[0].lines) == 5
    assert len(few) == len(many)


def test_project_with_contents_and_money_of_then(qingdao: Town, people: People, client_of: Browser) -> None:
    by = people.qd_street
    with qingdao.entered():
        row = making.eligible(qingdao.places[making.COMMUNITY], people)
        project = making.project([row], by)
        item = making.item(project, row, by, "heat")
        source = money.source(project, by)
        money.arrive(source, "500.00", by)
        aged(Project, project.pk, days=9, name="旧名工程")
        aged(WorksItem, item.pk, days=9)
    client = client_of(by)
    address = f"/qingdao/projects/{project.pk}/as-of/"
    answer = client.get(f"{address}?day={day(3)}")
    past = answer.context["past"]
    assert dict(past.facts)["项目名称"] == "旧名工程"
    assert past.values["state"] == project.state
    assert [section.title for section in past.sections] == ["改造内容"]
    assert {one.table for one in past.changes} >= {"项目", "资金来源"}
    assert answer.context["sums"]["支付"] == 0
    assert client.get(f"{address}?day={day(30)}").context["past"] is None
