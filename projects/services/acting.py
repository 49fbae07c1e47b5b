"""For whom a person acts on a project, and holding its row while he does."""

from __future__ import annotations

from collections.abc import Iterable

from communities.models import Organisation
from communities.neighbourhoods.declaring import RECORDERS
from communities.people.enums import Capability
from communities.people.rights import Actor, Refused, Seat
from communities.rulebooks.queries import Adopted
from policies.vocabulary import KINDS_WITHOUT_LOGIN
from projects.assigned import BUILDING, AssignedSeat, reached, seats_of
from projects.enums import Purpose, State
from projects.errors import NotPossible
from projects.models import Progress, Project

PROPOSERS = frozenset({"street", "government", "department", "office", "leading-body"})
"""Kinds of actors that propose: the street or the district (glossary, "One life cycle for all five")."""

CONFIRMERS = PROPOSERS - {"street"}
"""Kinds of actors that confirm what was reported of the works."""

BELOW_DISTRICT = frozenset({"street", "community"})
"""Divisions whose organisations report, and do not confirm."""

EDITABLE = frozenset({State.PROPOSED, State.RESERVED, State.PLANNED})
"""Planning figures may be edited with history until the scheme is settled."""


def proposer(by: Actor, paths: Iterable[str]) -> Organisation:
    """The person's organisation that may propose for all these places. Raises `Refused`."""
    places = list(paths)
    for seat in by.seats:
        own = _reach(seat)
        if (
            seat.organisation is not None
            and own is not None
            and Capability.PROPOSE in seat.capabilities
            and seat.organisation.kind in PROPOSERS
            and all(path.startswith(own) for path in places)
        ):
            return seat.organisation
    raise Refused("只有小区所在街道或区(市)的单位可以提出改造项目。")


def recorder(project: Project, by: Actor, *, assigned: frozenset[Purpose] = BUILDING) -> Organisation:
    """The person's organisation that keeps records of the project: it proposes or declares there. Raises `Refused`.

    `assigned`: the purposes for which an assignment of the project serves as well.
    """
    places = places_of(project)
    for seat in reached(seats_of(project, by), assigned):
        is_recording = seat.capabilities & {Capability.PROPOSE, Capability.DECLARE}
        if seat.organisation is not None and is_recording and acts_for(seat, project, places):
            return seat.organisation
    raise Refused("您所在单位不管辖本项目，或没有登记项目事项的权限。")


def keeper(project: Project, by: Actor) -> Organisation:
    """The same where no text says who: it proposes or decides there. Raises `Refused`."""
    places = places_of(project)
    for seat in by.seats:
        is_keeping = seat.capabilities & {Capability.PROPOSE, Capability.DECIDE}
        if seat.organisation is not None and is_keeping and acts_for(seat, project, places):
            return seat.organisation
    raise Refused("须由有权提出项目或作出决定的单位办理，您所在单位没有这项权限，或不管辖本项目。")


def declarer(
    project: Project,
    criterion: str,
    *,
    adopted: Adopted,
    by: Actor,
    organisation: Organisation | None = None,
    at: Iterable[str] = (),
    seats: Iterable[Seat] | None = None,
) -> Organisation:
    """The person's organisation that may state the criterion for the project. Raises `Refused`.

    `at`: the places of what it states about, each of which the organisation must hold; none = the project.
    `organisation` narrows. Residents and owners' bodies have no login: the street or the community records for them.
    `seats`: those of the person on this project, where the caller asks often and has read them.
    """
    wanted = str(adopted.rulebook.get("criteria", criterion).by)
    is_recorded = adopted.rulebook.get("actors", wanted).kind in KINDS_WITHOUT_LOGIN
    places, subjects = places_of(project), list(at)
    for seat in seats_of(project, by) if seats is None else seats:
        own = seat.organisation
        if own is None or Capability.DECLARE not in seat.capabilities:
            continue
        if organisation is not None and own.pk != organisation.pk:
            continue
        plays = own.kind in RECORDERS if is_recorded else own.actor == wanted
        if not plays:
            continue
        if _holds_all(seat, subjects) if subjects else acts_for(seat, project, places):
            return own
    name = adopted.rulebook.actor_name(wanted)
    if is_recorded:
        raise Refused(f"这一条件由所在街道或社区代{name}录入，您不在这样的单位，或该单位不管辖此处。")
    raise Refused(f"这一条件由{name}申报，您不在该单位，或该单位不管辖本项目所在地。")


def reporter(project: Project, place: str, by: Actor, *, seats: Iterable[Seat] | None = None) -> Organisation:
    """The person's organisation that reports the project's works at a place: it proposes or declares there, or was
    assigned the project to build it. Raises `Refused`. `seats` as in `declarer`.
    """
    for seat in reached(seats_of(project, by) if seats is None else seats, BUILDING):
        is_recording = seat.capabilities & {Capability.PROPOSE, Capability.DECLARE}
        if seat.organisation is not None and is_recording and _holds_all(seat, [place]):
            return seat.organisation
    raise Refused("您所在单位不管辖这一小区，或没有登记项目事项的权限。")


def confirmer(place: str, by: Actor, *, reported: Progress) -> Organisation:
    """The person's organisation that confirms reported works at a place. Raises `Refused`.

    A government, department, office or leading body at the level of a district or above decides there; never the
    organisation that reported, nor the person who did or in whose name it was done, for himself or for another.
    """
    own = [seat.organisation for seat in by.seats if seat.organisation and _confirms(seat, place)]
    others = [organisation for organisation in own if organisation.pk != reported.organisation_id]
    if others and by.is_one_of(reported.reported_by_id, reported.reported_for_id):
        raise Refused("填报进度的人和确认进度的人不能是同一人，受托代办的也不能：请由另一人确认。")
    if others:
        return others[0]
    if own:
        raise Refused("填报单位不能确认自己填报的进度，请由区(市)级及以上的另一单位确认。")
    raise Refused("进度由区(市)级及以上的政府或部门确认，您不在这样的单位，或该单位不管辖这一小区。")


def may_report(project: Project, place: str, by: Actor, *, seats: Iterable[Seat] | None = None) -> bool:
    """Whether to offer the person the project's works at a place for reporting."""
    try:
        reporter(project, place, by, seats=seats)
    except Refused:
        return False
    return True


def may_confirm(place: str, by: Actor) -> bool:
    """Whether to show the person what is to be confirmed at a place; `confirmer` asks again of each row."""
    return any(_confirms(seat, place) for seat in by.seats)


def may_confirm_somewhere(by: Actor) -> bool:
    """The same of any place: decides about a button."""
    return any(
        seat.organisation is not None
        and _confirms(seat, max(seat.path, seat.organisation.jurisdiction.path, key=len))
        for seat in by.seats
    )


def _confirms(seat: Seat, place: str) -> bool:
    organisation = seat.organisation
    return (
        organisation is not None
        and Capability.DECIDE in seat.capabilities
        and organisation.kind in CONFIRMERS
        and organisation.jurisdiction.division not in BELOW_DISTRICT
        and _holds_all(seat, [place])
    )


def acts_for(seat: Seat, project: Project, places: Iterable[str]) -> bool:
    """Whether the seat's organisation acts for the project: at or above its place, or, of a lower level, at one of
    `places`, those of its neighbourhoods. Both the seat and the organisation must reach there. An assignment takes the
    place of the places: it reaches its own project, and no other.
    """
    if isinstance(seat, AssignedSeat):
        return seat.project == project.pk
    own = _reach(seat)
    if own is None:
        return False
    return project.path.startswith(own) or any(path.startswith(own) for path in places)


def _holds_all(seat: Seat, places: Iterable[str]) -> bool:
    """An assigned seat is one of the project that is asked about: it reaches whatever lies in it."""
    if isinstance(seat, AssignedSeat):
        return True
    own = _reach(seat)
    return own is not None and all(path.startswith(own) for path in places)


def places_of(project: Project) -> list[str]:
    """The paths of the project's neighbourhoods."""
    return list(project.memberships.values_list("neighbourhood__path", flat=True))


def hold(project: Project) -> Project:
    """The project's row as it stands now, locked until the transaction ends."""
    row: Project = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    return row


def hold_standing(project: Project) -> Project:
    """The same, of a project that is not withdrawn. Raises `NotPossible`."""
    row = hold(project)
    if row.state == State.WITHDRAWN:
        raise NotPossible("项目已撤回，不能再登记事项。")
    return row


def hold_editable(project: Project) -> Project:
    """The same, of a project whose contents may still be changed. Raises `NotPossible`."""
    row = hold(project)
    if State(row.state) not in EDITABLE:
        raise NotPossible(f"项目{row.get_state_display()}，改造内容已定，不能直接修改。")
    return row


def ask_anew(project: Project) -> None:
    """Whatever the gates said of the project no longer counts."""
    Project.objects.filter(pk=project.pk).update(asked_of="")


def _reach(seat: Seat) -> str | None:
    """Where both the seat and its organisation reach: the lower of the places, None when neither lies in the other."""
    if seat.organisation is None:
        return None
    own = seat.organisation.jurisdiction.path
    if seat.path.startswith(own):
        return seat.path
    return own if own.startswith(seat.path) else None
