"""From YAML text to plain values, remembering the line of every value and of every key.

YAML 1.1 has traps for people who write by hand: `on` is read as true, `0.50` as a binary fraction, a second key
silently wins. Each becomes a mistake with its line instead.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import yaml

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One mistake in a rulebook: the file, the line (1 = first), the field and a sentence in Chinese."""

    line: int
    field: str
    sentence: str
    file: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.sentence}"


class PackMistakes(Exception):
    """A rulebook with mistakes; `mistakes` lists every one of them in the order of the lines."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = mistakes


def field_name(path: Path) -> str:
    """How a path is written for people: `criteria[3].value`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.lstrip(".") or "(文件)"


@dataclass
class Document:
    """The plain values of one file with the lines they stand on, and what could not be read."""

    name: str
    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    def line_of(self, path: Path) -> int:
        """The line of a path, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def mistake(self, path: Path, sentence: str) -> None:
        self.mistakes.append(Mistake(self.line_of(path), field_name(path), sentence, self.name))


def read(text: str, name: str) -> Document:
    """Parse YAML; never raises: what is wrong stands in `mistakes`."""
    document = Document(name)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose(text, Loader=loader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        document.mistakes.append(Mistake(line, "(文件)", f"不是可读的YAML:{problem}", name))
        return document
    if node is None:
        document.mistakes.append(Mistake(1, "(文件)", "文件是空的", name))
        return document
    try:
        document.value = _Reader(document).value(node, ())
    except RecursionError:
        document.mistakes.append(Mistake(1, "(文件)", "文件嵌套太深", name))
    return document


class _Reader:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.seen: set[int] = set()
        self.scalars = yaml.constructor.SafeConstructor()

    def value(self, node: yaml.Node, path: Path) -> Any:
        self.document.lines.setdefault(path, node.start_mark.line + 1)
        if id(node) in self.seen:
            self.document.mistake(path, "不要使用YAML锚点和别名,请把内容写出来")
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*path, place)) for place, child in enumerate(node.value)]
        return self._scalar(node, path)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.document.mistake(path, "键须是一个词")
                continue
            key = str(key_node.value)
            here = (*path, key)
            duplicate = key in result
            if not duplicate:
                self.document.lines[here] = key_node.start_mark.line + 1
            if key_node.tag == "tag:yaml.org,2002:bool":
                self.document.lines[here] = key_node.start_mark.line + 1
                self.document.mistake(here, f"键“{key}”会被YAML读成真假值;环节的键写作 at")
                continue
            if duplicate:
                line = key_node.start_mark.line + 1
                sentence = f"键“{key}”写了两次(第一次在第{self.document.lines[here]}行)"
                self.document.mistakes.append(Mistake(line, field_name(here), sentence, self.document.name))
                self.value(value_node, (*here, "(重复)"))
                continue
            result[key] = self.value(value_node, here)
        return result

    def _scalar(self, node: yaml.Node, path: Path) -> Any:
        tag = node.tag.rpartition(":")[2]
        if tag == "float":
            self.document.mistake(path, f"带小数点的数要写成带引号的文字:'{node.value}'")
            return str(node.value)
        if tag == "merge" or tag not in {"str", "int", "bool", "null", "timestamp"}:
            if tag != "merge":
                self.document.mistake(path, f"不认识的YAML类型 {node.tag}")
            return str(node.value)
        try:
            value = self.scalars.construct_object(node)
        except (ValueError, OverflowError):
            self.document.mistake(path, f"“{node.value}”不是一个存在的日期")
            return str(node.value)
        if isinstance(value, datetime) or not isinstance(value, str | int | bool | date | None):
            self.document.mistake(path, f"“{node.value}”应只写日期")
            return str(node.value)
        if isinstance(value, int) and not isinstance(value, bool) and str(value) != str(node.value):
            self.document.mistake(path, f"“{node.value}”会被读成{value},请写成普通整数或带引号的文字")
        return value
