"""Completeness of a project's archive (城建档案): the papers expected on its file, and those that are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from approvals.acceptance.facts import RECORD, REPORT
from approvals.enums import HandoverState, ReceiverKind
from approvals.models import Handover
from communities.models import Decision
from communities.neighbourhoods.models import DeclarationEvidence
from communities.rulebooks.queries import Adopted
from projects.models import Project, ProjectEvidence, ProjectPaper, WorksItem
from projects.recording import papers_of


@dataclass(frozen=True)
class Expected:
    """One paper by its name, what wants it, and whether it is there."""

    name: str
    wanted_by: str
    is_there: bool


@dataclass(frozen=True)
class Completeness:
    """The papers expected. The share is that of those there; None while nothing is expected."""

    papers: tuple[Expected, ...]

    @property
    def there(self) -> int:
        return sum(paper.is_there for paper in self.papers)

    @property
    def total(self) -> int:
        return len(self.papers)

    @property
    def share(self) -> Decimal | None:
        return Decimal(self.there) / self.total if self.total else None

    @property
    def missing(self) -> tuple[Expected, ...]:
        return tuple(paper for paper in self.papers if not paper.is_there)


def completeness(project: Project, adopted: Adopted) -> Completeness:
    """What the archive must hold: the papers that the rulebook names for every criterion by which the project and its
    items have moved so far, the papers of the acceptance, and the signed list of each other receiver.

    A paper counts by its name on the project's file, or as evidence of a declaration about it or its neighbourhoods.
    A constant number of queries.
    """
    wanted = dict(_of_the_past(project, adopted))
    for name in papers_of(adopted, RECORD) or (REPORT,):
        wanted.setdefault(name, "竣工验收")
    lists = Handover.objects.filter(project=project).exclude(kind=ReceiverKind.ARCHIVE)
    signed = {}
    for handover in lists:
        wanted[handover.list_name] = "移交签收"
        signed[handover.list_name] = handover.state == HandoverState.SIGNED
    there = _names_on_file(project)
    return Completeness(
        tuple(Expected(name, by, signed.get(name, name in there)) for name, by in wanted.items())
    )


def _of_the_past(project: Project, adopted: Adopted) -> Iterator[tuple[str, str]]:
    """(name of a paper, name of the criterion that wants it), in the order of the decisions."""
    items = WorksItem.objects.filter(project=project).values_list("pk", flat=True)
    decided = Decision.objects.filter(rule__startswith="transition:", answer="yes").order_by("id")
    about_project = decided.filter(subject_kind="project", subject_id=project.pk)
    about_items = decided.filter(subject_kind="item", subject_id__in=items)
    seen: set[str] = set()
    for verdict in (*_verdicts(about_project), *_verdicts(about_items)):
        for entry in verdict.get("because", ()):
            row = adopted.rulebook.find("criteria", entry["id"])
            if row is None:
                continue
            for name in row.evidence:
                if name not in seen:
                    seen.add(name)
                    yield name, row.name


def _verdicts(decided: object) -> Iterable[dict[str, list[dict[str, str]]]]:
    return decided.values_list("verdict", flat=True)  # type: ignore[attr-defined,no-any-return]  # a queryset


def _names_on_file(project: Project) -> set[str]:
    members = project.memberships.values("neighbourhood")
    return {
        *ProjectPaper.objects.filter(project=project).values_list("name", flat=True),
        *ProjectEvidence.objects.filter(declaration__project=project).values_list("name", flat=True),
        *DeclarationEvidence.objects.filter(declaration__neighbourhood__in=members).values_list(
            "name", flat=True
        ),
    }
