"""What the forms share: a place by name, an organisation and its place, refusals said at their fields."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator

from communities.people import queries
from communities.people.enums import Capability
from communities.people.models import Organisation, Role
from communities.people.rights import Actor
from communities.tenancy.models import SEGMENT, Jurisdiction


class SaidForm(forms.Form):
    """A form that names what is wanting: 请填写姓名 instead of a field that is compulsory."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            verb = "请选择" if isinstance(field, forms.ChoiceField | forms.ModelChoiceField) else "请填写"
            if field.error_messages["required"] is forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = f"{verb}{field.label}。"


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


class _ByDistrict(ModelChoiceIterator):  # type: ignore[type-arg]  # generic only in the stubs
    """Organisations under the names of the places right below the top: a list of hundreds is found through."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        names = dict(Jurisdiction.objects.filter(depth__lte=2).values_list("path", "name"))
        for path, rows in groupby(self.queryset, key=lambda row: row.jurisdiction.path[: 2 * SEGMENT]):
            yield names.get(path, ""), [self.choice(row) for row in rows]


class OrganisationField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic only in the stubs
    """One of the organisations given, ordered by place."""

    iterator = _ByDistrict


class ThereForm(SaidForm):
    """An organisation, a place (else where the organisation lies) and a role, where the actor holds `capability`."""

    capability = Capability.PEOPLE

    organisation = OrganisationField(
        Organisation._base_manager.none(),
        label="单位",
        required=False,
        empty_label="请选择；不在单位的，只填任职地点",
    )
    place = PlaceField(label="任职地点", required=False, help_text="名称或代码，不填即单位所在地")
    role = forms.ModelChoiceField(Role._base_manager.none(), label="角色", empty_label="请选择")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].queryset = queries.given_roles()  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = queries.with_members(actor, self.capability)  # type: ignore[attr-defined]
        self.fields["place"].queryset = queries.places(actor, self.capability).select_related("parent")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        organisation = cleaned.get("organisation")
        if not cleaned.get("place") and "place" not in self.errors:
            if organisation is None:
                self.add_error("place", "没有选择单位时，请填写任职地点。")
            else:
                cleaned["place"] = organisation.jurisdiction
        return cleaned


def show(error: ValidationError, form: forms.Form) -> None:
    """Say a service's refusal at the field it is about, else over the form."""
    names = {"jurisdiction": "place", "proposed_role": "role"}
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for field, errors in error.error_dict.items():
        name = names.get(field, field)
        form.add_error(name if name in form.fields else None, errors)
