"""The rulebook's catalogue of works items, and a project's items with their names and classes."""

from __future__ import annotations

from dataclasses import dataclass

from communities.rulebooks.queries import Adopted
from policies.pack import OPEN
from projects.enums import ItemState
from projects.models import Project, WorksItem


@dataclass(frozen=True)
class ItemRow:
    """A works item as shown: name and class from the rulebook (class empty = left open), clause of the catalogue.

    `is_demo`: the class comes from an entry marked 演示.
    """

    item: WorksItem
    name: str
    class_name: str
    clause: str
    is_demo: bool


def catalogue(adopted: Adopted) -> list[tuple[str, list[tuple[str, str]]]]:
    """The rulebook's works items by category, as a form's choices; categories without an item are left out."""
    items = adopted.rulebook.rows("items")
    groups = [
        (row.name, [(item.id, item.name) for item in items if item.category == row.id])
        for row in adopted.rulebook.rows("categories")
    ]
    return [(name, choices) for name, choices in groups if choices]


def item_class(item: str, adopted: Adopted) -> str:
    """The class that the rulebook, or the tenant's entry over it, gives a catalogue item; empty while it is open."""
    row = adopted.rulebook.find("items", item)
    return "" if row is None or row.class_ == OPEN else str(row.class_)


def item_names(adopted: Adopted) -> dict[str, str]:
    """Catalogue id -> Chinese name."""
    return {row.id: row.name for row in adopted.rulebook.rows("items")}


def items_of(project: Project, adopted: Adopted) -> list[ItemRow]:
    """The project's items that are not withdrawn, in the order of entry."""
    known = {row.id: row for row in adopted.rulebook.rows("items")}
    classes = {row.id: row.name for row in adopted.rulebook.rows("classes")}
    rows = (
        WorksItem.objects.filter(project=project)
        .exclude(state=ItemState.WITHDRAWN)
        .select_related("neighbourhood", "building")
        .order_by("id")
    )
    return [
        ItemRow(
            row,
            known[row.item].name if row.item in known else row.item,
            classes.get(item_class(row.item, adopted), ""),
            known[row.item].source if row.item in known else "",
            f"item:{row.item}.class" in adopted.demo,
        )
        for row in rows
    ]
