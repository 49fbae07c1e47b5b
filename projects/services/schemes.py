"""The scheme in versions: filed with its papers, never edited; what is revised is the next version."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

from communities.models import Document
from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor
from projects.assigned import DRAWING
from projects.enums import State
from projects.errors import NotPossible
from projects.models import Project, Scheme
from projects.services.acting import ask_anew, hold_standing, recorder
from projects.services.papers import keep_papers

REVISABLE = frozenset({State.RESERVED, State.PLANNED, State.DESIGNED})
"""From the pool to the end of the review, which may send it back. A review names the version that it is of."""


def file_scheme(
    project: Project,
    *,
    summary: str,
    changes: str = "",
    papers: Sequence[tuple[str, Document]],
    by: Actor,
    now: datetime,
) -> Scheme:
    """File the next version with its papers in their order, (name, document); those of the last version may be named
    again. From the second on `changes` says what was revised. Raises `Refused`, `NotPossible`.
    """
    organisation = recorder(project, by, assigned=DRAWING)
    if not papers:
        raise NotPossible("请至少上传一份方案文件。")
    with accounted(by, "方案新版本", organisation):
        held = hold_standing(project)
        if State(held.state) not in REVISABLE:
            raise NotPossible(f"项目{held.get_state_display()}，不能上传方案；入库之后、批准之前可以上传。")
        latest = Scheme.objects.filter(project=held).first()
        if latest and not changes.strip():
            raise NotPossible(f"已有{latest}，请写明这一版的修改说明。")
        digest = scheme_digest(document for _, document in papers)
        if latest and latest.digest == digest:
            raise NotPossible(f"文件与{latest}完全相同，没有新的内容。")
        made: Scheme = Scheme.objects.create(
            project=held,
            number=latest.number + 1 if latest else 1,
            summary=summary.strip(),
            changes=changes.strip(),
            digest=digest,
            organisation=organisation,
            entered_by=by.person,
            entered_at=now,
        )
        keep_papers(held, papers, of=made)
        ask_anew(held)
    return made


def scheme_digest(documents: Iterable[Document]) -> str:
    """sha256 (hex) of the numbered list of the files' own sha256, one a line: `1 <sha256>`."""
    lines = [f"{number} {document.sha256}" for number, document in enumerate(documents, start=1)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
