"""What a row's shape can't say: ids that point nowhere, ids used twice, a value of the wrong kind, a missing quote.

Works on the plain values and tolerates broken rows, so that one run finds every mistake.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from ..paths import CHOICES, PATHS, fact_template
from .reading import Document, Path
from .sections import LAYER_SECTIONS, PREFIXES, SECTIONS, WITHOUT_QUOTE, key_of
from .values import OPEN, decimal

_NUMBERS = frozenset({"integer", "decimal", "figure"})


def check_references(document: Document, newcomers: frozenset[str] = frozenset()) -> None:
    """Add to `document.mistakes` everything that is wrong between the rows. `newcomers` count as actors."""
    if isinstance(document.value, dict):
        _Checker(document, newcomers).run()


class _Checker:
    def __init__(self, document: Document, newcomers: frozenset[str]) -> None:
        self.document = document
        self.value: dict[str, Any] = document.value
        identity = self.value.get("identity")
        self.identity: dict[str, Any] = identity if isinstance(identity, dict) else {}
        self.layer = "unit" in self.identity and self.identity["unit"] is None
        self.ids = {
            section: {row["id"] for _, row in self.rows(section) if isinstance(row.get("id"), str)}
            for section in (*SECTIONS, *LAYER_SECTIONS)
        }
        self.ids["actors"] |= newcomers

    def rows(self, section: str) -> Iterator[tuple[Path, dict[str, Any]]]:
        rows = self.value.get(section)
        for place, row in enumerate(rows if isinstance(rows, list) else []):
            if isinstance(row, dict):
                yield (section, place), row

    def say(self, path: Path, sentence: str) -> None:
        self.document.mistake(path, sentence)

    def run(self) -> None:
        if not self.layer:
            for section in SECTIONS:
                if section not in self.value:
                    self.say((section,), "缺少这一部分;文件没有此项规定时写空的名单 []")
        self._unique()
        self._quotes()
        self._levels()
        self._transitions()
        for section, fields in _REFERENCES.items():
            for path, row in self.rows(section):
                for field, target in fields.items():
                    self._refer(path, row, field, target)
        self._criteria()
        self._paths()
        self._prefixed_fields()
        self._unsettled()

    def _unique(self) -> None:
        seen: dict[str, int] = {}
        for section in (*SECTIONS, *LAYER_SECTIONS):
            for path, row in self.rows(section):
                if not isinstance(row.get("id"), str):
                    continue
                key = row["id"] if section not in PREFIXES else f"{section}/{row['id']}"
                line = self.document.line_of((*path, "id"))
                if key in seen:
                    self.say((*path, "id"), f"编号“{row['id']}”重复(第一次在第{seen[key]}行)")
                seen.setdefault(key, line)
        for path, row in self.rows("shares"):
            self._twice((*path, "payers"), [p.get("who") for p in _dicts(row.get("payers"))], "出资方")
        for path, row in self.rows("reviews"):
            self._twice((*path, "outputs"), [o.get("id") for o in _dicts(row.get("outputs"))], "成果")
            self._twice((*path, "reviewers"), row.get("reviewers"), "审查单位")

    def _twice(self, path: Path, values: object, what: str) -> None:
        listed = values if isinstance(values, list) else []
        for place, value in enumerate(listed):
            if value is not None and value in listed[:place]:
                self.say((*path, place), f"{what}“{value}”写了两次")

    def _quotes(self) -> None:
        if self.layer:
            return
        for section in (*SECTIONS, *LAYER_SECTIONS):
            if section in WITHOUT_QUOTE:
                continue
            for path, row in self.rows(section):
                if row.get("quote") is None:
                    self.say((*path, "quote"), f"“{row.get('id')}”缺少原文引文(quote)")

    def _levels(self) -> None:
        unit = self.identity.get("unit")
        if unit is not None and self.ids["levels"] and unit not in self.ids["levels"]:
            self.say(("identity", "unit"), f"levels 中没有“{unit}”这一级")
        seen: set[object] = set()
        for path, row in self.rows("levels"):
            under = row.get("under")
            if (under is None) != (not seen) or (under is not None and under not in seen):
                self.say((*path, "under"), "各级须由上而下排列:第一级 under 为 null,其余写上一级")
            seen.add(row.get("id"))

    def _transitions(self) -> None:
        seen: dict[object, int] = {}
        for path, row in self.rows("transitions"):
            if row.get("at") in seen:
                self.say((*path, "at"), f"环节“{row.get('at')}”写了两行(第一次在第{seen[row.get('at')]}行)")
            seen.setdefault(row.get("at"), self.document.line_of((*path, "at")))

    def _refer(
        self, path: Path, row: dict[str, Any], field: str, target: str | Callable[[_Checker], set[str]]
    ) -> None:
        place: Any = row
        here = path
        for part in field.split("."):
            place = place.get(part) if isinstance(place, dict) else None
            here = (*here, part)
        known = target(self) if callable(target) else self.ids[target]
        name = "条目" if callable(target) else target
        for sub, value in _listed(place):
            if isinstance(value, str) and value != OPEN and value not in known:
                self.say((*here, *sub), f"{name} 中没有“{value}”")

    def _criteria(self) -> None:
        for path, row in self.rows("criteria"):
            kind = self._kind((*path, "field"), row.get("field"))
            other = self._kind((*path, "than"), row.get("than"))
            if kind and other and kind != other and not {kind, other} <= _NUMBERS:
                self.say((*path, "than"), f"“{row['than']}”不能与“{row['field']}”比较")
            for place, fact in enumerate(
                row.get("complete") or [] if isinstance(row.get("complete"), list) else []
            ):
                self._kind((*path, "complete", place), fact)
            if kind and row.get("value") is not None:
                self._value((*path, "value"), kind, row["field"], row.get("op"), row["value"])
            threshold = row.get("threshold")
            if isinstance(threshold, dict) and "value" in threshold:
                kind = self._kind((*path, "threshold", "field"), threshold.get("field"))
                if kind:
                    here = (*path, "threshold", "value")
                    self._value(here, kind, threshold["field"], threshold.get("op"), threshold["value"])

    def _kind(self, path: Path, fact: object) -> str | None:
        if not isinstance(fact, str):
            return None
        found = fact_template(fact)
        if found is None:
            self.say(path, f"没有“{fact}”这一项事实")
            return None
        template, section, id_ = found
        if section and id_ not in self.ids[section]:
            self.say(path, f"{section} 中没有“{id_}”")
        return PATHS[template]

    def _number(self, path: Path, fact: object) -> None:
        if (kind := self._kind(path, fact)) is not None and kind not in _NUMBERS:
            self.say(path, f"“{fact}”不是数")

    def _value(self, path: Path, kind: str, fact: str, op: object, value: object) -> None:
        if value == OPEN:
            return
        template = fact_template(fact)
        choices: tuple[str, ...] | None = CHOICES.get(template[0]) if template else None
        if fact == "neighbourhood.mode":
            choices = tuple(self.ids["modes"])
        values = value if op == "in" else [value]
        if not isinstance(values, list | tuple):
            self.say(path, "op 为 in 时 value 须是名单")
            return
        if op in ("<=", ">=") and kind in ("yes-no", "text", "choice"):
            self.say(path, f"“{fact}”不能比较大小")
        for one in values:
            if (sentence := _misfit(kind, choices, one)) is not None:
                self.say(path, f"{sentence},不能写“{one}”")

    def _paths(self) -> None:
        for path, row in self.rows("channels"):
            self._number((*path, "cap"), row.get("cap"))
        for path, row in self.rows("priority"):
            if row.get("field") != OPEN:
                self._kind((*path, "field"), row.get("field"))
                if isinstance(row.get("field"), str) and row.get("prefer") is None:
                    self.say((*path, "prefer"), "写了 field 就须写 prefer")
        for path, row in self.rows("clocks"):
            self._number((*path, "length"), row.get("length"))
        for path, row in self.rows("splits"):
            self._number((*path, "by"), row.get("by"))

    def _prefixed_fields(self) -> None:
        for path, row in self.rows("gates"):
            if row.get("applies_to") == {}:
                self.say((*path, "applies_to"), "applies_to 不能为空")
        for path, row in self.rows("shares"):
            of = row.get("of")
            rule = next(
                (r for _, r in self.rows("shares") if isinstance(of, dict) and r.get("id") == of.get("rule")),
                None,
            )
            if (
                rule
                and isinstance(of, dict)
                and of.get("payer") not in [p.get("who") for p in _dicts(rule.get("payers"))]
            ):
                self.say((*path, "of", "payer"), f"“{of.get('rule')}”没有出资方“{of.get('payer')}”")
        for path, row in self.rows("assessments"):
            for indicator in row["weights"] if isinstance(row.get("weights"), dict) else ():
                if indicator not in _items(row.get("indicators")):
                    self.say((*path, "weights", indicator), f"“{indicator}”不是本项考核的指标")
        for path, row in self.rows("special"):
            replaces = row.get("replaces")
            if isinstance(replaces, dict):
                rule = next((r for _, r in self.rows("special") if r.get("id") == replaces.get("rule")), {})
                if rule and replaces.get("criterion") not in (
                    *_items(rule.get("when")),
                    *_items(rule.get("require")),
                ):
                    self.say(
                        (*path, "replaces", "criterion"),
                        f"“{replaces.get('rule')}”没有条件“{replaces.get('criterion')}”",
                    )

    def _unsettled(self) -> None:
        keys = {key_of(section, id_) for section in (*SECTIONS, *LAYER_SECTIONS) for id_ in self.ids[section]}
        for path, row in self.rows("unsettled"):
            for place, block in enumerate(_items(row.get("blocks"))):
                if block not in (*SECTIONS, *LAYER_SECTIONS):
                    self.say((*path, "blocks", place), f"没有“{block}”这一部分")
            for place, pattern in enumerate(_items(row.get("paths"))):
                row_key = str(pattern).partition(".")[0]
                if not any(fnmatch.fnmatchcase(key, row_key) for key in keys):
                    self.say((*path, "paths", place), f"没有“{row_key}”这一条")


def _dicts(value: object) -> list[dict[str, Any]]:
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []


def _items(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _listed(value: object) -> list[tuple[Path, object]]:
    if isinstance(value, list):
        return [((place,), one) for place, one in enumerate(value)]
    return [((), value)]


def _misfit(kind: str, choices: tuple[str, ...] | None, value: object) -> str | None:
    if kind == "date":
        return None if isinstance(value, date) else "须是日期,不加引号(如 2005-12-31)"
    if kind == "integer":
        return None if isinstance(value, int) and not isinstance(value, bool) else "须是整数"
    if kind in ("decimal", "figure"):
        try:
            decimal(value)
        except ValueError as error:
            return str(error)
        return None
    if kind == "yes-no":
        return None if isinstance(value, bool) else "须是 true 或 false"
    if choices is not None:
        return None if value in choices else f"须是 {'、'.join(sorted(choices))} 之一"
    return None if isinstance(value, str) and value else "须是文字"


def _item_or_category(checker: _Checker) -> set[str]:
    return checker.ids["items"] | checker.ids["categories"]


_REFERENCES: dict[str, dict[str, str | Callable[[_Checker], set[str]]]] = {
    "actors": {"level": "levels"},
    "transitions": {"by": "actors"},
    "criteria": {"by": "actors"},
    "eligibility": {"require": "criteria"},
    "gates": {"require": "criteria", "applies_to.item": "items", "applies_to.class_not": "classes"},
    "items": {"category": "categories", "class": "classes", "when": "criteria"},
    "shares": {"class": "classes", "of.rule": "shares"},
    "subsidies": {"for": _item_or_category, "when": "criteria", "paid_from": "channels"},
    "reviews": {
        "chair": "actors", "reviewers": "actors", "consulted": "actors", "before": "criteria", "records": "criteria",
        "fast_track.when": "criteria",
    },
    "modes": {"when": "criteria", "set_up_by": "actors", "decided_by": "actors"},
    "assessments": {"who": "actors", "whom": "actors", "indicators": "indicators"},
    "deadlines": {"who": "actors"},
    "special": {
        "when": "criteria", "require": "criteria", "approver": "actors", "replaces.rule": "special",
        "before": "special",
    },
    "duties": {"who": "actors", "with": "actors"},
}  # fmt: skip
