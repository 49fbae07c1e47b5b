"""The people and places of the tests: two tenants with small real trees, built by the services themselves.

`qingdao` and `wulong` are each a `Town`: the first two places below each place of the real tree.
`people.qd_street`, `people.wl_housing`, ... are actors named as the logins of the demonstration; the first
one asked for builds its town. `client_of(actor)` is a browser in which that person has logged in. Services
are called inside a tenant: `with qingdao.entered(): ...`.
"""

from __future__ import annotations

import pickle
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import cast

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone
from psycopg.sql import SQL, Identifier

import policies
from communities.audit.middleware import ENTERED
from communities.people import services
from communities.people.models import Organisation, Person
from communities.people.rights import Actor, actor_for
from communities.people.serving import tenants_of
from communities.rulebooks.services import adopt
from communities.tenancy.context import enter
from communities.tenancy.divisions import Division, plant, read_divisions
from communities.tenancy.models import Jurisdiction, Tenant
from communities.tenancy.owned import TenantOwned
from policies.pack import Pack, load

PASSWORD = "gai-zao-2026"
TODAY = date(2026, 11, 21)
"""The day of the tests, where a service asks for one."""
DIVISIONS = Path(__file__).resolve().parents[1] / "communities" / "demo" / "divisions"

# login: (actors of the rulebook it plays, role, code of its place; empty = the top)
QINGDAO_LOGINS = {
    "qd-community": (("community", "committee"), "clerk", "370202001001"),
    "qd-street": (("street",), "clerk", "370202001"),
    "qd-district": (("district-gov",), "clerk", "370202"),
    "qd-housing": (("d-housing",), "department", "370202"),
    "qd-reform": (("d-ndrc",), "department", "370202"),
    "qd-finance": (("d-finance",), "department", "370202"),
    "qd-planning": (("d-planning",), "department", "370202"),
    "qd-utility": (("utilities", "line-operators"), "department", ""),
    "qd-city": (("city-gov", "city-depts"), "clerk", ""),
    "qd-leader": (("lead-group",), "leader", ""),
    "qd-admin": ((), "system-administrator", ""),
    "qd-security": ((), "security-administrator", ""),
    "qd-audit": ((), "audit-administrator", ""),
}
WULONG_LOGINS = {
    "wl-street": (("street",), "clerk", "500156001"),
    "wl-district": (("district-gov",), "clerk", ""),
    "wl-housing": (("housing", "office"), "clerk", ""),
    "wl-reform": (("ndrc",), "department", ""),
    "wl-finance": (("finance",), "department", ""),
    "wl-planning": (("planning",), "department", ""),
    "wl-utility": (("power", "water", "telecom"), "department", ""),
    "wl-entity": (("entity",), "department", ""),
    "wl-leader": (("lead-group",), "leader", ""),
    "wl-admin": ((), "system-administrator", ""),
    "wl-security": ((), "security-administrator", ""),
    "wl-audit": ((), "audit-administrator", ""),
}


@dataclass
class Town:
    """A tenant of the tests, its places by code and its actors by login."""

    tenant: Tenant
    places: dict[str, Jurisdiction]
    actors: dict[str, Actor] = field(default_factory=dict)

    @property
    def top(self) -> Jurisdiction:
        """The tenant's own place."""
        return next(iter(self.places.values()))

    def place(self, name: str) -> Jurisdiction:
        """The place of that name."""
        return next(place for place in self.places.values() if place.name == name)

    @contextmanager
    def entered(self) -> Iterator[Tenant]:
        """Inside the tenant."""
        with enter(self.tenant.pk):
            yield self.tenant


class People:
    """Actors by login, with an underscore for the hyphen: `people.qd_street`."""

    def __init__(self, town: Callable[[str], Town]) -> None:
        self._town = town

    def __getattr__(self, name: str) -> Actor:
        login = name.replace("_", "-")
        for town, logins in (("qingdao", QINGDAO_LOGINS), ("wulong", WULONG_LOGINS)):
            if login in logins:
                return self._town(town).actors[login]
        raise AttributeError(name)


@pytest.fixture
def qingdao(db: None) -> Town:
    """The city: 市南区, 市北区, two streets each, two communities each; rulebook from 2023-01-01."""
    return found_town("qingdao", "青岛市", QINGDAO_LOGINS, adopted=date(2023, 1, 1))


@pytest.fixture
def wulong(db: None) -> Town:
    """The district: 凤山街道, 芙蓉街道, two communities each; rulebook from 2021-01-01."""
    return found_town("wulong", "武隆区", WULONG_LOGINS, adopted=date(2021, 1, 1))


@pytest.fixture
def people(request: pytest.FixtureRequest) -> People:
    """Whoever the test asks for."""
    return People(request.getfixturevalue)


@pytest.fixture
def client_of() -> Callable[[Actor], Client]:
    """A browser in which the actor's person has logged in and opened a first page: what that keeps is kept already."""

    def log_in(actor: Actor) -> Client:
        client = Client()
        client.force_login(actor.person)
        session = client.session
        session[ENTERED] = [actor.tenant.pk]
        session["tenants"] = len(tenants_of(actor.person_id, on=timezone.localdate()))
        session.save()
        return client

    return log_in


def first_two(divisions: list[Division]) -> list[Division]:
    """The top and, below every place kept, the first two places by code."""
    below: dict[str, list[Division]] = defaultdict(list)
    for division in sorted(divisions, key=lambda d: d.code):
        below[division.parent].append(division)
    kept = [division for division in divisions if not division.parent]
    for division in kept:
        kept += below[division.code][:2]
    return kept


@cache
def rulebook(code: str, file: Path | None = None) -> tuple[str, Pack, dict[str, str]]:
    """The text of a shipped rulebook, or of a file; the rulebook, and the texts of the layers beneath it."""
    shipped = policies.shipped_packs()
    path = file or shipped[code]
    pack = load(path)
    return path.read_text(), pack, {id_: shipped[id_].read_text() for id_ in pack.model.stands_on}


def found_town(
    code: str,
    name: str,
    logins: dict[str, tuple[tuple[str, ...], str, str]],
    *,
    adopted: date,
    tree: str = "",
    file: Path | None = None,
) -> Town:
    """A tenant on its real tree and its shipped rulebook, with a person for every login.

    `tree` borrows the places of another tenant, `file` brings a rulebook of its own. Founded once a process by the
    services; asked for again it is put back row by row, with the same ids.
    """
    key = (code, name, repr(logins), adopted, tree, file)
    if key not in _founded:
        town = _found(code, name, logins, adopted, tree, file)
        _founded[key] = pickle.dumps((town, _rows_of(town)))
        return town
    again, rows = pickle.loads(_founded[key])  # noqa: S301 - our own bytes
    with enter(again.tenant.pk), connection.cursor() as cursor:
        for table, content in rows:
            put_back = SQL("INSERT INTO {0} SELECT * FROM jsonb_populate_recordset(NULL::{0}, %s)")
            cursor.execute(put_back.format(Identifier(table)), [content])
    return cast(Town, again)


_founded: dict[tuple[object, ...], bytes] = {}


def _rows_of(town: Town) -> list[tuple[str, str]]:
    """(table, rows as JSON) of all that founding has written; triggers write the history anew."""
    owned = [model for model in apps.get_models() if issubclass(model, TenantOwned)]
    with town.entered(), connection.cursor() as cursor:
        people = [actor.person_id for actor in town.actors.values()]
        wanted: list[tuple[str, SQL, object]] = [
            (Tenant._meta.db_table, SQL("id = %s"), town.tenant.pk),
            (Person._meta.db_table, SQL("id = ANY(%s)"), people),
            *((model._meta.db_table, SQL("tenant_id = %s"), town.tenant.pk) for model in owned),
        ]
        found = []
        for table, condition, value in wanted:
            rows = SQL("SELECT jsonb_agg(to_jsonb(r) ORDER BY id)::text FROM {} r WHERE {}")
            cursor.execute(rows.format(Identifier(table), condition), [value])
            [(content,)] = cursor.fetchall()
            if content:
                found.append((table, content))
        return found


def _found(
    code: str,
    name: str,
    logins: dict[str, tuple[tuple[str, ...], str, str]],
    adopted: date,
    tree: str,
    file: Path | None,
) -> Town:
    text, pack, layers = rulebook(code, file)
    tenant = Tenant.objects.create(code=code, name=name, unit=pack.identity.unit or "")
    with enter(tenant.pk):
        kept = first_two(read_divisions(DIVISIONS / f"{tree or code}.csv.gz"))
        levels = {level.id: level.divisions for level in pack.rows("levels")}
        places = {place.code: place for place in plant(kept, levels, tenant.unit)}
        town = Town(tenant, places)
        roles = services.create_standard_roles()
        adopt(pack_text=text, layers=layers, effective_from=adopted, by=None, now=timezone.now())
        for login, (actors, role, place_code) in logins.items():
            place = places[place_code] if place_code else town.top
            person = Person.objects.create_user(login, PASSWORD, name=f"{name}{login[3:]}")
            seats = [_organisation(pack, actor, place) for actor in actors] or [None]
            for organisation in seats:
                services.appoint(
                    person=person,
                    role=roles[role],
                    jurisdiction=place,
                    organisation=organisation,
                    starts_on=date(2020, 1, 1),
                )
            actor = actor_for(person=person, tenant=tenant, on=TODAY)
            assert actor is not None
            town.actors[login] = actor
    return town


def _organisation(pack: Pack, actor: str, place: Jurisdiction) -> Organisation:
    row = pack.get("actors", actor)
    return services.ensure_organisation(
        actor_id=row.id, kind=row.kind, name=f"{place.name}{row.name}", jurisdiction=place
    )
