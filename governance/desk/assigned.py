"""What waits for somebody from an outside unit: the sheets that he has to submit."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from communities.people.enums import Capability
from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted
from governance.desk.task import Task
from governance.evaluation.queries import to_write


def tasks(actor: Actor, adopted: Adopted) -> Iterator[Task]:
    """One line a sheet, the first due first. One query; none for who takes no assignments."""
    if not actor.may_somewhere(Capability.ASSIGNED):
        return
    for sheet in to_write(actor):
        row = adopted.rulebook.find("assessments", sheet.round.assessment)
        url = reverse(
            "evaluation_sheet",
            kwargs={"tenant": actor.tenant.code, "pk": sheet.round_id, "sheet": sheet.pk},
        )
        yield Task(
            f"填写评价表：{sheet.project.name}",
            sheet.round.title,
            1,
            "份",
            url,
            "去填写",
            str(row.source) if row else "",
            str(row.quote or "") if row else "",
            due=sheet.round.due_on,
        )
