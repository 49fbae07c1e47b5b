"""Filing: a concluded record files the declarations that the rulebook ties to it; nobody enters a fact twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from communities.models import Document, Neighbourhood, NeighbourhoodDeclaration, Organisation
from communities.neighbourhoods import services as neighbourhoods
from communities.neighbourhoods.declaring import declarers
from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor, Refused
from communities.rulebooks.queries import Adopted
from policies.pack.rows import Criterion
from projects.errors import NotPossible
from projects.models import Project, ProjectDeclaration
from projects.recording import FILED_ABOUT, criteria_of, name_of, who_states
from projects.services.acting import ask_anew, declarer, hold, keeper
from projects.services.declaring import state

Filed = ProjectDeclaration | NeighbourhoodDeclaration
Papers = Sequence[tuple[str, Document]]


def file_criteria(
    project: Project,
    *,
    criteria: Sequence[str],
    adopted: Adopted,
    by: Actor,
    organisation: Organisation | None = None,
    on: date,
    evidence: Papers = (),
    note: str = "",
) -> list[Filed]:
    """State yes on each of the criteria: about the project, or about all its neighbourhoods that the person reaches.

    By an organisation of the person (`organisation` narrows) that plays the criterion's `by` actor, or records for one
    without a login. Each criterion takes from `evidence` the papers that it names; one document may go under several
    names. All or nothing. Raises `Refused`, `NotPossible`.
    """
    rows = [_filed(adopted, id_) for id_ in dict.fromkeys(criteria)]
    made: list[Filed] = []
    with accounted(by, note.strip(), organisation):
        held = hold(project)
        for row in rows:
            papers = [one for one in evidence if not row.evidence or one[0] in row.evidence]
            if row.about == "neighbourhood":
                made += _about_neighbourhoods(held, row, papers, adopted, by, organisation, on, note)
            else:
                stating = declarer(held, row.id, adopted=adopted, by=by, organisation=organisation)
                made += state(
                    held,
                    row,
                    value=True,
                    organisation=stating,
                    adopted=adopted,
                    evidence=papers,
                    note=note,
                    by=by,
                    on=on,
                )
        ask_anew(held)
    return made


def file_record(
    project: Project,
    record: str,
    *,
    adopted: Adopted,
    by: Actor,
    organisation: Organisation | None = None,
    on: date,
    evidence: Papers = (),
    note: str = "",
) -> list[Filed]:
    """State yes on the criteria that the rulebook ties to the record, those that the person may state.

    What another unit states stays open for it. A record that no criterion names stands on its own: nothing is filed,
    and whoever proposes or decides at the project's place concludes it. Raises `Refused` naming who states,
    `NotPossible`.
    """
    rows = criteria_of(adopted, record)
    if not rows:
        keeper(project, by)
        return []
    own = [
        row.id for row in rows if may_state(project, row, adopted=adopted, by=by, organisation=organisation)
    ]
    if not own:
        raise Refused(
            f"“{name_of(record)}”由{who_states(adopted, record)}确认，您不在这一单位，或该单位不管辖本项目。"
        )
    return file_criteria(
        project,
        criteria=own,
        adopted=adopted,
        by=by,
        organisation=organisation,
        on=on,
        evidence=evidence,
        note=note or f"办结“{name_of(record)}”",
    )


def may_state(
    project: Project, row: Criterion, *, adopted: Adopted, by: Actor, organisation: Organisation | None = None
) -> bool:
    """Whether an organisation of the person may state the criterion, about the project or a neighbourhood of it."""
    if row.about == "neighbourhood":
        return bool(_reached(project, row, adopted, by, organisation))
    try:
        declarer(project, row.id, adopted=adopted, by=by, organisation=organisation)
    except Refused:
        return False
    return True


def may_file(project: Project, record: str, *, adopted: Adopted, by: Actor) -> bool:
    """Whether the person may conclude the record: who states one of its criteria, or, where there is none, who keeps
    the project's records."""
    rows = criteria_of(adopted, record)
    if rows:
        return any(may_state(project, row, adopted=adopted, by=by) for row in rows)
    try:
        keeper(project, by)
    except Refused:
        return False
    return True


def _filed(adopted: Adopted, criterion: str) -> Criterion:
    row = adopted.rulebook.find("criteria", criterion)
    if row is None or row.kind != "declared" or row.about not in FILED_ABOUT:
        raise NotPossible(f"“{row.name if row else criterion}”不能随项目的事项一并申报。")
    return row  # type: ignore[no-any-return]  # rows of a section are typed by their section


def _about_neighbourhoods(
    held: Project,
    row: Criterion,
    papers: Papers,
    adopted: Adopted,
    by: Actor,
    organisation: Organisation | None,
    on: date,
    note: str,
) -> list[NeighbourhoodDeclaration]:
    reached = _reached(held, row, adopted, by, organisation)
    if not reached:
        name = adopted.rulebook.actor_name(str(row.by))
        raise Refused(
            f"“{row.name}”由{name}申报（{row.source}），您不在这一单位，或该单位不管辖本项目的小区。"
        )
    try:
        return neighbourhoods.declare(
            criterion=row.id,
            value=True,
            neighbourhoods=reached,
            organisation=organisation,
            evidence=papers,
            on=on,
            note=note,
            by=by,
            now=timezone.now(),
            concluding=str(row.record or ""),
        )
    except ValidationError as error:
        raise NotPossible("".join(error.messages)) from error


def _reached(
    project: Project, row: Criterion, adopted: Adopted, by: Actor, organisation: Organisation | None
) -> list[Neighbourhood]:
    """The project's neighbourhoods about which the person may state the criterion."""
    offered = [
        one
        for one in declarers(by, row, adopted)
        if organisation is None or one.organisation.pk == organisation.pk
    ]
    members = Neighbourhood.objects.filter(project_memberships__project=project).order_by("id")
    return [n for n in members if any(one.reaches(n.path) for one in offered)] if offered else []
