"""Confirming: one act, one paper, one number; the list frozen and every project on it planned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from approvals import transitions
from approvals.enums import OpinionKind, RoundState
from approvals.errors import Blocked
from approvals.models import (
    AnnualPlan,
    PlanBatch,
    PlanEntry,
    Reviewer,
    ReviewOpinion,
    ReviewOutput,
    ReviewRound,
)
from approvals.plan import documents
from approvals.plan.capacity import PlaceBurden, burdens, cautions, excesses
from approvals.plan.figures import Figures, present_figures
from approvals.plan.rights import confirmer
from approvals.plan.services.drafting import hold_plan
from approvals.plan.trial import Trial, concluded, filed, trials
from communities.models import Document, Jurisdiction, Organisation
from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor
from communities.records.services import notify, store_bytes
from communities.rulebooks.queries import Adopted, in_force
from policies.pack.rows import Review
from projects.errors import NotPossible
from projects.models import Project, ProjectDeclaration
from projects.services.acting import ask_anew, hold
from projects.services.declaring import state


class NeedsExplanation(NotPossible):
    """A budget's capacity is exceeded and nobody has explained it."""


@dataclass(frozen=True)
class Outcome:
    """What came of it: the batch and its entries, or nothing; who stayed off, and why; what to look at."""

    batch: PlanBatch | None
    entries: list[PlanEntry]
    left_off: list[Trial]
    cautions: list[str]


@dataclass(frozen=True)
class _Act:
    """One confirmation while it is being written."""

    plan: AnnualPlan
    organisation: Organisation
    document_no: str
    confirmed_on: date
    explanation: str
    adopted: Adopted
    by: Actor
    now: datetime

    @property
    def title(self) -> str:
        return f"{self.plan.year} 年度计划"


def confirm(
    plan: AnnualPlan,
    entries: Iterable[PlanEntry],
    *,
    document_no: str,
    confirmed_on: date,
    all_or_nothing: bool = False,
    explanation: str = "",
    by: Actor,
    now: datetime,
) -> Outcome:
    """Confirm entries of the draft as one batch, for an organisation that plays an actor of `plan` and holds them all.

    Freezes the list with the figures of the day, makes the Word document, files what the rulebook ties to the
    confirmation, concludes its reviews of the same body, and fires `plan` for each. What the gates block stays off with
    its reasons; none is confirmed if none passes, or if one is blocked under `all_or_nothing`: then nothing is written.
    Raises `Refused`, `NotPossible` (not on the draft any more, number taken, day to come),
    `NeedsExplanation` (above the capacity of a budget).
    """
    chosen, on = {entry.pk for entry in entries}, timezone.localdate(now)
    if not chosen:
        raise NotPossible("请先勾选要确认的项目。")
    with accounted(by, f"确认 {plan.year} 年度计划"):
        plan = hold_plan(plan)
        drafted = _drafted(plan, chosen)
        adopted = in_force(on)
        organisation = confirmer([entry.project for entry in drafted], adopted=adopted, by=by)
        act = _Act(
            plan, organisation, document_no.strip(), confirmed_on, explanation.strip(), adopted, by, now
        )
        _must_be_in_order(act, on)
        tried = trials([e.project for e in drafted], adopted=adopted, on=on, tenant=by.tenant.code)
        left_off = [trial for trial in tried if not trial.passes]
        passing = [e for e, trial in zip(drafted, tried, strict=True) if trial.passes]
        if not passing or (left_off and all_or_nothing):
            return Outcome(None, [], left_off, [])
        borne = burdens(plan, [entry.project for entry in passing], adopted=adopted)
        _must_be_affordable(act, borne)
        batch = _freeze(act, passing, left_off)
        for entry in passing:
            _plan(act, entry.project, batch)
        _tell(act, batch, passing)
    return Outcome(batch, passing, left_off, cautions(borne))


def _drafted(plan: AnnualPlan, chosen: set[int]) -> list[PlanEntry]:
    """The chosen entries and their projects, all of them still on the draft; the projects' rows are held."""
    entries = list(
        PlanEntry.objects.filter(plan=plan, pk__in=chosen, batch__isnull=True)
        .select_related("jurisdiction", "organisation")
        .order_by("project_id")
    )
    if len(entries) != len(chosen):
        raise NotPossible("所选项目有的已不在草案中，可能刚被他人确认或移出。请刷新后重新勾选。")
    ids = [entry.project_id for entry in entries]
    held = Project.objects.select_for_update(of=("self",)).select_related("jurisdiction")
    projects = {project.pk: project for project in held.filter(pk__in=ids).order_by("pk")}
    for entry in entries:
        entry.project = projects[entry.project_id]
    return sorted(entries, key=lambda entry: entry.pk)


def _must_be_in_order(act: _Act, on: date) -> None:
    if not act.document_no:
        raise NotPossible("请填写确认文件的文号。")
    if act.confirmed_on > on:
        raise NotPossible("确认日期不能晚于今天。")
    if PlanBatch.objects.filter(document_no=act.document_no).exists():
        raise NotPossible(f"文号“{act.document_no}”已用于另一批次。")


def _must_be_affordable(act: _Act, borne: Sequence[PlaceBurden]) -> None:
    if (exceeded := excesses(borne)) and not act.explanation:
        raise NeedsExplanation("；".join(exceeded) + "。须写明说明才能确认。")


def _freeze(act: _Act, entries: Sequence[PlanEntry], left_off: Sequence[Trial]) -> PlanBatch:
    """The paper, the batch, and the entries with the figures of the day."""
    figures = present_figures(entry.project_id for entry in entries)
    number = PlanBatch.objects.filter(plan=act.plan).count() + 1
    batch: PlanBatch = PlanBatch.objects.create(
        plan=act.plan,
        number=number,
        organisation=act.organisation,
        document_no=act.document_no,
        confirmed_on=act.confirmed_on,
        confirmed_by=act.by.person,
        confirmed_at=act.now,
        explanation=act.explanation,
        left_off=[trial.as_json() for trial in left_off],
        document=_paper(act, number, entries, figures),
    )
    for entry in entries:
        frozen = figures[entry.project_id].as_columns()
        entry.batch, entry.name, entry.jurisdiction = batch, entry.project.name, entry.project.jurisdiction
        for column, value in frozen.items():
            setattr(entry, column, value)
        entry.save(update_fields=["batch", "name", "jurisdiction", *frozen])
    return batch


def _paper(act: _Act, number: int, entries: Sequence[PlanEntry], figures: dict[int, Figures]) -> Document:
    """The confirmation as a Word document, on record at the lowest place that holds all its projects."""
    content = documents.confirmation(
        year=act.plan.year,
        number=number,
        tenant=act.by.tenant.name,
        document_no=act.document_no,
        body=act.organisation.name,
        confirmed_on=act.confirmed_on,
        explanation=act.explanation,
        lines=[
            documents.Line(entry.project.name, entry.project.jurisdiction.name, figures[entry.project_id])
            for entry in entries
        ],
    )
    return store_bytes(
        content=content,
        filename=f"{act.plan.year}年度计划第{number}批确认文件.docx",
        kind="年度计划确认文件",
        jurisdiction=_common_place([entry.project for entry in entries]),
        by=act.by,
    )


def _common_place(projects: Sequence[Project]) -> Jurisdiction:
    shared = set(projects[0].jurisdiction.ancestor_paths())
    for project in projects[1:]:
        shared &= set(project.jurisdiction.ancestor_paths())
    place: Jurisdiction = Jurisdiction.objects.get(path=max(shared, key=len))
    return place


def _plan(act: _Act, project: Project, batch: PlanBatch) -> None:
    """File, conclude, fire. The gates have been asked: what they find wanting now is told, and nothing is written."""
    held = hold(project)
    lapse(held, act.adopted)
    for row in filed(act.adopted):
        state(
            held,
            row,
            value=True,
            organisation=act.organisation,
            adopted=act.adopted,
            evidence=[(name, batch.document) for name in row.evidence],
            note=f"{act.title}第 {batch.number} 批（{act.document_no}）",
            by=act.by,
            on=act.confirmed_on,
        )
    for review in concluded(act.adopted):
        _conclude(act, held, review, batch)
    ask_anew(held)
    try:
        transitions.fire(project, "plan", by=act.by, now=act.now)
    except Blocked as blocked:
        names = "、".join(dict.fromkeys(entry.name for entry in blocked.answer.failing()))
        raise NotPossible(f"“{project.name}”刚有变化，还不能列入计划：{names}。请重新确认。") from blocked


def lapse(project: Project, adopted: Adopted) -> None:
    """What an earlier confirmation stated of the project counts no more. The caller holds the row."""
    stated = ProjectDeclaration.objects.filter(
        project=project, criterion__in=[row.id for row in filed(adopted)], is_current=True
    )
    stated.update(is_current=False)


def _conclude(act: _Act, project: Project, review: Review, batch: PlanBatch) -> None:
    """The review heard and concluded by the body that confirms: its own opinion, its own paper."""
    if ReviewRound.objects.filter(project=project, review=review.id, state=RoundState.OPEN).exists():
        raise NotPossible(f"“{project.name}”的“{review.name}”正在进行，请先结束这一轮。")
    made: ReviewRound = ReviewRound.objects.create(
        project=project,
        review=review.id,
        number=ReviewRound.objects.filter(project=project, review=review.id).count() + 1,
        state=RoundState.APPROVED,
        convened_by=act.organisation,
        convener=act.by.person,
        convened_on=act.confirmed_on,
        due_on=act.confirmed_on,
        working_days=0,
        concluded_on=act.confirmed_on,
        concluded_by=act.organisation,
        concluder=act.by.person,
        concluded_for=act.by.principal,
        conclusion=f"{act.title}第 {batch.number} 批确认（{act.document_no}）",
    )
    for actor in review.reviewers:
        reviewer = Reviewer.objects.create(
            round=made, actor=actor, name=act.adopted.rulebook.actor_name(actor)
        )
        ReviewOpinion.objects.create(
            reviewer=reviewer,
            opinion=OpinionKind.AGREE,
            signed_on=act.confirmed_on,
            signer=act.by.person.name,
            organisation=act.organisation,
            is_recorded=actor != act.organisation.actor,
            entered_by=act.by.person,
            entered_at=act.now,
            document=batch.document,
        )
    for output in review.outputs:
        ReviewOutput.objects.create(
            round=made, output=output.id, name=output.name, number=act.document_no, document=batch.document
        )


def _tell(act: _Act, batch: PlanBatch, entries: Sequence[PlanEntry]) -> None:
    """Those who nominated hear of it."""
    notify(
        {entry.organisation.pk: entry.organisation for entry in entries}.values(),
        text=f"{act.title}第 {batch.number} 批已由{act.organisation.name}确认（{act.document_no}），"
        f"共 {len(entries)} 个项目。",
        url=reverse("plan_detail", kwargs={"tenant": act.by.tenant.code, "year": act.plan.year}),
        by=act.by,
        on=timezone.localdate(act.now),
    )
