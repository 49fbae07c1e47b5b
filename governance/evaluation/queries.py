"""Rounds, sheets and what they say, each for whom it is open.

What a sheet says is read as the person who asks (`as_person`): the database shows it to its evaluator, and to others
only once the round is published.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from communities.models import Document
from communities.people.enums import Capability
from communities.people.rights import Actor
from communities.tenancy.context import as_person
from governance.enums import SheetState
from governance.models import EvaluationRound, EvaluationSheet, SheetContent, SheetPaper
from projects.assigned import granted
from projects.queries import viewed


@dataclass(frozen=True)
class Said:
    """A sheet with what it says; `content` None while it says nothing, or nothing to this person."""

    sheet: EvaluationSheet
    content: SheetContent | None
    papers: tuple[SheetPaper, ...]


def own_sheets(actor: Actor) -> QuerySet[EvaluationSheet]:
    """The sheets that the person writes, or wrote in rounds published since; he still serves the unit."""
    units = [
        seat.organisation.pk
        for seat in actor.seats
        if seat.organisation is not None and Capability.ASSIGNED in seat.capabilities
    ]
    found: QuerySet[EvaluationSheet] = EvaluationSheet.objects.all()
    if not units or actor.principal is not None:
        return found.none()
    is_open = Q(assignment__in=granted(actor)) | Q(round__published_at__isnull=False)
    return found.filter(is_open, evaluator=actor.person, organisation__in=units)


def rounds(actor: Actor) -> QuerySet[EvaluationRound]:
    """Rounds over projects that the person views by his place, and those in which he evaluates; with `sheet_count`
    and `submitted` of all their sheets.
    """
    among = EvaluationSheet.objects.filter(_seen(actor), round=OuterRef("pk")).order_by()
    found: QuerySet[EvaluationRound] = EvaluationRound.objects.filter(Exists(among))
    acts = ("opened_by", "acted_for", "published_by", "published_for")
    return found.select_related("organisation", "jurisdiction", *acts).annotate(
        sheet_count=Count("sheets"), submitted=Count("sheets", filter=Q(sheets__state=SheetState.SUBMITTED))
    )


def sheets(row: EvaluationRound, actor: Actor) -> QuerySet[EvaluationSheet]:
    """The round's sheets that the person may know of: his own, those on projects he views by his place; after
    publication an evaluator of the round knows of all.
    """
    seen = _seen(actor)
    if row.published_at is not None and own_sheets(actor).filter(round=row).exists():
        seen = Q()
    found: QuerySet[EvaluationSheet] = EvaluationSheet.objects.filter(seen, round=row)
    return found.select_related("project", "evaluator", "organisation", "assignment").order_by(
        "project__path", "project_id", "id"
    )


def readable(row: EvaluationRound, actor: Actor) -> QuerySet[EvaluationSheet]:
    """Those of them that the person may open: his own; all that were submitted, once the round is published."""
    known = sheets(row, actor)
    if row.published_at is not None:
        return known.filter(state=SheetState.SUBMITTED)
    return known.filter(pk__in=own_sheets(actor).values("pk"))


def said(found: Iterable[EvaluationSheet], actor: Actor) -> list[Said]:
    """The sheets with what they say to this person. Two queries for any number."""
    rows = list(found)
    with as_person(actor.person_id):
        contents = {row.sheet_id: row for row in SheetContent.objects.filter(sheet__in=rows)}
        papers: dict[int, list[SheetPaper]] = defaultdict(list)
        for paper in SheetPaper.objects.filter(sheet__in=rows).select_related("document"):
            papers[paper.sheet_id].append(paper)
    return [Said(row, contents.get(row.pk), tuple(papers[row.pk])) for row in rows]


def paper_document(sheet: EvaluationSheet, paper: int, actor: Actor) -> Document | None:
    """The document of a paper of a sheet that the person may open."""
    with as_person(actor.person_id):
        found: SheetPaper | None = (
            SheetPaper.objects.filter(sheet=sheet, pk=paper).select_related("document").first()
        )
    return found.document if found else None


def to_write(actor: Actor) -> QuerySet[EvaluationSheet]:
    """The person's sheets that he has still to submit, the first due first."""
    return (
        own_sheets(actor)
        .filter(state=SheetState.DRAFT, round__published_at__isnull=True)
        .select_related("round", "project")
        .order_by("round__due_on", "id")
    )


def _seen(actor: Actor) -> Q:
    """Sheets of projects that the person views by his place, and his own."""
    seen = Q(project__in=viewed(actor).values("pk"))
    if actor.may_somewhere(Capability.ASSIGNED):
        seen |= Q(pk__in=own_sheets(actor).values("pk"))
    return seen
