"""A project's records as its pages show them: versions of the scheme, lifts, parties, preparations, papers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from django.db.models import Count, Prefetch, Q, QuerySet

from communities.models import Document
from communities.people.acting import ENTERED
from communities.rulebooks.queries import Adopted
from projects.enums import ItemState
from projects.models import (
    Consultation,
    Dispute,
    Lift,
    NamedParty,
    Preparation,
    Project,
    ProjectEvidence,
    ProjectPaper,
    Scheme,
)
from projects.services.consulting import UNANSWERED_OK

CLOSED = ("closed_by", "closed_for")
"""Who closed a record and for whom, as `select_related` fetches them."""


@dataclass(frozen=True)
class File:
    """A file of a version. `change` against the version before: new, changed, same, gone."""

    paper: ProjectPaper
    change: str


@dataclass(frozen=True)
class Version:
    """A version of the scheme with its files, and those that the version before had and this one has not."""

    scheme: Scheme
    files: tuple[File, ...]


def versions_of(project: Project) -> list[Version]:
    """The newest first, each compared by name and content with the one before."""
    kept = ProjectPaper.objects.select_related("document").order_by("id")
    schemes = list(
        Scheme.objects.filter(project=project)
        .select_related("organisation", *ENTERED)
        .prefetch_related(Prefetch("papers", queryset=kept))
        .order_by("-number")
    )
    return [
        Version(scheme, _compared(scheme, earlier)) for scheme, earlier in zip_longest(schemes, schemes[1:])
    ]


def _compared(scheme: Scheme, earlier: Scheme | None) -> tuple[File, ...]:
    own = list(scheme.papers.all())
    last = list(earlier.papers.all()) if earlier else []
    seals = {(paper.name, paper.document.sha256) for paper in last}
    names = {paper.name for paper in last}
    files = [File(paper, _change(paper, seals, names) if earlier else "") for paper in own]
    kept = {paper.name for paper in own}
    return (*files, *(File(paper, "gone") for paper in last if paper.name not in kept))


def _change(paper: ProjectPaper, seals: set[tuple[str, str]], names: set[str]) -> str:
    if (paper.name, paper.document.sha256) in seals:
        return "same"
    return "changed" if paper.name in names else "new"


def consultations_of(project: Project) -> QuerySet[Consultation]:
    """The newest first, with `said` (opinions) and `waiting` (those that ask for an answer and have none)."""
    waiting = ~Q(opinions__stance__in=UNANSWERED_OK) & Q(opinions__answer="", opinions__isnull=False)
    found: QuerySet[Consultation] = (
        Consultation.objects.filter(project=project)
        .select_related("scheme", "organisation", *ENTERED, *CLOSED)
        .annotate(said=Count("opinions"), waiting=Count("opinions", filter=waiting))
        .order_by("-id")
    )
    return found


def lifts_of(project: Project) -> list[Lift]:
    """The project's lifts that stand, by building and place."""
    return list(
        Lift.objects.filter(works_item__project=project, is_withdrawn=False)
        .exclude(works_item__state=ItemState.WITHDRAWN)
        .select_related("building", "works_item__neighbourhood")
        .order_by("building__name", "position", "id")
    )


def disputes_of(project: Project) -> QuerySet[Dispute]:
    """Open ones first, the newest first."""
    return (
        Dispute.objects.filter(project=project)
        .select_related("organisation", *ENTERED, *CLOSED)
        .order_by("-closed_on", "-id")
    )


def parties_of(project: Project) -> QuerySet[NamedParty]:
    """Those in charge first, then their predecessors."""
    return (
        NamedParty.objects.filter(project=project)
        .select_related("organisation", *ENTERED)
        .order_by("role", "-id")
    )


def preparations_of(project: Project) -> QuerySet[Preparation]:
    """The newest first."""
    return (
        Preparation.objects.filter(project=project)
        .select_related("organisation", *ENTERED, "concluded_by", "concluded_for")
        .order_by("-id")
    )


@dataclass(frozen=True)
class Filed:
    """A paper of the project's file, with what it belongs to in words."""

    paper: ProjectPaper
    belongs_to: str


def papers_of_project(project: Project, adopted: Adopted | None, *, name: str = "") -> list[Filed]:
    """Every paper, by name and then the newest first; `name` narrows to a part of the name. Two queries."""
    rows = (
        ProjectPaper.objects.filter(project=project, name__contains=name)
        .select_related(
            "document__uploaded_by",
            "document__acted_for",
            "scheme",
            "consultation",
            "display",
            "preparation",
            "party",
            "contract",
            "progress",
        )
        .order_by("name", "-id")
    )
    known = {row.id: row.name for row in adopted.rulebook.rows("criteria")} if adopted else {}
    stated: dict[int, list[str]] = defaultdict(list)
    for document, criterion in (
        ProjectEvidence.objects.filter(declaration__project=project)
        .order_by("id")
        .values_list("document", "declaration__criterion")
    ):
        stated[document].append(known.get(criterion, criterion))
    return [Filed(row, _belongs_to(row, stated[row.document_id])) for row in rows]


def _belongs_to(row: ProjectPaper, stated: Iterable[str]) -> str:
    if row.scheme is not None:
        return f"方案{row.scheme}"
    if row.consultation is not None:
        return row.consultation.get_kind_display()
    if row.display is not None:
        return f"公示（{row.display.from_on:%Y-%m-%d} 至 {row.display.to_on:%Y-%m-%d}）"
    if row.preparation is not None:
        return f"{row.preparation.get_kind_display()}：{row.preparation.title}"
    if row.party is not None:
        return f"{row.party.get_role_display()}：{row.party.name}"
    if row.contract is not None:
        return f"合同 {row.contract.number}：{row.contract.title}"
    if row.progress is not None:
        return f"{row.progress.month:%Y年%-m月}形象进度"
    names = "、".join(dict.fromkeys(stated))
    return f"申报：{names}" if names else "项目材料"


def on_file(project: Project, names: Iterable[str]) -> Mapping[str, list[Document]]:
    """The documents on the project's file under each of the names, the newest first: they need no second upload."""
    found: dict[str, dict[int, Document]] = defaultdict(dict)
    rows = ProjectPaper.objects.filter(project=project, name__in=list(names)).select_related(
        "document__jurisdiction"
    )
    for row in rows.order_by("-id"):
        found[row.name].setdefault(row.document_id, row.document)
    return {name: list(documents.values()) for name, documents in found.items()}
