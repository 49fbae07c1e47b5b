"""Opening a round, naming evaluators, writing and submitting sheets, publishing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.urls import reverse
from django.utils import timezone

from communities.models import Document, Membership
from communities.neighbourhoods.services.account import accounted
from communities.people.notices import tell
from communities.people.rights import Actor, Refused
from communities.rulebooks.queries import Adopted, top_place
from communities.tenancy.context import as_person
from governance.enums import SheetState
from governance.evaluation.queries import own_sheets
from governance.evaluation.rights import commissioner, third_party_assessments
from governance.models import EvaluationRound, EvaluationSheet, SheetContent, SheetPaper
from projects.enums import Purpose
from projects.errors import NotPossible
from projects.models import Assignment, Project
from projects.queries import purposes_of
from projects.services import close, entrust

MARKS_PLACES = 2
"""Decimals of points, at most."""


def open_round(
    *,
    assessment: str,
    title: str,
    projects: Sequence[Project],
    evaluators: Sequence[Membership],
    due_on: date,
    full_marks: Decimal | None = None,
    basis: str = "",
    adopted: Adopted,
    by: Actor,
    now: datetime,
) -> EvaluationRound:
    """Commission an evaluation of the projects by each of the evaluators, until a day; each gets the projects assigned.

    The text leaves the scale of points open: `full_marks` with its `basis` is the body's own, without it there are no
    points. Raises `Refused`, `NotPossible`.
    """
    organisation = commissioner(by)
    if assessment not in {row.id for row in third_party_assessments(adopted)}:
        raise NotPossible("规则中没有这一项由第三方机构办理的考核评价。")
    if not title.strip() or not projects or not evaluators:
        raise NotPossible("请写明名称，并至少选择一个项目和一位评价人。")
    if due_on < timezone.localdate(now):
        raise NotPossible("提交期限不能早于今天。")
    if (full_marks is None) != (not basis.strip()) or (full_marks is not None and full_marks <= 0):
        raise NotPossible("原文没有规定分值：要评分的，请填写满分和评分依据；不评分的，两项都留空。")
    with accounted(by, f"委托{title.strip()}", organisation):
        made: EvaluationRound = EvaluationRound.objects.create(
            assessment=assessment,
            title=title.strip(),
            organisation=organisation,
            jurisdiction=top_place(),
            due_on=due_on,
            full_marks=full_marks,
            basis=basis.strip(),
            opened_by=by.person,
            opened_at=now,
        )
        for project in sorted(projects, key=lambda one: one.pk):
            for evaluator in evaluators:
                _name(made, project, evaluator, adopted=adopted, by=by, now=now)
        _tell(made, evaluators, by)
    return made


def name_evaluator(
    row: EvaluationRound,
    *,
    project: Project,
    evaluator: Membership,
    adopted: Adopted,
    by: Actor,
    now: datetime,
) -> EvaluationSheet:
    """One more evaluator of a project in a round that runs. Raises `Refused`, `NotPossible`."""
    organisation = commissioner(by)
    with accounted(by, f"增加评价人：{row.title}", organisation):
        held = _running(row)
        if held.due_on < timezone.localdate(now):
            raise NotPossible("提交期限已过，不能再增加评价人。")
        made = _name(held, project, evaluator, adopted=adopted, by=by, now=now)
        _tell(held, [evaluator], by)
    return made


def save_sheet(
    sheet: EvaluationSheet,
    *,
    marks: Mapping[str, Mapping[str, str]],
    findings: str,
    papers: Iterable[Document] = (),
    revision: int,
    adopted: Adopted,
    by: Actor,
    now: datetime,
) -> SheetContent:
    """Keep the evaluator's draft; `papers` are added. `revision` is that of the draft as read, 0 for none.

    `marks`: {indicator: {"points", "grade"}} of the assessment's indicators; points only where the body has set a
    scale, from 0 to its full marks. Raises `Refused`, `NotPossible`.
    """
    with accounted(by, "填写评价表"):
        held = _own_draft(sheet, by)
        clean = _marks(held.round, marks, adopted)
        with as_person(by.person_id):
            content = SheetContent.objects.filter(sheet=held).first() or SheetContent(
                sheet=held, evaluator=by.person, revision=0
            )
            if content.revision != revision:
                raise NotPossible("这份评价表已在另一窗口保存过，请核对后再保存。")
            content.marks, content.findings, content.saved_at = clean, findings.strip(), now
            content.revision += 1
            content.save()
            for document in papers:
                document.is_sealed = True
                document.save(update_fields=["is_sealed"])
                SheetPaper.objects.create(sheet=held, evaluator=by.person, document=document)
    return content


def remove_paper(sheet: EvaluationSheet, *, paper: int, by: Actor) -> None:
    """Take a document off one's draft; the file itself stays on record. Raises `Refused`, `NotPossible`."""
    with accounted(by, "移除评价材料"):
        held = _own_draft(sheet, by)
        with as_person(by.person_id):
            if not SheetPaper.objects.filter(sheet=held, pk=paper).delete()[0]:
                raise NotPossible("这份材料已经移除。")


def submit_sheet(sheet: EvaluationSheet, *, by: Actor, now: datetime) -> EvaluationSheet:
    """Submit: from now on nobody changes it. Raises `Refused`, `NotPossible` while findings or a grade are wanting."""
    with accounted(by, "提交评价表"):
        held = _own_draft(sheet, by)
        with as_person(by.person_id):
            content = SheetContent.objects.filter(sheet=held).first()
        if content is None or not content.findings:
            raise NotPossible("请先填写并保存评价意见。")
        for mark in content.marks.values():
            if not mark["grade"] or (held.round.full_marks is not None and not mark["points"]):
                raise NotPossible("请先填写每项指标的评价等次和得分，保存后再提交。")
        held.state, held.submitted_at = SheetState.SUBMITTED, now
        held.save(update_fields=["state", "submitted_at"])
    return held


def publish(row: EvaluationRound, *, by: Actor, now: datetime) -> EvaluationRound:
    """Open all submitted sheets to the places' viewers and the round's evaluators, and end the assignments. Final.

    Raises `Refused`; `NotPossible` while an evaluator still assigned has not submitted, or nobody has.
    """
    organisation = commissioner(by)
    with accounted(by, f"公布{row.title}", organisation):
        held = _running(row)
        sheets = list(EvaluationSheet.objects.filter(round=held).select_related("assignment", "evaluator"))
        on = timezone.localdate(now)
        drafts = [one for one in sheets if one.state == SheetState.DRAFT]
        waiting = [one for one in drafts if one.assignment.ended_at is None and one.assignment.ends_on >= on]
        if waiting:
            names = "、".join(sorted({one.evaluator.name for one in waiting}))
            raise NotPossible(f"{names}还有评价表没有提交。请等待提交，或先结束其指派。")
        submitted = [one for one in sheets if one.state == SheetState.SUBMITTED]
        if not submitted:
            raise NotPossible("还没有提交的评价表，不能公布。")
        held.published_at, held.published_by, held.published_for = now, by.person, by.principal
        held.save(update_fields=["published_at", "published_by", "published_for"])
        for document in Document.objects.filter(
            pk__in=SheetPaper.objects.filter(sheet__in=submitted).values("document")
        ):
            document.is_sealed = False
            document.save(update_fields=["is_sealed"])
        for assignment in {one.assignment for one in sheets if one.assignment.ended_at is None}:
            if not _needed(assignment, held):
                close(assignment, reason=f"{held.title}已公布", by=by, now=now)
    return held


def _needed(assignment: Assignment, published: EvaluationRound) -> bool:
    """Whether another round that runs still rests on the assignment."""
    others = EvaluationSheet.objects.filter(assignment=assignment, round__published_at__isnull=True)
    return bool(others.exclude(round=published).exists())


def _name(
    row: EvaluationRound,
    project: Project,
    evaluator: Membership,
    *,
    adopted: Adopted,
    by: Actor,
    now: datetime,
) -> EvaluationSheet:
    """A sheet for the evaluator, resting on an assignment of the project until the day due."""
    unit = evaluator.organisation
    if unit is None or Purpose.EVALUATE not in purposes_of(unit, adopted):
        raise NotPossible(f"{evaluator.person.name}不在第三方评价机构。")
    if EvaluationSheet.objects.filter(round=row, project=project, evaluator=evaluator.person).exists():
        raise NotPossible(f"{evaluator.person.name}在这一轮评价中已有“{project.name}”的评价表。")
    on = timezone.localdate(now)
    running = Assignment.objects.filter(
        project=project,
        person=evaluator.person,
        organisation=unit,
        purpose=Purpose.EVALUATE,
        ended_at__isnull=True,
        starts_on__lte=on,
        ends_on__gte=row.due_on,
    ).first()
    assignment = running or entrust(
        project,
        person=evaluator.person,
        organisation=unit,
        purpose=Purpose.EVALUATE,
        starts_on=on,
        ends_on=row.due_on,
        reason=row.title,
        adopted=adopted,
        by=by,
        now=now,
    )
    made: EvaluationSheet = EvaluationSheet.objects.create(
        round=row, project=project, evaluator=evaluator.person, organisation=unit, assignment=assignment
    )
    return made


def _tell(row: EvaluationRound, evaluators: Iterable[Membership], by: Actor) -> None:
    url = reverse("evaluation_detail", kwargs={"tenant": by.tenant.code, "pk": row.pk})
    text = f"委托您评价：{row.title}，请于 {row.due_on:%Y-%m-%d} 前提交"
    tell([one.person_id for one in evaluators], text=text, url=url)


def _running(row: EvaluationRound) -> EvaluationRound:
    """The round as it stands, locked. Raises `NotPossible` once it is published."""
    held: EvaluationRound = EvaluationRound.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if held.published_at is not None:
        raise NotPossible(f"“{held.title}”已于 {timezone.localtime(held.published_at):%Y-%m-%d} 公布。")
    return held


def _own_draft(sheet: EvaluationSheet, by: Actor) -> EvaluationSheet:
    """The person's own sheet as it stands, locked after its round, still to be submitted. Raises `Refused`,
    `NotPossible`.
    """
    if not own_sheets(by).filter(pk=sheet.pk).exists():
        raise Refused("评价表只能由受托的评价人本人填写，指派结束后不能再填写。")
    row = _running(sheet.round)
    held: EvaluationSheet = EvaluationSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    held.round = row
    if held.state != SheetState.DRAFT:
        raise NotPossible("评价表已经提交，不能再修改。")
    return held


def _marks(
    row: EvaluationRound, given: Mapping[str, Mapping[str, str]], adopted: Adopted
) -> dict[str, dict[str, str]]:
    """Each indicator of the assessment with points and grade as they are kept. Raises `NotPossible`."""
    assessment = adopted.rulebook.get("assessments", row.assessment)
    kept = {}
    for indicator in assessment.indicators:
        mark = given.get(indicator, {})
        kept[indicator] = {
            "points": _points(mark.get("points", ""), row.full_marks),
            "grade": mark.get("grade", "").strip()[:20],
        }
    return kept


def _points(text: str, full_marks: Decimal | None) -> str:
    """Points as decimal text, empty for none. Raises `NotPossible`."""
    if not text.strip():
        return ""
    if full_marks is None:
        raise NotPossible("委托单位没有设定分值，请只填写评价等次和意见。")
    try:
        points = Decimal(text.strip())
    except InvalidOperation as error:
        raise NotPossible("得分须为数字。") from error
    exponent = points.as_tuple().exponent
    if not isinstance(exponent, int) or -exponent > MARKS_PLACES or not 0 <= points <= full_marks:
        raise NotPossible(f"得分须在 0 到 {full_marks.normalize():f} 之间，最多两位小数。")
    return f"{points:f}"
