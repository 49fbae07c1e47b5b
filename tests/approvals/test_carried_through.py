"""One project through every transition of its life: under the five rulebooks, and under a sixth unlike them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from approvals import transitions, works
from approvals.errors import Blocked
from communities.people.rights import Refused
from projects.enums import ItemState, State
from projects.models import Project, TransitionLog, WorksItem
from projects.stages import NEXT
from tests.approvals.carrying import Carrier
from tests.projects import making

pytestmark = pytest.mark.django_db

PASSED = "acceptance.passed"
"""The application's own record, wanted under every text."""

XINZHOU = Path(__file__).with_name("xinzhou.yaml")


@dataclass(frozen=True)
class City:
    """What each gate of the text wants before it opens, read from the text by hand; the items are of its catalogue."""

    code: str
    name: str
    items: tuple[str, ...]
    wants: dict[str, set[str]]
    early: tuple[str, ...] = ()
    """Items that start before the project does."""
    file: Path | None = None
    tree: str = ""


CITIES = (
    City(
        "qingdao",
        "青岛市",
        ("road", "water-drain", "green"),
        {
            "plan": {"QD-C-voluntary", "QD-C-fiscal"},
            "design": {"QD-C-plans", "QD-C-consulted", "QD-C-split"},
            "approve": {"QD-C-reviewed", "QD-R-1"},
            "ready": {"QD-C-linecare"},
            "start": {"QD-C-tender", "QD-C-cleared"},
            "accept": {"QD-C-accepted", PASSED},
            "hand_over": {"QD-C-archive"},
            "manage": {"QD-C-mode"},
        },
    ),
    City(
        "wulong",
        "武隆区",
        ("road", "p-gas"),
        {
            "plan": {"WL-C-entity", "WL-C-leader"},
            "design": {"WL-C-opinion"},
            "approve": {"WL-C-prelim"},
            "ready": {"WL-C-linenotice"},
            "start": {"WL-C-ledger"},
            "accept": {PASSED},
            "manage": {"WL-C-modeset"},
        },
    ),
    City(
        "jilin",
        "吉林省",
        ("road",),
        {
            "reserve": {"JL-C-fieldwork", "JL-C-tasklist", "JL-C-public"},
            "plan": {"JL-C-cost", "JL-C-funding", "JL-C-will"},
            "design": {"JL-C-experts", "JL-C-longterm"},
            "approve": {"JL-C-consulted"},
            "ready": {"JL-C-prelim"},
            "accept": {"JL-C-residentaccept", PASSED},
            "manage": {"JL-C-mechanism", "JL-C-fund"},
        },
    ),
    City(
        "beijing",
        "北京市",
        ("locks", "parking"),
        {
            "reserve": {"BJ-C-demand", "BJ-C-menu"},
            "plan": {"BJ-C-investor", "BJ-C-entity", "BJ-C-fiscal", "BJ-C-confirmed", "BJ-R-1"},
            "design": {"BJ-C-planner", "BJ-R-2"},
            "approve": {"BJ-C-public"},
            "ready": {"BJ-C-ownersbody"},
            "start": {"BJ-C-fees", "BJ-C-contract", "BJ-C-demolish", "BJ-C-holes"},
            "accept": {PASSED},
            "hand_over": {"BJ-C-papers", "BJ-C-lines"},
            "manage": {"BJ-C-fund"},
        },
        early=("locks",),
    ),
    City(
        "zhejiang",
        "浙江省",
        ("parking",),
        {
            "design": {"ZJ-C-asked", "ZJ-C-scheme", "ZJ-C-profit"},
            "approve": {"ZJ-C-minutes", "ZJ-C-opinion", "ZJ-C-reps", "ZJ-R-1"},
            "accept": {PASSED},
        },
    ),
    City(
        "xinzhou",
        "新洲区",
        ("lock", "cable", "bench"),
        {
            "reserve": {"XZ-C-asked", "XZ-C-grade"},
            "plan": {"XZ-C-money", "XZ-C-leader", "XZ-C-list"},
            "design": {"XZ-C-talk", "XZ-C-shared", "XZ-S-may"},
            "approve": {"XZ-C-shown", "XZ-C-body"},
            "ready": {"XZ-C-told", "XZ-C-safe", "XZ-C-line", "XZ-R-1"},
            "start": {"XZ-C-clear"},
            "accept": {"XZ-C-passed", PASSED},
            "hand_over": {"XZ-C-given", "XZ-C-kept"},
            "manage": {"XZ-C-saved", "XZ-C-managed"},
        },
        early=("lock",),
        file=XINZHOU,
        tree="wulong",
    ),
)


@pytest.mark.parametrize("city", CITIES, ids=lambda city: city.code)
def test_project_lives_through_every_gate(db: None, city: City) -> None:
    carrier = Carrier(city.code, city.name, tree=city.tree, file=city.file)
    with carrier.entered():
        project = carrier.project(carrier.neighbourhood(), city.items)
        met: dict[str, set[str]] = {}
        while State(project.state) is not State.READY:
            name = NEXT[State(project.state)]
            met |= _must_hold(carrier, project, name)
            carrier.open_gate(project, name)
            if name == "plan":
                assert [entry.project_id for entry in carrier.confirm(project).batch.entries.all()] == [
                    project.pk
                ]
                continue
            for id_ in carrier.reviews_at(name):
                assert carrier.review(project, id_).state == "approved"
            _move(carrier, project, name)
        met |= _start(carrier, project, city)
        carrier.finish(project)
        for name in ("accept", "hand_over", "manage"):
            met |= _must_hold(carrier, project, name)
            carrier.open_gate(project, name)
            if name in carrier.records:
                carrier.records[name](project)
            _move(carrier, project, name)
        assert State(project.state) is State.MANAGED
        assert met == city.wants
        logs = list(
            TransitionLog.objects.filter(project=project).order_by("id").select_related("decision__version")
        )
        assert [log.transition for log in logs] == [
            "reserve",
            "plan",
            "design",
            "approve",
            "ready",
            "start",
            "accept",
            "hand_over",
            "manage",
        ]
        for log in logs:
            assert log.decision is not None
            assert (log.decision.answer, log.decision.verdict["pack"]) == ("yes", city.code)


def _must_hold(carrier: Carrier, project: Project, name: str) -> dict[str, set[str]]:
    """Who does not fire is refused, a closed gate blocks who does; {transition: what it wants}."""
    if outsider := carrier.outsider(project, name):
        with pytest.raises(Refused):
            transitions.fire(project, name, by=outsider, now=making.NOW)
    answer = carrier.ask(project, name)
    if answer.is_yes:
        return {}
    with pytest.raises(Blocked):
        transitions.fire(project, name, by=carrier.mover(project, name), now=making.NOW)
    return {name: {entry.id for entry in answer.failing()}}


def _move(carrier: Carrier, project: Project, name: str) -> None:
    """Unless a concluded review, acceptance or handover has moved it already."""
    if NEXT[State(project.state)] == name:
        transitions.fire(project, name, by=carrier.mover(project, name), now=making.NOW)


def _start(carrier: Carrier, project: Project, city: City) -> dict[str, set[str]]:
    """Item by item; the project is BUILDING with the first that no gate exempts."""
    items = list(WorksItem.objects.filter(project=project).order_by("id"))
    mover, last = carrier.mover(project, "start"), items[-1]
    met = {}
    answer = carrier.ask(project, "start", last)
    if not answer.is_yes:
        met["start"] = {entry.id for entry in answer.failing()}
        with pytest.raises(Blocked):
            works.start_item(last, on=making.DAY, by=mover, now=making.NOW)
    carrier.open_gate(project, "start")
    for item in items:
        before = State(project.state)
        started = works.start_item(item, on=making.DAY, by=mover, now=making.NOW)
        project.refresh_from_db()
        assert started.state == ItemState.STARTED
        is_early = item.item in city.early and before is State.READY
        assert State(project.state) is (State.READY if is_early else State.BUILDING)
    return met
