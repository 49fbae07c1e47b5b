"""Forms on the pages of the pool and of moving a project."""

from __future__ import annotations

from django import forms

from projects.enums import Batch


class BatchForm(forms.Form):
    """The batch of the ticked projects."""

    batch = forms.ChoiceField(label="批次", choices=[("", "未分批"), *Batch.choices], required=False)


class GradeForm(forms.Form):
    """A grade for a step of the order that the rulebook leaves to people."""

    project = forms.IntegerField(widget=forms.HiddenInput)
    priority = forms.CharField(widget=forms.HiddenInput)
    value = forms.IntegerField(label="评级", min_value=1, max_value=99, required=False)


class ReasonForm(forms.Form):
    """Why a project is sent back or taken out."""

    reason = forms.CharField(
        label="理由",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明理由，提出单位据此修改。"},
    )


class WorksForm(forms.Form):
    """Start or finish the ticked works items, as of a day."""

    act = forms.ChoiceField(choices=[("start", "开工"), ("finish", "完成")])
    on = forms.DateField(label="日期", error_messages={"invalid": "日期请写成 2026-11-21。"})
