"""Declaring: what an actor of the rulebook states about a project, its works items, lifts and disputes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.utils import timezone

from communities.models import Document, Organisation
from communities.neighbourhoods.services.account import accounted
from communities.people.enums import Capability
from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted
from policies.pack.rows import Criterion
from policies.vocabulary import KINDS_WITHOUT_LOGIN
from projects.enums import ItemState
from projects.errors import NotPossible
from projects.models import (
    Dispute,
    Lift,
    Project,
    ProjectDeclaration,
    ProjectEvidence,
    ProjectPaper,
    WorksItem,
)
from projects.recording import ACTS
from projects.services.acting import ask_anew, declarer, hold
from projects.services.papers import keep_papers

FIELDS = {"item": "works_item", "lift": "lift", "dispute": "dispute"}
"""What a criterion is about -> the field of the declaration that names it; the project itself needs none."""

SUBJECTS = {"project": "整个项目", "item": "具体改造内容", "lift": "具体电梯", "dispute": "具体争议"}

Subject = WorksItem | Lift | Dispute


def declare(
    project: Project,
    *,
    criterion: str,
    value: bool,
    adopted: Adopted,
    evidence: Sequence[tuple[str, Document]] = (),
    works_item: WorksItem | None = None,
    lift: Lift | None = None,
    dispute: Dispute | None = None,
    note: str = "",
    by: Actor,
    on: date,
) -> ProjectDeclaration:
    """State a criterion about a project, or one of its items, lifts or disputes, for an organisation that plays the
    criterion's `by` actor.

    At or above the subject's place; about the whole project an actor of a lower level for its own part. A yes needs
    every named document, a no none; for residents and owners' bodies a document is compulsory either way. A yes that
    concluding a record files is refused here, naming that act. Raises `Refused`, `NotPossible`.
    """
    given = [subject for subject in (works_item, lift, dispute) if subject is not None]
    (made,) = declare_about(
        project,
        given,
        criterion=criterion,
        value=value,
        adopted=adopted,
        evidence=evidence,
        note=note,
        by=by,
        on=on,
    )
    return made


def declare_about(
    project: Project,
    subjects: Sequence[Subject],
    *,
    criterion: str,
    value: bool,
    adopted: Adopted,
    evidence: Sequence[tuple[str, Document]] = (),
    note: str = "",
    by: Actor,
    on: date,
) -> list[ProjectDeclaration]:
    """The same about several items, lifts or disputes at once, with the same papers; none = the project itself.

    All or nothing, by one organisation that holds the place of each. Raises as `declare`.
    """
    row = adopted.rulebook.find("criteria", criterion)
    if row is None or row.kind != "declared" or row.about not in SUBJECTS:
        raise NotPossible("这一条件不是对项目申报的。")
    places = _places(project, row, subjects)
    organisation = declarer(project, criterion, adopted=adopted, by=by, at=places)
    if row.about == "project" and value and row.record in ACTS:
        raise NotPossible(f"“{row.name}”在{ACTS[row.record].words}时一并申报，不能单独申报。")
    with accounted(by, note.strip() or f"申报“{row.name}”", organisation):
        held = hold(project)
        made = state(
            held,
            row,
            subjects,
            value=value,
            organisation=organisation,
            adopted=adopted,
            evidence=evidence,
            note=note,
            by=by,
            on=on,
        )
        ask_anew(held)
    return made


def state(
    held: Project,
    row: Criterion,
    subjects: Sequence[Subject] = (),
    *,
    value: bool,
    organisation: Organisation,
    adopted: Adopted,
    evidence: Sequence[tuple[str, Document]],
    note: str,
    by: Actor,
    on: date,
) -> list[ProjectDeclaration]:
    """Write what `organisation`, which the caller has found to be entitled, states; the caller holds the row.

    What it stated before stays on file and counts no more. Raises `NotPossible` for papers that are lacking.
    """
    if on > timezone.localdate():
        raise NotPossible("日期不能晚于今天。")
    _must_be_proven(held, row, value=value, adopted=adopted, evidence=evidence, by=by)
    field = FIELDS.get(row.about)
    same = Q(**{f"{name}__isnull": True for name in FIELDS.values() if name != field})
    if field:
        same &= Q(**{f"{field}__in": subjects})
    ProjectDeclaration.objects.filter(
        same, project=held, criterion=row.id, organisation=organisation, is_current=True
    ).update(is_current=False)
    about: list[dict[str, Subject]] = [{field: subject} for subject in subjects] if field else [{}]
    made = ProjectDeclaration.objects.bulk_create(
        ProjectDeclaration(
            project=held,
            **one,
            criterion=row.id,
            value=value,
            stated_by=str(row.by),
            organisation=organisation,
            entered_by=by.person,
            on=on,
            note=note.strip(),
        )
        for one in about
    )
    ProjectEvidence.objects.bulk_create(
        ProjectEvidence(declaration=declaration, document=document, name=name)
        for declaration in made
        for name, document in dict.fromkeys(evidence)
    )
    keep_papers(held, evidence)
    return made


def _places(project: Project, row: Criterion, subjects: Sequence[Subject]) -> list[str]:
    """Where the subjects lie. Raises `NotPossible` for subjects of another kind, project or time."""
    wanted = {"item": WorksItem, "lift": Lift, "dispute": Dispute}.get(row.about)
    fits = not subjects if wanted is None else subjects and all(isinstance(s, wanted) for s in subjects)
    if not fits:
        raise NotPossible(f"“{row.name}”须对{SUBJECTS[row.about]}申报。")
    items = [subject.works_item if isinstance(subject, Lift) else subject for subject in subjects]
    if any(item.project_id != project.pk for item in items):
        raise NotPossible("所选内容不在本项目内。")
    for subject in subjects:
        is_gone = (
            subject.is_withdrawn
            if isinstance(subject, Lift)
            else isinstance(subject, WorksItem) and subject.state == ItemState.WITHDRAWN
        )
        if is_gone:
            raise NotPossible("所选内容已撤回，不能申报。")
    return list(dict.fromkeys(item.neighbourhood.path for item in items if isinstance(item, WorksItem)))


def _must_be_proven(
    held: Project,
    row: Criterion,
    *,
    value: bool,
    adopted: Adopted,
    evidence: Sequence[tuple[str, Document]],
    by: Actor,
) -> None:
    attached = {name for name, _ in evidence}
    wanted = [name for name in row.evidence if name not in attached]
    if value and wanted:
        raise NotPossible(f"申报“是”须附：{'、'.join(wanted)}（{row.source}）。")
    is_recorded = adopted.rulebook.get("actors", str(row.by)).kind in KINDS_WITHOUT_LOGIN
    if is_recorded and not evidence:
        name = adopted.rulebook.actor_name(str(row.by))
        raise NotPossible(f"代{name}录入的申报，无论是否都须附证明材料。")
    strange = [
        document.pk
        for _, document in evidence
        if document.uploaded_by_id != by.person_id and not by.may(Capability.VIEW, document.jurisdiction.path)
    ]
    if set(strange) - set(
        ProjectPaper.objects.filter(project=held, document__in=strange).values_list("document", flat=True)
    ):
        raise NotPossible("材料不存在或不在您的辖区内，请重新上传。")
