"""Forms of acceptance, handover and warranty."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from approvals.enums import CheckResult, ParticipantRole, ReceiverKind
from approvals.models import AcceptanceCheck
from projects.forms.papers import PapersForm, day, words


class OpenForm(forms.Form):
    """The day on which the acceptance begins."""

    on = day("验收开始日期")


class ChecksForm(forms.Form):
    """The checklist: a result and a note for each works item."""

    def __init__(self, *args: Any, checks: Sequence[AcceptanceCheck], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.checks = checks
        for check in checks:
            self.fields[f"result_{check.pk}"] = forms.ChoiceField(
                label="结论", choices=CheckResult.choices, initial=check.result
            )
            self.fields[f"note_{check.pk}"] = forms.CharField(
                label="说明", max_length=300, required=False, initial=check.note
            )

    def lines(self) -> list[tuple[AcceptanceCheck, forms.BoundField, forms.BoundField]]:
        """Each line with its two fields."""
        return [(c, self[f"result_{c.pk}"], self[f"note_{c.pk}"]) for c in self.checks]

    def results(self) -> dict[int, tuple[str, str]]:
        """Id of the line -> (result, note)."""
        return {
            c.pk: (self.cleaned_data[f"result_{c.pk}"], self.cleaned_data[f"note_{c.pk}"])
            for c in self.checks
        }


class ParticipantForm(forms.Form):
    """Somebody who takes part."""

    name = forms.CharField(label="姓名", max_length=60, error_messages={"required": "请填写姓名。"})
    role = forms.ChoiceField(
        label="参加身份", choices=ParticipantRole.choices, error_messages={"required": "请选择参加身份。"}
    )
    unit = forms.CharField(label="单位", max_length=120, required=False, help_text="居民代表可写楼栋")
    is_signed = forms.BooleanField(label="已在验收单上签字", required=False)


class FindingForm(forms.Form):
    """A defect, of one item or of the whole."""

    check = forms.ChoiceField(label="改造内容", required=False)
    text = words("问题", 500)
    responsible = forms.CharField(
        label="责任单位", max_length=120, error_messages={"required": "请填写责任单位。"}
    )
    due_on = day("整改期限")

    def __init__(self, *args: Any, checks: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "整个项目"), *((str(pk), name) for pk, name in checks)]
        self.fields["check"] = forms.ChoiceField(label="改造内容", required=False, choices=choices)
        self.order_fields(["check", "text", "responsible", "due_on"])


class RectifyForm(PapersForm):
    """What was done about it."""

    text = words("整改情况", 500)
    on = day("整改完成日期")


class RecheckForm(forms.Form):
    """Good, or why not and until when."""

    result = forms.ChoiceField(
        label="复查结论",
        choices=[("good", "合格"), ("bad", "不合格，继续整改")],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择复查结论。"},
    )
    on = day("复查日期")
    text = words("复查意见", 500, required=False, help_text="不合格的须写明")
    due_on = day("新的整改期限", required=False, help_text="不合格的须写明")


class ConcludeForm(PapersForm):
    """Passed or failed, with the papers that passing takes."""

    says_spare = False
    result = forms.ChoiceField(
        label="验收结论",
        choices=[("passed", "通过"), ("failed", "未通过")],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择验收结论。"},
    )
    conclusion = words("结论说明", 500, required=False, help_text="未通过的须写明原因")
    on = day("结论日期")


class FileForm(PapersForm):
    """The filing with the authority."""

    number = forms.CharField(label="备案编号", max_length=80, error_messages={"required": "请填写备案编号。"})
    on = day("备案日期")


class HandoverForm(forms.Form):
    """Who receives."""

    kind = forms.ChoiceField(
        label="接收方", choices=ReceiverKind.choices, error_messages={"required": "请选择接收方。"}
    )
    receiver = forms.CharField(
        label="接收单位",
        max_length=120,
        help_text="单位全称；每个管线单位各列一份清单",
        error_messages={"required": "请填写接收单位。"},
    )


class EntryForm(forms.Form):
    """One thing handed over."""

    name = forms.CharField(
        label="名称",
        max_length=80,
        help_text="如：竣工图、钥匙、给水管线（DN100）",
        error_messages={"required": "请填写名称。"},
    )
    quantity = forms.DecimalField(
        label="数量",
        max_digits=12,
        decimal_places=2,
        error_messages={"required": "请填写数量。", "invalid": "请填数字，如 3 或 120.5。"},
    )
    unit = forms.CharField(
        label="计量单位", max_length=20, initial="份", error_messages={"required": "请填写计量单位。"}
    )
    note = forms.CharField(label="备注", max_length=200, required=False)
    document = forms.FileField(
        label="文件", required=False, help_text="可不附；附上的按名称存入项目档案，补齐归档缺件也在这里上传"
    )


class SignForm(PapersForm):
    """Who signed, when, with the receipt."""

    signer = forms.CharField(label="签收人", max_length=60, error_messages={"required": "请填写签收人。"})
    signed_on = day("签收日期")


class HandoverConcludeForm(PapersForm):
    """The day; the signed lists are the proof."""

    on = day("办结日期")


class TermForm(PapersForm):
    """The design life or the contract's term."""

    years = forms.IntegerField(
        label="年限",
        help_text="年",
        error_messages={"required": "请填写年限。", "invalid": "请填整数。"},
    )
