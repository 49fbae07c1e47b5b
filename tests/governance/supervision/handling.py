"""Cases for the tests of supervision, made by the services."""

from __future__ import annotations

from datetime import date
from typing import Any

from communities.models import Document, Organisation
from communities.people.rights import Actor
from governance.models import SupervisionCase
from governance.supervision import services
from projects.models import Project
from tests.cast import People, Town
from tests.projects import making

LATER = date(2026, 11, 30)


def project(town: Town, people: People, name: str = "河清路二小区") -> Project:
    """In 云霄路社区, where the street and the community have their seats."""
    row = making.eligible(town.places[making.COMMUNITY], people, name)
    return making.project([row], people.qd_street)


def own(actor: Actor) -> Organisation:
    """The first organisation of the person."""
    return next(seat.organisation for seat in actor.seats if seat.organisation)


def opened(of: Project, by: Actor, source: str = "regular", **more: Any) -> SupervisionCase:
    """Recorded on the day before the day of the tests."""
    kind = "inspection" if source in ("regular", "random", "covert", "safety") else "complaint"
    told: dict[str, Any] = {"on": making.DAY, "subject": "外墙脚手架未封闭", "text": "3 号楼西侧"} | more
    return services.open_case(
        kind=kind, source=source, project=of, adopted=making.today(), by=by, now=making.NOW, **told
    )


def assigned(case: SupervisionCase, to: Actor, by: Actor, **more: Any) -> SupervisionCase:
    """Given to the person's organisation."""
    told: dict[str, Any] = {"organisation": own(to), "due_on": LATER, "on": making.DAY} | more
    return services.assign(case, adopted=making.today(), by=by, now=making.NOW, **told)


def rectified(case: SupervisionCase, by: Actor) -> SupervisionCase:
    """As its organisation says."""
    return services.rectify(case, text="已封闭", on=making.DAY, by=by, now=making.NOW)


def rechecked(case: SupervisionCase, by: Actor, *, ok: bool, **more: Any) -> SupervisionCase:
    """As somebody else finds."""
    told: dict[str, Any] = {"text": "现场查看", "on": making.DAY} | more
    return services.recheck(case, ok=ok, adopted=making.today(), by=by, now=making.NOW, **told)


def closed(case: SupervisionCase, by: Actor, text: str = "已答复") -> SupervisionCase:
    """Ended."""
    return services.close(case, text=text, on=making.DAY, by=by, now=making.NOW)


def paper(town: Town, by: Actor) -> Document:
    """A piece of evidence."""
    return making.paper("证明材料", town.places[making.COMMUNITY], by)
