"""Everybody in a town acts for somebody who is away; and which columns say so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey

from communities.people import acting
from communities.people.acting import ActedForField
from communities.people.enums import Capability
from communities.people.models import Person
from communities.tenancy.owned import OwnedEvent
from tests.cast import Town

APPS = ("communities", "projects", "funding", "approvals", "governance")
STEMS = {"concluder": "concluded", "convener": "convened"}
"""Columns that say who acted and do not end in `_by`."""

ABOUT = "says whom the row is about, not who acted"
HIMSELF = "`delegation.services` refuses it to a delegate: what was lent is not lent on"
LEFT_OUT: dict[str, Capability | str] = {
    "Membership.person": ABOUT,
    "Affiliation.person": ABOUT,
    "Assignment.person": ABOUT,
    "ProjectGrant.user": ABOUT,
    "Notice.person": ABOUT,
    "AccessToken.person": ABOUT,
    "PasswordRecord.person": ABOUT,
    "Delegation.delegate": ABOUT,
    "Delegation.made_by": HIMSELF,
    "Delegation.ended_by": HIMSELF,
    "Invitation.created_by": Capability.PEOPLE,
    "Invitation.accepted_by": "the person invited, who has no delegation yet",
    "RulebookVersion.published_by": Capability.CONFIGURE,
    "OverlayEntry.entered_by": Capability.CONFIGURE,
    "EvaluationSheet.evaluator": Capability.ASSIGNED,
    "SheetContent.evaluator": Capability.ASSIGNED,
    "SheetPaper.evaluator": Capability.ASSIGNED,
    "AuditEntry.person": "`for_person` and `for_name` stand beside it, which no code can leave empty",
    "AuditEntry.for_person": "says for whom",
    "SecurityEvent.person": "a login is the person's own, before he acts for anybody",
}
"""Columns without one: why, or the capability that the act needs and nobody lends."""


def models() -> list[Any]:
    """The tables of our own, without their histories."""
    every = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    return [model for model in every if not issubclass(model, OwnedEvent)]


def people_of(model: Any) -> list[str]:
    """The columns that name a person, but not those that say for whom."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey)
        and field.related_model is Person
        and not isinstance(field, ActedForField)
    ]


def for_whom(model: Any) -> set[str]:
    """The columns that say for whom."""
    return {field.name for field in model._meta.concrete_fields if isinstance(field, ActedForField)}


def partner(column: str, beside: set[str]) -> str:
    """The column of `beside` that says for whom: `closed_for` of `closed_by`, else `acted_for`; empty for none."""
    named = f"{STEMS.get(column) or column.removesuffix('_by')}_for"
    return next((name for name in (named, "acted_for") if name in beside), "")


def acts_of(model: Any) -> dict[str, str]:
    """Column that names who acted -> the one that says for whom, empty where there is none."""
    beside = for_whom(model)
    return {
        column: partner(column, beside)
        for column in people_of(model)
        if f"{model.__name__}.{column}" not in LEFT_OUT
    }


@contextmanager
def everybody_acts_for(town: Town, principal: Person) -> Iterator[None]:
    """Inside, each actor of the town is a delegate of this person, as a request under a delegation makes him."""
    own = dict(town.actors)
    town.actors.update({login: replace(actor, principal=principal) for login, actor in own.items()})
    try:
        with acting.acting_for(principal.pk):
            yield
    finally:
        town.actors.update(own)


def said(town: Town, *principals: Person) -> tuple[set[str], set[str]]:
    """Of all columns in the town that name who acted, those that say a principal beside everywhere, and those that
    somewhere say nobody.
    """
    known = {principal.pk for principal in principals}
    delegates = [actor.person_id for actor in town.actors.values()]
    right, wrong = set(), set()
    for model in models():
        for column, beside in acts_of(model).items():
            acts = model._base_manager.filter(**{f"{column}__in": delegates})
            values = set(acts.values_list(beside, flat=True))
            if values:
                (right if values <= known else wrong).add(f"{model.__name__}.{column}")
    return right, wrong
