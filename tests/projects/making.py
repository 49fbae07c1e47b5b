"""Eligible neighbourhoods and projects for the tests of projects, approvals and governance, made by the services."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from communities.neighbourhoods import services
from communities.neighbourhoods.models import Neighbourhood
from communities.people.rights import Actor
from communities.records.models import Document
from communities.records.services import store_bytes
from communities.rulebooks.queries import Adopted, in_force
from communities.tenancy.models import Jurisdiction
from projects.enums import State
from projects.models import Consultation, ConsultationOpinion, Project, Scheme, WorksItem
from projects.services import (
    ItemDraft,
    add_items,
    add_opinion,
    file_scheme,
    open_consultation,
    propose,
)
from projects.stages import STAGES
from tests.cast import People

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY = date(2026, 11, 20)
COMMUNITY = "370202001001"
"""云霄路社区, where qd_street and qd_community have their seats."""
NEXT_COMMUNITY = "370202001004"
WL_COMMUNITY = "500156001001"
STREETS = {
    "QD-C-neglect": "摸底调查表",
    "QD-C-municipal": "摸底调查表",
    "QD-C-services": "摸底调查表",
    "QD-C-residential": "",
}


def today() -> Adopted:
    """The rulebook in force on the day of the tests."""
    return in_force(NOW.date())


def neighbourhood(place: Jurisdiction, by: Actor, name: str = "河清路二小区", **more: Any) -> Neighbourhood:
    """Plain figures that draw no question: completed 1998, 8 buildings, 312 households, 25,100 ㎡."""
    facts = {
        "name": name,
        "survey_year": 2024,
        "completed_from": date(1998, 1, 1),
        "completed_to": date(1998, 12, 31),
        "buildings_declared": 8,
        "households_declared": 312,
        "floor_area_declared": Decimal("25100.00"),
    }
    return services.create(values=facts | more, jurisdiction=place, by=by, now=NOW)


def paper(kind: str, place: Jurisdiction, by: Actor) -> Document:
    """A small PDF on record."""
    content = b"%PDF-1.4\n%%EOF\n"
    return store_bytes(content=content, filename=f"{kind}.pdf", kind=kind, jurisdiction=place, by=by)


def state(
    criterion: str, rows: Iterable[Neighbourhood], by: Actor, document: str = "", *, value: bool = True
) -> None:
    """Declare about neighbourhoods with the one paper that the rulebook names."""
    chosen = list(rows)
    evidence = [(document, paper(document, chosen[0].jurisdiction, by))] if document else []
    services.declare(
        criterion=criterion, value=value, neighbourhoods=chosen, evidence=evidence, on=DAY, by=by, now=NOW
    )
    for row in chosen:
        row.refresh_from_db()


def survey(row: Neighbourhood, by: Actor, *, agreeing: int, answered: int = 300) -> None:
    """A round of asking the 312 households."""
    services.record_survey(
        row, on=DAY, households=312, answered=answered, agreeing=agreeing, source="入户调查", by=by, now=NOW
    )
    row.refresh_from_db()


def make_eligible(rows: Iterable[Neighbourhood], people: People) -> None:
    """Qingdao's declared criteria, each by its own actor with its document."""
    chosen = list(rows)
    for criterion, document in STREETS.items():
        state(criterion, chosen, people.qd_street, document)
    willing(chosen, people)


def willing(rows: Iterable[Neighbourhood], people: People, *, value: bool = True) -> None:
    """Only what the community declares: it is its own street's, 云霄路社区."""
    state("QD-C-will", rows, people.qd_community, "居民意愿征询记录", value=value)


def eligible(place: Jurisdiction, people: People, name: str = "河清路二小区", **more: Any) -> Neighbourhood:
    """A neighbourhood of 云霄路社区 that may be renovated."""
    row = neighbourhood(place, people.qd_street, name, **more)
    make_eligible([row], people)
    assert row.eligible == "yes"
    return row


def project(rows: Iterable[Neighbourhood], by: Actor, name: str = "") -> Project:
    """PROPOSED, without works items."""
    chosen = list(rows)
    called = name or f"{chosen[0].name}改造项目"
    return propose(neighbourhoods=chosen, name=called, items=(), adopted=today(), by=by, now=NOW)


def item(
    of: Project, row: Neighbourhood, by: Actor, id_: str = "road", estimate: int | None = 468_000
) -> WorksItem:
    """One works item of the catalogue."""
    money = None if estimate is None else Decimal(estimate)
    draft = ItemDraft(id_, row, quantity=Decimal(2600), unit="平方米", estimate=money)
    (made,) = add_items(of, [draft], adopted=today(), by=by)
    return made


def scheme(of: Project, by: Actor, name: str = "实施方案", content: bytes = b"1", **more: Any) -> Scheme:
    """A version of the scheme with one file, whose content tells versions apart; the project is in the pool."""
    file = store_bytes(
        content=b"%PDF-1.4\n" + content + b"\n%%EOF\n",
        filename=f"{name}.pdf",
        kind=name,
        jurisdiction=of.jurisdiction,
        by=by,
    )
    return file_scheme(of, summary="道路、管网和楼道", papers=[(name, file)], by=by, now=NOW, **more)


def consultation(of: Project, by: Actor, kind: str = "before", **more: Any) -> Consultation:
    """Open since the day before the day of the tests."""
    return open_consultation(of, kind=kind, method="入户", opened_on=DAY, due_on=DAY, by=by, now=NOW, **more)


def opinion(
    of: Consultation, by: Actor, party: str, stance: str = "agree", text: str = ""
) -> ConsultationOpinion:
    """What one group said."""
    return add_opinion(of, party=party, who="来自各方", stance=stance, text=text, said_on=DAY, by=by, now=NOW)


def at(of: Project, state: str) -> Project:
    """Put along the life's own steps, without its gates: for what is allowed in a state only."""
    for step in STAGES[STAGES.index(State(of.state)) + 1 : STAGES.index(State(state)) + 1]:
        Project.objects.filter(pk=of.pk).update(state=step)
    of.refresh_from_db()
    return of
