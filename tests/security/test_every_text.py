"""A script in every text column of the database: no page of anybody runs it.

Not only what forms take today: whatever a column holds, an import or a later form may have put there. Columns are
found by introspection, a new one is marked from its first day.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import Error, models, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Left
from django.test import Client

from communities.people.rights import Actor
from communities.tenancy.owned import OwnedEvent, TenantOwned
from tests.refusals.routes import ROUTES
from tests.refusals.test_every_route import Caller, text
from tests.refusals.test_typed_formulas import EXPORTS
from tests.refusals.world import World

pytestmark = pytest.mark.xdist_group("every text")

MARK = "\"'><s x>"
"""Ends an attribute and opens an element that no page of ours has."""
CODES = {
    "actor", "actor_id", "body", "card", "catalogue_item", "category", "channel", "class_name", "code",
    "colour", "column", "completed", "content_type", "criterion", "cycle", "division", "figure", "file",
    "form", "giver", "grade", "gate", "hash", "id", "indicator", "item", "key", "kind", "layer", "level",
    "line", "matter", "method", "mode", "number", "output", "pack", "pack_id", "parameter", "path",
    "pattern", "period", "place", "place_code", "procedure", "query", "record", "reason_code", "review",
    "role", "rule", "section", "seed", "sha256", "signature", "stage", "state", "status", "step",
    "structure", "task", "term", "transition", "url", "actions", "value_type", "basis_kind", "assessment",
    "asked_of", "rulebook", "text_of_pack", "layers", "source", "sheet", "digest", "previous", "page",
    "receiver", "share", "subject_type", "pack_text", "purpose", "answer", "name_key", "sort_key",
    "search_text", "token", "secret", "prefix", "username", "duty", "deadline", "due", "by_actor", "action",
    "batch", "scan", "request", "address_hash", "by_rule",
}  # fmt: skip
"""Columns that hold a name of the rulebook, a key or a path: never typed, and with another no page opens."""


def typed(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The columns of a table in which words may stand."""
    return [
        field
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, ArrayField)
        and type(field).__name__ in ("CharField", "TextField")
        and not field.choices
        and field.name not in CODES
        and not field.name.endswith(("_hash", "_key", "_id", "_code"))
    ]


def marked(field: models.Field[Any, Any]) -> Any:
    """What stood there, after the mark; no longer than the column."""
    whole = Concat(Value(MARK), F(field.name), output_field=models.TextField())
    return Left(whole, field.max_length) if field.max_length else whole


def mark_everything(world: World) -> set[str]:
    """Write the mark before every text of Qingdao; the columns that the runtime role may not change."""
    refused = set()
    with world.qingdao.entered():
        for model in apps.get_models():
            if not issubclass(model, TenantOwned) or issubclass(model, OwnedEvent):
                continue
            for field in typed(model):
                try:
                    with transaction.atomic():
                        model._base_manager.exclude(**{field.name: ""}).update(**{field.name: marked(field)})
                except Error:
                    refused.add(f"{model._meta.label}.{field.name}")
    return refused


def test_script_in_any_column_is_shown_as_it_was_typed(
    world: World, client_of: Callable[[Actor], Client]
) -> None:
    before = len(
        [field for model in apps.get_models() if issubclass(model, TenantOwned) for field in typed(model)]
    )
    refused = mark_everything(world)
    assert before > 100
    assert len(refused) < 0.25 * before, "what only grows, and what triggers guard"
    running, shown = {}, set()
    people = world.people
    for actor in (people.qd_street, people.qd_city, people.qd_admin, people.qd_security, people.qd_audit):
        caller = Caller(client_of(actor), "qingdao")
        for route in ROUTES:
            if route.is_api or route.name in (*EXPORTS, "document_download"):
                continue
            with transaction.atomic():
                response: Any = caller.ask(route, world.ids)
                transaction.set_rollback(True)
            said = text(response)
            if "<s x>" in said:
                at = said.index("<s x>")
                running[route.name] = said[max(0, at - 80) : at + 20]
            if "&lt;s x" in said:
                shown.add(route.name)
    assert running == {}
    assert len(shown) > 40, "most pages show something that somebody typed"
