"""What is done before the works: parties, tenders, clearing, notices to utilities; each files its declarations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from communities.models import Document, Organisation
from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted
from projects.enums import PartyRole, PreparationKind
from projects.errors import NotPossible
from projects.models import NamedParty, Preparation, Project, ProjectPaper
from projects.services.acting import ask_anew, hold_standing, recorder
from projects.services.filing import file_record
from projects.services.papers import keep_papers


def add_preparation(
    project: Project,
    *,
    kind: str,
    title: str,
    on: date,
    unit: str = "",
    number: str = "",
    amount: Decimal | None = None,
    by: Actor,
    now: datetime,
) -> Preparation:
    """Begin a piece of preliminary work; `amount` in yuan. A notice names the unit noticed. Raises `Refused`,
    `NotPossible`.
    """
    organisation = recorder(project, by)
    wanted = PreparationKind(kind)
    if wanted is PreparationKind.UTILITY_NOTICE and not unit.strip():
        raise NotPossible("请写明告知的是哪个管线单位。")
    if on > timezone.localdate(now):
        raise NotPossible("日期不能晚于今天。")
    with accounted(by, wanted.label, organisation):
        held = hold_standing(project)
        made: Preparation = Preparation.objects.create(
            project=held,
            kind=wanted,
            title=title.strip(),
            unit=unit.strip(),
            number=number.strip(),
            amount=amount,
            on=on,
            organisation=organisation,
            entered_by=by.person,
            entered_at=now,
        )
        ask_anew(held)
    return made


def conclude_preparation(
    preparation: Preparation,
    *,
    evidence: Sequence[tuple[str, Document]] = (),
    adopted: Adopted,
    by: Actor,
    on: date,
) -> Preparation:
    """Conclude it with its papers, and file what the rulebook ties to it.

    Where several of a kind are concluded (lots of a tender, one notice a utility) the declaration carries the papers of
    all of them. Raises `Refused`, `NotPossible`.
    """
    with accounted(by, f"办结{preparation.get_kind_display()}"):
        held = hold_standing(preparation.project)
        row: Preparation = Preparation.objects.select_for_update(of=("self",)).get(pk=preparation.pk)
        if row.concluded_on is not None:
            raise NotPossible(f"这一事项已于 {row.concluded_on:%Y-%m-%d} 办结。")
        if not row.on <= on <= timezone.localdate():
            raise NotPossible("办结日期不能早于事项日期，也不能晚于今天。")
        row.concluded_on, row.concluded_by, row.concluded_for = on, by.person, by.principal
        row.save(update_fields=["concluded_on", "concluded_by", "concluded_for"])
        keep_papers(held, evidence, of=row)
        file_record(held, row.kind, adopted=adopted, by=by, on=on, evidence=_papers_of_all(row))
        ask_anew(held)
    return row


def name_party(
    project: Project,
    *,
    role: str,
    name: str,
    from_on: date,
    kind: str = "",
    organisation: Organisation | None = None,
    evidence: Sequence[tuple[str, Document]] = (),
    adopted: Adopted,
    by: Actor,
    now: datetime,
) -> NamedParty:
    """Name who carries the project in a role, from a day on; whoever had it before is kept, until that day.

    Files what the rulebook ties to the role. `organisation`: where the party has people in the system. Raises
    `Refused`, `NotPossible`.
    """
    wanted = PartyRole(role)
    if from_on > timezone.localdate(now):
        raise NotPossible("开始日期不能晚于今天。")
    with accounted(by, f"登记{wanted.label}"):
        held = hold_standing(project)
        former = (
            NamedParty.objects.select_for_update(of=("self",))
            .filter(project=held, role=wanted, until_on__isnull=True)
            .first()
        )
        if former is not None:
            if former.name == name.strip():
                raise NotPossible(f"{wanted.label}已经是{former.name}。")
            if from_on < former.from_on:
                raise NotPossible(f"现任自 {former.from_on:%Y-%m-%d} 起，新的开始日期不能更早。")
            former.until_on = from_on
            former.save(update_fields=["until_on"])
        made: NamedParty = NamedParty.objects.create(
            project=held,
            role=wanted,
            name=name.strip(),
            kind=kind.strip(),
            organisation=organisation,
            from_on=from_on,
            entered_by=by.person,
            entered_at=now,
        )
        keep_papers(held, evidence, of=made)
        file_record(held, wanted, adopted=adopted, by=by, on=from_on, evidence=evidence)
        ask_anew(held)
    return made


def _papers_of_all(row: Preparation) -> list[tuple[str, Document]]:
    """The papers of every concluded preparation of this kind, the latest first."""
    kept = ProjectPaper.objects.filter(
        project=row.project_id, preparation__kind=row.kind, preparation__concluded_on__isnull=False
    ).select_related("document__jurisdiction")
    return [(paper.name, paper.document) for paper in kept]
