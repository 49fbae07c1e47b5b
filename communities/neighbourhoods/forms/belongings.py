"""Forms of what belongs to a neighbourhood: buildings, survey rounds, questions, a twin to merge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from communities.neighbourhoods.forms.fields import GRADES, Area, Completion, Count, text
from communities.neighbourhoods.models import Building, Neighbourhood
from communities.neighbourhoods.register.findings import Period

PASTED = (
    "name",
    "completed_on",
    "storeys",
    "units",
    "households",
    "floor_area",
    "structure",
    "danger_grade",
    "problems",
)
"""The columns of pasted rows, in their order."""
PASTED_LABELS = (
    "楼号",
    "建成时间",
    "层数",
    "单元",
    "户数",
    "建筑面积(㎡)",
    "结构形式",
    "鉴定等级",
    "主要问题",
)
MOST_PASTED = 500


class BuildingForm(forms.Form):
    """One building."""

    name = forms.CharField(label="楼号", max_length=60)
    completed_on = Completion()
    storeys = Count(label="层数", max_value=100)
    units = Count(label="单元", max_value=200)
    households = Count(label="户数")
    floor_area = Area(label="建筑面积")
    structure = text("结构形式", 60)
    danger_grade = forms.ChoiceField(label="鉴定等级", choices=GRADES, required=False)
    problems = text("主要问题", 300)

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        values = dict(self.cleaned_data)
        values.pop("reason", None)
        period: Period | None = values.pop("completed_on")
        values["completed_from"] = period.earliest if period else None
        values["completed_to"] = period.latest if period else None
        return values


class BuildingCorrectionForm(BuildingForm):
    """The same with the reason."""

    reason = forms.CharField(label="更正原因", max_length=300)


def initial_of_building(row: Building) -> dict[str, Any]:
    """What the form starts with."""
    given = {name: getattr(row, name) for name in BuildingForm.base_fields if hasattr(row, name)}
    if row.completed_from and row.completed_to:
        given["completed_on"] = Period(row.completed_from, row.completed_to)
    return given


class PasteForm(forms.Form):
    """Many buildings at once, pasted from a spreadsheet: one a line, columns parted by tabs, commas or 、."""

    rows = forms.CharField(
        label="粘贴楼栋",
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=f"从电子表格复制后粘贴，一行一栋，列依次为：{'、'.join(PASTED_LABELS)}；后面的列可以不填。",
    )

    def clean_rows(self) -> list[dict[str, Any]]:
        lines = [line for line in self.cleaned_data["rows"].splitlines() if line.strip()]
        if lines and _cells(lines[0])[0] in {"楼号", "楼栋", "栋号", "楼栋号"}:
            lines = lines[1:]
        if not lines:
            raise ValidationError("没有读到楼栋。")
        if len(lines) > MOST_PASTED:
            raise ValidationError(f"一次最多粘贴 {MOST_PASTED} 栋，现有 {len(lines)} 栋。")
        values: list[dict[str, Any]] = []
        wrong: list[str] = []
        for number, line in enumerate(lines, start=1):
            form = BuildingForm(dict(zip(PASTED, [*_cells(line), *[""] * len(PASTED)], strict=False)))
            if form.is_valid():
                values.append(form.values)
            else:
                wrong.append(f"第 {number} 行：{_said(form)}")
        if wrong:
            raise ValidationError(wrong)
        return values


def _cells(line: str) -> list[str]:
    parted = line.split("\t") if "\t" in line else line.replace("，", ",").split(",")
    cells = [cell.strip() for cell in parted]
    if len(cells) > 7:
        cells[7] = cells[7].upper().removesuffix("级").strip()
    return cells


def _said(form: forms.Form) -> str:
    return "；".join(
        f"{form.fields[name].label} {'、'.join(str(e) for e in errors)}"
        for name, errors in form.errors.items()
    )


class SurveyForm(forms.Form):
    """One round of asking the households."""

    on = forms.DateField(label="调查日期", widget=forms.DateInput)
    households = Count(label="总户数", required=True)
    answered = Count(label="答复户数")
    agreeing = Count(label="同意改造户数", required=True)
    source = forms.CharField(label="来源", max_length=120, help_text="如：2024 年入户摸底调查表")

    def clean_on(self) -> Any:
        on = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise ValidationError("调查日期不能晚于今天。")
        return on


class AnswerForm(forms.Form):
    """The answer to a question about a figure."""

    text = forms.CharField(label="核实情况", max_length=300)


class ReasonForm(forms.Form):
    """A reason, compulsory."""

    reason = forms.CharField(label="原因", max_length=300)


class MergeForm(ReasonForm):
    """Which row is given up, and why."""

    drop = forms.TypedChoiceField(label="要并入的小区", coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, candidates: Sequence[Neighbourhood], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (row.pk, f"{row.name}（{row.jurisdiction.name}，{row.address or '地址未填'}）")
            for row in candidates
        ]
        drop = cast(forms.ChoiceField, self.fields["drop"])
        drop.choices = choices
        self.order_fields(["drop", "reason"])
