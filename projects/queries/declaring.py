"""Where each declared criterion behind an answer is supplied: a declaration, a record, or a neighbourhood's page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.urls import reverse

from communities.models import Building, Neighbourhood, NeighbourhoodDeclaration
from communities.neighbourhoods.declaring import declarer_at
from communities.people.rights import Actor, Refused
from communities.rulebooks.queries import Adopted
from policies.pack.rows import Criterion
from policies.verdict import Answer, Because
from projects.assigned import seats_of
from projects.models import Dispute, Lift, Project, ProjectDeclaration, WorksItem
from projects.queries.catalogue import item_names
from projects.recording import ACTS, KEPT_HERE
from projects.services.acting import declarer
from projects.services.confirming import concluded

Row = TypeVar("Row", bound=Model)

AT_THE_NEIGHBOURHOOD = {
    "owners_body": "owners_body_new",
    "property_contract": "property_contract_new",
    "management_mode": "mode_settle",
    "maintenance_fund": "fund_set",
}
"""Record of a neighbourhood -> the page that registers it."""


@dataclass(frozen=True)
class ToDeclare:
    """One declared criterion asked of one subject, and the page on which it is supplied.

    `kind`, `subject`: what it is about and its id; `subject_name` is empty for the project itself. `may_state`: this
    person's unit states it. `is_stated`: something stands already, and may be stated anew. `act`: what files it, empty
    for a bare declaration.
    """

    id: str
    name: str
    clause: str
    quote: str
    answer: str
    who: str
    kind: str
    subject: int
    subject_name: str
    url: str
    act: str
    may_state: bool
    is_stated: bool


def to_declare(project: Project, answer: Answer, adopted: Adopted, by: Actor) -> list[ToDeclare]:
    """The declared criteria behind the answer, those not yes first, each once a subject, in the order asked."""
    asked: dict[tuple[str, str], tuple[Because, Criterion]] = {}
    for entry in answer.because:
        row = adopted.rulebook.find("criteria", entry.id)
        if row is not None and row.kind == "declared":
            about = entry.subject if entry.subject and row.about != "project" else f"project:{project.pk}"
            asked.setdefault((entry.id, about), (entry, row))
    subjects = _Subjects(project, adopted, by, [about for _, about in asked])
    rows = [
        subjects.row(entry, criterion, *about.split(":", 1))
        for (_, about), (entry, criterion) in asked.items()
    ]
    return sorted((row for row in rows if row is not None), key=lambda row: row.answer == "yes")


class _Subjects:
    """Names and places of what the criteria are about, read once for all of them."""

    def __init__(self, project: Project, adopted: Adopted, by: Actor, asked: Iterable[str]) -> None:
        self.project, self.adopted, self.by = project, adopted, by
        self.seats = seats_of(project, by)
        ids: dict[str, set[int]] = defaultdict(set)
        for about in asked:
            kind, _, id_ = about.partition(":")
            if id_.isdecimal():
                ids[kind].add(int(id_))
        self.items = _by_id(
            WorksItem.objects.filter(pk__in=ids["item"]).select_related("neighbourhood", "building")
        )
        self.lifts = _by_id(
            Lift.objects.filter(pk__in=ids["lift"]).select_related("building", "works_item__neighbourhood")
        )
        self.disputes = _by_id(Dispute.objects.filter(pk__in=ids["dispute"]))
        self.buildings = _by_id(
            Building.objects.filter(pk__in=ids["building"]).select_related("neighbourhood")
        )
        self.neighbourhoods = _by_id(Neighbourhood.objects.filter(pk__in=ids["neighbourhood"]))
        self.items_named = item_names(adopted)
        self.stated = {
            (row["criterion"], row["works_item"], row["lift"], row["dispute"])
            for row in ProjectDeclaration.objects.filter(project=project, is_current=True).values(
                "criterion", "works_item", "lift", "dispute"
            )
        }
        places = [*ids["neighbourhood"], *(b.neighbourhood_id for b in self.buildings.values())]
        self.stated_there = {
            (row["criterion"], row["neighbourhood"], row["building"])
            for row in NeighbourhoodDeclaration.objects.filter(
                neighbourhood__in=places, is_current=True
            ).values("criterion", "neighbourhood", "building")
        }

    def row(self, entry: Because, row: Criterion, kind: str, id_: str) -> ToDeclare | None:
        """None for a subject that is gone."""
        subject = int(id_) if id_.isdecimal() else 0
        named = self._name(kind, subject)
        if named is None:
            return None
        url, act = self._page(row, kind, subject)
        return ToDeclare(
            row.id,
            row.name,
            str(row.source),
            entry.quote or "",
            entry.answer.value,
            self.adopted.rulebook.actor_name(str(row.by)),
            kind,
            subject,
            named,
            url,
            act,
            self._may(row, kind, subject),
            self._is_stated(row.id, kind, subject),
        )

    def _name(self, kind: str, subject: int) -> str | None:
        if kind == "project":
            return ""
        if kind == "item" and (item := self.items.get(subject)):
            place = item.building.name if item.building else item.neighbourhood.name
            return f"{self.items_named.get(item.item, item.item)}（{place}）"
        found: object = {
            "lift": self.lifts,
            "dispute": self.disputes,
            "building": self.buildings,
            "neighbourhood": self.neighbourhoods,
        }.get(kind, {}).get(subject)
        return str(found) if found is not None else None

    def _page(self, row: Criterion, kind: str, subject: int) -> tuple[str, str]:
        """(address, act that files it)."""
        pk, id_ = self.project.pk, row.id
        if kind == "item":
            return f"{self._url('item_declare', pk=pk, criterion=id_)}?item={subject}", ""
        if kind in {"lift", "dispute"}:
            return self._url(f"{kind}_declare", pk=pk, criterion=id_, **{kind: subject}), ""
        if kind == "building":
            place = self.buildings[subject].neighbourhood_id
            return self._url("building_declare", pk=place, building=subject, criterion=id_), ""
        record = str(row.record or "")
        if kind == "neighbourhood":
            if page := AT_THE_NEIGHBOURHOOD.get(record):
                return self._url(page, pk=subject), ""
            if record not in ACTS:
                return self._url("neighbourhood_declare", pk=subject, criterion=id_), ""
        if record in KEPT_HERE and concluded(self.project, record) is not None:
            return self._url("project_record", pk=pk, record=record), ACTS[record].words
        if record in ACTS:
            act = ACTS[record]
            return self._url(act.page, **({} if act.page == "plan_list" else {"pk": pk})), act.words
        return self._url("project_declare", pk=pk, criterion=id_), ""

    def _may(self, row: Criterion, kind: str, subject: int) -> bool:
        if kind == "neighbourhood":
            path = self.neighbourhoods[subject].path
            return declarer_at(self.by, row, self.adopted, path) is not None
        if kind == "building":
            path = self.buildings[subject].neighbourhood.path
            return declarer_at(self.by, row, self.adopted, path) is not None
        places = {
            "item": lambda: [self.items[subject].neighbourhood.path],
            "lift": lambda: [self.lifts[subject].works_item.neighbourhood.path],
        }.get(kind, list)()
        try:
            declarer(self.project, row.id, adopted=self.adopted, by=self.by, at=places, seats=self.seats)
        except Refused:
            return False
        return True

    def _is_stated(self, criterion: str, kind: str, subject: int) -> bool:
        if kind == "neighbourhood":
            return (criterion, subject, None) in self.stated_there
        if kind == "building":
            return (criterion, self.buildings[subject].neighbourhood_id, subject) in self.stated_there
        about = [subject if kind == one else None for one in ("item", "lift", "dispute")]
        return (criterion, *about) in self.stated

    def _url(self, name: str, **arguments: object) -> str:
        return reverse(name, kwargs={"tenant": self.by.tenant.code, **arguments})


def _by_id(rows: QuerySet[Row]) -> Mapping[int, Row]:
    return {row.pk: row for row in rows}
