"""Confirming: a unit states its own part of a record that another has concluded, or takes back what it confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from communities.models import Document
from communities.people.rights import Actor, Refused
from communities.rulebooks.queries import Adopted
from projects.enums import ConsultationKind, PartyRole
from projects.errors import NotPossible
from projects.models import Consultation, NamedParty, Preparation, Project, ProjectPaper, PublicDisplay
from projects.recording import ACTS, KEPT_HERE, criteria_of, name_of, who_states
from projects.services.declaring import declare
from projects.services.displaying import RECORD as DISPLAY
from projects.services.filing import Filed, file_record, may_state
from projects.services.papers import FIELDS, Record

CONSULTATIONS = {kind.record: kind for kind in ConsultationKind}


def confirm_record(
    project: Project,
    record: str,
    *,
    adopted: Adopted,
    by: Actor,
    on: date,
    evidence: Sequence[tuple[str, Document]] = (),
    note: str = "",
) -> list[Filed]:
    """State the criteria of a concluded record that the person's unit states, with the record's own papers and
    `evidence`. Raises `Refused`, `NotPossible` while the record is not concluded.
    """
    latest = concluded(project, record)
    if latest is None:
        raise NotPossible(f"“{name_of(record)}”还没有办结，请先{ACTS[record].words}。")
    kept = ProjectPaper.objects.filter(project=project, **{FIELDS[type(latest)]: latest})
    own = [(paper.name, paper.document) for paper in kept.select_related("document__jurisdiction")]
    return file_record(project, record, adopted=adopted, by=by, on=on, evidence=[*own, *evidence], note=note)


def unconfirm_record(
    project: Project, record: str, *, adopted: Adopted, by: Actor, on: date, note: str
) -> list[Filed]:
    """State no on the record's criteria about the project that the person's unit states, saying why.

    Raises `Refused`, `NotPossible`.
    """
    if not note.strip():
        raise NotPossible("请写明为什么撤销确认。")
    rows = [row for row in criteria_of(adopted, record) if row.about == "project"]
    own = [row.id for row in rows if may_state(project, row, adopted=adopted, by=by)]
    if not own:
        raise Refused(f"“{name_of(record)}”由{who_states(adopted, record)}确认，您不在这一单位。")
    return [
        declare(project, criterion=id_, value=False, adopted=adopted, note=note, by=by, on=on) for id_ in own
    ]


def concluded(project: Project, record: str) -> Record | None:
    """The latest concluded record of that kind, None while there is none. For the records kept on a project's pages."""
    if record not in KEPT_HERE:
        return None
    if record in CONSULTATIONS:
        return Consultation.objects.filter(
            project=project, kind=CONSULTATIONS[record], closed_on__isnull=False
        ).first()
    if record == DISPLAY:
        return PublicDisplay.objects.filter(project=project, ended_on__isnull=False).first()
    if record in PartyRole.values:
        return NamedParty.objects.filter(project=project, role=record, until_on__isnull=True).first()
    return Preparation.objects.filter(project=project, kind=record, concluded_on__isnull=False).first()
