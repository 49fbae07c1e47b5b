"""Forms of a neighbourhood's own row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from communities.neighbourhoods.forms.fields import GRADES, Area, Completion, Count, YesNo, long_text, text
from communities.neighbourhoods.models import Neighbourhood
from communities.neighbourhoods.register.findings import Period
from communities.tenancy.models import Jurisdiction


def take_errors(form: forms.Form, error: ValidationError) -> None:
    """Show a service's refusal at its field, or over the form where the form has no such field."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for field, errors in error.error_dict.items():
        form.add_error(field if field in form.fields else None, errors)


class PlaceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """A community with its street before it."""

    def label_from_instance(self, obj: Jurisdiction) -> str:
        return f"{obj.parent.name} {obj.name}" if obj.parent else obj.name


class NeighbourhoodForm(forms.Form):
    """The facts that people write, in the words and the order of the register."""

    name = forms.CharField(label="小区名称", max_length=60)
    jurisdiction = PlaceField(
        label="所在社区", queryset=Jurisdiction._base_manager.none(), empty_label="请选择"
    )
    address = text("地址", 200)
    survey_year = forms.IntegerField(label="摸底年度", min_value=2000)
    completed_on = Completion()
    completed_is_chosen = forms.BooleanField(label="以上面填写的建成时间为准，不按各楼栋推算", required=False)
    buildings_declared = Count(label="楼栋数")
    households_declared = Count(label="居民户数")
    floor_area_declared = Area(label="建筑面积")
    residents = Count(label="居住人口")
    max_storeys = Count(label="最高层数", max_value=100)
    six_storey_buildings = Count(label="六层及以上楼栋数")
    structure = text("结构形式", 60)
    original_owner = text("原产权单位", 120)
    management = text("物业管理方式", 60)
    has_owners_organisation = YesNo(label="是否成立业主组织")
    safety_grade = forms.ChoiceField(label="房屋安全等级", choices=GRADES, required=False)
    is_historic_building = YesNo(label="是否历史建筑")
    is_demonstration = YesNo(label="示范小区")
    problems = long_text("主要问题")
    remarks = long_text("备注")

    def __init__(
        self,
        *args: Any,
        places: QuerySet[Jurisdiction],
        is_own_level: bool = False,
        has_dated_buildings: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        cast(PlaceField, self.fields["jurisdiction"]).queryset = places
        if not is_own_level:
            del self.fields["is_demonstration"]
        if not has_dated_buildings:
            del self.fields["completed_is_chosen"]

    def clean_survey_year(self) -> int:
        year: int = self.cleaned_data["survey_year"]
        if year > timezone.localdate().year + 1:
            raise ValidationError("摸底年度不能晚于明年。")
        return year

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes: the columns, the period as two days."""
        values = {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in {"jurisdiction", "completed_on", "reason", "revision"}
        }
        period: Period | None = self.cleaned_data["completed_on"]
        values["completed_from"] = period.earliest if period else None
        values["completed_to"] = period.latest if period else None
        return values


class CorrectionForm(NeighbourhoodForm):
    """The same with the reason and the revision that the person has before him."""

    reason = forms.CharField(label="更正原因", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        is_moved = "completed_on" in self.changed_data and "completed_is_chosen" in self.fields
        if is_moved and not data.get("completed_is_chosen"):
            self.add_error("completed_is_chosen", "建成时间由各楼栋推算；要以填写的为准，请勾选这一项。")
        return data


def initial_of(row: Neighbourhood) -> Mapping[str, Any]:
    """What the form starts with."""
    given = {name: getattr(row, name) for name in NeighbourhoodForm.base_fields if hasattr(row, name)}
    period = None
    if row.completed_from and row.completed_to:
        period = Period(row.completed_from, row.completed_to)
    return {**given, "jurisdiction": row.jurisdiction_id, "completed_on": period, "revision": row.revision}
