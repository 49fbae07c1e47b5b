"""A rulebook's values in Chinese: names for ids, sentences for tests, words for closed lists. Decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from communities.people.labels import ACTOR_KINDS
from communities.rulebooks import labels
from policies import paths, vocabulary
from policies.dates import DateInterval
from policies.pack import OPEN, Pack

BY_TENANT = "由本级确定"

_ACTORS = (
    "by",
    "chair",
    "reviewers",
    "consulted",
    "approver",
    "set_up_by",
    "decided_by",
    "who",
    "whom",
    "with",
)
_CRITERIA = ("require", "when", "before", "records", "waives", "criterion")
_SECTION_OF_FIELD = {
    **dict.fromkeys(_ACTORS, "actors"),
    **dict.fromkeys(_CRITERIA, "criteria"),
    "category": "categories",
    "class": "classes",
    "class_not": "classes",
    "for": "items",
    "indicators": "indicators",
    "item": "items",
    "level": "levels",
    "paid_from": "channels",
    "rule": "special",
    "under": "levels",
}
_ELSEWHERE = {
    ("for", "items"): "categories",
    ("before", "criteria"): "special",
    ("rule", "special"): "shares",
}
_KINDS = {"actors": ACTOR_KINDS, "channels": labels.CHANNEL_KINDS}
_PAYERS = {**vocabulary.PAYER_NAMES, "owner": "业主", "spouse": "配偶", "other": "其他人"}


class Words:
    """Says the values of one rulebook: its own rows first, then those of the layers it stands on."""

    def __init__(self, packs: tuple[Pack, ...]) -> None:
        self.packs = packs

    def row(self, key: str) -> tuple[str, Any] | None:
        """(section, row) of a key as written outside the pack (`WL-C-built`, `item:road`), None when unknown."""
        for pack in self.packs:
            found = pack.section_of(key)
            if found:
                return found[0], pack.get(*found)
        return None

    def name(self, section: str, id_: str) -> str:
        """The Chinese name of a row, the id itself where there is none."""
        for pack in self.packs:
            row = pack.find(section, id_)
            if row is not None:
                return str(getattr(row, "name", id_))
        return id_

    def actor(self, id_: str) -> str:
        return self.name("actors", id_)

    def fact(self, path: str) -> str:
        """The name of a fact; of a counted category or a review with whose it is."""
        found = paths.fact_template(path)
        if found is None or found[1] is None or found[2] is None:
            return paths.fact_name(path)
        return f"{self.name(found[1], found[2])}：{paths.fact_name(path)}"

    def path(self, path: str) -> str:
        """An overlay path in words: `QD-S-improvement.payers.residents.percent` -> 完善类费用分担 · 居民 · 比例."""
        key, _, rest = path.partition(".")
        found = self.row(key)
        parts = [str(getattr(found[1], "name", key)) if found else key]
        section = found[0] if found else ""
        outputs = {output.id: output.name for output in getattr(found[1], "outputs", ())} if found else {}
        for part in rest.split("."):
            if part not in ("payers", "outputs"):
                parts.append(_PAYERS.get(part) or outputs.get(part) or labels.field(section, part))
        return " · ".join(parts)

    def value(self, field: str, value: Any, section: str = "") -> str:
        """The value of a field, as the pack or an overlay entry has it."""
        if value == OPEN:
            return BY_TENANT
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, list | tuple):
            return "、".join(self.value(field, one, section) for one in value)
        if isinstance(value, Mapping):
            return self._mapping(field, value, section)
        return self._word(field, value, section)

    def _word(self, field: str, value: Any, section: str) -> str:
        text = str(value)
        if field == "kind":
            return _KINDS.get(section, {}).get(text, text)
        if field == "unit":
            names = labels.CLOCK_UNITS if section == "clocks" else vocabulary.UNIT_NAMES
            return names.get(text, text)
        if field == "who" and section in ("shares", "channels"):
            return _PAYERS.get(text, text)
        if field == "from" and text not in labels.WORDS["from"]:
            return "收到、受理或形成之日"
        if field in ("complete", "cap", "by", "length", "field") and paths.fact_template(text):
            return self.fact(text)
        if field in ("percent", "rate", "amount"):
            return f"{text}%" if field == "percent" else f"{text} 元" if field == "amount" else text
        known = labels.WORDS.get(field, {}).get(text)
        if known:
            return known
        target = _SECTION_OF_FIELD.get(field)
        if target is None:
            return text
        name = self.name(target, text)
        other = _ELSEWHERE.get((field, target))
        return self.name(other, text) if name == text and other else name

    def _mapping(self, field: str, value: Mapping[str, Any], section: str) -> str:
        if "zh" in value:
            return str(value["zh"])
        if field == "weights":
            order = [row.id for pack in self.packs for row in pack.rows("indicators")]
            keys = sorted(value, key=lambda id_: order.index(id_) if id_ in order else len(order))
            return "、".join(f"{self.name('indicators', key)} {value[key]}" for key in keys)
        if field == "target":
            return f"{value['min']} 至 {value['max']}"
        if field == "threshold":
            return self.test(value)
        if field in ("participation", "consent"):
            part = value.get("at_least") or value.get("more_than")
            return f"{'达到' if value.get('at_least') else '超过'} {part}（人数和面积分别计算）"
        if field == "payers":
            part = labels.SHARE_PARTS.get(str(value["part"]), "")
            return f"{self.value('who', value['who'], section)}{part}（{self.value('percent', value['percent'])}）"
        if field == "of":
            rule, payer = self.name("shares", str(value["rule"])), str(value["payer"])
            return f"《{rule}》中{_PAYERS.get(payer, payer)}承担的部分"
        if field == "outputs":
            fields = self.value("fields", value["fields"])
            return f"{value['name']}（{fields}）" if value["fields"] else str(value["name"])
        if field == "fast_track":
            days = self.value("days", value["days"])
            return f"{value['name']}：{value['effect']['zh']}，办理天数{days}"
        if field == "replaces":
            criterion = self.name("criteria", str(value["criterion"]))
            return f"《{self.name('special', str(value['rule']))}》中的“{criterion}”"
        if field == "applies_to":
            return "；".join(self._condition(key, one) for key, one in value.items())
        return "，".join(
            f"{labels.FIELDS.get(key, key)} {self.value(key, one, section)}" for key, one in value.items()
        )

    def _condition(self, key: str, value: Any) -> str:
        if key == "item":
            return f"含“{self.name('items', str(value))}”的项目"
        if key == "class_not":
            return f"“{self.name('classes', str(value))}”以外的内容"
        return f"{vocabulary.FLAG_NAMES.get(key, key)}：{'是' if value else '否'}"

    def test(self, row: Mapping[str, Any]) -> str:
        """A computed test in words: 建成时间不晚于 2005-12-31."""
        path = str(row["field"])
        found = paths.fact_template(path)
        is_date = found is not None and paths.PATHS[found[0]] == "date"
        comparison = (labels.DATE_COMPARISONS if is_date else labels.COMPARISONS)[str(row["op"])]
        if row.get("than"):
            times = f"的 {row['times']} 倍" if row.get("times") else ""
            return f"{self.fact(path)}{comparison}{self.fact(str(row['than']))}{times}"
        if row.get("value") == OPEN and row.get("strict"):
            return f"{self.fact(path)}{comparison}{BY_TENANT}的日期（{row['strict']}至{row['wide']}之间）"
        value = row.get("value")
        words = self.name("modes", str(value)) if path == "neighbourhood.mode" else self.value("value", value)
        return f"{self.fact(path)}{comparison} {words}"

    def known(self, path: str, value: Any) -> str:
        """A fact as known, in words: 1998年6月, 312, 是; empty when nothing is known."""
        if value is None or value == "":
            return ""
        found = paths.fact_template(path)
        kind = paths.PATHS[found[0]] if found else "text"
        if kind == "date":
            try:
                return DateInterval.parse(str(value)).label
            except ValueError:
                return str(value)
        if path == "neighbourhood.mode":
            return self.name("modes", str(value))
        unit = labels.FACT_UNITS.get(found[0], "") if found else ""
        return f"{self.value('value', value)}{'' if unit == '%' else ' '}{unit}".rstrip()
