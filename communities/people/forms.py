"""Forms about people, memberships and roles."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from communities.people import queries
from communities.people.enums import Capability
from communities.people.models import Organisation, Role
from communities.people.rights import Actor
from communities.tenancy.models import Jurisdiction


class PlaceField(forms.CharField):
    """A place by its full name or its statistical code, among those given: a list of 7,000 is no choice."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=100, **kwargs)
        self.queryset = Jurisdiction._base_manager.none()

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = list(self.queryset.filter(code=text) or self.queryset.filter(name=text)[:4])
        if not found:
            raise ValidationError(
                f"在您管理的范围内没有“{text}”。请填写完整名称，如“香港中路街道”，或统计用区划代码。"
            )
        if len(found) > 1:
            codes = "、".join(f"{place.code}({place.parent or ''})" for place in found[:3])
            raise ValidationError(f"有几个地方都叫“{text}”，请改填代码：{codes}。")
        return found[0]


class MembershipForm(forms.Form):
    """A role at a place, perhaps for an organisation, for a period."""

    role = forms.ModelChoiceField(Role._base_manager.none(), label="角色", empty_label="请选择")
    organisation = forms.ModelChoiceField(
        Organisation._base_manager.none(),
        label="所在单位",
        required=False,
        empty_label="不代表单位",
        help_text="申报和作决定须代表单位",
    )
    place = PlaceField(
        label="任职地点",
        required=False,
        help_text="权限及于此地和下级；名称或代码，不填即单位所在地",
    )
    starts_on = forms.DateField(label="起", help_text="当日有效", initial=date.today)
    ends_on = forms.DateField(label="止", required=False, help_text="当日仍有效；不填为长期")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].queryset = Role.objects.all()  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = queries.with_members(actor)  # type: ignore[attr-defined]
        self.fields["place"].queryset = queries.places(actor).select_related("parent")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        organisation = cleaned.get("organisation")
        if not cleaned.get("place") and "place" not in self.errors:
            if organisation is None:
                self.add_error("place", "没有选择单位时，请填写任职地点。")
            else:
                cleaned["place"] = organisation.jurisdiction
        return cleaned

    def seat(self) -> dict[str, Any]:
        """The cleaned values as `services.appoint` takes them."""
        names = ("role", "organisation", "starts_on", "ends_on")
        return {
            "jurisdiction": self.cleaned_data["place"],
            **{name: self.cleaned_data[name] for name in names},
        }


class PersonForm(MembershipForm):
    """A new person with the first membership."""

    username = forms.CharField(label="用户名", max_length=60, help_text="登录用，建议用拼音")
    name = forms.CharField(label="姓名", max_length=60)
    field_order = ["name", "username", "role", "organisation", "place", "starts_on", "ends_on"]


class EndForm(forms.Form):
    """The last day of a membership."""

    on = forms.DateField(label="最后一天", help_text="当日仍有效；早于开始日期即撤销这次任职")


class RoleForm(forms.Form):
    """A role's name, sentence and capabilities."""

    name = forms.CharField(label="角色名称", max_length=60)
    description = forms.CharField(label="说明", max_length=200, help_text="一句话：这个角色做什么、不做什么")
    capabilities = forms.MultipleChoiceField(
        label="权限",
        choices=Capability.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def show(error: ValidationError, form: forms.Form) -> None:
    """Say a service's refusal at the field it is about, else over the form."""
    names = {"jurisdiction": "place"}
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for field, errors in error.error_dict.items():
        name = names.get(field, field)
        form.add_error(name if name in form.fields else None, errors)
