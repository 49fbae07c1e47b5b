"""Works that go on, for the tests of progress: items that have started, months that are reported and confirmed."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from PIL import Image

from communities.models import Document
from communities.people.rights import Actor
from communities.records.services import store_bytes
from communities.tenancy.models import Jurisdiction
from projects import services
from projects.models import Contract, NamedParty, Progress, Project, WorksItem
from projects.services.building import mark_started
from tests.cast import People, Town
from tests.projects import making

STARTED = date(2026, 9, 10)
SEPTEMBER, OCTOBER, NOVEMBER = (date(2026, month, 1) for month in (9, 10, 11))


def at(day: date, hour: int = 9) -> datetime:
    return making.NOW.replace(year=day.year, month=day.month, day=day.day, hour=hour)


def site(
    town: Town, people: People, *estimates: int | None, name: str = "河清路二小区"
) -> tuple[Project, list[WorksItem]]:
    """A project of Qingdao under way, with an item started on 2026-09-10 for each estimate (yuan)."""
    row = making.eligible(town.places[making.COMMUNITY], people, name)
    project = making.project([row], people.qd_street)
    catalogue = [each.id for each in making.today().rulebook.rows("items")]
    items = [
        making.item(project, row, people.qd_street, catalogue[place], estimate)
        for place, estimate in enumerate(estimates)
    ]
    making.at(project, "building")
    return project, [mark_started(item, on=STARTED, by=people.qd_district, now=at(STARTED)) for item in items]


def report(
    item: WorksItem,
    by: Actor,
    physical: int | str,
    *,
    month: date = NOVEMBER,
    invested: int = 0,
    paid: int = 0,
    now: datetime = making.NOW,
    **more: Any,
) -> Progress:
    money: dict[str, Any] = {"invested": Decimal(invested), "paid": Decimal(paid)}
    return services.report_progress(
        item, month=month, physical=Decimal(physical), by=by, now=now, **money, **more
    )


def confirmed(row: Progress, by: Actor, now: datetime = making.NOW) -> Progress:
    services.confirm_progress([row], by=by, now=now)
    row.refresh_from_db()
    return row


def contractor(project: Project, by: Actor, name: str = "青建集团") -> NamedParty:
    return services.name_party(
        project,
        role="contractor",
        name=name,
        from_on=making.DAY,
        adopted=making.today(),
        by=by,
        now=making.NOW,
    )


def contract(party: NamedParty, by: Actor, number: str = "施-2026-01", **more: Any) -> Contract:
    paper = making.paper("施工合同", party.project.jurisdiction, by)
    facts = {"title": "一标段施工", "amount": Decimal(800_000), "signed_on": making.DAY, **more}
    return services.sign_contract(
        party.project,
        party=party,
        number=number,
        evidence=[("施工合同", paper)],
        by=by,
        now=making.NOW,
        **facts,
    )


def photo(place: Jurisdiction, by: Actor) -> Document:
    picture = io.BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "PNG")
    content = picture.getvalue()
    return store_bytes(content=content, filename="现场.png", kind="现场照片", jurisdiction=place, by=by)
