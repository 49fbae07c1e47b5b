"""Forms of the system administrator: who belongs to which organisation, from when to when."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from communities.people.forms.fields import SaidForm, ThereForm

PHONE = RegexValidator(r"^[0-9+\- ]{7,20}$", "请填写手机或固定电话号码，只用数字、空格和短横线。")


def phone_field() -> forms.CharField:
    """A phone number: kept encrypted, shown masked."""
    return forms.CharField(
        label="手机号码",
        max_length=20,
        required=False,
        validators=[PHONE],
        help_text="加密保存，页面上只显示前三位和后四位",
        error_messages={"max_length": "号码最多 20 位。"},
    )


class PostForm(ThereForm):
    """Where somebody belongs, and the role thought fitting."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        role.label, role.required, role.help_text = "拟授角色", False, "由安全管理员授予；不选即不请授权"
        role.empty_label = "暂不请授权"  # type: ignore[attr-defined]

    def post(self) -> dict[str, Any]:
        """The cleaned values as `services.affiliate` takes them."""
        given = {
            "jurisdiction": self.cleaned_data["place"],
            "organisation": self.cleaned_data["organisation"],
            "proposed_role": self.cleaned_data["role"],
        }
        names = ("starts_on", "ends_on", "reason")
        return given | {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class PersonForm(PostForm):
    """Somebody new: the account and the organisation."""

    username = forms.CharField(label="用户名", max_length=60, help_text="登录用，建议用拼音")
    name = forms.CharField(label="姓名", max_length=60)
    phone = phone_field()
    starts_on = forms.DateField(label="起", initial=date.today)
    ends_on = forms.DateField(label="止", required=False, help_text="不填为长期")
    field_order = ["name", "username", "phone", "organisation", "place", "role", "starts_on", "ends_on"]


class AffiliationForm(PostForm):
    """Somebody who has an account joins, or comes back."""

    starts_on = forms.DateField(label="起", initial=date.today)
    ends_on = forms.DateField(label="止", required=False, help_text="不填为长期")
    reason = forms.CharField(label="原因", max_length=200, required=False, help_text="调入、借调、返岗等")
    field_order = ["organisation", "place", "role", "starts_on", "ends_on", "reason"]


class TransferForm(PostForm):
    """Somebody moves to another organisation."""

    starts_on = forms.DateField(label="到岗日期", initial=date.today, help_text="原单位的任职到前一天为止")
    reason = forms.CharField(label="原因", max_length=200, required=False, help_text="调动文号等")
    field_order = ["organisation", "place", "role", "starts_on", "reason"]


class LeaveForm(SaidForm):
    """The last day in an organisation."""

    on = forms.DateField(label="最后一天", help_text="当日仍有效；在这个单位的任职同日结束")
    reason = forms.CharField(label="原因", max_length=200, required=False, help_text="退休、调出、借调期满等")


class AccountForm(SaidForm):
    """Why an account is disabled, or enabled again."""

    reason = forms.CharField(
        label="原因",
        max_length=200,
        help_text="长期病假、涉密检查、账号外借等；记入审计记录，并通知本人和管理员",
    )


class InvitationForm(PostForm):
    """Whom an invitation is for."""

    name = forms.CharField(label="姓名", max_length=60)
    field_order = ["name", "organisation", "place", "role"]


class JoinForm(SaidForm):
    """What somebody invited chooses himself."""

    username = forms.CharField(label="用户名", max_length=60, help_text="登录用，建议用拼音")
    password = forms.CharField(
        label="密码",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="再输一次密码",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    phone = phone_field()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "again" in cleaned and cleaned.get("password") != cleaned["again"]:
            self.add_error("again", ValidationError("两次输入的密码不一样。"))
        return cleaned
