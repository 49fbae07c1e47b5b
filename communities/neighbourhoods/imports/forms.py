"""The forms of an import: the file, and which column feeds which field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from communities.neighbourhoods.register import Column, Outline
from communities.neighbourhoods.register.fields import FIELDS, M2, REQUIRED, WAN_M2
from communities.tenancy.models import Jurisdiction

FIELD_CHOICES = [("", "不读取"), *((field.name, field.label) for field in FIELDS.values())]
UNIT_CHOICES = [("", "表头没有写明，请选择"), (WAN_M2, "万平方米"), (M2, "平方米")]


class UploadForm(forms.Form):
    """The file, the place that it is for, and the year of the survey."""

    field_order = ("file", "place", "survey_year")

    file = forms.FileField(
        label="台账文件",
        help_text="只读 .xlsx；有标题行、小计行、落款行的原表可以直接上传。",
        error_messages={"empty": "文件是空的（0 字节）。请在电脑上确认能打开后重新上传。"},
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )
    survey_year = forms.IntegerField(
        label="摸底年度", required=False, help_text="留空时取表格标题或文件名里的年份。"
    )

    def __init__(self, *args: Any, places: QuerySet[Jurisdiction], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = forms.ModelChoiceField(
            places, label="导入到", empty_label=None, help_text="不在这一辖区之内的行会被退回。"
        )
        self.order_fields(self.field_order)


class ColumnsForm(forms.Form):
    """One choice a column, and the unit of the area. Headers without text can't be matched and are left out."""

    def __init__(self, *args: Any, seen: Outline, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = [column for column in seen.columns if column.header]
        for column in self.columns:
            self.fields[column.letter] = forms.ChoiceField(
                label=f"{column.letter} 列 {column.header}",
                choices=FIELD_CHOICES,
                required=False,
                initial=column.field,
            )
        unit = next((column.unit for column in seen.columns if column.field == "floor_area"), "")
        self.fields["area_unit"] = forms.ChoiceField(
            label="建筑面积的单位",
            choices=UNIT_CHOICES,
            initial=unit,
            error_messages={"required": "请选择单位。"},
        )

    def rows(self) -> list[tuple[Column, forms.BoundField]]:
        """Each column with its choice."""
        return [(column, self[column.letter]) for column in self.columns]

    def clean(self) -> dict[str, Any]:
        """Every required field is fed by a column, none by two."""
        chosen = super().clean() or {}
        fed: dict[str, str] = {}
        for column in self.columns:
            field = chosen.get(column.letter, "")
            if field and field in fed:
                self.add_error(
                    column.letter, f"“{FIELDS[field].label}”已由 {fed[field]} 列提供，只能读一列。"
                )
            fed.setdefault(field, column.letter)
        if missing := [FIELDS[name].label for name in REQUIRED if name not in fed]:
            self.add_error(None, f"还没有指明哪一列是：{'、'.join(missing)}。")
        return chosen

    def mapping(self) -> dict[str, str]:
        """Header -> field, the area with its unit."""
        chosen = self.cleaned_data
        mapping = {column.header: chosen[column.letter] for column in self.columns}
        return {
            header: f"{field}@{chosen['area_unit']}" if field == "floor_area" else field
            for header, field in mapping.items()
        }
