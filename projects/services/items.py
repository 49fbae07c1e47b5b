"""Works items: catalogue items of the rulebook at a neighbourhood or one of its buildings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import IntegrityError, transaction

from communities.models import Building, Neighbourhood
from communities.neighbourhoods.services.account import accounted
from communities.people.enums import Capability
from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted
from projects.enums import ItemState
from projects.errors import NotPossible
from projects.models import Project, WorksItem
from projects.services.acting import ask_anew, hold_editable

FLAGS = ("uses_idle_land", "affects_sunlight_or_green", "adds_building")
"""Yes, no or not answered, of an item (schema.md, `gates.applies_to`)."""


@dataclass(frozen=True)
class ItemDraft:
    """One works item as proposed: a catalogue id at a neighbourhood, or at one of its buildings. Estimate in yuan."""

    item: str
    neighbourhood: Neighbourhood
    building: Building | None = None
    quantity: Decimal | None = None
    unit: str = ""
    estimate: Decimal | None = None
    uses_idle_land: bool | None = None
    affects_sunlight_or_green: bool | None = None
    adds_building: bool | None = None
    note: str = ""


def add_items(
    project: Project, drafts: Sequence[ItemDraft], *, adopted: Adopted, by: Actor
) -> list[WorksItem]:
    """Add works items of the rulebook's catalogue; all or nothing.

    Raises `Refused` for who may not propose at the item's place, `NotPossible` for what is not in the catalogue or not
    in the project, and for the same item at the same place, naming the project that has it.
    """
    catalogue = {row.id: row.name for row in adopted.rulebook.rows("items")}
    with accounted(by):
        held = hold_editable(project)
        inside = set(held.memberships.values_list("neighbourhood_id", flat=True))
        for draft in drafts:
            if draft.item not in catalogue:
                raise NotPossible(f"现行规则的目录中没有改造内容“{draft.item}”。")
            if draft.neighbourhood.pk not in inside:
                raise NotPossible(f"{draft.neighbourhood.name}不在本项目内。")
            if draft.building and draft.building.neighbourhood_id != draft.neighbourhood.pk:
                raise NotPossible(f"{draft.building.name}不是{draft.neighbourhood.name}的楼栋。")
            by.require(Capability.PROPOSE, draft.neighbourhood.path)
        rows = [WorksItem(project=held, **vars(draft)) for draft in drafts]
        try:
            with transaction.atomic():
                made = WorksItem.objects.bulk_create(rows)
        except IntegrityError as error:
            if "nothing_is_renovated_twice" not in str(error):
                raise
            raise NotPossible(_taken(rows, catalogue)) from error
        ask_anew(held)
    return made


def correct_item(
    item: WorksItem,
    *,
    quantity: Decimal | None,
    unit: str,
    estimate: Decimal | None,
    by: Actor,
    flags: Mapping[str, bool | None] | None = None,
    note: str = "",
) -> WorksItem:
    """Change a works item's figures; history keeps the earlier ones. `flags` by the names of `FLAGS`."""
    by.require(Capability.PROPOSE, item.neighbourhood.path)
    with accounted(by):
        held = hold_editable(item.project)
        row = _standing(item)
        row.quantity, row.unit, row.estimate, row.note = quantity, unit, estimate, note
        for name in FLAGS:
            if flags is not None and name in flags:
                setattr(row, name, flags[name])
        row.save()
        ask_anew(held)
    return row


def withdraw_item(item: WorksItem, *, by: Actor) -> WorksItem:
    """Take an item out before it starts; it may then be proposed elsewhere."""
    by.require(Capability.PROPOSE, item.neighbourhood.path)
    with accounted(by):
        held = hold_editable(item.project)
        row = _standing(item)
        if row.state != ItemState.PROPOSED:
            raise NotPossible("已开工的改造内容不能撤回。")
        row.state = ItemState.WITHDRAWN
        row.save(update_fields=["state"])
        ask_anew(held)
    return row


def _standing(item: WorksItem) -> WorksItem:
    row: WorksItem = WorksItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if row.state == ItemState.WITHDRAWN:
        raise NotPossible("这一改造内容已撤回，不能再修改。")
    return row


def _taken(rows: Sequence[WorksItem], catalogue: Mapping[str, str]) -> str:
    for row in rows:
        other = (
            WorksItem.objects.filter(neighbourhood=row.neighbourhood, building=row.building, item=row.item)
            .exclude(state=ItemState.WITHDRAWN)
            .select_related("project")
            .first()
        )
        if other:
            place = f"{row.neighbourhood.name}{row.building.name if row.building else ''}"
            return f"{place}的“{catalogue[row.item]}”已列入“{other.project.name}”，不能重复改造。"
    return "同一处的同一改造内容填写了两次。"
