"""Reads of this room: what keeps a neighbourhood after its renovation, and who may register it."""

from __future__ import annotations

from django.db.models import QuerySet

from communities.neighbourhoods.declaring import declarer_at
from communities.neighbourhoods.models import Neighbourhood
from communities.people.enums import Capability
from communities.people.rights import Actor, within
from communities.rulebooks.queries import Adopted
from communities.upkeep.models import (
    MaintenanceFund,
    ManagementMode,
    OwnersBody,
    PartyOrganisation,
    PropertyContract,
)
from policies.pack.rows import Criterion

OWNERS_BODY = "owners_body"
PROPERTY_CONTRACT = "property_contract"
MANAGEMENT_MODE = "management_mode"
MAINTENANCE_FUND = "maintenance_fund"
"""The rulebooks' ids of the records kept here."""


def bodies(actor: Actor) -> QuerySet[OwnersBody]:
    """Owners' bodies of the places that the person may view."""
    return OwnersBody.objects.filter(within(actor.paths(Capability.VIEW), "neighbourhood__path"))


def contracts(actor: Actor) -> QuerySet[PropertyContract]:
    """Property service contracts of the places that the person may view."""
    return PropertyContract.objects.filter(within(actor.paths(Capability.VIEW), "neighbourhood__path"))


def modes(actor: Actor) -> QuerySet[ManagementMode]:
    """Management modes of the places that the person may view, those ended included."""
    return ManagementMode.objects.filter(within(actor.paths(Capability.VIEW), "neighbourhood__path"))


def funds(actor: Actor) -> QuerySet[MaintenanceFund]:
    """Maintenance funds of the places that the person may view."""
    return MaintenanceFund.objects.filter(within(actor.paths(Capability.VIEW), "neighbourhood__path"))


def party_organisations(actor: Actor) -> QuerySet[PartyOrganisation]:
    """Party organisations of the places that the person may view, those ended included."""
    return PartyOrganisation.objects.filter(within(actor.paths(Capability.VIEW), "neighbourhood__path"))


def mode_name(mode: str, adopted: Adopted) -> str:
    """What the rulebook in force calls the mode; a mode of an earlier rulebook that this one lacks has no name here."""
    row = adopted.rulebook.find("modes", mode)
    return str(row.name) if row else "原规则的管理方式"


def criteria_of(adopted: Adopted, record: str) -> list[Criterion]:
    """The declared criteria about a neighbourhood that the record files."""
    return [
        row
        for row in adopted.rulebook.rows("criteria")
        if row.kind == "declared" and row.about == "neighbourhood" and row.record == record
    ]


def papers_of(adopted: Adopted, record: str) -> tuple[str, ...]:
    """The names of the papers that the record's criteria demand, in the order of the rulebook."""
    return tuple(dict.fromkeys(name for row in criteria_of(adopted, record) for name in row.evidence))


def stated_by(row: Neighbourhood, record: str, *, adopted: Adopted, by: Actor) -> list[Criterion]:
    """The record's criteria that the person may state about this neighbourhood."""
    return [
        criterion
        for criterion in criteria_of(adopted, record)
        if declarer_at(by, criterion, adopted, row.path) is not None
    ]


def may_register(row: Neighbourhood, record: str, *, adopted: Adopted, by: Actor) -> bool:
    """Whether the person may register it: who states one of its criteria; where there is none, who corrects there."""
    if criteria_of(adopted, record):
        return bool(stated_by(row, record, adopted=adopted, by=by))
    return by.may(Capability.EDIT, row.path)
