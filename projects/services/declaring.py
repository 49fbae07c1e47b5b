"""Declaring: what an actor of the rulebook states about a project or one of its works items."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from communities.models import Document
from communities.neighbourhoods.services.account import accounted
from communities.people.enums import Capability
from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted
from projects.errors import NotPossible
from projects.models import Project, ProjectDeclaration, ProjectEvidence, WorksItem
from projects.services.acting import ask_anew, declarer, hold


def declare(
    project: Project,
    *,
    criterion: str,
    value: bool,
    adopted: Adopted,
    evidence: Sequence[tuple[str, Document]] = (),
    works_item: WorksItem | None = None,
    note: str = "",
    by: Actor,
    on: date,
) -> ProjectDeclaration:
    """State a criterion about a project or one of its items, for an organisation that plays the criterion's `by` actor.

    At or above the project's place; an actor of a lower level for its own part. A yes needs every named document, a no
    none; for residents and owners' bodies a document is compulsory either way. Raises `Refused`, `NotPossible`.
    """
    row = adopted.rulebook.find("criteria", criterion)
    if row is None or row.kind != "declared" or row.about not in {"project", "item"}:
        raise NotPossible("这一条件不是对项目申报的。")
    if (row.about == "item") != (works_item is not None):
        raise NotPossible(f"“{row.name}”须对{'具体改造内容' if works_item is None else '整个项目'}申报。")
    if works_item is not None and works_item.project_id != project.pk:
        raise NotPossible("这一改造内容不在本项目内。")
    if on > timezone.localdate():
        raise NotPossible("日期不能晚于今天。")
    organisation = declarer(project, criterion, adopted=adopted, by=by)
    attached = {name for name, _ in evidence}
    wanted = [name for name in row.evidence if name not in attached]
    if value and wanted:
        raise NotPossible(f"申报“是”须附：{'、'.join(wanted)}({row.source})。")
    if row.by != organisation.actor and not evidence:
        raise NotPossible(f"代{adopted.rulebook.actor_name(row.by)}录入的申报，无论是否都须附证明材料。")
    for _, document in evidence:
        if document.uploaded_by_id != by.person_id and not by.may(
            Capability.VIEW, document.jurisdiction.path
        ):
            raise NotPossible("材料不存在或不在您的辖区内，请重新上传。")
    with accounted(by, note.strip() or f"申报“{row.name}”", organisation):
        held = hold(project)
        ProjectDeclaration.objects.filter(
            project=held,
            works_item=works_item,
            criterion=criterion,
            organisation=organisation,
            is_current=True,
        ).update(is_current=False)
        made: ProjectDeclaration = ProjectDeclaration.objects.create(
            project=held,
            works_item=works_item,
            criterion=criterion,
            value=value,
            stated_by=row.by,
            organisation=organisation,
            entered_by=by.person,
            on=on,
            note=note.strip(),
        )
        ProjectEvidence.objects.bulk_create(
            ProjectEvidence(declaration=made, document=document, name=name)
            for name, document in dict.fromkeys(evidence)
        )
        ask_anew(held)
    return made
