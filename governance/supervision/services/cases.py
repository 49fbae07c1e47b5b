"""An inspection or a complaint on its way: recorded, assigned, rectified, checked again, closed, opened anew."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from communities.models import Document, Neighbourhood, Organisation
from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor
from communities.records.services import notify
from communities.rulebooks.queries import Adopted
from governance.enums import SOURCES, CaseKind, CaseSource, CaseState, StepKind
from governance.models import SupervisionCase, SupervisionStep
from governance.supervision import rights
from governance.supervision.clocks import ACCEPTANCE, FINISH, Period, period
from governance.supervision.queries.cases import assignable
from projects.errors import NotPossible
from projects.models import Project


def open_case(
    *,
    kind: str,
    source: str,
    project: Project | None = None,
    neighbourhood: Neighbourhood | None = None,
    on: date,
    subject: str,
    text: str,
    number: str = "",
    severity: str = "",
    complainant: str = "",
    complainant_phone: str = "",
    due_on: date | None = None,
    document: Document | None = None,
    adopted: Adopted,
    by: Actor,
    now: datetime,
) -> SupervisionCase:
    """Record what an inspection found or somebody complained of, at a project or one of its neighbourhoods.

    A petition must be answered within its statutory period, which gives the due day; of anything else it may be given.
    The complainant of a complaint is kept encrypted, to be answered.
    Raises `Refused`, `NotPossible`.
    """
    organisation = rights.recorder(by, project=project, neighbourhood=neighbourhood)
    wanted, came = CaseKind(kind), CaseSource(source)
    if came not in SOURCES[wanted]:
        raise NotPossible(f"“{came.label}”不是{wanted.label}的来源。")
    if project is not None and neighbourhood is not None:
        _must_hold(project, neighbourhood)
    if not subject.strip() or not text.strip():
        raise NotPossible("请写明事由和情况。")
    if (complainant.strip() or complainant_phone.strip()) and wanted is not CaseKind.COMPLAINT:
        raise NotPossible("只有投诉才登记反映人。")
    _must_be_past(on, now)
    if due_on is not None and due_on < on:
        raise NotPossible("期限不能早于检查或收到日期。")
    running = period(ACCEPTANCE, on, adopted) if came is CaseSource.PETITION else None
    place: Any = neighbourhood or project
    with accounted(by, f"登记{wanted.label}", organisation):
        made: SupervisionCase = SupervisionCase.objects.create(
            kind=wanted,
            source=came,
            project=project,
            neighbourhood=neighbourhood,
            jurisdiction=place.jurisdiction,
            path=place.path,
            on=on,
            subject=subject.strip(),
            text=text.strip(),
            number=number.strip(),
            severity=severity,
            complainant=complainant.strip(),
            complainant_phone=complainant_phone.strip(),
            clock=running.clock if running else "",
            due_on=_within(running, due_on, "") if running else due_on,
            entered_by=by.person,
            entered_at=now,
        )
        _step(
            made,
            StepKind.OPENED,
            organisation,
            text=text,
            on=on,
            due_on=made.due_on,
            document=document,
            by=by,
            now=now,
        )
    return made


def assign(
    case: SupervisionCase,
    *,
    organisation: Organisation,
    due_on: date | None = None,
    on: date,
    accepted_on: date | None = None,
    text: str = "",
    document: Document | None = None,
    adopted: Adopted,
    by: Actor,
    now: datetime,
) -> SupervisionCase:
    """Give it to the responsible organisation until a day; given again, it goes to another or gets another day, with
    the reason.

    A petition is to be finished within the statutory period from its acceptance (`accepted_on`, else `on`), longer only
    as far as the clause lets it be extended, with the reason. Raises `Refused`, `NotPossible`.
    """
    acting = rights.decider(by, case.path)
    _must_be_past(on, now)
    with accounted(by, "交办", acting):
        row = _hold(case, CaseState.RECORDED, CaseState.ASSIGNED)
        _must_follow(row, on)
        if not assignable(row).filter(pk=organisation.pk).exists():
            raise NotPossible("请从管辖此处的单位或项目参与单位中选择责任单位。")
        is_first = row.state == CaseState.RECORDED
        if not is_first and not text.strip():
            raise NotPossible("改派或延期须写明理由。")
        running = _finishing(row, accepted_on or on, adopted)
        if running is not None and row.accepted_on is None:
            row.accepted_on = accepted_on or on
            if not row.on <= row.accepted_on <= on:
                raise NotPossible("受理日期不能早于收到日期，也不能晚于交办日期。")
        due = _within(running, due_on, text) if running else due_on
        if due is None:
            raise NotPossible("请填写整改期限。")
        if due < on and running is None:
            raise NotPossible("整改期限不能早于交办日期。")
        row.state, row.organisation, row.due_on = CaseState.ASSIGNED, organisation, due
        row.clock = running.clock if running else ""
        row.save(update_fields=["state", "organisation", "due_on", "clock", "accepted_on"])
        kind = StepKind.ASSIGNED if is_first else StepKind.CHANGED
        _step(
            row,
            kind,
            acting,
            text=text,
            on=on,
            due_on=due,
            responsible=organisation,
            document=document,
            by=by,
            now=now,
        )
        _tell(organisation, f"交办：{row.subject}，请于 {due:%Y-%m-%d} 前整改", row, by, now)
    return row


def rectify(
    case: SupervisionCase, *, text: str, on: date, document: Document | None = None, by: Actor, now: datetime
) -> SupervisionCase:
    """The responsible organisation reports what it has put right. Raises `Refused`, `NotPossible`."""
    acting = rights.rectifier(by, case)
    _must_be_past(on, now)
    if not text.strip():
        raise NotPossible("请写明整改情况。")
    with accounted(by, "报告整改", acting):
        row = _hold(case, CaseState.ASSIGNED)
        if row.organisation_id != acting.pk:
            raise NotPossible("此事刚被改派给其他单位，请刷新后查看。")
        given = _must_follow(row, on)
        row.state = CaseState.RECTIFIED
        row.save(update_fields=["state"])
        _step(row, StepKind.RECTIFIED, acting, text=text, on=on, document=document, by=by, now=now)
        _tell(given.organisation, f"已报告整改，请复查：{row.subject}", row, by, now)
    return row


def recheck(
    case: SupervisionCase,
    *,
    ok: bool,
    text: str,
    on: date,
    due_on: date | None = None,
    document: Document | None = None,
    adopted: Adopted,
    by: Actor,
    now: datetime,
) -> SupervisionCase:
    """Somebody other than the responsible organisation looks again: it is right, or it goes back with the reason, and
    a new day where one is given. A statutory period is not begun anew. Raises `Refused`, `NotPossible`.
    """
    acting = rights.checker(by, case)
    _must_be_past(on, now)
    if not ok and not text.strip():
        raise NotPossible("复查不通过须写明哪里没有整改到位。")
    with accounted(by, "复查", acting):
        row = _hold(case, CaseState.RECTIFIED)
        if row.organisation_id == acting.pk:
            raise NotPossible("整改由责任单位以外的单位复查。")
        _must_follow(row, on)
        if row.passed_on is not None:
            raise NotPossible(f"已于 {row.passed_on:%Y-%m-%d} 复查通过，请办结。")
        if ok:
            row.passed_on = on
        else:
            running = _finishing(row, on, adopted)
            if due_on is not None and due_on < on:
                raise NotPossible("新的期限不能早于复查日期。")
            row.state = CaseState.ASSIGNED
            if due_on is not None:
                row.due_on = _within(running, due_on, text) if running else due_on
        row.save(update_fields=["state", "passed_on", "due_on"])
        _step(
            row,
            StepKind.PASSED if ok else StepKind.REJECTED,
            acting,
            text=text,
            on=on,
            due_on=None if ok else row.due_on,
            document=document,
            by=by,
            now=now,
        )
        said = "复查通过" if ok else f"复查不通过，请于 {row.due_on:%Y-%m-%d} 前重新整改"
        _tell(row.organisation, f"{said}：{row.subject}", row, by, now)
    return row


def close(
    case: SupervisionCase, *, text: str, on: date, document: Document | None = None, by: Actor, now: datetime
) -> SupervisionCase:
    """End it: after a re-check that passed it, or at once where nothing is to be put right, with the reason.

    Of a complaint the text says how the complainant was answered. Raises `Refused`, `NotPossible`.
    """
    acting = rights.decider(by, case.path)
    _must_be_past(on, now)
    with accounted(by, "办结", acting):
        row = _hold(case, CaseState.RECORDED, CaseState.RECTIFIED)
        _must_follow(row, on)
        if row.state == CaseState.RECTIFIED and row.passed_on is None:
            raise NotPossible("整改还没有复查通过，不能办结。")
        if not text.strip():
            must = row.state == CaseState.RECORDED or row.kind == CaseKind.COMPLAINT
            if must:
                raise NotPossible(
                    "投诉办结须写明答复和回访情况。"
                    if row.kind == CaseKind.COMPLAINT
                    else "不经整改办结须写明理由。"
                )
        row.state, row.closed_on = CaseState.CLOSED, on
        row.save(update_fields=["state", "closed_on"])
        _step(row, StepKind.CLOSED, acting, text=text, on=on, document=document, by=by, now=now)
        _tell(row.organisation, f"已办结：{row.subject}", row, by, now)
    return row


def reopen(case: SupervisionCase, *, reason: str, on: date, by: Actor, now: datetime) -> SupervisionCase:
    """Take up again what was closed and is not right; it waits to be assigned anew, with a day of its own.

    Raises `Refused`, `NotPossible`.
    """
    acting = rights.decider(by, case.path)
    _must_be_past(on, now)
    if not reason.strip():
        raise NotPossible("请写明重新办理的理由。")
    with accounted(by, "重新办理", acting):
        row = _hold(case, CaseState.CLOSED)
        _must_follow(row, on)
        row.state, row.closed_on, row.passed_on = CaseState.RECORDED, None, None
        row.due_on, row.clock = None, ""
        row.save(update_fields=["state", "closed_on", "passed_on", "due_on", "clock"])
        _step(row, StepKind.REOPENED, acting, text=reason, on=on, by=by, now=now)
        _tell(row.organisation, f"重新办理：{row.subject}", row, by, now)
    return row


def remind(case: SupervisionCase, *, by: Actor, now: datetime) -> int:
    """Press the responsible organisation, once a day at most; the number of people told. Raises `Refused`,
    `NotPossible`.
    """
    acting = rights.decider(by, case.path)
    on = timezone.localdate(now)
    with accounted(by, "催办", acting):
        row = _hold(case, CaseState.ASSIGNED)
        if row.steps.filter(what=StepKind.REMINDED, on=on).exists():
            raise NotPossible("今天已经催办过。")
        _step(row, StepKind.REMINDED, acting, on=on, responsible=row.organisation, by=by, now=now)
        return _tell(row.organisation, f"催办：{row.subject}，期限 {row.due_on:%Y-%m-%d}", row, by, now)


def _must_hold(project: Project, neighbourhood: Neighbourhood) -> None:
    if not project.memberships.filter(neighbourhood=neighbourhood).exists():
        raise NotPossible(f"“{neighbourhood.name}”不在这一项目中。")


def _hold(case: SupervisionCase, *states: CaseState) -> SupervisionCase:
    """The row as it stands now, locked until the transaction ends. Raises `NotPossible` in any other state."""
    row: SupervisionCase = (
        SupervisionCase.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=case.pk)
    )
    if row.state not in states:
        raise NotPossible(f"此事现为“{row.get_state_display()}”，不能办理这一步。请刷新后查看。")
    return row


def _finishing(row: SupervisionCase, accepted_on: date, adopted: Adopted) -> Period | None:
    """The statutory period of a petition until it is finished; one taken up again has none of its own."""
    if row.source != CaseSource.PETITION or (row.accepted_on is not None and not row.clock):
        return None
    return period(FINISH, row.accepted_on or accepted_on, adopted)


def _within(running: Period, due_on: date | None, reason: str) -> date:
    if due_on is None or due_on <= running.due:
        return due_on or running.due
    if due_on > running.longest:
        raise NotPossible(f"{running.name}最迟为 {running.longest:%Y-%m-%d}（{running.clause}）。")
    if not reason.strip():
        raise NotPossible(f"期限超过 {running.due:%Y-%m-%d} 的须经批准，请写明延长理由（{running.clause}）。")
    return due_on


def _must_be_past(on: date, now: datetime) -> None:
    if on > timezone.localdate(now):
        raise NotPossible("日期不能晚于今天。")


def _must_follow(row: SupervisionCase, on: date) -> SupervisionStep:
    """Days run forward: no step lies before the last. Returns that step. Raises `NotPossible`."""
    last: SupervisionStep = row.steps.select_related("organisation").latest("id")
    if on < last.on:
        raise NotPossible(f"日期不能早于上一步（{last.get_what_display()}，{last.on:%Y-%m-%d}）。")
    return last


def _step(
    case: SupervisionCase,
    what: StepKind,
    organisation: Organisation,
    *,
    on: date,
    text: str = "",
    by: Actor,
    now: datetime,
    **more: Any,
) -> SupervisionStep:
    made: SupervisionStep = SupervisionStep.objects.create(
        case=case,
        what=what,
        organisation=organisation,
        text=text.strip(),
        on=on,
        entered_by=by.person,
        entered_at=now,
        **more,
    )
    return made


def _tell(
    organisation: Organisation | None, text: str, case: SupervisionCase, by: Actor, now: datetime
) -> int:
    if organisation is None:
        return 0
    url = reverse("case_detail", kwargs={"tenant": by.tenant.code, "pk": case.pk})
    return notify([organisation], text=text, url=url, by=by, on=timezone.localdate(now))
