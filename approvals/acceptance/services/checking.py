"""An acceptance from its opening to what was found: the checklist, who took part, defects and their rectification."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone

from approvals.acceptance.rights import holder
from approvals.acceptance.services.holding import hold_running, settle
from approvals.enums import AcceptanceState, CheckResult, FindingState, ParticipantRole
from approvals.models import Acceptance, AcceptanceCheck, AcceptanceFinding, AcceptanceParticipant
from communities.models import Document
from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted, in_force
from projects.enums import ItemState, State
from projects.errors import NotPossible
from projects.models import Project, WorksItem
from projects.queries import item_names
from projects.services import recorder
from projects.services.acting import ask_anew, hold
from projects.services.papers import keep_papers

RECTIFIED = "整改回复"
"""The name under which proof of a rectification lies on the project's file."""


def open_acceptance(project: Project, *, on: date, by: Actor, now: datetime) -> Acceptance:
    """Begin the acceptance, or the re-acceptance after one that failed, with a line for each works item.

    Every item that is not withdrawn must be finished. Defects of a failed round that nobody has mended come along.
    Raises `Refused`, `NotPossible` naming the items that are not finished.
    """
    adopted = in_force(timezone.localdate(now))
    with accounted(by, "开始竣工验收"):
        held = hold(project)
        organisation = holder(held, adopted=adopted, by=by)
        if State(held.state) is not State.BUILDING:
            raise NotPossible(f"项目现为“{held.get_state_display()}”，施工中的项目才能验收。")
        last = Acceptance.objects.filter(project=held).order_by("-number").first()
        if last is not None and last.state != AcceptanceState.FAILED:
            raise NotPossible(f"第 {last.number} 次验收{last.get_state_display()}，不能另行验收。")
        items = _finished_items(held, adopted)
        _must_be_between(max(i.finished_on for i in items if i.finished_on), on, now, "最后完成的改造内容")
        row: Acceptance = Acceptance.objects.create(
            project=held,
            number=last.number + 1 if last else 1,
            opened_on=on,
            chair=organisation,
            opened_by=by.person,
            opened_at=now,
        )
        AcceptanceCheck.objects.bulk_create(
            AcceptanceCheck(acceptance=row, works_item=item) for item in items
        )
        if last is not None:
            _carry_over(last, row)
            settle(row)
        ask_anew(held)
    return row


def set_checks(
    acceptance: Acceptance, *, results: Mapping[int, tuple[str, str]], by: Actor, now: datetime
) -> list[AcceptanceCheck]:
    """Write the checklist: id of the line -> (result, note). What does not conform says why.

    Raises `Refused`, `NotPossible`.
    """
    adopted = in_force(timezone.localdate(now))
    with accounted(by, "填写验收查验表"):
        project, row = hold_running(acceptance)
        holder(project, adopted=adopted, by=by)
        checks = {check.pk: check for check in row.checks.select_for_update(of=("self",))}
        if not results.keys() <= checks.keys():
            raise NotPossible("所填内容不在本次验收的查验表中。")
        changed = []
        for pk, (result, note) in results.items():
            check, said = checks[pk], CheckResult(result)
            if said is CheckResult.NOT_CONFORMING and not note.strip():
                raise NotPossible("不合格的须写明情况。")
            if (check.result, check.note) != (said.value, note.strip()):
                check.result, check.note = said.value, note.strip()
                check.checked_by, check.checked_for, check.checked_at = by.person, by.principal, now
                changed.append(check)
        for check in changed:
            check.save(update_fields=["result", "note", "checked_by", "checked_for", "checked_at"])
    return changed


def add_participant(
    acceptance: Acceptance,
    *,
    name: str,
    role: str,
    unit: str = "",
    is_signed: bool = False,
    by: Actor,
    now: datetime,
) -> AcceptanceParticipant:
    """Somebody takes part. Raises `Refused`, `NotPossible`."""
    adopted = in_force(timezone.localdate(now))
    with accounted(by, "登记参加验收人员"):
        project, row = hold_running(acceptance)
        holder(project, adopted=adopted, by=by)
        wanted = ParticipantRole(role)
        if row.participants.filter(name=name.strip(), role=wanted).exists():
            raise NotPossible(f"{name.strip()}（{wanted.label}）已登记。")
        made: AcceptanceParticipant = AcceptanceParticipant.objects.create(
            acceptance=row,
            name=name.strip(),
            unit=unit.strip(),
            role=wanted,
            is_signed=is_signed,
            entered_by=by.person,
            entered_at=now,
        )
    return made


def sign_participant(participant: AcceptanceParticipant, *, by: Actor, now: datetime) -> None:
    """He has signed the acceptance sheet. Raises `Refused`, `NotPossible`."""
    adopted = in_force(timezone.localdate(now))
    with accounted(by, "登记验收签字"):
        project, row = hold_running(participant.acceptance)
        holder(project, adopted=adopted, by=by)
        row.participants.filter(pk=participant.pk).update(is_signed=True)


def remove_participant(participant: AcceptanceParticipant, *, by: Actor, now: datetime) -> None:
    """Take off who was entered by mistake; history keeps the line. Raises `Refused`, `NotPossible`."""
    adopted = in_force(timezone.localdate(now))
    with accounted(by, "删除误登记的参加人员"):
        project, row = hold_running(participant.acceptance)
        holder(project, adopted=adopted, by=by)
        row.participants.filter(pk=participant.pk).delete()


def add_finding(
    acceptance: Acceptance,
    *,
    text: str,
    responsible: str,
    due_on: date,
    check: AcceptanceCheck | None = None,
    by: Actor,
    now: datetime,
) -> AcceptanceFinding:
    """A defect, of one line of the checklist or of the whole. Raises `Refused`, `NotPossible`."""
    adopted = in_force(timezone.localdate(now))
    with accounted(by, "登记验收问题"):
        project, row = hold_running(acceptance)
        holder(project, adopted=adopted, by=by)
        if check is not None and check.acceptance_id != row.pk:
            raise NotPossible("所选内容不在本次验收的查验表中。")
        if due_on < row.opened_on:
            raise NotPossible(f"整改期限不能早于验收开始的 {row.opened_on:%Y-%m-%d}。")
        made: AcceptanceFinding = AcceptanceFinding.objects.create(
            acceptance=row,
            check_row=check,
            text=text.strip(),
            responsible=responsible.strip(),
            due_on=due_on,
            entered_by=by.person,
            entered_at=now,
        )
        settle(row)
    return made


def rectify(
    finding: AcceptanceFinding,
    *,
    on: date,
    text: str,
    document: Document | None = None,
    by: Actor,
    now: datetime,
) -> AcceptanceFinding:
    """The responsible unit has mended it, says whoever keeps the project's records. Raises `Refused`, `NotPossible`."""
    organisation = recorder(finding.acceptance.project, by)
    with accounted(by, "登记整改情况", organisation):
        project, _, row = _hold_finding(finding)
        if row.state != FindingState.OPEN:
            raise NotPossible(f"这一问题{row.get_state_display()}，不需要再登记整改。")
        if not text.strip():
            raise NotPossible("请写明整改情况。")
        _must_be_between(_first_day(project), on, now, "首次验收开始")
        row.state, row.rectified_on, row.rectified_text = FindingState.RECTIFIED.value, on, text.strip()
        row.document = document
        row.save(update_fields=["state", "rectified_on", "rectified_text", "document"])
        if document is not None:
            keep_papers(project, [(RECTIFIED, document)])
    return row


def recheck(
    finding: AcceptanceFinding,
    *,
    is_good: bool,
    on: date,
    text: str = "",
    due_on: date | None = None,
    by: Actor,
    now: datetime,
) -> AcceptanceFinding:
    """Good, or not: then why, and a new due day. Raises `Refused`, `NotPossible`."""
    adopted = in_force(timezone.localdate(now))
    with accounted(by, "复查整改"):
        project, acceptance, row = _hold_finding(finding)
        holder(project, adopted=adopted, by=by)
        if row.state != FindingState.RECTIFIED or row.rectified_on is None:
            raise NotPossible(f"这一问题{row.get_state_display()}，登记整改以后才能复查。")
        _must_be_between(row.rectified_on, on, now, "整改完成")
        row.rechecked_on, row.rechecked_text = on, text.strip()
        row.rechecked_by, row.rechecked_for = by.person, by.principal
        row.rechecks += 1
        if is_good:
            row.state = FindingState.GOOD.value
        elif not text.strip() or due_on is None or due_on < on:
            raise NotPossible("复查不合格的，须写明情况和新的整改期限（不早于复查日期）。")
        else:
            row.state, row.due_on = FindingState.OPEN.value, due_on
            row.rectified_on, row.rectified_text, row.document = None, "", None
        row.save()
        settle(acceptance)
    return row


def _finished_items(project: Project, adopted: Adopted) -> list[WorksItem]:
    standing = WorksItem.objects.filter(project=project).exclude(state=ItemState.WITHDRAWN)
    items = list(standing.select_related("neighbourhood", "building").order_by("id"))
    if not items:
        raise NotPossible("项目没有改造内容，不能验收。")
    names = item_names(adopted)
    rest = [
        f"{names.get(item.item, item.item)}（{item.building or item.neighbourhood}，{item.get_state_display()}）"
        for item in items
        if item.state != ItemState.FINISHED
    ]
    if rest:
        raise NotPossible(f"还有改造内容没有完成，不能验收：{'、'.join(rest)}。")
    return items


def _carry_over(last: Acceptance, row: Acceptance) -> None:
    """Defects of the round that failed, until their re-check is good."""
    lines = {check.works_item_id: check for check in row.checks.all()}
    left = last.findings.exclude(state=FindingState.GOOD).select_related("check_row")
    AcceptanceFinding.objects.bulk_create(
        AcceptanceFinding(
            acceptance=row,
            check_row=lines.get(old.check_row.works_item_id) if old.check_row else None,
            text=old.text,
            responsible=old.responsible,
            due_on=old.due_on,
            state=old.state,
            rectified_on=old.rectified_on,
            rectified_text=old.rectified_text,
            document_id=old.document_id,
            rechecks=old.rechecks,
            entered_by_id=old.entered_by_id,
            acted_for_id=old.acted_for_id,
            entered_at=old.entered_at,
        )
        for old in left
    )


def _first_day(project: Project) -> date:
    """When the first round began: a defect that was carried along may have been mended between the rounds."""
    return Acceptance.objects.filter(project=project).earliest("number").opened_on  # type: ignore[no-any-return]


def _hold_finding(finding: AcceptanceFinding) -> tuple[Project, Acceptance, AcceptanceFinding]:
    project, acceptance = hold_running(finding.acceptance)
    row: AcceptanceFinding = AcceptanceFinding.objects.select_for_update(of=("self",)).get(pk=finding.pk)
    return project, acceptance, row


def _must_be_between(first: date, on: date, now: datetime, what: str) -> None:
    if not first <= on <= timezone.localdate(now):
        raise NotPossible(f"日期不能早于{what}的 {first:%Y-%m-%d}，也不能晚于今天。")
