"""Forms of the monthly assessment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from communities.models import Jurisdiction
from governance.enums import PilotKind
from projects.models import Project


class CorrectForm(forms.Form):
    """Why a month's figures are made anew."""

    reason = forms.CharField(
        label="更正原因",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明更正原因，随更正后的报告公布。"},
    )


class DeclareFigureForm(forms.Form):
    """A figure that only people can give: of which body, how much, on which paper."""

    indicator = forms.ChoiceField(label="指标", error_messages={"required": "请选择指标。"})
    body = forms.ChoiceField(label="被考核单位", error_messages={"required": "请选择被考核单位。"})
    value = forms.DecimalField(
        label="数值",
        max_digits=12,
        decimal_places=4,
        error_messages={"required": "请填写数值。", "invalid": "请填写数字，如 85.5。"},
    )
    file = forms.FileField(
        label="评价依据", help_text="评分表、评价报告等", error_messages={"required": "请上传评价依据。"}
    )
    note = forms.CharField(label="说明", max_length=300, required=False)

    def __init__(
        self,
        *args: object,
        indicators: Iterable[tuple[str, str]],
        bodies: Iterable[tuple[str, str]],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        for name, choices in (("indicator", list(indicators)), ("body", list(bodies))):
            field: Any = self.fields[name]
            field.choices = choices if len(choices) == 1 else [("", "请选择"), *choices]


class PilotForm(forms.Form):
    """Which project or community, since when, by which paper."""

    kind = forms.ChoiceField(label="试点", choices=PilotKind.choices, widget=forms.RadioSelect)
    project = forms.ModelChoiceField(
        Project._base_manager.none(), label="项目", required=False, empty_label="（社会力量参与试点须选）"
    )
    community = forms.ModelChoiceField(
        Jurisdiction._base_manager.none(),
        label="社区",
        required=False,
        empty_label="（共同缔造试点须选）",
    )
    is_pilot = forms.TypedChoiceField(
        label="登记为",
        choices=[("yes", "列为试点"), ("no", "取消试点")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )
    on = forms.DateField(
        label="日期", error_messages={"required": "请填写日期。", "invalid": "日期请写成 2026-11-21。"}
    )
    basis = forms.CharField(
        label="依据",
        max_length=200,
        help_text="如公布试点的文号",
        error_messages={"required": "请写明依据，如公布试点的文号。"},
    )
