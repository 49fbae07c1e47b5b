"""The conclusion of an acceptance: what it needs, what it files and starts, and the project's move; its filing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from approvals import transitions
from approvals.acceptance import clocks
from approvals.acceptance.facts import RECORD, REPORT, STEP
from approvals.acceptance.rights import concluder
from approvals.acceptance.services.holding import hold_running
from approvals.acceptance.services.warranties import begin_warranties
from approvals.enums import AcceptanceState, CheckResult, FindingState, ParticipantRole
from approvals.models import Acceptance
from communities.models import Document
from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted, in_force
from projects.enums import State
from projects.errors import NotPossible
from projects.models import Project, TransitionLog
from projects.queries import item_names
from projects.recording import criteria_of
from projects.services import file_record, may_state, recorder
from projects.services.acting import ask_anew, hold
from projects.services.papers import keep_papers

FILED = "竣工验收备案表"


@dataclass(frozen=True)
class Concluded:
    """A concluded round; the move that followed, or why none did (`waits`: whom for, or what is still missing)."""

    acceptance: Acceptance
    moved: TransitionLog | None
    waits: str


def conclude(
    acceptance: Acceptance,
    *,
    passed: bool,
    conclusion: str = "",
    evidence: Sequence[tuple[str, Document]] = (),
    on: date,
    by: Actor,
    now: datetime,
) -> Concluded:
    """Conclude the round, for who states the record's criteria or, where the text ties none to it, fires `accept`.

    *Passed* needs every line conforming, every defect mended and re-checked, a residents' representative among the
    participants (Jilin's text 二(三)第四步; elsewhere a reading of 「居民参与」, always required), and the papers of
    `wanted_papers`. It files the criteria of the record, starts the warranty of each item and the clock of the filing,
    and fires `accept` where the concluder may and every gate says yes; else the project waits. *Failed* says why; a
    re-acceptance is a new round. Raises `Refused`, `NotPossible`.
    """
    adopted = in_force(timezone.localdate(now))
    with accounted(by, conclusion.strip() or "竣工验收结论"):
        project, row = hold_running(acceptance)
        organisation = concluder(project, RECORD, STEP, adopted=adopted, by=by)
        if State(project.state) is not State.BUILDING:
            raise NotPossible(f"项目现为“{project.get_state_display()}”，不能作出验收结论。")
        if not row.opened_on <= on <= timezone.localdate(now):
            raise NotPossible(f"结论日期不能早于验收开始的 {row.opened_on:%Y-%m-%d}，也不能晚于今天。")
        if passed:
            _must_have(wanted_papers(project, adopted=adopted, by=by), evidence)
            if lacking := lacking_for_pass(row, adopted):
                raise NotPossible(f"还不能通过验收：{'；'.join(lacking)}。")
            filing = clocks.due(clocks.FILING, on, adopted, on=on)
            row.filing_due_on, row.filing_note = filing.on, filing.note[:200]
        elif not conclusion.strip():
            raise NotPossible("未通过的须写明原因。")
        row.state = (AcceptanceState.PASSED if passed else AcceptanceState.FAILED).value
        row.conclusion, row.concluded_on, row.concluded_at = conclusion.strip(), on, now
        row.concluded_by, row.concluder, row.concluded_for = organisation, by.person, by.principal
        row.save()
        keep_papers(project, evidence)
        moved, waits = None, ""
        if passed:
            file_record(project, RECORD, adopted=adopted, by=by, on=on, evidence=evidence)
            begin_warranties(row, on=on, adopted=adopted, by=by, now=now)
        ask_anew(project)
        if passed:
            moved, waits = transitions.move_on(project, STEP, adopted=adopted, by=by, now=now)
    acceptance.refresh_from_db()
    return Concluded(acceptance, moved, waits)


def wanted_papers(project: Project, *, adopted: Adopted, by: Actor) -> list[str]:
    """What passing takes: the papers of the record's criteria that the person states, else the report."""
    rows = [row for row in criteria_of(adopted, RECORD) if may_state(project, row, adopted=adopted, by=by)]
    return list(dict.fromkeys(name for row in rows for name in row.evidence)) or [REPORT]


def lacking_for_pass(acceptance: Acceptance, adopted: Adopted) -> list[str]:
    """What keeps a round from being passed, in sentences; papers apart."""
    names = item_names(adopted)
    checks = acceptance.checks.exclude(result=CheckResult.CONFORMING).select_related("works_item")
    rest = [f"{names.get(c.works_item.item, c.works_item.item)}{c.get_result_display()}" for c in checks]
    findings = acceptance.findings.exclude(state=FindingState.GOOD).count()
    came = acceptance.participants.filter(role=ParticipantRole.RESIDENTS).exists()
    return [
        *([f"查验表中{'、'.join(rest)}"] if rest else []),
        *([f"{findings} 个问题没有复查合格"] if findings else []),
        *(["参加验收的没有居民代表"] if not came else []),
    ]


def file_acceptance(
    acceptance: Acceptance, *, on: date, number: str, document: Document, by: Actor, now: datetime
) -> Acceptance:
    """The acceptance is filed with the authority, under its number. Raises `Refused`, `NotPossible`."""
    organisation = recorder(acceptance.project, by)
    with accounted(by, "登记竣工验收备案", organisation):
        project = hold(acceptance.project)
        row: Acceptance = Acceptance.objects.select_for_update(of=("self",)).get(pk=acceptance.pk)
        if row.state != AcceptanceState.PASSED or row.concluded_on is None:
            raise NotPossible("通过竣工验收以后才能备案。")
        if row.filed_on is not None:
            raise NotPossible(f"已于 {row.filed_on:%Y-%m-%d} 备案。")
        if not row.concluded_on <= on <= timezone.localdate(now):
            raise NotPossible(f"备案日期不能早于验收通过的 {row.concluded_on:%Y-%m-%d}，也不能晚于今天。")
        row.filed_on, row.filing_number, row.filed_at = on, number.strip(), now
        row.filed_by, row.filed_for = by.person, by.principal
        row.save(update_fields=["filed_on", "filing_number", "filed_by", "filed_for", "filed_at"])
        keep_papers(project, [(FILED, document)])
    return row


def _must_have(wanted: Sequence[str], evidence: Sequence[tuple[str, Document]]) -> None:
    given = {name for name, _ in evidence}
    if missing := [name for name in wanted if name not in given]:
        raise NotPossible(f"通过验收须附：{'、'.join(missing)}。")
