"""What the tenant must still decide: every open path, the question that covers it and what it blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from .overlay import Place, open_paths
from .pack import Pack

_ADVICE = frozenset({"threshold", "field", "fields", "chair", "days", "set_up_by", "who", "paid_when", "use"})
_HOLDS_UP = {
    "criteria": "eligibility", "items": "shares", "indicators": "assessments", "priority": "ranking",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unsettled:
    """One thing to settle. decision = something answers undetermined until then; advice = nothing is held up."""

    path: str | None
    section: str | None
    kind: str
    id: str | None
    question_zh: str
    question_en: str
    blocks: tuple[str, ...]
    source: str | None

    def as_json(self) -> dict[str, Any]:
        return {
            "path": self.path,
            "section": self.section,
            "kind": self.kind,
            "id": self.id,
            "question": {"zh": self.question_zh, "en": self.question_en},
            "blocks": list(self.blocks),
            "source": self.source,
        }


def unsettled(pack: Pack) -> tuple[Unsettled, ...]:
    """One entry per open path in the order of the file, then the questions without an open path, as advice."""
    questions = pack.rows("unsettled")
    asked: set[str] = set()
    entries = []
    for place in open_paths(pack):
        question = next(
            (q for q in questions if any(_matches(pattern, place.path) for pattern in q.paths)), None
        )
        if question is None:
            entries.append(_generated(place))
            continue
        asked.add(question.id)
        entries.append(_entry(place.path, place.section, question.kind, question))
    for question in questions:
        if question.id not in asked and not any(
            _matches(pattern, entry.path or "") for entry in entries for pattern in question.paths
        ):
            entries.append(_entry(None, None, "advice", question))
    return tuple(entries)


def _entry(path: str | None, section: str | None, kind: str, question: Any) -> Unsettled:
    words = question.question
    return Unsettled(path, section, kind, question.id, words.zh, words.en, question.blocks, question.source)


def _generated(place: Place) -> Unsettled:
    name, field = place.row.get("name", place.path), place.keys[-1]
    kind = "advice" if field in _ADVICE else "decision"
    blocks = () if kind == "advice" else (_HOLDS_UP.get(place.section, place.section),)
    zh = f"《{name}》的 {field} 由本级确定"
    en = f"the tenant settles the {field} of “{place.row.get('en', place.path)}”"
    return Unsettled(place.path, place.section, kind, None, zh, en, blocks, place.clause)


def _matches(pattern: str, path: str) -> bool:
    """`*` stands for any characters."""
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), path) is not None
