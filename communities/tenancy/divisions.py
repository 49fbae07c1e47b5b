"""A tenant's tree of places, from a file of administrative divisions (`code,name,level,parent`)."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from communities.tenancy.models import SEGMENT, Jurisdiction

COLUMNS = ["code", "name", "level", "parent"]
BATCH = 2000  # rows of one INSERT


class DivisionMistake(ValueError):
    """The file can't be a tree of this tenant; says the line, or what its top lacks."""


@dataclass(frozen=True)
class Division:
    """One row of the file: a place with its statistical code, its own level's word, and the code above it."""

    code: str
    name: str
    level: str
    parent: str


def read_divisions(path: str | Path) -> list[Division]:
    """The rows of a CSV file, plain or gzipped. Raises OSError or, for its contents, `DivisionMistake`."""
    raw = Path(path).read_bytes()
    try:
        text = (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("utf-8-sig")
    except (UnicodeDecodeError, EOFError, OSError, zlib.error) as error:
        raise DivisionMistake(f"文件无法读取（{error}）。") from None
    reader = csv.reader(io.StringIO(text))
    if next(reader, []) != COLUMNS:
        raise DivisionMistake(f"第1行须是 {','.join(COLUMNS)}。")
    rows: dict[str, Division] = {}
    for line, cells in enumerate(reader, start=2):
        if len(cells) != len(COLUMNS):
            raise DivisionMistake(f"第{line}行须有{len(COLUMNS)}列。")
        division = Division(*(cell.strip() for cell in cells))
        if not (division.code and division.name and division.level):
            raise DivisionMistake(f"第{line}行缺少代码、名称或级别。")
        if division.code in rows:
            raise DivisionMistake(f"第{line}行的代码 {division.code} 重复。")
        rows[division.code] = division
    if not rows:
        raise DivisionMistake("文件没有数据行。")
    return list(rows.values())


def plant(
    divisions: Iterable[Division], levels: Mapping[str, Sequence[str]], unit: str
) -> list[Jurisdiction]:
    """Make the tree of the tenant entered; its top comes first.

    `levels` is the rulebook's: {level id: division levels that play it}, topmost first. Rows of a level above
    `unit` are left out; rows whose level nobody plays are kept with `level=""`; the one row left on top must
    play `unit`. Raises `DivisionMistake`.
    """
    played = {division: level for level, names in levels.items() for division in names}
    order = list(levels)
    above = set(order[: order.index(unit)])
    kept = {d.code: d for d in divisions if played.get(d.level, "") not in above}
    children: dict[str, list[Division]] = defaultdict(list)
    for division in sorted(kept.values(), key=lambda d: d.code):
        children[division.parent if division.parent in kept else ""].append(division)
    top = children[""]
    if len(top) != 1:
        names = "、".join(d.name for d in top[:5])
        raise DivisionMistake(f"最上一级须是一个地方，文件中有{len(top)}个：{names}。")
    if played.get(top[0].level) != unit:
        raise DivisionMistake(
            f"最上一级“{top[0].name}”的级别是 {top[0].level}，不是规则包所说的本级 {unit}。"
        )
    planted: list[Jurisdiction] = []
    rows = [_node(top[0], played, None, 1)]
    while rows:  # one level at a time: a child needs its parent's id
        made = Jurisdiction.objects.bulk_create(rows, batch_size=BATCH)
        planted += made
        rows = [
            _node(division, played, parent, number)
            for parent in made
            for number, division in enumerate(children[parent.code], start=1)
        ]
    if len(planted) < len(kept):
        raise DivisionMistake(f"有{len(kept) - len(planted)}行的上级互相指向，不成树。")
    return planted


def _node(
    division: Division, played: Mapping[str, str], parent: Jurisdiction | None, number: int
) -> Jurisdiction:
    """A place under its parent; `number` is its turn there and makes its part of the path."""
    return Jurisdiction(
        parent=parent,
        code=division.code,
        name=division.name,
        division=division.level,
        level=played.get(division.level, ""),
        path=(parent.path if parent else "") + f"{number:0{SEGMENT}d}",
        depth=parent.depth + 1 if parent else 1,
    )
