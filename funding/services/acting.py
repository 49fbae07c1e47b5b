"""For whom a person handles a project's money, and until when its planning figures may be changed."""

from __future__ import annotations

from communities.models import Document, Organisation
from communities.people.enums import Capability
from communities.people.rights import Actor
from projects.enums import State
from projects.errors import NotPossible
from projects.models import Project
from projects.services import acts_for

PLANNING = frozenset({State.PROPOSED, State.RESERVED, State.PLANNED, State.DESIGNED})
"""Planning figures are edited with history until the joint review approves them."""


def is_planning(project: Project) -> bool:
    """Whether planning figures may still be changed; a project on hold is where it was held from."""
    return State(project.held_from or project.state) in PLANNING


def keeper(project: Project, by: Actor) -> Organisation | None:
    """The organisation for which the person keeps the project's money, None for a seat without one.

    Raises `Refused` without the right at the project's place.
    """
    by.require(Capability.FUND, project.path)
    for seat in by.seats:
        if Capability.FUND in seat.capabilities and acts_for(seat, project, ()):
            return seat.organisation
    return None


def must_see(paper: Document | None, by: Actor) -> None:
    """A paper is one's own upload, or lies where one may look. Raises `NotPossible`."""
    if paper is None or paper.uploaded_by_id == by.person_id:
        return
    if not by.may(Capability.VIEW, paper.jurisdiction.path):
        raise NotPossible("材料不存在或不在您的辖区内，请重新上传。")
