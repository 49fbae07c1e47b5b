"""Reads of the monthly assessment: the reports that count, and who may see which."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from communities.people.enums import Capability
from communities.people.rights import Actor, within
from communities.rulebooks.queries import TEXTS, top_place
from governance.enums import ReportState
from governance.models import AssessmentReport


def reports() -> QuerySet[AssessmentReport]:
    """All reports with their places, without the heavy texts of their rulebooks."""
    return AssessmentReport.objects.select_related(
        "jurisdiction", "version", "made_for", "published_for"
    ).defer(*(f"version__{name}" for name in TEXTS))


def latest(month: date | None = None) -> QuerySet[AssessmentReport]:
    """The highest number of each body, own sheets first within an assessment; of one month or of all."""
    return _latest(reports(), month)


def _latest(rows: QuerySet[AssessmentReport], month: date | None) -> QuerySet[AssessmentReport]:
    if month is not None:
        rows = rows.filter(month=month.replace(day=1))
    later = AssessmentReport.objects.filter(
        assessment=OuterRef("assessment"),
        month=OuterRef("month"),
        actor=OuterRef("actor"),
        jurisdiction=OuterRef("jurisdiction"),
        number__gt=OuterRef("number"),
    )
    return rows.filter(~Exists(later)).order_by("-month", "assessment", "-is_own", "path", "actor")


def sees_drafts(actor: Actor) -> bool:
    """Drafts are for the tenant's own level, where the assessing body sits."""
    return actor.may(Capability.VIEW, top_place().path)


def visible(actor: Actor) -> QuerySet[AssessmentReport]:
    """All reports at the tenant's own level; else the published ones of bodies at the person's places or below."""
    if sees_drafts(actor):
        return reports()
    published = Q(state=ReportState.PUBLISHED)
    return reports().filter(published & within(actor.paths(Capability.VIEW)))


def latest_visible(actor: Actor, month: date | None = None) -> QuerySet[AssessmentReport]:
    """The highest number of each body that the person may see: before it is published, a correction is not."""
    if sees_drafts(actor):
        return latest(month)
    rows = visible(actor)
    if month is not None:
        rows = rows.filter(month=month.replace(day=1))
    later = AssessmentReport.objects.filter(
        assessment=OuterRef("assessment"),
        month=OuterRef("month"),
        actor=OuterRef("actor"),
        jurisdiction=OuterRef("jurisdiction"),
        state=ReportState.PUBLISHED,
        number__gt=OuterRef("number"),
    )
    return rows.filter(~Exists(later)).order_by("-month", "assessment", "-is_own", "path", "actor")


def as_of_number(rows: Iterable[AssessmentReport], number: int) -> list[AssessmentReport]:
    """Of the reports of one assessment and month: each body's highest number up to this one, in the order given."""
    found: dict[tuple[str, int], AssessmentReport] = {}
    for row in rows:
        key = (row.actor, row.jurisdiction_id)
        if row.number <= number and (key not in found or found[key].number < row.number):
            found[key] = row
    return list(found.values())


def of_month(rows: QuerySet[AssessmentReport], text: str) -> QuerySet[AssessmentReport]:
    """Those of `2023-08`; nothing where the text is no month."""
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        return rows.none()
    return rows.filter(month=month)
