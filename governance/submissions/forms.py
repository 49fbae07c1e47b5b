"""Forms of submitting upwards and of answering."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from governance.enums import SubmissionKind, SubmissionOutcome

KINDS = [(kind.value, kind.label) for kind in SubmissionKind if kind != SubmissionKind.RECEIPT]
ALL = "all"
"""All survey years, where an address needs a word."""


class ChoiceOfSubmission(forms.Form):
    """What to submit, and about which time."""

    kind = forms.ChoiceField(label="内容", choices=KINDS)
    month = forms.ChoiceField(label="月份", required=False, help_text="月报和月度考核")
    year = forms.ChoiceField(label="摸底年度", required=False, help_text="摸底汇总表")

    def __init__(self, months: list[date], years: list[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = [(f"{m:%Y-%m}", f"{m.year}年{m.month}月") for m in months]  # type: ignore[attr-defined]
        self.fields["year"].choices = [(ALL, "全部年度"), *((str(y), f"{y} 年") for y in years)]  # type: ignore[attr-defined]

    @property
    def period(self) -> str:
        """The part of the address that names the time."""
        given = self.cleaned_data
        is_survey = given["kind"] == SubmissionKind.SUPERIOR_TABLE
        return str(given["year"] if is_survey else given["month"])


class NoteForm(forms.Form):
    """A note that goes with the figures."""

    note = forms.CharField(
        label="上报说明", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class AnswerForm(forms.Form):
    """Taken or returned; returned says why."""

    outcome = forms.ChoiceField(label="答复", choices=SubmissionOutcome.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="原因",
        max_length=300,
        required=False,
        help_text="退回须写明",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
