"""Forms of what keeps a neighbourhood, with the papers that the rulebook demands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from communities.people.rights import Actor
from communities.records.models import Document
from communities.records.services import store
from communities.tenancy.models import Jurisdiction
from communities.upkeep.choosing import Choice, Option
from communities.upkeep.models import BodyKind

DAY = {"invalid": "日期请写成 2026-11-21。", "required": "请填写日期。"}


class _PapersForm(forms.Form):
    """`wanted` are demanded by the rulebook; where it demands none, `spare` may be attached."""

    def __init__(self, *args: Any, wanted: Sequence[str], spare: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wanted = tuple(wanted)
        self.names = self.wanted or (spare,)
        for number, name in enumerate(self.names):
            self.fields[f"file_{number}"] = forms.FileField(
                label=name,
                required=not self.is_service_asked and (name in self.wanted or self.is_compulsory),
                error_messages={"required": f"请上传{name}。"},
            )

    is_compulsory = False
    is_service_asked = False
    """What was filled in decides whether a paper is compulsory: the service says so."""

    def papers(self, *, jurisdiction: Jurisdiction, by: Actor) -> list[tuple[str, Document]]:
        """(name, document) of those given; taken on record here."""
        return [
            (name, store(file=file, filename=file.name, kind=name, jurisdiction=jurisdiction, by=by))
            for number, name in enumerate(self.names)
            if (file := self.cleaned_data.get(f"file_{number}"))
        ]

    def plain(self) -> dict[str, Any]:
        """What was filled in besides the papers."""
        return {name: value for name, value in self.cleaned_data.items() if not name.startswith("file_")}


class BodyForm(_PapersForm):
    """A body of the owners as formed."""

    kind = forms.ChoiceField(label="形式", choices=BodyKind.choices)
    name = forms.CharField(label="名称", max_length=120, error_messages={"required": "请填写名称。"})
    formed_on = forms.DateField(label="成立日期", error_messages=DAY)
    term_until = forms.DateField(label="任期至", required=False, error_messages=DAY)
    filing_number = forms.CharField(label="备案或公告文号", max_length=80, required=False)


class EndForm(_PapersForm):
    """The end of a body or a mode."""

    on = forms.DateField(label="终止日期", error_messages=DAY)


class ContractForm(_PapersForm):
    """A signed property service contract."""

    is_compulsory = True
    company = forms.CharField(
        label="物业服务单位", max_length=120, error_messages={"required": "请填写物业服务单位。"}
    )
    standard = forms.CharField(label="服务标准", max_length=200, required=False)
    fee = forms.DecimalField(
        label="收费标准",
        max_digits=8,
        decimal_places=2,
        min_value=0,
        required=False,
        help_text="元每平方米每月",
        error_messages={"invalid": "请填数字，如 0.80。", "min_value": "不能为负。"},
    )
    signed_on = forms.DateField(label="签订日期", error_messages=DAY)
    starts_on = forms.DateField(label="服务自", error_messages=DAY)
    ends_on = forms.DateField(label="服务至", required=False, error_messages=DAY)


class ModeForm(_PapersForm):
    """A management mode as the residents settled it. Every mode is offered; the rulebook's refusal names the clause."""

    mode = forms.ChoiceField(
        label="管理方式", widget=forms.RadioSelect, error_messages={"required": "请选择管理方式。"}
    )
    services = forms.CharField(
        label="服务内容", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    fee = forms.DecimalField(
        label="收费标准",
        max_digits=8,
        decimal_places=2,
        min_value=0,
        required=False,
        help_text="元每平方米每月",
        error_messages={"invalid": "请填数字，如 0.80。", "min_value": "不能为负。"},
    )
    unit = forms.CharField(label="管理单位", max_length=120, required=False)
    from_on = forms.DateField(label="开始日期", error_messages=DAY)

    def __init__(self, *args: Any, choice: Choice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["mode"])
        field.choices = [(one.mode.id, _words(one, choice)) for one in choice.options]


def _words(option: Option, choice: Choice) -> str:
    if option is choice.proposed:
        return f"{option.mode.name}（按先后次序应选这一种）"
    if option.answer.is_yes:
        return str(option.mode.name)
    return f"{option.mode.name}（条件{option.answer.answer.label}）"


MONEY = {"invalid": "请填金额，如 125000.00。", "min_value": "金额不能为负。"}


class FundForm(_PapersForm):
    """The maintenance fund as it stands, or who pays until there is one."""

    is_service_asked = True
    set_up_on = forms.DateField(
        label="建立日期", required=False, help_text="尚未建立的留空", error_messages=DAY
    )
    account = forms.CharField(label="专户", max_length=120, required=False)
    raised = forms.DecimalField(
        label="首次归集金额",
        max_digits=18,
        decimal_places=2,
        min_value=0,
        required=False,
        error_messages=MONEY,
    )
    balance = forms.DecimalField(
        label="余额", max_digits=18, decimal_places=2, min_value=0, required=False, error_messages=MONEY
    )
    balance_on = forms.DateField(label="余额日期", required=False, error_messages=DAY)
    pays_until_then = forms.CharField(
        label="建立以前由谁承担维修", max_length=120, required=False, help_text="尚未建立的必填"
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class PartyForm(forms.Form):
    """A Party organisation that covers the neighbourhood."""

    name = forms.CharField(
        label="党组织名称", max_length=120, error_messages={"required": "请填写党组织名称。"}
    )
    from_on = forms.DateField(label="开始日期", error_messages=DAY)


class PartyEndForm(forms.Form):
    """Its end."""

    on = forms.DateField(label="终止日期", error_messages=DAY)
