"""Forms of money: percentages, sources, arrivals and payments, countering, awarding."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms

from communities.rulebooks.labels import CHANNEL_KINDS
from communities.rulebooks.queries import Adopted
from funding.enums import PAYER_CHOICES
from funding.models import FundingSource
from funding.queries import RuleLine
from policies.costs import percent_text
from policies.pack import OPEN
from policies.vocabulary import PAYER_NAMES, PAYERS

AMOUNT = {
    "required": "请填写金额，单位为元。",
    "invalid": "请填数字，如 1200 或 1200.50。",
    "min_value": "金额不能为负。",
}
PERCENT = {"invalid": "请填数字，如 20 或 12.5。", "max_decimal_places": "最多四位小数。"}
DAY = {"required": "请填写日期，如 2026-11-21。", "invalid": "日期请按 2026-11-21 的样子填写。"}


def _amount(label: str, **more: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, max_digits=18, decimal_places=2, min_value=0, error_messages=AMOUNT, **more
    )


def _paper(label: str = "附件", help_text: str = "") -> forms.FileField:
    return forms.FileField(label=label, required=False, help_text=help_text)


class PercentForm(forms.Form):
    """The percentages of one share rule: the payers that the rule names, then others who may join."""

    basis = forms.CharField(
        label="依据", max_length=200, required=False, help_text="如：区政府会议纪要、居民协议的名称和文号"
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, line: RuleLine, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = line.percentages
        standing = dict(known.listed)
        order = [*line.named, *(payer for payer in PAYERS if payer not in line.named)]
        self.payers = [payer for payer in order if payer not in known.fixed]
        self.named = [payer for payer in self.payers if payer in line.named]
        for payer in self.payers:
            self.fields[f"percent_{payer}"] = forms.DecimalField(
                label=PAYER_NAMES[payer],
                max_digits=7,
                decimal_places=4,
                required=False,
                initial=percent_text(standing[payer]) if payer in standing else None,
                error_messages=PERCENT,
            )
        self.fields["basis"].initial = line.entered.basis if line.entered else ""
        self.initial_revision = line.entered.revision if line.entered else 0
        self.fields["revision"].initial = self.initial_revision

    @property
    def percents(self) -> dict[str, Decimal]:
        """Payer -> percent as typed; those left empty are left out."""
        typed = {payer: self.cleaned_data[f"percent_{payer}"] for payer in self.payers}
        return {payer: percent for payer, percent in typed.items() if percent is not None}

    @property
    def typed_total(self) -> str:
        """What was typed sums to, in words; empty before anything was sent."""
        cleaned = getattr(self, "cleaned_data", {})
        typed = [cleaned.get(f"percent_{payer}") for payer in self.payers]
        known = [percent for percent in typed if percent is not None]
        return percent_text(sum(known, Decimal(0))) if known else ""

    @property
    def named_fields(self) -> list[forms.BoundField]:
        return [self[f"percent_{payer}"] for payer in self.named]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        return [self[f"percent_{payer}"] for payer in self.payers if payer not in self.named]


class SourceFiguresForm(forms.Form):
    """What of a source may be changed later."""

    planned = _amount("计划金额", help_text="元；还没有计划的填 0")
    giver = forms.CharField(
        label="出资单位", max_length=120, required=False, help_text="如：市南区财政局、青岛能源集团"
    )
    note = forms.CharField(label="说明", max_length=300, required=False)
    paper = _paper(help_text="资金文件，如下达通知、出资协议")
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @staticmethod
    def values_of(source: FundingSource) -> dict[str, Any]:
        """The source's figures as the form's first values, with the revision that the person sees."""
        return {name: getattr(source, name) for name in ("planned", "giver", "note", "revision")}


class SourceForm(SourceFiguresForm):
    """A new source of money."""

    channel = forms.ChoiceField(label="资金渠道", error_messages={"required": "请选择资金渠道。"})
    payer = forms.ChoiceField(
        label="出资方",
        choices=[("", "请选择"), *PAYER_CHOICES],
        error_messages={"required": "请选择出资方。"},
    )
    field_order = ("channel", "payer", "planned", "giver")

    def __init__(self, *args: Any, adopted: Adopted, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usable = [row for row in adopted.rulebook.rows("channels") if row.enabled != OPEN and row.enabled]
        groups = [
            (name, [(row.id, row.name) for row in usable if row.kind == kind])
            for kind, name in CHANNEL_KINDS.items()
        ]
        channel: Any = self.fields["channel"]
        channel.choices = [("", "请选择"), *((name, rows) for name, rows in groups if rows)]


class MovementForm(forms.Form):
    """An arrival or a payment. `key` makes the same form sent twice one entry."""

    amount = _amount("金额")
    on = forms.DateField(label="日期", error_messages=DAY)
    party = forms.CharField(label="对方单位", max_length=120, required=False)
    voucher = forms.CharField(label="凭证号", max_length=80, required=False)
    paper = _paper(help_text="凭证或回单")
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class CounterForm(forms.Form):
    """Why an entry is reversed, and on which day."""

    reason = forms.CharField(
        label="冲销原因", max_length=300, error_messages={"required": "请写明冲销原因。"}
    )
    on = forms.DateField(label="冲销日期", error_messages=DAY)


class AwardForm(forms.Form):
    """What goes with an award; the amount is the rulebook's."""

    document_no = forms.CharField(label="文号", max_length=80, required=False)
    note = forms.CharField(label="说明", max_length=300, required=False)
