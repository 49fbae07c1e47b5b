"""What stands in one neighbourhood's file beside its own row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from communities.neighbourhoods.models import (
    Building,
    DeclarationEvidence,
    Neighbourhood,
    NeighbourhoodDeclaration,
    PlausibilityQuery,
    Survey,
)
from communities.records.models import Document


@dataclass(frozen=True)
class Counts:
    """The numbers beside the tabs."""

    buildings: int
    surveys: int
    documents: int


def counts(row: Neighbourhood) -> Counts:
    """Three queries."""
    return Counts(
        Building.objects.filter(neighbourhood=row).count(),
        Survey.objects.filter(neighbourhood=row).count(),
        documents_ids(row).count(),
    )


def buildings(row: Neighbourhood) -> list[Building]:
    """The building rows in the order of entry."""
    return list(Building.objects.filter(neighbourhood=row))


def surveys(row: Neighbourhood) -> list[Survey]:
    """The rounds, the latest first."""
    return list(Survey.objects.filter(neighbourhood=row).select_related("entered_by", "acted_for"))


def open_queries(row: Neighbourhood) -> list[PlausibilityQuery]:
    """Questions about figures: those without an answer first, then those answered."""
    rows = PlausibilityQuery.objects.filter(neighbourhood=row).select_related("answered_by", "answered_for")
    return sorted(rows, key=lambda query: (query.answered_at is not None, query.pk))


def declarations(row: Neighbourhood) -> list[NeighbourhoodDeclaration]:
    """Every declaration about the row or its buildings, those that count first, with papers and people."""
    return list(
        NeighbourhoodDeclaration.objects.filter(neighbourhood=row)
        .select_related("organisation", "entered_by", "acted_for", "building")
        .prefetch_related("evidence__document")
        .order_by("-is_current", "-id")
    )


def documents_ids(row: Neighbourhood) -> QuerySet[Any, Any]:
    """Ids of the papers attached to declarations about the row."""
    return (
        DeclarationEvidence.objects.filter(declaration__neighbourhood=row)
        .order_by()
        .values_list("document_id", flat=True)
        .distinct()
    )


def documents(row: Neighbourhood) -> list[Document]:
    """The papers attached to declarations about the row, the newest first, each once."""
    return list(Document.objects.filter(pk__in=documents_ids(row)).select_related("uploaded_by", "acted_for"))
