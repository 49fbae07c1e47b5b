"""Forms of the register of owners. What stands in the row is not shown in them: it is masked beside the field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from communities.neighbourhoods.forms.fields import Area
from communities.neighbourhoods.models import Building
from communities.owners.models import Dwelling
from communities.owners.services import LONGEST, PERSONAL
from communities.privacy import masks
from communities.records.revealing import ReasonForm

CLEARABLE = (("owner", "业主姓名"), ("phone", "手机号码"), ("identity", "身份证号"))


def _line(label: str, name: str, **kwargs: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(
        label=label, max_length=LONGEST[name], widget=widget, **{"required": False, **kwargs}
    )


class DwellingForm(forms.Form):
    """A dwelling as it is registered. `confirmed` appears once something looked wrong."""

    building = forms.ModelChoiceField(
        label="楼栋", queryset=Building._base_manager.none(), required=False, empty_label="未分楼栋"
    )
    room = _line(
        "房号", "room", required=True, help_text="如 3单元502", error_messages={"required": "请填写房号。"}
    )
    floor_area = Area(label="建筑面积", min_value=None)
    owner = _line("业主姓名", "owner", help_text="加密保存，平时只显示姓氏")
    phone = _line("手机号码", "phone", help_text="加密保存，平时只显示首尾")
    identity = _line("身份证号", "identity", help_text="加密保存，平时只显示首尾")
    confirmed = forms.BooleanField(label="资料如此，仍然保存", required=False)

    def __init__(self, *args: Any, buildings: QuerySet[Building], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["building"].queryset = buildings  # type: ignore[attr-defined]  # a choice of rows
        if not self.data:
            del self.fields["confirmed"]

    def clean_floor_area(self) -> Any:
        """A dwelling has some area, or it is not known."""
        area = self.cleaned_data["floor_area"]
        if area is not None and area <= 0:
            raise forms.ValidationError("建筑面积须大于 0；不清楚的留空。")
        return area

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, by field of the row."""
        return {name: self.cleaned_data[name] for name in ("building", "room", "floor_area", *PERSONAL)}

    @property
    def is_confirmed(self) -> bool:
        """Whether the person keeps to what looked wrong."""
        return bool(self.cleaned_data.get("confirmed"))


class CorrectionForm(DwellingForm):
    """The same for a row that stands: what names the owner stays unless it is typed anew or cleared."""

    clear = forms.MultipleChoiceField(
        label="删去原有的内容", choices=CLEARABLE, required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label="更正原因", max_length=300, error_messages={"required": "请写明更正的原因。"}
    )

    field_order = ("building", "room", "floor_area", *PERSONAL, "clear", "reason", "confirmed")

    def __init__(self, *args: Any, dwelling: Dwelling, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = {
            "owner": masks.name(dwelling.owner),
            "phone": masks.phone(dwelling.phone),
            "identity": masks.identity(dwelling.identity),
        }
        for name, mask in shown.items():
            self.fields[name].help_text = f"现为 {mask}，不改的留空" if mask else "还没有填"

    @property
    def values(self) -> dict[str, Any]:
        """What changes: of the personal fields those typed anew or cleared."""
        given = super().values
        cleared = set(self.cleaned_data["clear"])
        return {
            name: value for name, value in given.items() if name not in PERSONAL or value or name in cleared
        }


class ImportForm(forms.Form):
    """A file and what is to be done with its awkward rows."""

    file = forms.FileField(label="填好的表", error_messages={"required": "请选择文件。"})
    existing = forms.ChoiceField(
        label="已登记的户",
        choices=[("keep", "不动，逐行说明"), ("overwrite", "用表中资料更正（须有更正权限；表中留空的不改）")],
        initial="keep",
        widget=forms.RadioSelect,
    )
    doubtful = forms.ChoiceField(
        label="号码存疑的行",
        choices=[("leave", "先不导入，列出来核对"), ("keep", "照样导入，并列出来")],
        initial="leave",
        widget=forms.RadioSelect,
    )
    wrong = forms.ChoiceField(
        label="有错误的行",
        choices=[("stop", "只要有错误，就全部不导入"), ("skip", "跳过有错误的行，导入其他行")],
        initial="stop",
        widget=forms.RadioSelect,
    )


class SearchForm(forms.Form):
    """An exact number; sent by POST, so that it stands in no address and no log."""

    number = forms.CharField(
        label="手机号码或身份证号",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="须填完整号码；查找会记入审计记录（不记号码）",
        error_messages={"required": "请填写完整的手机号码或身份证号。"},
    )


class FullExportForm(ReasonForm):
    """Why the whole register is needed in full."""
