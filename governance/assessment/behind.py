"""The rows behind one figure of a report, found again as of the instant that the report was made with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from communities.models import Jurisdiction
from communities.people.acting import named
from communities.rulebooks.queries import Adopted
from governance.assessment.bodies import bodies
from governance.figures import COMPUTES, Basis, Instant, rows
from governance.models import AssessmentReport, DeclaredFigure, DutyTask

PAGE = 200
"""Ours: rows on one page."""


@dataclass(frozen=True)
class Behind:
    """One row: what it is (project, neighbourhood, community, duty, declared), its id, and what it adds."""

    kind: str
    id: int
    name: str
    place: str
    numerator: Any
    denominator: Any
    note: str = ""


@dataclass(frozen=True)
class Found:
    """A page of rows; `has_more` where another follows."""

    rows: tuple[Behind, ...]
    page: int
    has_more: bool


def behind(
    report: AssessmentReport,
    stored: Mapping[str, Any],
    adopted: Adopted,
    *,
    page: int = 1,
    only_counted: bool = False,
) -> Found:
    """The rows of the stored figure; `only_counted`: those in the numerator. Three queries at most."""
    indicator = adopted.rulebook.get("indicators", stored["id"])
    instant = Instant(report.month, report.known_until)
    if indicator.compute == "declared":
        return Found(_declared(report, stored["id"]), 1, has_more=False)
    if indicator.compute == "duties.done":
        return Found(_duties(report, adopted, instant, only_counted=only_counted), 1, has_more=False)
    found = rows(
        indicator.compute,
        report.path,
        instant,
        Basis.of(adopted),
        offset=(page - 1) * PAGE,
        limit=PAGE + 1,
        only_counted=only_counted,
    )
    names = dict(
        Jurisdiction.objects.filter(path__in={row.path for row in found}).values_list("path", "name")
    )
    kind = COMPUTES[indicator.compute].kind
    return Found(
        tuple(
            Behind(kind, row.id, row.name, names.get(row.path, ""), row.numerator, row.denominator)
            for row in found[:PAGE]
        ),
        page,
        len(found) > PAGE,
    )


def _duties(
    report: AssessmentReport, adopted: Adopted, instant: Instant, *, only_counted: bool
) -> tuple[Behind, ...]:
    """The body's duties due in the month; on the own sheet those of all assessed bodies."""
    due = DutyTask.objects.filter(
        due_on__range=(instant.month, instant.last_day), set_at__lte=instant.known_until
    )
    mine = {(report.actor, report.jurisdiction_id)}
    if report.is_own:
        row = adopted.rulebook.get("assessments", report.assessment)
        every = bodies(row, adopted, list(Jurisdiction.objects.order_by("path")))
        mine = {body.key for body in every if not body.is_own}
    actors = {actor for actor, _ in mine}
    made = []
    for task in due.filter(Q(actor__in=actors)).select_related("jurisdiction").order_by("due_on", "id"):
        if (task.actor, task.jurisdiction_id) not in mine:
            continue
        is_done = task.done_at is not None and task.done_at <= instant.known_until
        if only_counted and not is_done:
            continue
        rule = adopted.rulebook.find("duties", task.rule) or adopted.rulebook.find("deadlines", task.rule)
        name = str(rule.name) if rule else task.rule
        who = adopted.rulebook.actor_name(task.actor)
        made.append(
            Behind(
                "duty",
                task.pk,
                f"{name}（{who}）",
                task.jurisdiction.name,
                int(is_done),
                1,
                f"期限 {task.due_on:%Y-%m-%d}",
            )
        )
    return tuple(made)


def _declared(report: AssessmentReport, indicator: str) -> tuple[Behind, ...]:
    """What was declared for the body and month, the one that counts first."""
    found = DeclaredFigure.objects.filter(
        indicator=indicator,
        actor=report.actor,
        jurisdiction=report.jurisdiction_id,
        month=report.month,
        entered_at__lte=report.known_until,
    ).select_related("organisation", "entered_by", "acted_for", "jurisdiction")
    return tuple(
        Behind(
            "declared",
            row.document_id,
            f"{row.organisation.name} {named(row.entered_by, row.acted_for)}",
            row.jurisdiction.name,
            row.value.normalize(),
            None,
            row.note,
        )
        for row in found
    )
