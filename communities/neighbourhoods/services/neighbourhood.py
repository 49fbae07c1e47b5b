"""Writing a neighbourhood's own row: create, correct."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone

from communities.neighbourhoods.errors import Stale
from communities.neighbourhoods.models import Neighbourhood
from communities.neighbourhoods.queries.history import former_names
from communities.neighbourhoods.register.names import fold, search_text, sort_key
from communities.neighbourhoods.services.account import accounted
from communities.neighbourhoods.services.judging import judge
from communities.neighbourhoods.services.plausibility import doubt
from communities.neighbourhoods.services.sums import settle_sums
from communities.people.enums import Capability
from communities.people.rights import Actor, Refused
from communities.tenancy.models import Jurisdiction

FACTS = (
    "name",
    "address",
    "survey_year",
    "completed_from",
    "completed_to",
    "completed_is_chosen",
    "buildings_declared",
    "households_declared",
    "floor_area_declared",
    "residents",
    "max_storeys",
    "six_storey_buildings",
    "structure",
    "original_owner",
    "management",
    "has_owners_organisation",
    "problems",
    "safety_grade",
    "is_historic_building",
    "remarks",
    "is_demonstration",
)
"""The columns that people write; all others follow from them."""
FOLLOWING = frozenset({"is_complete", "updated_by", "updated_for"})
"""Columns that no form fills: empty is right there."""


def create(
    *, values: Mapping[str, Any], jurisdiction: Jurisdiction, by: Actor, now: datetime
) -> Neighbourhood:
    """Register a neighbourhood in a community (or the lowest place known) and judge it.

    `values` maps names of `FACTS`. Raises `Refused` without the right to add there, `ValidationError` by field.
    """
    by.require(Capability.ADD, jurisdiction.path)
    with accounted(by):
        Jurisdiction.objects.select_for_update(no_key=True).get(pk=jurisdiction.pk)  # one name is taken once
        row = Neighbourhood(jurisdiction=jurisdiction, path=jurisdiction.path, updated_by=by.person)
        _assign(row, values, by=by, now=now)
        place_and_name(row)
        settle_sums(row, [])
        _check(row)
        row.save(force_insert=True)
        doubt(row, by=by, now=now)
        judge([row], by=by, now=now)
    return row


def correct(
    neighbourhood: Neighbourhood,
    *,
    values: Mapping[str, Any],
    reason: str,
    revision: int,
    by: Actor,
    now: datetime,
    jurisdiction: Jurisdiction | None = None,
) -> Neighbourhood:
    """Change facts, with the reason; then judge anew. `values` holds only what is to change, by names of
    `FACTS`.

    `revision` is the one that the person had before him: another on the row raises `Stale` and nothing is
    written. A move to another community needs the right at both. Raises `Refused`, `ValidationError` by field.
    """
    if not reason.strip():
        raise ValidationError({"reason": "请写明更正的原因。"})
    with accounted(by, reason.strip()):
        row = lock(neighbourhood)
        by.require(Capability.EDIT, row.path)
        if row.revision != revision:
            raise Stale(current=row, mine=values)
        if jurisdiction is not None and jurisdiction.pk != row.jurisdiction_id:
            by.require(Capability.EDIT, jurisdiction.path)
            row.jurisdiction = jurisdiction
        _assign(row, values, by=by, now=now)
        place_and_name(row, *former_names(row))
        settle_sums(row)
        row.updated_by, row.updated_for = by.person, by.principal
        row.revision += 1
        _check(row)
        row.save()
        doubt(row, by=by, now=now, corrected=reason.strip())
        judge([row], by=by, now=now, reason=reason.strip())
    return row


def lock(neighbourhood: Neighbourhood) -> Neighbourhood:
    """The row as it stands now, held until the transaction ends. Raises `ValidationError` when it was merged
    into another.
    """
    row: Neighbourhood = (
        Neighbourhood.objects.select_for_update(of=("self",))
        .select_related("jurisdiction", "merged_into")
        .get(pk=neighbourhood.pk)
    )
    if row.merged_into is not None:
        raise ValidationError(f"“{row.name}”已并入“{row.merged_into.name}”，请在后者的档案中办理。")
    return row


def place_and_name(row: Neighbourhood, *former: str) -> None:
    """Set what follows from place and name: the path, the key that makes names unique, the order, what a search
    looks through.
    """
    row.path = row.jurisdiction.path
    row.name_key = fold(row.name)
    row.sort_key = sort_key(row.name)
    row.search_text = search_text(row.name, row.address, *former)


def _assign(row: Neighbourhood, values: Mapping[str, Any], *, by: Actor, now: datetime) -> None:
    unknown = set(values) - set(FACTS)
    if unknown:
        raise TypeError(f"not a fact of a neighbourhood: {', '.join(sorted(unknown))}")
    if values.get("is_demonstration", row.is_demonstration) != row.is_demonstration:
        _must_be_own_level(by)
    for name, value in values.items():
        setattr(row, name, value)
    row.name = " ".join(row.name.split())
    if row.completed_from and row.completed_from > timezone.localdate(now):
        raise ValidationError({"completed_on": "建成时间不能晚于今天。"})


def _must_be_own_level(by: Actor) -> None:
    """A demonstration neighbourhood is named by the tenant's own level (schema.md, `neighbourhood.demonstration`)."""
    top = Jurisdiction.objects.get(parent__isnull=True)
    if not by.may(Capability.EDIT, top.path):
        raise Refused(f"示范小区由{top.name}一级确定，您不能更改这一项。")


def _check(row: Neighbourhood) -> None:
    """All rules of the fields and of the table; the errors by the field that a person can mend."""
    try:
        row.full_clean(exclude=FOLLOWING)
    except ValidationError as error:
        raise ValidationError(_by_field(error)) from error


def _by_field(error: ValidationError) -> dict[str, list[Any]]:
    by_field: dict[str, list[Any]] = {}
    for field, errors in error.error_dict.items():
        for one in errors:
            by_field.setdefault(_FIELD_OF.get(str(one.message), _FIELD_OF.get(field, field)), []).append(one)
    return by_field


_FIELD_OF = {
    "本社区已有同名小区。": "name",
    "建成时间的起止不对。": "completed_on",
    "name_key": "name",
    "completed_from": "completed_on",
    "completed_to": "completed_on",
    NON_FIELD_ERRORS: NON_FIELD_ERRORS,
}
"""A constraint's sentence, or a column that nobody types into -> the field of the form."""
