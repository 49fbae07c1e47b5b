"""Who records, decides and rectifies in a case, who sets duties and who ticks them off."""

from __future__ import annotations

from collections.abc import Iterable

from communities.models import Neighbourhood, Organisation
from communities.neighbourhoods.declaring import RECORDERS
from communities.people.enums import Capability
from communities.people.rights import Actor, Refused
from communities.rulebooks.queries import Adopted
from governance.models import DutyTask, SupervisionCase
from policies.vocabulary import KINDS_WITHOUT_LOGIN
from projects.models import Project
from projects.services.acting import PROPOSERS, places_of

RECORD = (Capability.DECLARE, Capability.DECIDE)
"""Either lets a person record a case and report its rectification."""


def recorder(by: Actor, *, project: Project | None, neighbourhood: Neighbourhood | None) -> Organisation:
    """The person's organisation that may record a case there: at or above the neighbourhood, or, of a project, also
    at one of its neighbourhoods. Raises `Refused`.
    """
    if neighbourhood is not None:
        places = [neighbourhood.path]
    else:
        places = [] if project is None else [project.path, *places_of(project)]
    for path in places:
        if (found := _holding(by, path, RECORD)) is not None:
            return found
    raise Refused("只有管辖此处的单位可以登记检查和投诉，您所在单位不管辖此处，或没有申报、决定的权限。")


def find_decider(by: Actor, path: str) -> Organisation | None:
    """The person's government, department, street or leading body that decides at or above the place."""
    return _holding(by, path, (Capability.DECIDE,), kinds=PROPOSERS)


def decider(by: Actor, path: str) -> Organisation:
    """The same. Raises `Refused`."""
    found = find_decider(by, path)
    if found is None:
        raise Refused("交办、复查和办结须由管辖此处、有决定权限的政府、部门、街道或领导机构办理。")
    return found


def find_checker(by: Actor, case: SupervisionCase) -> Organisation | None:
    """Who decides there and is not the one that had to rectify: nobody passes its own work."""
    kinds = PROPOSERS
    for seat in by.seats:
        own = seat.organisation
        if own is None or own.kind not in kinds or own.pk == case.organisation_id:
            continue
        if Capability.DECIDE in seat.capabilities and _reaches(case.path, seat.path, own):
            return own
    return None


def checker(by: Actor, case: SupervisionCase) -> Organisation:
    """The same. Raises `Refused`."""
    found = find_checker(by, case)
    if found is None:
        decider(by, case.path)
        raise Refused("整改由责任单位以外的单位复查，您代表的就是责任单位。")
    return found


def find_rectifier(by: Actor, case: SupervisionCase) -> Organisation | None:
    """The responsible organisation, if the person belongs to it and may speak for it."""
    for seat in by.seats:
        if (
            seat.organisation
            and seat.organisation.pk == case.organisation_id
            and set(RECORD) & seat.capabilities
        ):
            return seat.organisation
    return None


def rectifier(by: Actor, case: SupervisionCase) -> Organisation:
    """The same. Raises `Refused`."""
    found = find_rectifier(by, case)
    if found is None:
        raise Refused("整改情况由责任单位报告，您不在这一单位，或没有申报、决定的权限。")
    return found


def find_body(by: Actor, actor: str, path: str, adopted: Adopted) -> Organisation | None:
    """The person's organisation that answers for a duty: the actor at that place, or its recorder without a login."""
    row = adopted.rulebook.find("actors", actor)
    is_recorded = row is not None and row.kind in KINDS_WITHOUT_LOGIN
    for seat in by.seats:
        own = seat.organisation
        if own is None or Capability.DECLARE not in seat.capabilities:
            continue
        if is_recorded and own.kind in RECORDERS and _reaches(path, seat.path, own):
            return own
        if own.actor == actor and own.jurisdiction.path == path and path.startswith(seat.path):
            return own
    return None


def body(by: Actor, actor: str, path: str, adopted: Adopted) -> Organisation:
    """The same. Raises `Refused`."""
    found = find_body(by, actor, path, adopted)
    if found is None:
        name = adopted.rulebook.actor_name(actor)
        raise Refused(f"这一事项由{name}办理，您不在此处的这一单位，或没有申报的权限。")
    return found


def owes(by: Actor, task: DutyTask, adopted: Adopted) -> bool:
    """Whether the person may tick the task off."""
    return find_body(by, task.actor, task.path, adopted) is not None


def own_organisations(by: Actor, capabilities: Iterable[Capability] = RECORD) -> list[int]:
    """The ids of the organisations that the person may speak for."""
    wanted = set(capabilities)
    return [s.organisation.pk for s in by.seats if s.organisation is not None and wanted & s.capabilities]


def _holding(
    by: Actor, path: str, capabilities: Iterable[Capability], kinds: frozenset[str] | None = None
) -> Organisation | None:
    wanted = set(capabilities)
    for seat in by.seats:
        own = seat.organisation
        if own is None or not wanted & seat.capabilities or (kinds is not None and own.kind not in kinds):
            continue
        if _reaches(path, seat.path, own):
            return own
    return None


def _reaches(path: str, seat: str, own: Organisation) -> bool:
    """Both the seat and its organisation lie at or above the place."""
    return path.startswith(seat) and path.startswith(own.jurisdiction.path)
