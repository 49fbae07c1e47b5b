"""The scheme on display in the neighbourhood (公示): posted from a day to a day, ended with what was said of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from communities.models import Document
from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted
from projects.errors import NotPossible
from projects.models import Project, PublicDisplay, Scheme
from projects.services.acting import ask_anew, hold_standing, recorder
from projects.services.filing import file_record
from projects.services.papers import keep_papers

RECORD = "public_display"


def post_display(
    project: Project,
    *,
    place: str,
    from_on: date,
    to_on: date,
    scheme: Scheme | None = None,
    by: Actor,
    now: datetime,
) -> PublicDisplay:
    """Record that it is posted, from a day to a day, both counted. Raises `Refused`, `NotPossible`."""
    organisation = recorder(project, by)
    if to_on < from_on:
        raise NotPossible("公示结束日不能早于开始日。")
    if scheme is not None and scheme.project_id != project.pk:
        raise NotPossible("这一方案不属于本项目。")
    with accounted(by, "公示", organisation):
        held = hold_standing(project)
        made: PublicDisplay = PublicDisplay.objects.create(
            project=held,
            scheme=scheme,
            place=place.strip(),
            from_on=from_on,
            to_on=to_on,
            organisation=organisation,
            entered_by=by.person,
            entered_at=now,
        )
        ask_anew(held)
    return made


def end_display(
    display: PublicDisplay,
    *,
    outcome: str,
    evidence: Sequence[tuple[str, Document]] = (),
    adopted: Adopted,
    by: Actor,
    on: date,
) -> PublicDisplay:
    """End it after its last day, with the objections and what became of them, and file what the rulebook ties to it.

    Raises `Refused`, `NotPossible`.
    """
    if not outcome.strip():
        raise NotPossible("请写明公示结果：收到的异议及处理，没有异议的写明没有。")
    with accounted(by, "结束公示"):
        held = hold_standing(display.project)
        row: PublicDisplay = PublicDisplay.objects.select_for_update(of=("self",)).get(pk=display.pk)
        if row.ended_on is not None:
            raise NotPossible(f"这次公示已于 {row.ended_on:%Y-%m-%d} 结束。")
        if on <= row.to_on:
            raise NotPossible(f"公示到 {row.to_on:%Y-%m-%d} 为止，期满之后才能结束。")
        if on > timezone.localdate():
            raise NotPossible("结束日期不能晚于今天。")
        row.ended_on, row.outcome = on, outcome.strip()
        row.ended_by, row.ended_for = by.person, by.principal
        row.save(update_fields=["ended_on", "outcome", "ended_by", "ended_for"])
        keep_papers(held, evidence, of=row)
        file_record(held, RECORD, adopted=adopted, by=by, on=on, evidence=evidence)
        ask_anew(held)
    return row
