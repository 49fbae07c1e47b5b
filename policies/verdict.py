"""The answer yes / no / undetermined, with the criteria behind it, each with its clause and quote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """Three values: *undetermined* blocks like *no*, but names what is missing."""

    YES = "yes"
    NO = "no"
    UNDETERMINED = "undetermined"

    @property
    def label(self) -> str:
        return {"yes": "符合", "no": "不符合", "undetermined": "待定"}[self.value]

    @classmethod
    def of(cls, value: bool | None) -> Verdict:
        return cls.UNDETERMINED if value is None else cls.YES if value else cls.NO


def all3(verdicts: Iterable[Verdict]) -> Verdict:
    """All of: any no = no; else any undetermined = undetermined; else yes (also of nothing)."""
    result = Verdict.YES
    for verdict in verdicts:
        if verdict is Verdict.NO:
            return Verdict.NO
        if verdict is Verdict.UNDETERMINED:
            result = Verdict.UNDETERMINED
    return result


def any3(verdicts: Iterable[Verdict]) -> Verdict:
    """One of: any yes = yes; else any undetermined = undetermined; else no (also of nothing)."""
    result = Verdict.NO
    for verdict in verdicts:
        if verdict is Verdict.YES:
            return Verdict.YES
        if verdict is Verdict.UNDETERMINED:
            result = Verdict.UNDETERMINED
    return result


@dataclass(frozen=True, slots=True)
class Because:
    """One criterion asked of one subject. `subject` is `kind:id`, None for the subject described by the flat keys.

    `name` (Chinese, not part of the JSON) is what a page shows as the criterion's title.
    """

    id: str
    rule: str
    subject: str | None
    answer: Verdict
    clause: str | None
    quote: str | None
    reading: Mapping[str, str] | None
    name: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "rule": self.rule,
            "subject": self.subject,
            "answer": self.answer.value,
            "clause": self.clause,
            "quote": self.quote,
            "reading": dict(self.reading) if self.reading else None,
        }


@dataclass(frozen=True, slots=True)
class Caution:
    """A warning: it never refuses. `text` is Chinese."""

    id: str
    clause: str | None
    quote: str | None
    text: str

    def as_json(self) -> dict[str, Any]:
        return {"id": self.id, "clause": self.clause, "quote": self.quote, "text": self.text}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one test, or several together, came to. `missing` counts while the whole is undetermined; `gaps` always."""

    verdict: Verdict
    because: tuple[Because, ...] = ()
    missing: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    warnings: tuple[Caution, ...] = ()
    asked: bool = True

    @property
    def still_missing(self) -> tuple[str, ...]:
        return self.missing if self.verdict is Verdict.UNDETERMINED else ()


SILENT = Finding(Verdict.YES, asked=False)


def together(findings: Iterable[Finding], verdict: Verdict | None = None) -> Finding:
    """All of the findings as one; silent ones count for nothing, and of silent ones only the whole is silent."""
    every = [finding for finding in findings if finding.asked]
    if not every:
        return SILENT if verdict is None else Finding(verdict)
    return Finding(
        all3(finding.verdict for finding in every) if verdict is None else verdict,
        tuple(entry for finding in every for entry in finding.because),
        tuple(key for finding in every for key in finding.still_missing),
        tuple(key for finding in every for key in finding.gaps),
        tuple(warning for finding in every for warning in finding.warnings),
    )


def weaken(finding: Finding, missing: Iterable[str]) -> Finding:
    """A finding that may not apply at all: yes stays yes, anything else is undetermined until `missing` is known."""
    if finding.verdict is Verdict.YES:
        return finding
    keys = tuple(missing)
    return replace(finding, verdict=Verdict.UNDETERMINED, missing=(*keys, *finding.still_missing))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule module hands to the rulebook: the finding and what only this kind of rule has."""

    finding: Finding
    applies: bool = True
    amount: Decimal | None = None
    count_allowed: int | None = None
    remaining: Decimal | None = None
    parts: tuple[tuple[str, Decimal], ...] = ()
    effects: Mapping[str, Any] = field(default_factory=dict)
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question, complete: what a Decision stores and a page shows. Money in yuan, two decimals."""

    rule: str
    pack: str
    version: str
    overlay_hash: str | None
    layers: Mapping[str, str]
    answer: Verdict
    applies: bool = True
    amount: Decimal | None = None
    count_allowed: int | None = None
    remaining: Decimal | None = None
    parts: tuple[tuple[str, Decimal], ...] = ()
    effects: Mapping[str, Any] = field(default_factory=dict)
    because: tuple[Because, ...] = ()
    missing: tuple[str, ...] = ()
    warnings: tuple[Caution, ...] = ()
    unused: tuple[str, ...] = ()
    note: str | None = None

    @property
    def is_yes(self) -> bool:
        return self.answer is Verdict.YES

    def failing(self) -> tuple[Because, ...]:
        """The criteria that are not yes, those that are no first."""
        return tuple(
            sorted((b for b in self.because if b.answer is not Verdict.YES), key=lambda b: b.answer != "no")
        )

    def as_json(self) -> dict[str, Any]:
        """Exactly the object that `python -m policies ask` prints."""
        return {
            "rule": self.rule,
            "pack": self.pack,
            "version": self.version,
            "overlay_hash": self.overlay_hash,
            "layers": dict(self.layers),
            "answer": self.answer.value,
            "applies": self.applies,
            "amount": yuan(self.amount),
            "count_allowed": self.count_allowed,
            "remaining": yuan(self.remaining),
            "parts": [{"who": who, "amount": yuan(amount)} for who, amount in self.parts],
            "effects": dict(self.effects),
            "because": [entry.as_json() for entry in self.because],
            "missing": list(self.missing),
            "warnings": [warning.as_json() for warning in self.warnings],
            "unused": list(self.unused),
            "note": self.note,
        }


def yuan(amount: Decimal | None) -> str | None:
    """Yuan with two decimals as a string (`"80000.00"`), None as it is."""
    return None if amount is None else f"{amount:.2f}"
