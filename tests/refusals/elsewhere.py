"""The rows of the world once more, where its people have no business: out of their reach, and in another tenant."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction

from approvals.models import (
    AcceptanceCheck,
    AcceptanceParticipant,
    AnnualPlan,
    HandoverEntry,
    PlanEntry,
    Reviewer,
)
from communities.models import (
    Building,
    Document,
    Jurisdiction,
    Membership,
    Neighbourhood,
    Organisation,
    Person,
    Role,
)
from communities.rulebooks.models import RulebookVersion
from communities.tenancy.owned import TenantOwned
from projects.models import (
    ConsultationOpinion,
    Dispute,
    Lift,
    NamedParty,
    Progress,
    Project,
    ProjectPaper,
    Scheme,
    WorksItem,
)
from tests.cast import PASSWORD, Town
from tests.refusals.world import World

Rows = dict[type[models.Model], Any]
"""A row of each kind that a body may name."""

FAR = "370203"
"""市北区: neither the street's nor the district's in which the world lies."""
NAMED: dict[type[models.Model], str] = {
    Organisation: "organisation",
    Role: "role",
    Membership: "membership",
    Neighbourhood: "neighbourhood",
    Building: "building",
    Document: "document",
    Project: "prepared",
    WorksItem: "item",
    Scheme: "scheme",
    ConsultationOpinion: "opinion",
    NamedParty: "party",
    Lift: "lift",
    Dispute: "dispute",
    Progress: "progress",
    ProjectPaper: "paper",
    PlanEntry: "drafted",
    Reviewer: "reviewer",
}
"""What the world calls them."""
WHOLE_TENANTS = (AnnualPlan, Role)
"""Rows that lie at no place."""


def own(world: World) -> Rows:
    """Rows of the world: the clerk's own."""
    rows: Rows = {model: model._base_manager.get(pk=world.ids[name]) for model, name in NAMED.items()}
    rows[Jurisdiction] = rows[Neighbourhood].jurisdiction
    rows[Person] = Person.objects.get(pk=world.ids["person"])
    rows[AcceptanceCheck] = AcceptanceCheck.objects.filter(acceptance=world.ids["acceptance"])[0]
    rows[AcceptanceParticipant] = AcceptanceParticipant.objects.filter(acceptance=world.ids["acceptance"])[0]
    rows[HandoverEntry] = HandoverEntry.objects.filter(handover=world.ids["handover"])[0]
    return rows


@contextmanager
def elsewhere(world: World) -> Iterator[dict[str, Rows]]:
    """`far`, at another district's place, and `abroad`, in another tenant; gone again afterwards.

    They are written past the services, each with all that it hangs on: what counts here is whose they are.
    """
    far = next(row for code, row in world.qingdao.places.items() if code.startswith(f"{FAR}0"))
    with transaction.atomic():
        with world.qingdao.entered():
            mine = own(world)
        yield {
            "far": _Put(world.qingdao, world.qingdao, far).all(mine),
            "abroad": _Put(world.qingdao, world.wulong, world.wulong.top).all(mine),
        }
        transaction.set_rollback(True)


@dataclass
class _Put:
    """Copies rows of `home` to a place of `town`, each once."""

    home: Town
    town: Town
    place: Jurisdiction
    done: dict[tuple[type[models.Model], int], Any] = field(default_factory=dict)

    def all(self, mine: Rows) -> Rows:
        rows: Rows = {
            model: self.copy(row) for model, row in mine.items() if model not in (Jurisdiction, Person)
        }
        person = Person.objects.create_user(f"of-{self.place.code}", PASSWORD, name=f"{self.place.name}某人")
        with self.town.entered():
            Membership._base_manager.filter(pk=rows[Membership].pk).update(person=person)
        return rows | {Jurisdiction: self.place, Person: person}

    def copy(self, row: Any) -> Any:
        if type(row) in WHOLE_TENANTS and self.town is self.home:
            return row
        key = (type(row), row.pk)
        if key not in self.done:
            values = {column.attname: self.value(row, column) for column in row._meta.concrete_fields[1:]}
            with self.town.entered():
                (self.done[key],) = type(row)._base_manager.bulk_create([type(row)(**values)])
        return self.done[key]

    def value(self, row: Any, column: Any) -> Any:
        """That of the row, or what it must be elsewhere."""
        value, of = getattr(row, column.attname), column.related_model
        if column.name == "tenant":
            return self.town.tenant.pk
        if column.name == "path":
            return self.place.path
        if column.name in ("code", "number") and isinstance(value, str):
            return f"{self.place.code}{value[-6:]}"
        if value is None or of is None or not issubclass(of, TenantOwned):
            return value
        if of is Jurisdiction:
            return self.place.pk
        if of is RulebookVersion:
            with self.town.entered():
                return RulebookVersion.objects.latest("number").pk
        if column.null and of not in NAMED:
            return None
        with self.home.entered():
            parent = of._base_manager.get(pk=value)
        return self.copy(parent).pk
