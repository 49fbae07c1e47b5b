"""How the value of an overlay path is typed in: a date, a number, a choice, a list, each with its own input.

`value_field` gives the form field; what it cleans to is the plain value that the engine takes (decimals as strings,
days as `2000-12-31`). Whether the text allows the value is not decided here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from communities.rulebooks import labels
from communities.rulebooks.clauses import words_of
from communities.rulebooks.queries import Adopted
from communities.rulebooks.wording import Words
from policies import paths
from policies.overlay import Place
from policies.vocabulary import WITHDRAWERS

_WITHDRAWER_NAMES = dict(zip(WITHDRAWERS, ("业主", "配偶", "其他人"), strict=True))
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，％：＝", "0123456789.,%:=")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


class NumberField(forms.CharField):
    """An exact number: int where whole, else decimal text. Understands １２．５, 1,200 and a trailing %."""

    def __init__(self, *, whole: bool = False, unit: str = "", **more: Any) -> None:
        super().__init__(**more)
        self.whole, self.unit = whole, unit

    def clean(self, value: Any) -> Any:
        return number(super().clean(value), whole=self.whole)


class DayField(forms.DateField):
    """A day, as `2000-12-31`."""

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        return day.isoformat() if day else None


class DueField(forms.CharField):
    """A day (`2024-06-30`) or a day of every year (`06-30`)."""

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value)).strip().translate(_FULL_WIDTH)
        if not re.fullmatch(r"(\d{4}-)?\d{2}-\d{2}", text):
            raise ValidationError("请写成 2024-06-30，或每年的 06-30。")
        return text


class LinesField(forms.CharField):
    """A list of words, one a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> Any:
        return [line.strip() for line in str(super().clean(value)).splitlines() if line.strip()]


class TargetField(forms.CharField):
    """A number, or a range as `1-2` or `1 至 2`."""

    def prepare_value(self, value: Any) -> Any:
        return f"{value['min']} 至 {value['max']}" if isinstance(value, Mapping) else value

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value)).translate(_FULL_WIDTH)
        low, sign, high = (part.strip() for part in re.sub(r"至|~|～|—|-", "|", text, count=1).partition("|"))
        return {"min": number(low), "max": number(high)} if sign and low else number(text)


class WeightsField(forms.CharField):
    """The weight of each indicator, one a line: `户数 = 30`."""

    widget = forms.Textarea(attrs={"rows": 6})

    def __init__(self, *, indicators: Mapping[str, str], **more: Any) -> None:
        super().__init__(**more)
        self.indicators = indicators

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str):
            return value
        weights = value if isinstance(value, Mapping) else {}
        return "\n".join(f"{name} = {weights.get(id_, '')}" for id_, name in self.indicators.items())

    def clean(self, value: Any) -> Any:
        ids = {name: id_ for id_, name in self.indicators.items()}
        weights: dict[str, Any] = {}
        for line in str(super().clean(value)).translate(_FULL_WIDTH).splitlines():
            name, sign, weight = (part.strip() for part in line.partition("="))
            if not sign and not name:
                continue
            if name not in ids:
                raise ValidationError(f"没有指标“{name}”。请写成：{next(iter(ids))} = 30")
            weights[ids[name]] = number(weight, what=f"“{name}”的权重")
        if lacking := [name for name, id_ in ids.items() if id_ not in weights]:
            raise ValidationError(f"还缺{'、'.join(lacking)}的权重。")
        return weights


class ThresholdField(forms.CharField):
    """A measure added to a declared criterion: `同意改造户数占比 >= 80`."""

    signs = {">=": ">=", "≥": ">=", "不小于": ">=", "不低于": ">=", "<=": "<=", "≤": "<=", "不大于": "<="}

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return f"{paths.fact_name(str(value['field']))} {value['op']} {value['value']}"
        return value

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value)).translate(_FULL_WIDTH)
        match = re.fullmatch(rf"\s*(.+?)\s*({'|'.join(map(re.escape, self.signs))})\s*(.+?)\s*", text)
        known = {
            name: path
            for path, name in paths.FACT_NAMES.items()
            if paths.PATHS[path] in ("decimal", "integer")
        }
        if match is None or match[1] not in known:
            raise ValidationError("请写成：同意改造户数占比 >= 80")
        return {"field": known[match[1]], "op": self.signs[match[2]], "value": number(match[3])}


class SentenceField(forms.CharField):
    """A sentence; the rulebook keeps it in two languages, the tenant writes one."""

    def prepare_value(self, value: Any) -> Any:
        return value["zh"] if isinstance(value, Mapping) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return {"zh": text, "en": text}


class PlainField(forms.CharField):
    """Any other value, as JSON: for the few paths that have no input of their own."""

    widget = forms.Textarea(attrs={"rows": 3, "class": "mono"})

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def clean(self, value: Any) -> Any:
        try:
            return json.loads(super().clean(value), parse_float=str)
        except ValueError:
            raise ValidationError('不是可读的 JSON。文字须加引号，例如 "basic"。') from None


def number(text: str, *, whole: bool = False, what: str = "数值") -> int | str:
    """An exact number as the engine takes it: int, or decimal text. `ValidationError` for anything else."""
    plain = text.strip().translate(_FULL_WIDTH).replace(",", "").removesuffix("%").strip()
    if not _NUMBER.fullmatch(plain):
        raise ValidationError(f"{what}须是数字，不能写“{text}”。")
    if "." not in plain:
        return int(plain)
    if whole:
        raise ValidationError(f"{what}须是整数。")
    return format(Decimal(plain), "f")


def value_field(adopted: Adopted, path: str) -> forms.Field:
    """The input for this path's value. Raises `UnknownId` or `UnknownKey` for a path that leads nowhere."""
    place = adopted.rulebook.place(path)
    field = _by_key(adopted, words_of(adopted), place)
    field.label = "取值"
    return field


def _by_key(adopted: Adopted, words: Words, place: Place) -> forms.Field:
    key, section = place.keys[-1], place.section
    if section == "criteria" and key == "value":
        return _by_fact(adopted, str(place.row.get("field")))
    if key in ("percent", "rate", "amount", "times"):
        return NumberField(unit={"percent": "%", "amount": "元"}.get(key, ""))
    if key in ("days", "order"):
        return NumberField(whole=True)
    if key == "enabled":
        return _choice({True: "是", False: "否"}, coerce=lambda value: value == "True")
    if key == "in_force":
        return DayField()
    if key == "who" and section == "channels":
        return _several(_WITHDRAWER_NAMES)
    if key in ("chair", "who", "approver", "set_up_by"):
        return _choice(_names(adopted, "actors"))
    if key in ("reviewers", "consulted", "whom", "decided_by"):
        return _several(_names(adopted, "actors"))
    if key in ("require", "when", "before"):
        return _several(_names(adopted, "criteria"))
    if key in ("evidence", "fields", "services"):
        return LinesField(help_text="每行一项")
    if key == "weights":
        indicators = {id_: words.name("indicators", id_) for id_ in place.row["indicators"]}
        return WeightsField(indicators=indicators, help_text="每行一项，例如：户数 = 30")
    if key == "class":
        return _choice(_names(adopted, "classes"))
    if key == "paid_from":
        return _choice(_names(adopted, "channels"))
    simple = _SIMPLE.get((section, key)) or _SIMPLE.get(("", key))
    return simple() if simple else PlainField(help_text="按 JSON 填写")


def _by_fact(adopted: Adopted, path: str) -> forms.Field:
    found = paths.fact_template(path)
    kind = paths.PATHS[found[0]] if found else "text"
    if path == "neighbourhood.mode":
        return _choice(_names(adopted, "modes"))
    if kind == "date":
        return DayField()
    if kind in ("integer", "decimal", "figure"):
        return NumberField(whole=kind == "integer")
    if kind == "yes-no":
        return _choice({True: "是", False: "否"}, coerce=lambda value: value == "True")
    if found and found[0] in paths.CHOICES:
        return _choice({word: word for word in paths.CHOICES[found[0]]})
    return forms.CharField()


def _names(adopted: Adopted, section: str) -> dict[str, str]:
    return {row.id: row.name for row in adopted.rulebook.rows(section)}


def _choice(names: Mapping[Any, str], coerce: Any = str) -> forms.Field:
    return forms.TypedChoiceField(choices=[("", "请选择"), *names.items()], coerce=coerce, empty_value=None)


def _several(names: Mapping[str, str]) -> forms.Field:
    return _Several(choices=list(names.items()), widget=forms.CheckboxSelectMultiple)


class _Several(forms.MultipleChoiceField):
    """Some of the rows, in the order of the rulebook."""

    def clean(self, value: Any) -> Any:
        chosen = super().clean(value)
        order: Iterable[Any] = self.choices  # type: ignore[assignment]  # given as pairs above
        return [id_ for id_, _ in order if id_ in chosen]


_SIMPLE: Mapping[tuple[str, str], Any] = {
    ("", "due"): lambda: DueField(help_text="某一天写 2024-06-30，每年的一天写 06-30"),
    ("", "each"): lambda: _choice(labels.CADENCES),
    ("", "name"): forms.CharField,
    ("", "paid_when"): forms.CharField,
    ("", "needs"): forms.CharField,
    ("", "threshold"): lambda: ThresholdField(help_text="例如：同意改造户数占比 >= 80"),
    ("", "target"): lambda: TargetField(help_text="一个数，或范围，例如 1 至 2"),
    ("", "decision"): lambda: _choice(labels.WORDS["decision"]),
    ("assessments", "cadence"): lambda: _choice({k: labels.CADENCES[k] for k in ("monthly", "yearly")}),
    ("assessments", "use"): lambda: _choice(labels.USES),
    ("reviews", "use"): SentenceField,
    ("gates", "effect"): lambda: _choice({k: labels.WORDS["effect"][k] for k in ("block", "warn")}),
    ("priority", "field"): lambda: _choice(
        {
            path: name
            for path, name in paths.FACT_NAMES.items()
            if path.startswith(("neighbourhood.", "project."))
        }
    ),
}
