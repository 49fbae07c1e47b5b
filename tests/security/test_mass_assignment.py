"""No body and no form sets what the system alone decides: told by every body and every form there is.

That what a body brings beyond its fields is dropped, and changes nothing, is tried in `tests/refusals/test_doors.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.urls import get_resolver
from drf_spectacular.generators import SchemaGenerator
from rest_framework import serializers

ROOMS = ("communities.", "projects.", "funding.", "approvals.", "governance.", "config.")
SYSTEM = {
    "tenant", "tenant_id", "path", "search_text", "sort_key", "name_key", "eligible", "missing_count",
    "is_registered", "open_queries", "decision", "next_answer", "blocked_by", "asked_of", "held_from",
    "state_since", "created_at", "updated_at", "created_by", "updated_by", "entered_by", "entered_at",
    "decided_by", "confirmed_by", "confirmed_at", "uploaded_by", "published_by", "acted_for", "principal",
    "is_superuser", "is_staff", "is_active", "capabilities_held", "sha256", "digest", "hash", "seal",
    "scan", "scanned_at", "is_complete", "merged_into", "is_waiting",
}  # fmt: skip
"""Columns that nobody types, wherever they occur."""
TYPED = {"PathForm.path": "the path of an entry in the rulebook, not a place"}
"""`Class.field` -> why a person types it all the same."""


def all_below(base: type) -> Iterator[type]:
    """Every class of ours that stands on it, however far below."""
    for one in base.__subclasses__():
        if one.__module__.startswith(ROOMS):
            yield one
        yield from all_below(one)


def writable(one: type) -> set[str]:
    """What a body or a form may set by this class."""
    if issubclass(one, serializers.BaseSerializer):
        try:
            made: Any = one()
            return {name for name, field in made.get_fields().items() if not field.read_only}
        except (AttributeError, TypeError, KeyError, AssertionError):
            return {
                name for name, field in getattr(one, "_declared_fields", {}).items() if not field.read_only
            }
    return {name for name, field in one.base_fields.items() if not field.disabled}  # type: ignore[attr-defined]


def classes() -> list[type]:
    """All serializers and forms; the addresses are read first, so that every room is loaded."""
    assert len(get_resolver().reverse_dict) > 100
    found = {*all_below(serializers.BaseSerializer), *all_below(forms.BaseForm)}
    return sorted(found, key=lambda one: f"{one.__module__}.{one.__qualname__}")


def forged(found: list[type]) -> set[str]:
    """`Class.field` of everything writable that the system decides."""
    return {f"{one.__qualname__}.{name}" for one in found for name in writable(one) & SYSTEM} - set(TYPED)


def named(schema: Any) -> Iterator[str]:
    """The components that a piece of the document leads to."""
    if isinstance(schema, list):
        for one in schema:
            yield from named(one)
    elif isinstance(schema, dict):
        for key, value in schema.items():
            if key == "$ref":
                yield value.rpartition("/")[2]
            else:
                yield from named(value)


def opened(document: dict[str, Any]) -> set[str]:
    """`Body.field` of every body of the interface that sets what the system decides; answers may show it."""
    schemas = document["components"]["schemas"]
    operations = [operation for path in document["paths"].values() for operation in path.values()]
    waiting = [name for operation in operations for name in named(operation.get("requestBody", {}))]
    bodies: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in bodies:
            bodies.add(name)
            waiting += named(schemas[name])
    assert len(bodies) > 60
    return {
        f"{body}.{name}"
        for body in bodies
        for name, field in schemas[body].get("properties", {}).items()
        if name in SYSTEM and not field.get("readOnly")
    }


def test_no_form_takes_what_the_system_decides() -> None:
    found = [one for one in classes() if issubclass(one, forms.BaseForm)]
    assert len(found) > 40
    assert forged(found) == set()


def test_no_body_of_the_interface_takes_what_the_system_decides() -> None:
    document = SchemaGenerator().get_schema(public=True)
    assert opened(document) == set()
    document["components"]["schemas"]["NewNeighbourhood"]["properties"]["merged_into"] = {"type": "integer"}
    assert opened(document) == {"NewNeighbourhood.merged_into"}


def test_fields_are_named_one_by_one() -> None:
    """`fields = "__all__"` would open each column that somebody adds later."""
    metas = [getattr(one, "Meta", None) for one in classes()]
    assert [
        meta for meta in metas if getattr(meta, "fields", ()) == "__all__" or hasattr(meta, "exclude")
    ] == []


@pytest.mark.parametrize("name", ["tenant", "entered_by", "merged_into"])
def test_field_that_slips_in_is_found(name: str) -> None:
    slipped = type("Slipped", (serializers.Serializer,), {name: serializers.CharField()})
    assert forged([slipped]) == {f"Slipped.{name}"}
    form = type("SlippedForm", (forms.Form,), {name: forms.CharField()})
    assert forged([form]) == {f"SlippedForm.{name}"}
