"""Loading a rulebook: read, check everything, freeze, hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from .reading import Document, Mistake, PackMistakes, field_name, read
from .references import check_references
from .rows import Identity, PackModel, Row
from .sections import LAYER_SECTIONS, PREFIXES, SECTIONS, key_of

ALL_SECTIONS = (*SECTIONS, *LAYER_SECTIONS)


@dataclass(frozen=True)
class Pack:
    """One rulebook as its file says it, without anybody's overlay. Immutable; equal when the hash is equal."""

    name: str
    raw: Mapping[str, Any]
    model: PackModel
    version: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pack) and self.version == other.version

    def __hash__(self) -> int:
        return hash(self.version)

    @property
    def id(self) -> str:
        return self.model.identity.id

    @property
    def identity(self) -> Identity:
        return self.model.identity

    @property
    def is_layer(self) -> bool:
        """A layer: tenants stand on it, none adopts it."""
        return self.model.identity.unit is None

    @property
    def is_frame(self) -> bool:
        """No document behind it: levels and actors only, for a tenant that collects figures and judges nothing."""
        return self.model.identity.nature == "none"

    @property
    def is_binding(self) -> bool:
        """False for a reply or a press release: the source describes, it does not bind."""
        return self.model.identity.nature in ("plan", "law")

    def rows(self, section: str) -> tuple[Any, ...]:
        """The rows of a section in the order of the file; an empty tuple = 「本文件没有此项规定」."""
        rows: tuple[Any, ...] = getattr(self.model, section)
        return rows

    def get(self, section: str, id_: str) -> Any:
        """The row of that id. KeyError when there is none."""
        return self._index[section, id_]

    def find(self, section: str, id_: str) -> Any | None:
        return self._index.get((section, id_))

    def section_of(self, key: str) -> tuple[str, str] | None:
        """(section, id) of a key as written outside the pack (`WL-C-built`, `item:road`), or None."""
        prefix, colon, id_ = key.partition(":")
        for section in ALL_SECTIONS:
            name = id_ if colon else key
            if (PREFIXES.get(section) == prefix if colon else section not in PREFIXES) and (
                section,
                name,
            ) in self._index:
                return section, name
        return None

    @cached_property
    def _index(self) -> dict[tuple[str, str], Row]:
        return {
            (section, row.at if section == "transitions" else row.id): row
            for section in ALL_SECTIONS
            for row in getattr(self.model, section)
        }


def load(path: str | Path) -> Pack:
    """Load a rulebook from a YAML file. PackMistakes lists every mistake; OSError when it can't be opened."""
    file = Path(path)
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PackMistakes([Mistake(1, "(文件)", f"文件不是UTF-8编码({error.reason})", str(path))]) from None
    return load_text(text, str(path))


def load_text(text: str, name: str) -> Pack:
    """Load a rulebook from YAML text; `name` stands in the messages. Raises PackMistakes."""
    document = read(text, name)
    model = _validate(document)
    check_references(document)
    if document.mistakes or model is None:
        raise PackMistakes(_tidy(document.mistakes))
    return Pack(name, document.value, model, digest(document.value))


def rebuild(pack: Pack, raw: dict[str, Any], newcomers: frozenset[str] = frozenset()) -> Pack:
    """The same pack with other plain values (an overlay laid over it); keeps the version. Raises PackMistakes.

    `newcomers` are units that a tenant adds to an open list of reviewers; the text does not know them.
    """
    document = Document(pack.name, raw)
    model = _validate(document)
    check_references(document, newcomers)
    if document.mistakes or model is None:
        raise PackMistakes(_tidy(document.mistakes))
    return Pack(pack.name, raw, model, pack.version)


def canonical_json(value: Any) -> str:
    """Keys sorted, no spaces, dates as strings: one text for one meaning."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)


def digest(value: Any) -> str:
    """sha256 of the canonical JSON in UTF-8."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a rulebook (dates as strings)."""
    schema = PackModel.model_json_schema(by_alias=True)
    return {**schema, "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Huanju rulebook"}


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _validate(document: Document) -> PackModel | None:
    if document.value is None and document.mistakes:
        return None
    try:
        return PackModel.model_validate(document.value)
    except ValidationError as error:
        for one in error.errors():
            path = tuple(one["loc"])
            sentence = _sentence(one["type"], one["msg"], one.get("ctx") or {})
            head, colon, rest = sentence.partition(":")
            if colon and head.isidentifier():  # a validator of the whole row names its field first
                path, sentence = (*path, head), rest
            if not any(m.field == field_name(path) for m in document.mistakes):
                document.mistake(path, sentence)
        return None


def _sentence(kind: str, message: str, context: Mapping[str, Any]) -> str:
    if "error" in context:
        return str(context["error"])
    if kind == "missing":
        return "缺少此项"
    if kind == "extra_forbidden":
        return "不认识的键"
    if kind == "literal_error":
        return f"须是 {context.get('expected', '')}".replace(" or ", " 或 ")
    if kind in ("tuple_type", "list_type"):
        return "须是名单"
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return "须是一组“键: 值”"
    if kind == "too_short":
        return "名单不能为空"
    return message


def _tidy(mistakes: list[Mistake]) -> list[Mistake]:
    return sorted(set(mistakes), key=lambda m: (m.line, m.field, m.sentence))


__all__ = [
    "ALL_SECTIONS",
    "Pack",
    "canonical_json",
    "digest",
    "json_schema",
    "key_of",
    "load",
    "load_text",
    "rebuild",
]
