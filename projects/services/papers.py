"""The papers of a project's file (档案): each document once, under its name, with the record that it belongs to."""

from __future__ import annotations

from collections.abc import Iterable

from communities.models import Document
from projects.models import (
    Consultation,
    Contract,
    NamedParty,
    Preparation,
    Progress,
    Project,
    ProjectPaper,
    PublicDisplay,
    Scheme,
)

Record = Scheme | Consultation | PublicDisplay | Preparation | NamedParty | Contract | Progress

FIELDS: dict[type[Record], str] = {
    Scheme: "scheme",
    Consultation: "consultation",
    PublicDisplay: "display",
    Preparation: "preparation",
    NamedParty: "party",
    Contract: "contract",
    Progress: "progress",
}


def keep_papers(
    project: Project, papers: Iterable[tuple[str, Document]], *, of: Record | None = None
) -> None:
    """Put papers on the project's file, each with the record that it came with.

    One that came with nothing is put there only once; one that serves several records stands with each.
    """
    given = dict.fromkeys(papers)
    record = {} if of is None else {FIELDS[type(of)]: of}
    if of is None:
        there = set(
            ProjectPaper.objects.filter(project=project, document__in=[d for _, d in given]).values_list(
                "document", flat=True
            )
        )
        given = {one: None for one in given if one[1].pk not in there}
    ProjectPaper.objects.bulk_create(
        (
            ProjectPaper(project=project, document=document, name=name[:80], **record)
            for name, document in given
        ),
        ignore_conflicts=True,
    )
