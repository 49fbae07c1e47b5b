"""Handing over: a list for each receiver, signed against a receipt; concluded when all have signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Max
from django.utils import timezone

from approvals import transitions
from approvals.acceptance.archive import completeness
from approvals.acceptance.facts import HAND_OVER, HANDOVER
from approvals.acceptance.rights import concluder
from approvals.acceptance.services.holding import hold_open
from approvals.enums import AcceptanceState, HandoverState, ReceiverKind
from approvals.models import Acceptance, Handover, HandoverConclusion, HandoverEntry
from communities.models import Document, Neighbourhood
from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted, in_force
from communities.upkeep.models import PropertyContract
from policies.vocabulary import concept_group
from projects.enums import ItemState, State
from projects.errors import NotPossible
from projects.models import Project, ProjectPaper, TransitionLog, WorksItem
from projects.recording import papers_of
from projects.services import file_record, recorder
from projects.services.acting import ask_anew, hold
from projects.services.papers import keep_papers

UTILITIES: Mapping[str, str] = {
    "water": "utility_water",
    "water_drain": "utility_water",
    "gas": "utility_gas",
    "power": "utility_power",
    "telecom": "utility_telecom",
    "cable_tv": "utility_cable",
}
"""Concept of a works item -> concept of the actor that takes its line over."""

LINES: Mapping[str, str] = {
    "water": "供水单位",
    "water_drain": "给排水单位",
    "sewer_separation": "排水单位",
    "heat": "供热单位",
    "gas": "供气单位",
    "power": "供电单位",
    "telecom": "通信单位",
    "cable_tv": "广电单位",
}
"""What the unit of a line is called where the rulebook has no such actor."""

PROPERTY, ARCHIVE, OPERATOR = "物业服务单位", "城建档案机构", "管线产权单位"


@dataclass(frozen=True)
class Planned:
    """A receiver that the project's works suggest, and why."""

    kind: ReceiverKind
    receiver: str
    reason: str


@dataclass(frozen=True)
class Concluded:
    """The concluded handover; the move that followed, or why none did."""

    conclusion: HandoverConclusion
    moved: TransitionLog | None
    waits: str


def plan_handovers(project: Project, *, adopted: Adopted, on: date) -> list[Planned]:
    """Whom the works suggest to hand over to: the property company, the utility of each line, the archive.

    A suggestion that reads the works items; without those that have their list already.
    """
    members = Neighbourhood.objects.filter(project_memberships__project=project)
    contracts = PropertyContract.objects.filter(neighbourhood__in=members, starts_on__lte=on).order_by("id")
    companies = [row.company for row in contracts if row.ends_on is None or row.ends_on >= on]
    found = [
        Planned(ReceiverKind.PROPERTY, name, "物业服务合同" if companies else "尚未登记物业服务合同")
        for name in dict.fromkeys(companies or [PROPERTY])
    ]
    found += _utilities(project, adopted)
    found.append(Planned(ReceiverKind.ARCHIVE, ARCHIVE, "竣工资料归档"))
    there = set(Handover.objects.filter(project=project).values_list("kind", "receiver"))
    kinds = {kind for kind, _ in there}
    return [
        one
        for one in found
        if (one.kind.value, one.receiver) not in there
        and not (one.receiver in (PROPERTY, ARCHIVE) and one.kind.value in kinds)
    ]


def open_handover(project: Project, *, kind: str, receiver: str, by: Actor, now: datetime) -> Handover:
    """Begin the list for one receiver; a project that has passed its acceptance. Raises `Refused`, `NotPossible`."""
    organisation = recorder(project, by)
    wanted, name = ReceiverKind(kind), receiver.strip()
    with accounted(by, f"开列移交清单：{name}", organisation):
        held = hold(project)
        _must_be_accepted(held)
        lists = Handover.objects.filter(project=held)
        if not name:
            raise NotPossible("请写明接收单位。")
        if lists.filter(kind=wanted, receiver=name).exists():
            raise NotPossible(f"已有交给{name}的移交清单。")
        made: Handover = Handover.objects.create(
            project=held,
            number=(lists.aggregate(last=Max("number"))["last"] or 0) + 1,
            kind=wanted,
            receiver=name,
            organisation=organisation,
            opened_by=by.person,
            opened_at=now,
        )
    return made


def add_entry(
    handover: Handover,
    *,
    name: str,
    quantity: Decimal,
    unit: str = "份",
    note: str = "",
    document: Document | None = None,
    by: Actor,
    now: datetime,
) -> HandoverEntry:
    """One thing on the list; a document also goes to the project's file, under the same name.

    Raises `Refused`, `NotPossible`.
    """
    organisation = recorder(handover.project, by)
    with accounted(by, "登记移交内容", organisation):
        project, row = hold_open(handover)
        if not name.strip() or quantity <= 0:
            raise NotPossible("请写明名称和大于 0 的数量。")
        made: HandoverEntry = HandoverEntry.objects.create(
            handover=row,
            name=name.strip(),
            quantity=quantity,
            unit=unit.strip(),
            note=note.strip(),
            document=document,
            entered_by=by.person,
            entered_at=now,
        )
        if document is not None:
            keep_papers(project, [(made.name, document)])
    return made


def list_file(handover: Handover, *, by: Actor, now: datetime) -> list[HandoverEntry]:
    """Put every paper of the project's file on the list that is not there yet, one copy each under its name.

    Raises `Refused`, `NotPossible`.
    """
    organisation = recorder(handover.project, by)
    with accounted(by, "按项目档案列移交清单", organisation):
        project, row = hold_open(handover)
        listed = set(row.entries.values_list("name", flat=True))
        papers = ProjectPaper.objects.filter(project=project).order_by("name", "-id").distinct("name")
        return HandoverEntry.objects.bulk_create(
            HandoverEntry(
                handover=row,
                name=paper.name,
                quantity=1,
                document_id=paper.document_id,
                entered_by=by.person,
                entered_at=now,
            )
            for paper in papers
            if paper.name not in listed
        )


def remove_entry(entry: HandoverEntry, *, by: Actor, now: datetime) -> None:
    """Take off what was entered by mistake; history keeps the line. Raises `Refused`, `NotPossible`."""
    organisation = recorder(entry.handover.project, by)
    with accounted(by, "删除误登记的移交内容", organisation):
        _, row = hold_open(entry.handover)
        row.entries.filter(pk=entry.pk).delete()


def sign(
    handover: Handover, *, signed_on: date, signer: str, receipt: Document, by: Actor, now: datetime
) -> Handover:
    """The receiver has signed: by whom, when, with the signed list as receipt, which goes to the project's file.

    The archive signs only for a complete file: refused naming what is missing. Raises `Refused`, `NotPossible`.
    """
    organisation = recorder(handover.project, by)
    adopted = in_force(timezone.localdate(now))
    with accounted(by, "登记移交签收", organisation):
        project, row = hold_open(handover)
        if not row.entries.exists():
            raise NotPossible("清单还没有内容，请先登记移交了什么。")
        accepted = _must_be_accepted(project)
        if not accepted <= signed_on <= timezone.localdate(now):
            raise NotPossible(f"签收日期不能早于验收通过的 {accepted:%Y-%m-%d}，也不能晚于今天。")
        if not signer.strip():
            raise NotPossible("请写明签收人。")
        if row.kind == ReceiverKind.ARCHIVE and (missing := completeness(project, adopted).missing):
            names = "、".join(paper.name for paper in missing)
            raise NotPossible(f"档案不齐，不能移交：缺{names}。请先补齐。")
        row.state, row.signed_on, row.signer = HandoverState.SIGNED.value, signed_on, signer.strip()
        row.receipt, row.signed_at = receipt, now
        row.entered_by, row.entered_for = by.person, by.principal
        row.save()
        keep_papers(project, [(row.list_name, receipt)])
    return row


def conclude_handover(
    project: Project,
    *,
    on: date,
    evidence: Sequence[tuple[str, Document]] = (),
    by: Actor,
    now: datetime,
) -> Concluded:
    """All lists are signed, that of the property company or the archive among them: file the record's criteria.

    The signed lists prove them, under the names that the rulebook gives; `evidence` goes with them. Fires `hand_over`
    where the concluder may and every gate says yes; else the project waits. Raises `Refused`, `NotPossible`.
    """
    adopted = in_force(timezone.localdate(now))
    with accounted(by, "移交办结"):
        held = hold(project)
        organisation = concluder(held, HANDOVER, HAND_OVER, adopted=adopted, by=by)
        if State(held.state) is not State.COMPLETED:
            raise NotPossible(f"项目现为“{held.get_state_display()}”，竣工以后才能办结移交。")
        if HandoverConclusion.objects.filter(project=held).exists():
            raise NotPossible("移交已办结。")
        lists = list(Handover.objects.filter(project=held).select_related("receipt__jurisdiction"))
        if lacking := lacking_for_handover(lists):
            raise NotPossible(f"还不能办结移交：{'；'.join(lacking)}。")
        last = max(row.signed_on for row in lists if row.signed_on)
        if not last <= on <= timezone.localdate(now):
            raise NotPossible(f"办结日期不能早于最后签收的 {last:%Y-%m-%d}，也不能晚于今天。")
        made: HandoverConclusion = HandoverConclusion.objects.create(
            project=held, concluded_on=on, organisation=organisation, concluder=by.person, concluded_at=now
        )
        receipts = [row.receipt for row in lists if row.receipt]
        proof = [(name, receipt) for name in papers_of(adopted, HANDOVER) for receipt in receipts]
        keep_papers(held, evidence)
        file_record(held, HANDOVER, adopted=adopted, by=by, on=on, evidence=[*proof, *evidence])
        ask_anew(held)
        moved, waits = transitions.move_on(held, HAND_OVER, adopted=adopted, by=by, now=now)
    project.refresh_from_db()
    return Concluded(made, moved, waits)


def lacking_for_handover(lists: Sequence[Handover]) -> list[str]:
    """What keeps the handover from being concluded, in sentences."""
    unsigned = [row.receiver for row in lists if row.state != HandoverState.SIGNED]
    has_keeper = any(row.kind in (ReceiverKind.PROPERTY, ReceiverKind.ARCHIVE) for row in lists)
    return [
        *([f"{'、'.join(unsigned)}还没有签收"] if unsigned else []),
        *(["没有交给物业服务单位或城建档案机构的清单"] if not has_keeper else []),
    ]


def _utilities(project: Project, adopted: Adopted) -> list[Planned]:
    """The unit of each line among the works: the rulebook's actor, else what such a unit is called."""
    rows = {row.id: row for row in adopted.rulebook.rows("items")}
    ids = WorksItem.objects.filter(project=project).exclude(state=ItemState.WITHDRAWN).order_by("id")
    actors = {str(row.concept): str(row.name) for row in adopted.rulebook.rows("actors")}
    found: dict[str, list[str]] = {}
    for id_ in dict.fromkeys(ids.values_list("item", flat=True)):
        row = rows.get(id_)
        if row is not None and concept_group(str(row.concept)) == "lines":
            concept = str(row.concept)
            name = actors.get(UTILITIES.get(concept, ""), LINES.get(concept, OPERATOR))
            found.setdefault(name, []).append(row.name)
    return [
        Planned(ReceiverKind.UTILITY, name, f"改造内容：{'、'.join(items)}") for name, items in found.items()
    ]


def _must_be_accepted(project: Project) -> date:
    """The day on which the acceptance was passed. Raises `NotPossible` before."""
    row = Acceptance.objects.filter(project=project, state=AcceptanceState.PASSED).first()
    if row is None:
        raise NotPossible("通过竣工验收以后才能移交。")
    if HandoverConclusion.objects.filter(project=project).exists():
        raise NotPossible("移交已办结，不能再修改。")
    return row.concluded_on  # type: ignore[no-any-return]  # a passed round has its day
