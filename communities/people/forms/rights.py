"""Forms of the security administrator: memberships and roles."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from communities.people.enums import Capability
from communities.people.forms.fields import SaidForm, ThereForm
from communities.people.labels import CAPABILITY_GROUPS


class MembershipForm(ThereForm):
    """A role at a place, perhaps for an organisation, for a period."""

    capability = Capability.AUTHORISE

    starts_on = forms.DateField(label="起", help_text="当日有效", initial=date.today)
    ends_on = forms.DateField(label="止", required=False, help_text="当日仍有效；不填为长期")
    field_order = ["role", "organisation", "place", "starts_on", "ends_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].help_text = "申报和作决定须代表单位"
        self.fields["organisation"].empty_label = "不代表单位"  # type: ignore[attr-defined]
        self.fields["place"].help_text = "权限及于此地和下级；名称或代码，不填即单位所在地"

    def seat(self) -> dict[str, Any]:
        """The cleaned values as `services.appoint` takes them."""
        names = ("role", "organisation", "starts_on", "ends_on")
        return {
            "jurisdiction": self.cleaned_data["place"],
            **{name: self.cleaned_data[name] for name in names},
        }


class EndForm(SaidForm):
    """The last day of a membership."""

    on = forms.DateField(label="最后一天", help_text="当日仍有效；早于开始日期即撤销这次任职")


class RoleForm(SaidForm):
    """A role's name, sentence and capabilities, by group."""

    name = forms.CharField(label="角色名称", max_length=60)
    description = forms.CharField(label="说明", max_length=200, help_text="一句话：这个角色做什么、不做什么")
    capabilities = forms.MultipleChoiceField(
        label="权限",
        choices=[(group, [(c.value, c.label) for c in found]) for group, found in CAPABILITY_GROUPS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    needs_second_factor = forms.BooleanField(
        label="须用第二重验证登录",
        required=False,
        help_text="任此角色的人进入本地区前，须再用验证器或安全密钥证明身份",
    )
