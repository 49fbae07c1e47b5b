"""Who runs the acceptance of a project, who concludes it and the handover."""

from __future__ import annotations

from approvals import transitions
from approvals.acceptance.facts import RECORD, STEP
from communities.models import Organisation
from communities.neighbourhoods.declaring import declarer_at
from communities.people.rights import Actor, Refused
from communities.rulebooks.queries import Adopted
from policies.pack.rows import Criterion
from projects.models import Project
from projects.recording import criteria_of, name_of, who_states
from projects.services.acting import declarer, places_of
from projects.stages import TRANSITIONS


def concluder(project: Project, record: str, step: str, *, adopted: Adopted, by: Actor) -> Organisation:
    """The person's organisation that concludes the record: it states one of its criteria, or, where the text ties none
    to it, fires the transition. Raises `Refused` naming who does.
    """
    found = find_concluder(project, record, step, adopted=adopted, by=by)
    if found is None:
        raise Refused(
            f"“{name_of(record)}”由{concluders(project, record, step, adopted)}办结，"
            "您不在这一单位，或该单位不管辖本项目。"
        )
    return found


def find_concluder(
    project: Project, record: str, step: str, *, adopted: Adopted, by: Actor
) -> Organisation | None:
    """The same for a button: None for who may not."""
    rows = criteria_of(adopted, record)
    if not rows:
        return transitions.find_mover(project, TRANSITIONS[step], adopted=adopted, by=by)
    return next((o for row in rows if (o := _stating(project, row, adopted, by)) is not None), None)


def concluders(project: Project, record: str, step: str, adopted: Adopted) -> str:
    """Who concludes the record, in Chinese."""
    return who_states(adopted, record) or transitions.movers(project, TRANSITIONS[step], adopted)


def holder(project: Project, *, adopted: Adopted, by: Actor) -> Organisation:
    """The person's organisation that runs the acceptance: it concludes it or fires `accept`. Raises `Refused`."""
    found = find_holder(project, adopted=adopted, by=by)
    if found is None:
        who = (
            concluders(project, RECORD, STEP, adopted),
            transitions.movers(project, TRANSITIONS[STEP], adopted),
        )
        names = dict.fromkeys("、".join(who).split("、"))
        raise Refused(f"竣工验收由{'、'.join(names)}组织，您不在这样的单位，或该单位不管辖本项目。")
    return found


def find_holder(project: Project, *, adopted: Adopted, by: Actor) -> Organisation | None:
    """The same for a button: None for who may not."""
    return find_concluder(project, RECORD, STEP, adopted=adopted, by=by) or transitions.find_mover(
        project, TRANSITIONS[STEP], adopted=adopted, by=by
    )


def _stating(project: Project, row: Criterion, adopted: Adopted, by: Actor) -> Organisation | None:
    if row.about == "neighbourhood":
        places = places_of(project)
        return next((o for path in places if (o := declarer_at(by, row, adopted, path)) is not None), None)
    try:
        return declarer(project, row.id, adopted=adopted, by=by)
    except Refused:
        return None
