"""Lifts to be added: each at a building and a place in it, under a works item that the rulebook calls a lift."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from communities.models import Building
from communities.neighbourhoods.services.account import accounted
from communities.people.enums import Capability
from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted
from projects.enums import ItemState
from projects.errors import NotPossible
from projects.models import Lift, WorksItem
from projects.services.acting import ask_anew, hold_editable

CONCEPT = "lift"


def add_lift(item: WorksItem, *, building: Building, position: str, adopted: Adopted, by: Actor) -> Lift:
    """Register one lift of a works item, at a building of the item's neighbourhood (of the item's own building, if it
    has one). A place whose earlier lift went with a withdrawn item is free again. Raises `Refused`, `NotPossible`.
    """
    by.require(Capability.PROPOSE, item.neighbourhood.path)
    known = adopted.rulebook.find("items", item.item)
    if known is None or known.concept != CONCEPT:
        raise NotPossible("只有加装电梯的改造内容才能登记电梯。")
    if building.neighbourhood_id != item.neighbourhood_id or item.building_id not in (None, building.pk):
        raise NotPossible(f"{building.name}不在这一改造内容的范围内。")
    place = position.strip()
    if not place:
        raise NotPossible("请写明电梯的位置，如“2单元”。")
    with accounted(by):
        held = hold_editable(item.project)
        if WorksItem.objects.filter(pk=item.pk, state=ItemState.WITHDRAWN).exists():
            raise NotPossible("这一改造内容已撤回，不能登记电梯。")
        there = Lift.objects.filter(building=building, position=place, is_withdrawn=False)
        there.filter(works_item__state=ItemState.WITHDRAWN).update(is_withdrawn=True)
        try:
            with transaction.atomic():
                made: Lift = Lift.objects.create(works_item=item, building=building, position=place)
        except IntegrityError as error:
            if "lift_once_a_place" not in str(error):
                raise
            raise NotPossible(f"{building.name}{place}的电梯已登记，不能重复登记。") from error
        ask_anew(held)
    return made


def withdraw_lift(lift: Lift, *, by: Actor) -> Lift:
    """Take a lift out; its place is free again. Raises `Refused`, `NotPossible`."""
    by.require(Capability.PROPOSE, lift.works_item.neighbourhood.path)
    with accounted(by):
        held = hold_editable(lift.works_item.project)
        row: Lift = Lift.objects.select_for_update(of=("self",)).get(pk=lift.pk)
        if row.is_withdrawn:
            raise NotPossible("这部电梯已撤回。")
        row.is_withdrawn = True
        row.save(update_fields=["is_withdrawn"])
        ask_anew(held)
    return row
