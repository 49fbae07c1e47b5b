"""Consultations: opened on a matter, opinions taken and answered, closed with what came of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from communities.models import Document
from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted
from policies.vocabulary import KINDS_WITHOUT_LOGIN
from projects.enums import ConsultationKind, Party, Stance
from projects.errors import NotPossible
from projects.models import Consultation, ConsultationOpinion, Project, Scheme
from projects.services.acting import ask_anew, hold_standing, recorder
from projects.services.filing import file_record
from projects.services.papers import keep_papers

PROPERTY = "property_company"
"""The concept by which rulebooks call a property company, whatever its kind."""

UNANSWERED_OK = frozenset({Stance.AGREE, Stance.NO_OPINION})
"""Opinions that ask for no answer."""


def open_consultation(
    project: Project,
    *,
    kind: str,
    method: str,
    opened_on: date,
    due_on: date,
    scheme: Scheme | None = None,
    by: Actor,
    now: datetime,
) -> Consultation:
    """Begin to ask. One on the scheme names the version it is about. One of a kind is open at a time.

    Raises `Refused`, `NotPossible`.
    """
    organisation = recorder(project, by)
    asked = ConsultationKind(kind)
    if opened_on > timezone.localdate(now):
        raise NotPossible("开始日期不能晚于今天。")
    if due_on < opened_on:
        raise NotPossible("截止日期不能早于开始日期。")
    if (asked is ConsultationKind.SCHEME) != (scheme is not None):
        wanted = "须写明征求的是方案的哪一版" if scheme is None else "与方案版本无关"
        raise NotPossible(f"“{asked.label}”{wanted}。")
    if scheme is not None and scheme.project_id != project.pk:
        raise NotPossible("这一方案不属于本项目。")
    with accounted(by, f"开始{asked.label}", organisation):
        held = hold_standing(project)
        if Consultation.objects.filter(project=held, kind=asked, closed_on__isnull=True).exists():
            raise NotPossible(f"“{asked.label}”正在进行，请先结束。")
        made: Consultation = Consultation.objects.create(
            project=held,
            kind=asked,
            scheme=scheme,
            method=method.strip(),
            opened_on=opened_on,
            due_on=due_on,
            organisation=organisation,
            entered_by=by.person,
            entered_at=now,
        )
        ask_anew(held)
    return made


def add_opinion(
    consultation: Consultation,
    *,
    party: str,
    who: str,
    stance: str,
    said_on: date,
    text: str = "",
    by: Actor,
    now: datetime,
) -> ConsultationOpinion:
    """Take down what somebody asked said. Conditions and objections say why. Raises `Refused`, `NotPossible`."""
    organisation = recorder(consultation.project, by)
    said = Stance(stance)
    if said not in UNANSWERED_OK and not text.strip():
        raise NotPossible("附条件或不同意的，请写明意见。")
    if said_on > timezone.localdate(now):
        raise NotPossible("日期不能晚于今天。")
    with accounted(by, "登记意见", organisation):
        row = _open(consultation)
        if said_on < row.opened_on:
            raise NotPossible(f"日期不能早于征求意见开始的 {row.opened_on:%Y-%m-%d}。")
        made: ConsultationOpinion = ConsultationOpinion.objects.create(
            consultation=row,
            party=Party(party),
            who=who.strip(),
            stance=said,
            text=text.strip(),
            said_on=said_on,
            entered_by=by.person,
            entered_at=now,
        )
    return made


def answer_opinion(
    opinion: ConsultationOpinion, *, is_adopted: bool, answer: str, by: Actor, now: datetime
) -> ConsultationOpinion:
    """Answer an opinion: taken up or not, and why. While the consultation is open an answer may be corrected; history
    keeps the earlier. Raises `Refused`, `NotPossible`.
    """
    organisation = recorder(opinion.consultation.project, by)
    if not answer.strip():
        raise NotPossible("请写明答复。")
    with accounted(by, "答复意见", organisation):
        _open(opinion.consultation)
        row: ConsultationOpinion = ConsultationOpinion.objects.select_for_update(of=("self",)).get(
            pk=opinion.pk
        )
        row.is_adopted, row.answer = is_adopted, answer.strip()
        row.answered_by, row.answered_for, row.answered_at = by.person, by.principal, now
        row.save(update_fields=["is_adopted", "answer", "answered_by", "answered_for", "answered_at"])
    return row


def close_consultation(
    consultation: Consultation,
    *,
    outcome: str,
    evidence: Sequence[tuple[str, Document]] = (),
    adopted: Adopted,
    by: Actor,
    on: date,
) -> Consultation:
    """End it with what came of it, and file what the rulebook ties to it.

    One on the scheme stays open while a group that a review of the rulebook wants consulted has said nothing, or
    while an opinion with conditions or against has no answer. Raises `Refused`, `NotPossible`.
    """
    if not outcome.strip():
        raise NotPossible("请写明结果和修改说明。")
    with accounted(by, f"结束{consultation.get_kind_display()}"):
        row = _open(consultation)
        if not row.opened_on <= on <= timezone.localdate():
            raise NotPossible("结束日期不能早于开始日期，也不能晚于今天。")
        if row.kind == ConsultationKind.SCHEME:
            _must_be_heard(row, adopted)
        row.closed_on, row.outcome = on, outcome.strip()
        row.closed_by, row.closed_for = by.person, by.principal
        row.save(update_fields=["closed_on", "outcome", "closed_by", "closed_for"])
        keep_papers(row.project, evidence, of=row)
        record = ConsultationKind(row.kind).record
        file_record(row.project, record, adopted=adopted, by=by, on=on, evidence=evidence)
        ask_anew(row.project)
    return row


def groups_to_consult(adopted: Adopted) -> list[Party]:
    """The groups that a review of the rulebook wants consulted, in the order of `Party`."""
    actors = {actor for review in adopted.rulebook.rows("reviews") for actor in review.consulted}
    wanted = {party_of(actor, adopted) for actor in actors}
    return [party for party in Party if party in wanted]


def party_of(actor: str, adopted: Adopted) -> Party:
    """The group in which an actor of the rulebook is asked: by its kind; a property company by its concept."""
    row = adopted.rulebook.get("actors", actor)
    if row.kind in KINDS_WITHOUT_LOGIN:
        return Party.RESIDENTS
    if row.concept == PROPERTY:
        return Party.PROPERTY
    return Party.UTILITY if row.kind == "utility" else Party.OTHER


def unheard(consultation: Consultation, adopted: Adopted) -> list[Party]:
    """The groups still to be heard before it may be closed; only one on the scheme waits for them."""
    if consultation.kind != ConsultationKind.SCHEME:
        return []
    heard = set(consultation.opinions.values_list("party", flat=True))
    return [party for party in groups_to_consult(adopted) if party not in heard]


def _must_be_heard(row: Consultation, adopted: Adopted) -> None:
    if silent := unheard(row, adopted):
        names = "、".join(str(party.label) for party in silent)
        raise NotPossible(f"还没有征求{names}的意见，不能结束。没有这一方的，请登记一条“无意见”并写明原因。")
    waiting = row.opinions.exclude(stance__in=UNANSWERED_OK).filter(answer="").count()
    if waiting:
        raise NotPossible(f"还有 {waiting} 条附条件或不同意的意见没有答复，请逐条答复后再结束。")


def _open(consultation: Consultation) -> Consultation:
    """The row as it stands, locked after its project. Raises `NotPossible` once it is closed."""
    held = hold_standing(consultation.project)
    row: Consultation = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    if row.closed_on is not None:
        raise NotPossible(f"“{row.get_kind_display()}”已于 {row.closed_on:%Y-%m-%d} 结束。")
    row.project = held
    return row
