"""Forms of projects: proposing, items, the ledger, declarations about a project."""

from __future__ import annotations

from typing import Any

from django import forms

from communities.models import Building, Neighbourhood
from projects.enums import Batch, Route
from projects.models import Project, WorksItem

TRUTH = [("", "未填"), ("yes", "是"), ("no", "否")]
FLAGS = {
    "uses_idle_land": "利用空地",
    "affects_sunlight_or_green": "影响日照或占用绿地",
    "adds_building": "新增建筑",
}


def truth(text: str) -> bool | None:
    """是, 否, or not answered: a question that nobody has answered stays open."""
    return {"yes": True, "no": False}.get(text)


class ProposeForm(forms.Form):
    """Name and route of a new project; its neighbourhoods are ticked in the list beside it."""

    name = forms.CharField(label="项目名称", max_length=150, help_text="如:八大湖街道四建第一家属楼改造项目")
    route = forms.ChoiceField(label="实施途径", choices=Route.choices, initial=Route.COMPREHENSIVE)


class ItemForm(forms.Form):
    """One works item of the rulebook's catalogue at a neighbourhood or a building."""

    item = forms.ChoiceField(label="改造内容")
    neighbourhood = forms.ModelChoiceField(label="小区", queryset=Neighbourhood._base_manager.none(), empty_label=None)
    building = forms.ModelChoiceField(
        label="楼栋",
        queryset=Building._base_manager.none(),
        required=False,
        empty_label="整个小区",
        help_text="只改某一栋楼时选择",
    )
    quantity = forms.DecimalField(label="数量", max_digits=14, decimal_places=2, min_value=0, required=False)
    unit = forms.CharField(label="计量单位", max_length=20, required=False, help_text="如:平方米、米、部")
    estimate = forms.DecimalField(
        label="估算投资", max_digits=18, decimal_places=2, min_value=0, required=False, help_text="元,可先不填"
    )
    uses_idle_land = forms.ChoiceField(label=FLAGS["uses_idle_land"], choices=TRUTH, required=False)
    affects_sunlight_or_green = forms.ChoiceField(
        label=FLAGS["affects_sunlight_or_green"], choices=TRUTH, required=False
    )
    adds_building = forms.ChoiceField(label=FLAGS["adds_building"], choices=TRUTH, required=False)
    note = forms.CharField(label="说明", max_length=300, required=False)

    def __init__(self, *args: Any, project: Project, catalogue: list[tuple[str, list[tuple[str, str]]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Neighbourhood.objects.filter(project_memberships__project=project).order_by("sort_key", "id")
        self.fields["item"].choices = [("", "请选择"), *catalogue]  # type: ignore[attr-defined]
        self.fields["neighbourhood"].queryset = members  # type: ignore[attr-defined]
        self.fields["building"].queryset = Building.objects.filter(  # type: ignore[attr-defined]
            neighbourhood__in=members
        ).order_by("neighbourhood", "id")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        building, neighbourhood = cleaned.get("building"), cleaned.get("neighbourhood")
        if building and neighbourhood and building.neighbourhood_id != neighbourhood.pk:
            self.add_error("building", f"{building}不是{neighbourhood}的楼栋,请重新选择。")
        return cleaned

    def draft_values(self) -> dict[str, Any]:
        """The cleaned values as `services.ItemDraft` takes them."""
        return {**self.cleaned_data, **{name: truth(self.cleaned_data[name]) for name in FLAGS}}


class ItemFiguresForm(forms.ModelForm[WorksItem]):
    """The figures of an item that is on the project already."""

    class Meta:
        model = WorksItem
        fields = ("quantity", "unit", "estimate", "note")


class LedgerForm(forms.ModelForm[Project]):
    """The ledger's own fields: scope, scale, contents, progress in words."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Project
        fields = ("name", "route", "scope", "scale", "contents", "milestones")
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in ("scope", "scale", "contents", "milestones")}


class BatchForm(forms.Form):
    batch = forms.ChoiceField(label="批次", choices=[("", "未分批"), *Batch.choices], required=False)


class GradeForm(forms.Form):
    """A grade for a step of the ranking that the rulebook leaves to people."""

    priority = forms.CharField(widget=forms.HiddenInput)
    value = forms.IntegerField(label="评级", min_value=1, max_value=99, required=False, help_text="1 为最先,留空撤销")


class ReasonForm(forms.Form):
    """Why a project is sent back or taken out."""

    reason = forms.CharField(label="理由", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class DeclareForm(forms.Form):
    """One criterion stated about the project."""

    value = forms.ChoiceField(label="是否符合", choices=[("yes", "是"), ("no", "否")], widget=forms.RadioSelect)
    on = forms.DateField(label="日期", widget=forms.DateInput(attrs={"type": "date"}))
    note = forms.CharField(label="说明", max_length=300, required=False)

    def __init__(self, *args: Any, evidence: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.evidence = evidence
        for number, name in enumerate(evidence or ("证明材料",)):
            self.fields[f"file_{number}"] = forms.FileField(label=name, required=False)

    def uploads(self) -> list[tuple[str, Any]]:
        """(name of the evidence, uploaded file) of those that were given."""
        named = enumerate(self.evidence or ("证明材料",))
        return [(name, file) for number, name in named if (file := self.cleaned_data.get(f"file_{number}"))]
