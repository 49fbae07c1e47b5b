"""Another tenant's rows, and rows out of reach, named inside a request: nothing is found, nothing is written, nothing
is said of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import transaction
from django.template.backends.django import Template
from django.test import Client
from django.urls import resolve

from approvals.plan.services import open_plan
from communities.models import Jurisdiction, Membership, Role
from communities.people.rights import Actor
from projects.models import Lift, Progress, ProjectPaper
from tests.projects import making
from tests.refusals.bodies import (
    DAY,
    Heard,
    Name,
    acts,
    filled,
    listening,
    names_of_forms,
    names_of_serializers,
    numbers_of,
)
from tests.refusals.chairs import appointed
from tests.refusals.elsewhere import Rows, elsewhere, own
from tests.refusals.routes import ROUTES, Route
from tests.refusals.test_assigned import outsider
from tests.refusals.test_every_route import MISSING, Caller, address, bearer, everything_in, text
from tests.refusals.world import World

pytestmark = pytest.mark.xdist_group("foreign bodies")

Browser = Callable[[Actor], Client]
RENDER = Template.render


def test_rows_of_another_tenant_in_a_body_are_as_missing_ones(world: World, client: Client) -> None:
    """By a rich stranger at home, once with Qingdao's ids and once with ids that nobody has: the same answers."""
    with world.wulong.entered():
        open_plan(2026, by=world.stranger, now=making.NOW)
    caller = bearer(world, world.stranger, client)
    before = everything_in(world.qingdao), everything_in(world.wulong)

    def answers(ids: dict[str, int]) -> list[tuple[int, str]]:
        bodies = {
            "plans/2026/nominate/": {"projects": [ids["project"]], "note": ""},
            "plans/2026/confirm/": {"entries": [ids["drafted"]], "document_no": "一号", "confirmed_on": DAY},
            "consultations/": {
                "project": ids["project"], "kind": "before", "method": "入户", "opened_on": DAY, "due_on": DAY,
            },
            "disputes/": {
                "project": ids["project"], "title": "车位", "description": "车位不足", "raised_on": DAY,
            },
            "project-declarations/": {
                "project": ids["project"], "criterion": "WL-C-prelim", "value": True, "on": DAY, "evidence": [],
            },
            "owners-bodies/": {
                "neighbourhood": ids["neighbourhood"], "kind": "committee", "name": "业委会", "formed_on": DAY,
            },
            "management-modes/": {
                "neighbourhood": ids["neighbourhood"], "mode": "property-company", "from_on": DAY, "evidence": [],
            },
            "maintenance-funds/": {
                "neighbourhood": ids["neighbourhood"], "pays_until_then": "原产权单位", "evidence": [],
            },
            "party-organisations/": {
                "neighbourhood": ids["neighbourhood"], "name": "党支部", "from_on": DAY,
            },
            "cases/": {
                "kind": "inspection", "source": "covert", "project": ids["project"], "on": DAY,
                "subject": "围挡", "text": "围挡破损",
            },
            "works-items/": {"project": ids["project"], "neighbourhood": ids["neighbourhood"], "item": "road"},
        }  # fmt: skip
        said = []
        for path, body in bodies.items():
            resolve(f"/api/v1/{path}")  # an address that is not there would refuse everybody
            response = client.post(
                f"/api/v1/{path}", body, content_type="application/json", headers=caller.headers
            )
            text = response.content.decode()
            for id_ in ids.values():
                text = text.replace(f'"{id_}"', "ID")
            said.append((response.status_code, text))
        return said

    named = ("project", "neighbourhood", "drafted")
    foreign = answers({name: world.ids[name] for name in named})
    nobodys = answers(dict.fromkeys(named, 2**40))
    assert [status for status, _ in foreign] == [status for status, _ in nobodys]
    assert all(status in (400, 404) for status, _ in foreign)
    assert not any(typed in text for _, text in foreign for typed in world.typed.values())
    assert (everything_in(world.qingdao), everything_in(world.wulong)) == before


ASKED_WITH = {"case_add": "?project={project}"}
"""What an address needs behind it before it takes a body."""
BODIES: dict[str, dict[str, Any]] = {
    "api:declaration-list": {"criterion": "QD-C-neglect", "building": None},
    "api:neighbourhood-mode-list": {"mode": "property-company"},
    "api:project-declaration-list": {
        "criterion": "QD-C-voluntary",
        "items[]": None,
        "lift": None,
        "dispute": None,
    },
    "api:project-declaration-list items[]": {"criterion": "QD-C-sunlight"},
    "api:project-declaration-list lift": {"criterion": "QD-C-liftaward"},
    "api:project-declaration-list dispute": {"criterion": "QD-C-risk"},
    "pool_list": {"batch": "first"},
    "pool_ranking": {"priority": "QD-O-1", "value": "1"},
    "project_propose": {"name": "登州路改造工程", "route": "comprehensive"},
}
"""What a body must say before its rows are looked for: of an address, or of one name at an address."""
WHO = {
    "acceptance_check": "qd_district",
    "api:acceptance-checks": "qd_district",
    "api:handover-conclude": "qd_district",
    "api:monthreport-list": "qd_district",
}
"""By whom an address is asked that reads a body before it refuses him."""
NOBODYS = {"pk": MISSING, "code": "9" * 12, "username": "of-nobody"}
"""What no row bears."""
NOTHING_OFFERED = {
    ("api:declaration-list", "evidence[].document"),
    ("api:declaration-list", "organisation"),
    ("api:dwelling-detail", "building"),
    ("api:handover-conclude", "evidence[].document"),
    ("api:dwelling-list", "building"),
    ("dwelling_create", "building"),
    ("dwelling_edit", "building"),
    ("plan_nominate", "picked"),
    ("pool_list", "picked"),
    ("project_items", "building"),
    ("project_propose", "picked"),
}
"""Where no own row of the world is answered otherwise than none: choices that are empty, rows not ready for the act."""


@dataclass
class Body:
    """What somebody may send to an address, as it was read there."""

    route: Route
    method: str
    who: Actor
    caller: Caller
    act: dict[str, str] = field(default_factory=dict)
    names: list[Name] = field(default_factory=list)
    shape: Any = None
    """The serializer that judges it; None of a page."""


@dataclass
class Desk:
    """From which every body is sent; the world is afterwards as it was."""

    world: World
    heard: Heard
    own: dict[tuple[str, str], Any]
    """(address, name) -> what may be named there, where it is not the world's usual row of the kind."""
    is_shown: bool = False
    """Whether pages are written out: where no form judges a name, what the page says of it is looked at."""

    def render(self, template: Template, context: Any = None, request: Any = None) -> str:
        return RENDER(template, context, request) if self.is_shown else ""

    def send(self, to: Body, given: dict[str, Any]) -> Any:
        self.heard.clear()
        to.caller.client.cookies.pop("messages", None)  # what was said last
        path = address(to.route, self.world.ids, to.caller.tenant)
        path += ASKED_WITH.get(to.route.name, "").format(**self.world.ids)
        client = to.caller.client
        with transaction.atomic():
            if to.route.is_api:
                body = filled(to.shape, given) if to.shape else {}
                told: dict[str, Any] = {"content_type": "application/json", "headers": to.caller.headers}
                answer = getattr(client, to.method.lower())(path, body, **told)
            else:
                typed = {name: value for name, value in given.items() if value is not None}
                answer = client.post(path, {"nothing": "1", **to.act, **typed})
            said = (answer.status_code, answer.get("Location", ""), text(answer))
            transaction.set_rollback(True)
        return answer.wsgi_request, said

    def bodies(self, route: Route, people: list[tuple[Actor, dict[bool, Caller]]]) -> Iterator[Body]:
        """Of the first of the people whom the address lets as far as a body: one for each act with names of its own."""
        for method in [m for m in route.methods if m != "GET" and route.of(m)[0] != 405]:
            wanted = WHO.get(route.name)
            for actor, callers in people:
                if wanted and actor is not getattr(self.world.people, wanted):
                    continue
                first = self.read(Body(route, method, actor, callers[route.is_api]))
                others = [] if route.is_api else [replace(first, act=act) for act in acts(self.heard)]
                is_read, known = self.is_read(first), set[str]()
                for body in [first, *map(self.read, others)]:
                    body.names = [name for name in body.names if name.path not in known]
                    known |= {name.path for name in body.names}
                    if body.names:
                        yield body
                if is_read:
                    people.sort(
                        key=lambda each: each[0] is not actor
                    )  # whoever opens one page opens the next
                    break

    def read(self, body: Body) -> Body:
        """With what is read of it."""
        request, _ = self.send(body, {})
        if body.route.is_api:
            body.names = list(names_of_serializers(body.route.name, self.heard))
            body.shape = next(iter(self.heard.serializers), None)
        else:
            body.names = list(names_of_forms(body.route.name, self.heard, request))
        return body

    def is_read(self, body: Body) -> bool:
        """Whether the address has let the person as far as the body."""
        return bool(body.names or body.shape or any(form.is_bound for form in self.heard.forms))

    def mistakes(self, body: Body, mine: Rows, others: dict[str, Rows]) -> Iterator[str]:
        """What is wrong with how the rows of others are answered under the body's names."""
        ids = {name.path: self.offered(body, name, mine) for name in body.names}
        for name in body.names:
            if ids[name.path] is None and (body.route.name, name.path) not in NOTHING_OFFERED:
                yield f"{body.route.name} {name.path}: nothing is offered"
        usual = ids | BODIES.get(body.route.name, {})
        fields = [name for name in body.names if not body.route.is_api and name.is_judged_alone]
        if fields:
            yield from self.let_through(body, fields, usual, others)
        for name in body.names:
            if name not in fields:
                yield from self.told_apart(body, name, usual, ids[name.path], others)

    def let_through(
        self, body: Body, fields: list[Name], usual: dict[str, Any], others: dict[str, Rows]
    ) -> Iterator[str]:
        """Fields of forms that let a row of others through, or refuse the own."""
        _, said = self.send(body, usual)
        refused = self.refused()
        yield from (
            f"{body.route.name} {name.path}: the own row is refused: {usual} {said[:2]}"
            for name in fields
            if name.path in refused and usual[name.path] is not None
        )
        for where, rows in others.items():
            tried = [name for name in fields if is_out_of_reach(body.who, where, rows, name)]
            if tried:
                self.send(body, usual | {name.path: name.value(rows[name.model]) for name in tried})
                refused = self.refused()
                let_through = [name.path for name in tried if name.path not in refused]
                if let_through or self.heard.written:
                    yield f"{body.route.name} {where}: {let_through} {self.heard.written}"

    def refused(self) -> set[str]:
        """The names at which a form has just said something."""
        bound = (form for form in self.heard.forms if form.is_bound)
        return {form.add_prefix(name) for form in bound for name in form.errors}

    def told_apart(
        self, body: Body, name: Name, usual: dict[str, Any], own_id: Any, others: dict[str, Rows]
    ) -> Iterator[str]:
        """Where the answer differs from that for a row that nobody has; where it does not for the own row."""
        usual = usual | BODIES.get(f"{body.route.name} {name.path}", {})
        nobodys = self.answer(body, usual, name, NOBODYS[name.by])
        own_row = self.answer(body, usual, name, own_id)
        is_empty = (body.route.name, name.path) in NOTHING_OFFERED
        if own_row == nobodys and not self.heard.written and not is_empty:
            yield f"{body.route.name} {name.path}: not reached: {own_row}"
        for where, rows in others.items():
            if is_out_of_reach(body.who, where, rows, name):
                said = self.answer(body, usual, name, name.value(rows[name.model]))
                if said != nobodys or self.heard.written:
                    yield f"{body.route.name} {name.path} {where}: {said}, not {nobodys}; {self.heard.written}"

    def answer(self, body: Body, usual: dict[str, Any], name: Name, value: Any) -> tuple[str, ...]:
        """What is said, without numbers: rows of each answer have their own."""
        self.is_shown = True
        request, said = self.send(body, {**usual, name.path: value})
        self.is_shown = False
        told = [] if body.route.is_api else [str(message) for message in get_messages(request)]
        typed = r"\d+" if str(value).isdecimal() else rf"{re.escape(str(value))}|\d+"
        return tuple(re.sub(typed, "N", str(part)) for part in (*said, told))

    def offered(self, body: Body, name: Name, mine: Rows) -> Any:
        """A row that the person may name there."""
        if (body.route.name, name.path) in self.own:
            return self.own[body.route.name, name.path]
        with self.world.qingdao.entered():
            if not body.route.is_api and hasattr(name.asked, "queryset"):
                row = name.asked.queryset.first()
                return row and name.value(row)
            if hasattr(name.asked, "choices") and not body.route.is_api:
                return next(numbers_of(name.asked), None)
        return name.value(mine[name.model])


def is_out_of_reach(who: Actor, where: str, rows: Rows, name: Name) -> bool:
    """Who sits above the far place may name its rows; roles are the whole tenant's."""
    place = rows[Jurisdiction].path
    return where == "abroad" or (
        name.model is not Role and not any(place.startswith(seat.path) for seat in who.seats)
    )


def test_no_body_names_a_row_out_of_reach(
    world: World, client_of: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every name in every body of every address, by somebody who may send it, and who serves in the other tenant too:
    the rows of both are refused like rows that nobody has.
    """
    cast = world.people
    actors = [
        world.owner,
        cast.qd_community,
        cast.qd_district,
        cast.qd_housing,
        cast.qd_planning,
        cast.qd_city,
        cast.qd_leader,
        cast.qd_admin,
        cast.qd_security,
        outsider(world),
    ]
    with world.wulong.entered():
        for actor in actors:
            (role,) = {seat.role for seat in actor.seats}
            appointed(actor.person, world.wulong, Role.objects.get(name=role).code, world.wulong.top, None)
    people = [
        (who, {False: Caller(client_of(who), "qingdao"), True: bearer(world, who, Client())})
        for who in actors
    ]
    with world.qingdao.entered():
        mine = own(world)
        lift = Lift.objects.get(pk=world.ids["lift"])
        progress = Progress.objects.get(pk=world.ids["progress"])
        street = next(seat.organisation for seat in world.owner.seats)
        usable = {
            ("api:assignment-list", "membership"): Membership.objects.get(person__username="qd-evaluator").pk,
            ("api:declaration-list", "organisation"): street and street.pk,
            ("api:delegation-list", "delegate"): "qd-district",
            ("api:delegation-list", "membership"): Membership.objects.get(person=world.owner.person).pk,
            ("api:declaration-list", "neighbourhoods[]"): world.ids["doubtful"],
            ("api:monthreport-list", "place"): "370202",
            ("api:lift-list", "building"): lift.building_id,
            ("api:lift-list", "works_item"): lift.works_item_id,
            ("api:project-declaration-list", "items[]"): lift.works_item_id,
            ("api:project-progress", "items[].photos[]"): ProjectPaper.objects.filter(name="现场照片")
            .latest("pk")
            .document_id,
            ("api:project-progress", "items[].works_item"): progress.works_item_id,
            ("delegation_create", "delegate"): "qd-district",
            ("delegation_create", "membership"): Membership.objects.get(person=world.owner.person).pk,
            ("pool_list", "picked"): world.ids["project"],
            ("progress_confirm", "picked"): f"{progress.pk}-{progress.stamp}",
            ("stand_in_create", "person"): "qd-street",
        }
    wrong: list[str] = []
    tried: set[tuple[str, str]] = set()
    with elsewhere(world) as others, listening() as heard:
        desk = Desk(world, heard, usable)
        monkeypatch.setattr(Template, "render", lambda *asked, **more: desk.render(*asked, **more))
        for route in ROUTES:
            for body in desk.bodies(route, people):
                tried |= {(route.name, name.path) for name in body.names}
                wrong += desk.mistakes(body, mine, others)
    assert "\n".join(wrong) == ""
    assert len(tried) > 120
