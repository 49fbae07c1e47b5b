"""Forms of parties, preparations, lifts, disputes, and of confirming a record."""

from __future__ import annotations

from typing import Any

from django import forms

from communities.models import Building, Neighbourhood
from projects.enums import ItemState, PartyRole, PreparationKind
from projects.forms.papers import PapersForm, day, words
from projects.models import Project, WorksItem


class PartyForm(PapersForm):
    """Who carries the project in a role."""

    name = forms.CharField(
        label="名称",
        max_length=120,
        help_text="单位全称；领导写姓名",
        error_messages={"required": "请填写名称。"},
    )
    kind = forms.CharField(
        label="性质", max_length=120, required=False, help_text="如：国有平台公司、融资人；领导写职务"
    )
    from_on = day("自")

    def __init__(self, *args: Any, role: PartyRole, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if role is PartyRole.LEADER:
            self.fields["name"].label, self.fields["name"].help_text = "姓名", ""
            self.fields["kind"].label, self.fields["kind"].help_text = "职务", ""


class PreparationForm(forms.Form):
    """Begin a piece of preliminary work."""

    title = forms.CharField(label="内容", max_length=150, error_messages={"required": "请填写内容。"})
    unit = forms.CharField(label="对方单位", max_length=120, required=False)
    number = forms.CharField(label="文号或合同号", max_length=80, required=False)
    amount = forms.DecimalField(
        label="金额",
        max_digits=18,
        decimal_places=2,
        min_value=0,
        required=False,
        help_text="元",
        error_messages={"invalid": "请填数字，如 1200 或 1200.50。", "min_value": "不能为负。"},
    )
    on = day("日期")

    HINTS = {
        PreparationKind.TENDER: ("如：施工招标一标段（含监理）", "中标人、监理单位"),
        PreparationKind.CLEARING: ("如：东侧围墙违建拆除", "实施单位"),
        PreparationKind.UTILITY_NOTICE: ("如：致供水单位的告知函", "被告知的管线单位"),
    }

    def __init__(self, *args: Any, kind: PreparationKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].help_text, self.fields["unit"].help_text = self.HINTS[kind]
        if kind is PreparationKind.UTILITY_NOTICE:
            self.fields["unit"].required = True
            self.fields["unit"].error_messages["required"] = "请写明告知的是哪个管线单位。"
            del self.fields["amount"]
        if kind is PreparationKind.CLEARING:
            del self.fields["amount"]


class ConcludeForm(PapersForm):
    """Conclude it with its papers."""

    on = day("办结日期")


class ConfirmForm(PapersForm):
    """State one's own part of a concluded record, or take it back."""

    says_spare = False
    value = forms.ChoiceField(
        label="确认",
        choices=[("yes", "确认"), ("no", "撤销确认")],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择确认或撤销确认。"},
    )
    on = day("日期")
    note = forms.CharField(label="说明", max_length=300, required=False, help_text="撤销的须写明原因")


class DisputeForm(forms.Form):
    """A dispute as raised."""

    title = forms.CharField(label="争议事项", max_length=120, error_messages={"required": "请填写争议事项。"})
    parties = forms.CharField(label="争议各方", max_length=200, required=False)
    description = words("情况", 500)
    raised_on = day("提出日期")


class ResolutionForm(forms.Form):
    """How it was settled."""

    resolution = words("处理结果", 500)
    on = day("办结日期")


class LiftForm(forms.Form):
    """One lift of a lift item, at a building."""

    item = forms.ModelChoiceField(label="改造内容", queryset=WorksItem._base_manager.none(), empty_label=None)
    building = forms.ModelChoiceField(
        label="楼栋",
        queryset=Building._base_manager.none(),
        empty_label="请选择",
        error_messages={"required": "请选择楼栋。"},
    )
    position = forms.CharField(
        label="位置", max_length=60, help_text="如：2单元", error_messages={"required": "请填写位置。"}
    )

    def __init__(
        self, *args: Any, project: Project, lift_items: list[str], names: dict[str, str], **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        items = (
            WorksItem.objects.filter(project=project, item__in=lift_items)
            .exclude(state=ItemState.WITHDRAWN)
            .select_related("neighbourhood", "building")
            .order_by("id")
        )
        field: Any = self.fields["item"]
        field.queryset = items
        field.label_from_instance = lambda row: (
            f"{names.get(row.item, row.item)}（{row.building.name if row.building else row.neighbourhood.name}）"
        )
        within = Neighbourhood.objects.filter(works_items__in=items)
        buildings: Any = self.fields["building"]
        buildings.queryset = (
            Building.objects.filter(neighbourhood__in=within)
            .select_related("neighbourhood")
            .order_by("neighbourhood", "name")
        )
        buildings.label_from_instance = lambda row: f"{row.neighbourhood.name} / {row.name}"
