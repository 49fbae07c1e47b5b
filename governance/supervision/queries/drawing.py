"""A random draw of projects to inspect that anybody can repeat from its seed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from communities.people.rights import Actor
from projects.enums import State
from projects.models import Project
from projects.queries import viewed

RULE = "把种子、冒号和项目编号连成文本取 SHA-256，按结果从小到大排列，取前面几个"
"""How to repeat it by hand, as the page says."""


@dataclass(frozen=True)
class Draw:
    """Some of the projects under construction that the person may see, in the order drawn."""

    seed: str
    among: int
    projects: tuple[Project, ...]


def draw(actor: Actor, *, seed: str, count: int) -> Draw:
    """Draw `count` projects in BUILDING. The same seed over the same projects gives the same draw, whoever asks and
    whenever: each project's place follows from the seed and its own code alone. Two queries.
    """
    codes = dict(viewed(actor).filter(state=State.BUILDING).values_list("code", "pk"))
    drawn = sorted(codes, key=lambda code: _rank(seed, code))[: max(0, count)]
    rows = Project.objects.filter(pk__in=[codes[code] for code in drawn]).select_related(
        "jurisdiction__parent"
    )
    by_code = {row.code: row for row in rows}
    return Draw(seed, len(codes), tuple(by_code[code] for code in drawn))


def _rank(seed: str, code: str) -> str:
    return hashlib.sha256(f"{seed}:{code}".encode()).hexdigest()
