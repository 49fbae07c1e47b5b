"""Forms of a project's beginning: proposing, works items, the ledger."""

from __future__ import annotations

from typing import Any

from django import forms

from communities.models import Building, Neighbourhood
from projects.enums import Route
from projects.models import Project, WorksItem

TRUTH = [("", "未填"), ("yes", "是"), ("no", "否")]
WORDS = {True: "yes", False: "no", None: ""}
NUMBER = {"invalid": "请填数字，如 1200 或 1200.50。", "min_value": "不能为负。"}


def truth(text: str) -> bool | None:
    """是, 否, or not answered: a question that nobody has answered stays open."""
    return {"yes": True, "no": False}.get(text)


class TruthField(forms.TypedChoiceField):
    """是, 否, 未填."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=TRUTH, coerce=truth, empty_value=None, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return WORDS[value] if value is None or isinstance(value, bool) else value


class ProposeForm(forms.Form):
    """Name and route of a new project; its neighbourhoods are ticked in the list below it."""

    name = forms.CharField(
        label="项目名称",
        max_length=150,
        help_text="如：八大湖街道四建第一家属楼改造项目",
        error_messages={"required": "请填写项目名称。"},
    )
    route = forms.ChoiceField(label="实施途径", choices=Route.choices, initial=Route.COMPREHENSIVE)


UNANSWERED = "未填时，有关的关口为待定"


class ItemFiguresForm(forms.Form):
    """The figures of a works item, and the questions on which some gates depend."""

    quantity = forms.DecimalField(
        label="数量", max_digits=14, decimal_places=2, min_value=0, required=False, error_messages=NUMBER
    )
    unit = forms.CharField(label="计量单位", max_length=20, required=False, help_text="如：平方米、米、部")
    estimate = forms.DecimalField(
        label="估算投资",
        max_digits=18,
        decimal_places=2,
        min_value=0,
        required=False,
        help_text="元，可先不填",
        error_messages=NUMBER,
    )
    uses_idle_land = TruthField(label="利用空地", help_text=UNANSWERED)
    affects_sunlight_or_green = TruthField(label="影响日照或占用绿地", help_text=UNANSWERED)
    adds_building = TruthField(label="新增建筑", help_text=UNANSWERED)
    note = forms.CharField(label="说明", max_length=300, required=False)

    @staticmethod
    def values_of(item: WorksItem) -> dict[str, Any]:
        """The item's figures as the form's first values."""
        return {name: getattr(item, name) for name in ItemFiguresForm.base_fields}


class ItemForm(ItemFiguresForm):
    """A new works item: what of the rulebook's catalogue, where, and its figures."""

    item = forms.ChoiceField(label="改造内容", error_messages={"required": "请选择改造内容。"})
    neighbourhood = forms.ModelChoiceField(
        label="小区", queryset=Neighbourhood._base_manager.none(), empty_label=None
    )
    building = forms.ModelChoiceField(
        label="楼栋",
        queryset=Building._base_manager.none(),
        required=False,
        empty_label="整个小区",
        help_text="只改某一栋楼时选择",
    )
    field_order = ("item", "neighbourhood", "building")

    def __init__(
        self,
        *args: Any,
        project: Project,
        catalogue: list[tuple[str, list[tuple[str, str]]]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        members = Neighbourhood.objects.filter(project_memberships__project=project).order_by(
            "sort_key", "id"
        )
        self.fields["item"].choices = [("", "请选择"), *catalogue]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["neighbourhood"].queryset = members  # type: ignore[attr-defined]  # a ModelChoiceField
        buildings = Building.objects.filter(neighbourhood__in=members).order_by("neighbourhood", "id")
        self.fields["building"].queryset = buildings  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        building, neighbourhood = cleaned.get("building"), cleaned.get("neighbourhood")
        if building and neighbourhood and building.neighbourhood_id != neighbourhood.pk:
            self.add_error("building", f"{building}不是{neighbourhood}的楼栋，请重新选择。")
        return cleaned


def _words(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=500,
        required=False,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class LedgerForm(forms.Form):
    """The ledger's own fields: scope, scale, contents, progress in words."""

    name = forms.CharField(label="项目名称", max_length=150)
    route = forms.ChoiceField(label="实施途径", choices=Route.choices)
    scope = _words("改造范围", "如：东至延安三路，西至泰州路，共 6 栋")
    scale = _words("规模", "如：楼栋 6 栋、居民 312 户、建筑面积 2.51 万㎡")
    contents = _words("内容")
    milestones = _words("形象进度")
    off_standard = TruthField(label="是否超标准")
    revision = forms.IntegerField(widget=forms.HiddenInput)

    @staticmethod
    def values_of(project: Project) -> dict[str, Any]:
        """The project's own words as the form's first values, with the revision that the person sees."""
        return {name: getattr(project, name) for name in LedgerForm.base_fields}
