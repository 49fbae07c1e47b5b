"""A script in every text column of the database: no page of anybody runs it.

Not only what forms take today: whatever a column holds, an import or a later form may have put there. Columns are
found by introspection, a new one is marked from its first day. History and what is only ever added to is marked too:
this module works as the owner of the tables, with their triggers at rest, in a transaction that is rolled back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pgtrigger
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import Error, models, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Left
from django.test import Client
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from communities.audit.models import SecurityEvent, Tombstone
from communities.people.models import Person
from communities.people.rights import Actor
from communities.privacy.fields import EncryptedField
from communities.tenancy.models import Tenant
from communities.tenancy.owned import OwnedEvent, TenantOwned
from tests.conftest import logged_in_as
from tests.refusals.chairs import appointed
from tests.refusals.routes import ROUTES, Route
from tests.refusals.test_every_route import Caller, text
from tests.refusals.test_typed_formulas import EXPORTS
from tests.refusals.world import World

pytestmark = [pytest.mark.xdist_group("every text"), pytest.mark.slow, pytest.mark.timeout(900)]

MARK = "\"'><s x>"
"""Ends an attribute and opens an element that no page of ours has."""
GLOBAL: tuple[type[models.Model], ...] = (Person, Tenant, SecurityEvent, Tombstone)
"""Tables of no tenant that hold what people typed."""
CODES = {
    "actor", "actor_id", "body", "card", "catalogue_item", "category", "channel", "class_name", "code",
    "colour", "column", "completed", "content_type", "criterion", "cycle", "division", "figure", "file",
    "form", "giver", "grade", "gate", "hash", "id", "indicator", "item", "key", "kind", "layer", "level",
    "line", "matter", "mode", "output", "pack", "pack_id", "parameter", "path",
    "pattern", "period", "place_code", "procedure", "query", "record", "reason_code", "review",
    "role", "rule", "section", "seed", "sha256", "signature", "stage", "state", "status", "step",
    "task", "term", "transition", "url", "actions", "value_type", "basis_kind", "assessment",
    "asked_of", "rulebook", "text_of_pack", "layers", "sheet", "digest", "previous", "page",
    "receiver", "share", "subject_type", "pack_text", "purpose", "name_key", "sort_key",
    "search_text", "token", "secret", "prefix", "username", "duty", "deadline", "due", "by_actor", "action",
    "batch", "scan", "request", "address_hash", "by_rule", "password", "unit", "chain", "export_sha256",
}  # fmt: skip
"""Columns that hold a name of the rulebook, a key or a path: never typed, and with another no page opens."""
ANSWERS = {"Decision.answer", "Neighbourhood.eligible"}
"""Columns of three values, which the database itself holds to them."""


def typed(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The columns of a table in which words may stand."""
    return [
        field
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, ArrayField)
        and type(field).__name__ in ("CharField", "TextField", "EncryptedField")
        and not field.choices
        and field.name not in CODES
        and f"{model.__name__.removesuffix('Event')}.{field.name}" not in ANSWERS
        and not field.name.endswith(("_hash", "_key", "_id", "_code"))
    ]


def marked(field: models.Field[Any, Any]) -> Any:
    """What stood there, after the mark; no longer than the column. Of a ciphertext the mark alone."""
    if isinstance(field, EncryptedField):
        return MARK
    whole = Concat(Value(MARK), F(field.name), output_field=models.TextField())
    return Left(whole, field.max_length) if field.max_length else whole


@pytest.fixture(scope="module")
def owner(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Everything is done by the owner of the tables: nobody else changes history."""
    with django_db_blocker.unblock(), logged_in_as(settings.DATABASE_OWNER_URL):
        yield


@pytest.fixture(scope="module")
def built(owner: None, built: World) -> World:
    """The rich world, as the owner has built it."""
    return built


def mark_everything(world: World) -> tuple[int, dict[str, str]]:
    """Write the mark before every text of Qingdao: how many columns took it, and why others did not."""
    taken, refused = 0, {}
    with world.qingdao.entered(), pgtrigger.ignore():
        for model in apps.get_models():
            if not issubclass(model, (TenantOwned, OwnedEvent, *GLOBAL)):
                continue
            for field in typed(model):
                rows = model._base_manager.all()
                if not isinstance(field, EncryptedField):
                    rows = rows.exclude(**{field.name: ""})
                try:
                    with transaction.atomic():
                        rows.update(**{field.name: marked(field)})
                    taken += 1
                except Error as error:
                    refused[f"{model._meta.label}.{field.name}"] = str(error).partition("\n")[0]
    return taken, refused


def revealed(caller: Caller, route: Route, world: World) -> str:
    """What the page of an owner shows in full to somebody who says why."""
    path = reverse(route.name, kwargs={"tenant": "qingdao", **route.arguments(world.ids)})
    said = text(caller.client.post(path, {"reason": "核对补偿协议签字人"}))
    assert said.count("&lt;s x") >= 3, "owner, phone, identity number"
    return said


def test_script_in_any_column_is_shown_as_it_was_typed(
    world: World, client_of: Callable[[Actor], Client]
) -> None:
    taken, refused = mark_everything(world)
    assert refused == {}
    assert taken > 250
    running, shown = {}, set()
    people = world.people
    with world.qingdao.entered():
        appointed(people.qd_street.person, world.qingdao, "personal-data", world.qingdao.top, None)
    for actor in (people.qd_street, people.qd_city, people.qd_admin, people.qd_security, people.qd_audit):
        caller = Caller(client_of(actor), "qingdao")
        for route in ROUTES:
            if route.is_api or route.name in (*EXPORTS, "document_download"):
                continue
            with transaction.atomic():
                response: Any = caller.ask(route, world.ids)
                said = text(response)
                if route.name == "dwelling_reveal" and actor == people.qd_street:
                    said += revealed(caller, route, world)
                transaction.set_rollback(True)
            if "<s x>" in said:
                at = said.index("<s x>")
                running[route.name] = said[max(0, at - 80) : at + 20]
            if "&lt;s x" in said:
                shown.add(route.name)
    assert running == {}
    assert len(shown) > 40, "most pages show something that somebody typed"
    assert {"audit_list", "audit_detail", "neighbourhood_history", "submission_detail"} <= shown, (
        "records too"
    )
