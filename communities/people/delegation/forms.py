"""The form of a delegation."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings

from communities.people.delegation import queries
from communities.people.delegation.enums import LENDABLE
from communities.people.enums import Capability
from communities.people.models import Membership, Person, Role
from communities.people.queries import people
from communities.people.rights import Actor
from communities.people.separation import kind_of

DAY = {"invalid": "日期须写成 2026-11-21 这样。", "required": "请填写日期。"}


class MembershipChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic only in the stubs
    """A membership, said in words."""

    def label_from_instance(self, obj: Membership) -> str:
        where = obj.organisation.name if obj.organisation else obj.jurisdiction.name
        return f"{obj.person.name} · {obj.role.name} · {where}"


class StandInForm(forms.Form):
    """Who stands in for a unit, in which role, until when, why."""

    person = forms.CharField(
        label="临时代办人",
        max_length=60,
        help_text="姓名或用户名；须在您授权的范围内",
        error_messages={"required": "请填写临时代办人的姓名。"},
    )
    role = forms.ModelChoiceField(
        Role._base_manager.none(),
        label="角色",
        empty_label="请选择",
        error_messages={"required": "请选择角色。"},
    )
    ends_on = forms.DateField(label="最后一天", help_text="当日仍有效", error_messages=DAY)
    reason = forms.CharField(
        label="事由",
        max_length=200,
        help_text="如：经办人住院，联合审查即将到期",
        error_messages={"required": "请写明事由。"},
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.able = people(actor, Capability.AUTHORISE).filter(is_active=True)
        business = [
            role.pk for role in Role.objects.filter(retired_on=None) if kind_of(role.capabilities) is None
        ]
        self.fields["role"].queryset = Role.objects.filter(  # type: ignore[attr-defined]
            pk__in=business, capabilities__contains=[Capability.DECIDE.value]
        )
        self.fields["ends_on"].help_text = f"当日仍有效；最长 {settings.DELEGATION_MAX_DAYS} 天"

    def clean_person(self) -> Person:
        text = self.cleaned_data["person"].strip()
        found: list[Person] = list(self.able.filter(username=text) or self.able.filter(name=text)[:4])
        if len(found) == 1:
            return found[0]
        if found:
            names = "、".join(person.username for person in found)
            raise forms.ValidationError(f"有几位都叫“{text}”，请改填用户名：{names}。")
        raise forms.ValidationError(f"您授权的范围内没有“{text}”。请核对姓名，或先由系统管理员登记。")


class DelegationForm(forms.Form):
    """Of which membership, to whom, what, from when to when, why."""

    membership = MembershipChoice(
        Membership._base_manager.none(),
        label="委托哪一任职的权限",
        empty_label=None,
        error_messages={
            "required": "请选择任职。",
            "invalid_choice": "这一任职不在您可以委托的范围内，请重新选择。",
        },
    )
    delegate = forms.CharField(
        label="受托人",
        max_length=60,
        help_text="姓名或用户名；须在这一任职所在地或其上级任职",
        error_messages={"required": "请填写受托人的姓名。"},
    )
    capabilities = forms.MultipleChoiceField(
        label="委托的权限",
        initial=[capability.value for capability in LENDABLE],
        widget=forms.CheckboxSelectMultiple,
        help_text="只委托这一任职本来就有的；管理人员、授权、审计、规则设定和查看个人信息不能委托",
        error_messages={"required": "请至少选一项权限。"},
    )
    starts_on = forms.DateField(label="起", help_text="当日有效", error_messages=DAY)
    ends_on = forms.DateField(label="止", help_text="当日仍有效", error_messages=DAY)
    reason = forms.CharField(
        label="事由",
        max_length=200,
        help_text="如：年休假、外出培训",
        error_messages={"required": "请写明事由。"},
    )

    def __init__(self, *args: Any, actor: Actor, memberships: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.on = actor, on
        self.fields["membership"].queryset = memberships  # type: ignore[attr-defined]
        held = {name for row in memberships for name in row.role.capabilities}
        choices = [(each.value, each.label) for each in LENDABLE if each in held]
        self.fields["capabilities"].choices = choices  # type: ignore[attr-defined]
        self.fields["starts_on"].initial = on
        self.fields["ends_on"].help_text = f"当日仍有效；最长 {settings.DELEGATION_MAX_DAYS} 天"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        membership = cleaned.get("membership")
        if membership is None:
            return cleaned
        if cleaned.get("delegate"):
            self._find(membership, cleaned["delegate"].strip(), cleaned.get("starts_on") or self.on)
        if cleaned.get("capabilities"):
            held = set(membership.role.capabilities)
            cleaned["capabilities"] = [c for c in cleaned["capabilities"] if c in held]
            if not cleaned["capabilities"]:
                self.add_error("capabilities", "这一任职没有所选的权限，请选它有的。")
        return cleaned

    def _find(self, membership: Membership, text: str, on: date) -> None:
        """The one person of that name who may take it on; else a sentence at the field."""
        able = queries.candidates(membership, max(on, self.on))
        found: list[Person] = list(able.filter(username=text) or able.filter(name=text)[:4])
        if len(found) == 1:
            self.cleaned_data["delegate"] = found[0]
        elif found:
            names = "、".join(person.username for person in found)
            self.add_error("delegate", f"有几位都叫“{text}”，请改填用户名：{names}。")
        else:
            place = membership.jurisdiction.name
            sentence = f"在“{place}”或其上级任职、可以受托的人员中没有“{text}”。"
            near = "、".join(person.name for person in able.filter(name__contains=text[:1])[:5])
            self.add_error("delegate", sentence + (f"是否要找：{near}？" if near else "请核对姓名。"))
