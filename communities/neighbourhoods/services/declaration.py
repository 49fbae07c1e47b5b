"""Declaring: what an actor of the rulebook states about neighbourhoods, one or many at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from communities.neighbourhoods.declaring import (
    actor_name,
    criterion_of,
    declarers,
    is_recorded_for,
    recorded_by,
)
from communities.neighbourhoods.models import (
    Building,
    DeclarationEvidence,
    Neighbourhood,
    NeighbourhoodDeclaration,
)
from communities.neighbourhoods.services.account import accounted
from communities.neighbourhoods.services.judging import judge
from communities.people.enums import Capability
from communities.people.models import Organisation
from communities.people.rights import Actor, Refused
from communities.records.models import Document
from communities.rulebooks.queries import Adopted, in_force
from policies.pack.rows import Criterion


def declare(
    *,
    criterion: str,
    value: bool,
    neighbourhoods: Sequence[Neighbourhood],
    organisation: Organisation | None = None,
    stated_by: str = "",
    evidence: Sequence[tuple[str, Document]] = (),
    on: date,
    note: str = "",
    by: Actor,
    now: datetime,
    building: Building | None = None,
    concluding: str = "",
) -> list[NeighbourhoodDeclaration]:
    """State one criterion about one or many neighbourhoods (or one building), with the same documents for all;
    judge them anew.

    Only for an organisation of the person that plays the criterion's `by` actor at or above every place; None
    takes the one that does. For residents and owners' bodies the street or the community records, `stated_by`
    names whom for, and a document is compulsory. A yes needs every document that the rulebook names, a no needs
    none. What was stated before stays on file and counts no more. A yes that a record of the neighbourhood files is
    stated by concluding that record (`concluding`), not on its own; once it is concluded, the other units whose
    criteria it also names state theirs.

    Raises `Refused` (who may not), `ValidationError` by field, `NoRulebook`. All or nothing.
    """
    adopted = in_force(timezone.localdate(now))
    row = criterion_of(adopted, criterion)
    if row is None:
        raise ValidationError({"criterion": f"现行规则中没有对小区或楼栋申报的条件“{criterion}”。"})
    _check_subject(row, neighbourhoods, building)
    _check_statement(row, adopted, value=value, stated_by=stated_by, evidence=evidence, on=on, now=now)
    with accounted(by, note.strip() or f"申报“{row.name}”"):
        rows = _lock(neighbourhoods)
        acting = _declarer(row, rows, organisation, adopted=adopted, by=by)
        _check_documents(evidence, by)
        if value and concluding != row.record:
            _check_recorded(row, rows, adopted)
        made = _replace(
            row, rows, value=value, acting=acting, on=on, note=note, by=by, now=now, building=building
        )
        DeclarationEvidence.objects.bulk_create(
            DeclarationEvidence(declaration=declaration, document=document, name=name)
            for declaration in made
            for name, document in dict.fromkeys(evidence)
        )
        judge(rows, by=by, now=now, reason=f"申报“{row.name}”")
    return made


def _check_subject(
    row: Criterion, neighbourhoods: Sequence[Neighbourhood], building: Building | None
) -> None:
    if not neighbourhoods:
        raise ValidationError({"neighbourhoods": "请至少选择一个小区。"})
    if (row.about == "building") != (building is not None):
        sentence = f"“{row.name}”须对{'具体楼栋' if row.about == 'building' else '整个小区'}申报。"
        raise ValidationError({"building": sentence})
    if building is not None and [n.pk for n in neighbourhoods] != [building.neighbourhood_id]:
        raise ValidationError({"building": "楼栋不在所选小区内。"})


def _check_statement(
    row: Criterion,
    adopted: Adopted,
    *,
    value: bool,
    stated_by: str,
    evidence: Sequence[tuple[str, Document]],
    on: date,
    now: datetime,
) -> None:
    whose = actor_name(adopted, row.by or "")
    if stated_by and stated_by != row.by:
        raise ValidationError(
            {"stated_by": f"“{row.name}”由{whose}申报（{row.source}），其他单位的申报不算数。"}
        )
    lacking = [name for name in row.evidence if name not in {given for given, _ in evidence}]
    if value and lacking:
        raise ValidationError({"evidence": f"申报“是”须附：{'、'.join(lacking)}（{row.source}）。"})
    if is_recorded_for(adopted, row.by or "") and not evidence:
        raise ValidationError({"evidence": f"代{whose}录入的申报，无论是否都须附证明材料。"})
    if on > timezone.localdate(now):
        raise ValidationError({"on": "日期不能晚于今天。"})


def _check_recorded(row: Criterion, rows: Sequence[Neighbourhood], adopted: Adopted) -> None:
    act = recorded_by(row, adopted)
    if not act:
        return
    others = [c.id for c in adopted.rulebook.rows("criteria") if c.record == row.record and c.id != row.id]
    concluded = set(
        NeighbourhoodDeclaration.objects.filter(
            neighbourhood__in=rows, criterion__in=others, is_current=True, value=True
        ).values_list("neighbourhood", flat=True)
    )
    if bare := [n.name for n in rows if n.pk not in concluded]:
        raise ValidationError(
            {"value": f"“{row.name}”在{act}时一并申报，不能单独申报“是”：{'、'.join(bare)}。"}
        )


def _lock(neighbourhoods: Sequence[Neighbourhood]) -> list[Neighbourhood]:
    """The rows, held in one order; a row that was merged away meanwhile takes no declaration."""
    wanted = {n.pk for n in neighbourhoods}
    rows = list(Neighbourhood.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("id"))
    if gone := [row.name for row in rows if row.merged_into_id]:
        raise ValidationError({"neighbourhoods": f"已并入其他小区，不能申报：{'、'.join(gone)}。"})
    if len(rows) != len(wanted):
        raise ValidationError({"neighbourhoods": "有的小区已不在登记册中，请刷新后重新选择。"})
    return rows


def _declarer(
    row: Criterion,
    rows: Sequence[Neighbourhood],
    organisation: Organisation | None,
    *,
    adopted: Adopted,
    by: Actor,
) -> dict[int, Organisation]:
    """Which organisation states it, by neighbourhood. Raises `Refused` naming who may, and the first place out
    of reach.
    """
    offered = declarers(by, row, adopted)
    if organisation is not None:
        offered = [one for one in offered if one.organisation.pk == organisation.pk]
    whose = actor_name(adopted, row.by or "")
    if not offered:
        if is_recorded_for(adopted, row.by or ""):
            raise Refused(f"“{row.name}”由所在街道或社区代{whose}录入，您不在这样的单位。")
        raise Refused(f"“{row.name}”由{whose}申报（{row.source}），您不在这一单位或没有申报权限。")
    acting: dict[int, Organisation] = {}
    for neighbourhood in rows:
        reaching = next((one for one in offered if one.reaches(neighbourhood.path)), None)
        if reaching is None:
            names = "、".join(dict.fromkeys(one.organisation.name for one in offered))
            raise Refused(f"“{neighbourhood.name}”不在{names}的辖区内，不能由您申报。")
        acting[neighbourhood.pk] = reaching.organisation
    return acting


def _check_documents(evidence: Sequence[tuple[str, Document]], by: Actor) -> None:
    """Somebody else's paper from a place the person can't look into proves nothing here."""
    for _, document in evidence:
        if document.uploaded_by_id != by.person_id and not by.may(
            Capability.VIEW, document.jurisdiction.path
        ):
            raise ValidationError({"evidence": "材料不存在或不在您的辖区内，请重新上传。"})


def _replace(
    row: Criterion,
    rows: Sequence[Neighbourhood],
    *,
    value: bool,
    acting: dict[int, Organisation],
    on: date,
    note: str,
    by: Actor,
    now: datetime,
    building: Building | None,
) -> list[NeighbourhoodDeclaration]:
    """The new rows in force, those before them no longer; two statements for any number."""
    same = Q(building=building) if building else Q(building__isnull=True)
    NeighbourhoodDeclaration.objects.filter(
        same, neighbourhood__in=[n.pk for n in rows], criterion=row.id, is_current=True
    ).update(is_current=False)
    made = [
        NeighbourhoodDeclaration(
            neighbourhood=neighbourhood,
            building=building,
            criterion=row.id,
            value=value,
            stated_by=row.by or "",
            organisation=acting[neighbourhood.pk],
            entered_by=by.person,
            entered_at=now,
            on=on,
            note=note.strip(),
        )
        for neighbourhood in rows
    ]
    return NeighbourhoodDeclaration.objects.bulk_create(made)
