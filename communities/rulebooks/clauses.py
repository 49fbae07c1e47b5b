"""A rulebook as people read it: section by section, clause by clause, with what the tenant has laid over it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from opencc import OpenCC

from communities.rulebooks import labels
from communities.rulebooks.queries import Adopted
from communities.rulebooks.wording import BY_TENANT, Words
from policies.overlay import open_paths
from policies.pack import OPEN, Pack, key_of

NO_NUMBER = "所存文本未印文号"
_HEAD = frozenset({"id", "name", "en", "source", "quote", "reading", "concept", "at", "strict", "wide"})
_SAID_ABOVE = {
    *(("criteria", field) for field in ("kind", "field", "op", "value", "than", "times", "soft")),
    ("eligibility", "for"),
    ("indicators", "compute"),
    *(("clocks", field) for field in ("event", "length", "unit")),
}
_TEST = "test"


@dataclass(frozen=True)
class Setting:
    """A value that the text leaves open or that the tenant has set: where, what, and whether it is a 演示 entry."""

    path: str
    label: str
    words: str
    text_says: str
    is_open: bool
    is_demo: bool


@dataclass(frozen=True)
class Clause:
    """One row of a rulebook: the words of the text, our reading, the rule in plain words, the tenant's settings."""

    key: str
    section: str
    name: str
    clause: str
    quote: str
    reading: str
    details: tuple[tuple[str, str], ...]
    settings: tuple[Setting, ...]

    def speaks_of(self, folded: str) -> bool:
        """Whether the text searched for (already folded) stands anywhere in it."""
        words = [
            self.key,
            self.name,
            self.clause,
            self.quote,
            self.reading,
            *(words for _, words in self.details),
        ]
        return folded in fold(" ".join(words))


@dataclass(frozen=True)
class Section:
    """A section of a text. Empty: 「本文件没有此项规定」, which is not the same as forgotten."""

    id: str
    name: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class Source:
    """The document that a text mirrors, and what to bear in mind about it."""

    title: str
    document_no: str
    issuer: str
    issued: date | None
    nature: str
    period: str
    reading: str
    defers_to: tuple[str, ...]
    cautions: tuple[str, ...]
    is_layer: bool

    @property
    def number_printed(self) -> str:
        """The number as a citation carries it: nothing where the stored copy has none."""
        return "" if self.document_no == NO_NUMBER else self.document_no


def words_of(adopted: Adopted) -> Words:
    """The rulebook's own words first, then those of its layers."""
    return Words((adopted.pack, *adopted.layers))


def source_of(pack: Pack, on: date) -> Source:
    """The document with its cautions: a period that is over on that day, a text that does not bind. Never a refusal."""
    identity = pack.identity
    begins, ends = identity.period.from_, identity.period.to
    cautions = []
    if ends is not None and ends < on:
        cautions.append(f"文件所述期限已过（至 {ends:%Y-%m-%d}）。只作提示，规则仍按启用的版本执行。")
    if pack.is_frame:
        cautions.append(
            "没有采用任何政策文件：这里只列级别和单位，没有条款，本级不作判定。法规层有规定的，由法规层回答。"
        )
    elif not pack.is_binding:
        nature = labels.NATURES[identity.nature]
        cautions.append(f"这份来源是{nature}：它介绍做法，不具有约束力。")
    return Source(
        title=identity.title,
        document_no=identity.document_no or ("" if pack.is_layer or pack.is_frame else NO_NUMBER),
        issuer=identity.issuer or "",
        issued=identity.issued,
        nature=labels.NATURES[identity.nature],
        period=f"{begins or '未写起日'} 至 {ends or '未写止日'}" if begins or ends else "",
        reading=identity.reading.zh if identity.reading else "",
        defers_to=identity.defers_to,
        cautions=tuple(cautions),
        is_layer=pack.is_layer,
    )


def sections_of(adopted: Adopted, pack: Pack) -> list[Section]:
    """Every section of the pack or layer, empty ones too; a layer's empty ones are left out."""
    by_key = _settings(adopted, pack)
    words = words_of(adopted)
    sections = [
        Section(
            section, name, tuple(_clause(section, row, words, by_key) for row in pack.raw.get(section) or ())
        )
        for section, name in labels.SECTIONS.items()
    ]
    skipped = labels.SECTIONS.keys() if pack.is_layer else labels.LAYER_ONLY
    return [section for section in sections if section.clauses or section.id not in skipped]


def search(sections: list[Section], text: str) -> list[Section]:
    """The sections with only those clauses that contain the text, whichever script either is written in."""
    folded = fold(text.strip())
    found = [Section(s.id, s.name, tuple(c for c in s.clauses if c.speaks_of(folded))) for s in sections]
    return [section for section in found if section.clauses]


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Simplified characters, small letters: 徵集 is found as 征集."""
    return str(_TO_SIMPLIFIED.convert(text)).casefold()


_TO_SIMPLIFIED = OpenCC("t2s")


def _settings(adopted: Adopted, pack: Pack) -> Mapping[str, list[Setting]]:
    """Row key -> its open values and the tenant's entries, open ones in the order of the file."""
    words = words_of(adopted)
    left_open = [place.path for place in open_paths(pack)]
    own = {path for path in adopted.overlay if pack.section_of(path.partition(".")[0])}
    found: dict[str, list[Setting]] = {}
    for path in (*left_open, *sorted(own.difference(left_open))):
        key, _, rest = path.partition(".")
        is_open = path not in adopted.overlay
        section = (pack.section_of(key) or ("", ""))[0]
        field = rest.rpartition(".")[2]
        found.setdefault(key, []).append(
            Setting(
                path=path,
                label=words.path(path).partition(" · ")[2],
                words=BY_TENANT if is_open else words.value(field, adopted.overlay[path], section),
                text_says=words.value(field, adopted.rulebook.place(path).value, section),
                is_open=is_open,
                is_demo=path in adopted.demo,
            )
        )
    return found


def _clause(
    section: str, row: Mapping[str, Any], words: Words, settings: Mapping[str, list[Setting]]
) -> Clause:
    id_ = str(row["at"] if section == "transitions" else row["id"])
    key = f"transition:{id_}" if section == "transitions" else key_of(section, id_)
    reading = row.get("reading")
    return Clause(
        key=key,
        section=section,
        name=labels.TRANSITIONS[id_] if section == "transitions" else str(row["name"]),
        clause=str(row.get("source") or ""),
        quote=str(row.get("quote") or ""),
        reading=str(reading["zh"]) if reading else "",
        details=tuple(_details(section, row, words)),
        settings=tuple(settings.get(key, ())),
    )


def _details(section: str, row: Mapping[str, Any], words: Words) -> Iterator[tuple[str, str]]:
    if section in ("gates", "reviews", "eligibility"):
        yield "环节", labels.TRANSITIONS[str(row.get("at") or row.get("for"))]
    if section == "criteria":
        yield "方式", "由单位申报" if row["kind"] == "declared" else "由已登记的事实计算"
        if row.get("field"):
            yield "标准", words.test(row)
        if row.get("soft"):
            yield "说明", "“左右”：超过时只提示，不直接否定"
    if section == "clocks":
        length = row["length"] if isinstance(row["length"], int) else words.value("length", row["length"])
        yield "期限", f"{length}{words.value('unit', row['unit'], section)}"
    for field, value in row.items():
        if field in _HEAD or value in (None, [], ()) or (section, field) in _SAID_ABOVE:
            continue
        if value == OPEN:
            continue
        yield labels.field(section, field), words.value(field, value, section)
