"""Forms of the annual plan."""

from __future__ import annotations

from typing import Any

from django import forms

from approvals.enums import AdjustmentKind
from approvals.plan.services.drafting import FIRST_YEAR, LAST_YEAR
from communities.models import Jurisdiction

DOCUMENT_NO = {"required": "请填写文号，如：青建发〔2026〕11号。"}
DAY = {"required": "请填写日期。", "invalid": "请按 2026-11-21 的样式填写日期。"}


class YearForm(forms.Form):
    """The year to open."""

    year = forms.IntegerField(
        label="年度",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages={"required": "请填写年度。", "invalid": "请填四位数的年度，如 2027。"},
    )


class NominateForm(forms.Form):
    """A word on why these projects; the projects are ticked in the list."""

    note = forms.CharField(label="说明", max_length=300, required=False, help_text="可不填，随提名保存")


class ConfirmForm(forms.Form):
    """The paper's number and day, and what to do where a project is blocked."""

    document_no = forms.CharField(label="文号", max_length=80, error_messages=DOCUMENT_NO)
    confirmed_on = forms.DateField(label="确认日期", error_messages=DAY)
    explanation = forms.CharField(
        label="说明",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="超出财政承受能力的须写明；写入确认文件",
    )
    all_or_nothing = forms.BooleanField(
        label="有一个项目不能通过，就全部不确认", required=False, help_text="不勾选时，不能通过的留在草案"
    )


class AdjustForm(forms.Form):
    """What a numbered adjustment does, under which document, why."""

    kind = forms.ChoiceField(
        label="调整内容",
        choices=[
            (AdjustmentKind.REMOVE, "调出计划（尚在计划阶段的退回储备库，已往后走的撤回）"),
            (AdjustmentKind.FIGURES, "数字调整（按项目现有数字）"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择调整内容。"},
    )
    document_no = forms.CharField(label="文号", max_length=80, error_messages=DOCUMENT_NO)
    on = forms.DateField(label="日期", error_messages=DAY)
    reason = forms.CharField(
        label="理由",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明调整的理由。"},
    )


class CapacityForm(forms.Form):
    """What a place's budget can bear."""

    place = forms.ModelChoiceField(
        Jurisdiction._base_manager.none(),
        label="地区",
        empty_label="请选择",
        error_messages={
            "required": "请选择地区。",
            "invalid_choice": "您的单位不能填报这一地区，请重新选择。",
        },
    )
    amount = forms.DecimalField(
        label="可承受财政支出",
        max_digits=18,
        decimal_places=2,
        min_value=0,
        help_text="元，本年度可用于老旧小区改造的财政支出",
        error_messages={
            "required": "请填写金额。",
            "invalid": "请填数字，如 120000000 或 120000000.00。",
            "min_value": "不能为负。",
            "max_decimal_places": "金额精确到分，小数最多两位。",
        },
    )
    basis = forms.CharField(
        label="依据",
        max_length=200,
        help_text="如：财政承受能力评估报告的文号",
        error_messages={"required": "请写明依据。"},
    )
    document = forms.FileField(label="评估报告", required=False, help_text="可不附；更正时不附即保留原件")

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]  # a ModelChoiceField
