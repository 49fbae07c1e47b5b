"""Forms of the month report."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from communities.models import Jurisdiction
from governance.enums import MonthPeriod
from governance.monthly.form import EFFECT, FIGURES, PROGRESS, WITHIN, Figure

MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
CLOSES, NOW = "closes", "now"


def month_of(text: str) -> date | None:
    """2026-10 as its first day; None for anything else."""
    match = MONTH.fullmatch(text)
    return date(int(match[1]), int(match[2]), 1) if match else None


class DraftForm(forms.Form):
    """Of which place and month, from what is known when."""

    place = forms.ChoiceField(label="填报地区", error_messages={"required": "请选择填报地区。"})
    month = forms.ChoiceField(label="月份", error_messages={"required": "请选择月份。"})
    cutoff = forms.ChoiceField(
        label="数据截至",
        choices=[
            (CLOSES, "月末：月末以后登记的不计入，随时重编数字都相同"),
            (NOW, "现在：月末以后补登的、当月发生的也计入"),
        ],
        initial=CLOSES,
        widget=forms.RadioSelect,
        help_text="当月还没有结束的，两者都截至现在",
    )

    def __init__(self, places: list[Jurisdiction], months: list[date], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [(place.code, place.name) for place in places]  # type: ignore[attr-defined]
        self.fields["month"].choices = [  # type: ignore[attr-defined]  # a choice field's
            (f"{month:%Y-%m}", f"{month.year}年{month.month}月") for month in months
        ]


def _figures() -> list[tuple[str, list[tuple[str, str]]]]:
    """The columns of the form by their heads, with their units."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for figure in (*PROGRESS, *WITHIN, *EFFECT):
        groups.setdefault(figure.group, []).append((figure.id, f"{figure.label}（{figure.unit}）"))
    return list(groups.items())


BOTH = "both"


class SupplementForm(forms.Form):
    """Which number, how much, why."""

    line = forms.ChoiceField(label="地区", error_messages={"required": "请选择地区。"})
    figure = forms.ChoiceField(label="指标", choices=_figures, error_messages={"required": "请选择指标。"})
    period = forms.ChoiceField(
        label="口径",
        choices=[
            (BOTH, "本月和本年"),
            (MonthPeriod.YEAR.value, "仅本年"),
            (MonthPeriod.MONTH.value, "仅本月"),
        ],
        initial=BOTH,
        widget=forms.RadioSelect,
    )
    value = forms.DecimalField(
        label="补充数",
        max_digits=14,
        decimal_places=2,
        help_text="按指标的单位填写；减少的填负数，如 -2",
        error_messages={"required": "请填写补充数。", "invalid": "请填写数字，如 2 或 -0.35。"},
    )
    reason = forms.CharField(
        label="原因",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明数字从哪里来、为什么系统里没有",
        error_messages={"required": "请写明补充的原因。"},
    )
    document = forms.FileField(label="依据材料", required=False, help_text="可不附")

    def __init__(self, lines: list[Jurisdiction], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = [(line.code, line.name) for line in lines]  # type: ignore[attr-defined]

    @property
    def asked(self) -> Figure:
        return FIGURES[self.cleaned_data["figure"]]

    @property
    def periods(self) -> list[str]:
        chosen: str = self.cleaned_data["period"]
        return list(MonthPeriod.values) if chosen == BOTH else [chosen]

    @property
    def base_value(self) -> Decimal:
        """In the base unit of the figure."""
        return self.asked.base(self.cleaned_data["value"])


class SubmitForm(forms.Form):
    """A note, needed where a place below has not reported."""

    note = forms.CharField(
        label="报送说明",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="下一级还有未锁定的月报时必须写明",
    )


class ReasonForm(forms.Form):
    """Why it is given back, or corrected."""

    reason = forms.CharField(
        label="原因",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明原因。"},
    )


class LockForm(forms.Form):
    """Nothing to fill in: the page says what locking means."""


class DueDayForm(forms.Form):
    """The day of the month by which reports are due, and the document that says so."""

    day = forms.IntegerField(
        label="次月几日前报送",
        min_value=1,
        max_value=28,
        error_messages={
            "required": "请填写日期。",
            "invalid": "请填写 1 至 28 的整数。",
            "min_value": "请填写 1 至 28 的整数，每个月都有这一天。",
            "max_value": "请填写 1 至 28 的整数，每个月都有这一天。",
        },
    )
    basis = forms.CharField(
        label="依据", max_length=200, error_messages={"required": "请写明依据，如文号和条款。"}
    )
