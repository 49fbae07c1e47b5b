"""Forms of reviews: convening, an opinion, a paper, who came, the conclusion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from approvals.enums import OpinionKind
from approvals.models import Reviewer
from approvals.review.services.papers import LONGEST_FIELD, MOST_PEOPLE

DAY = {"invalid": "日期请写成 2026-11-21。"}
WHOLE = {"invalid": "请填整数。", "min_value": "须在 1 以上。", "max_value": "数字过大。"}


def _text(
    label: str, longest: int, *, required: bool = False, rows: int = 2, hint: str = ""
) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": f"请填写{label}。"},
    )


class ConveneForm(forms.Form):
    """Until when, who joins, whether the fast track is asked for. The rulebook's own reviewers are always asked."""

    working_days = forms.IntegerField(
        label="意见时限",
        min_value=1,
        max_value=32767,
        required=False,
        help_text="工作日。文件没有规定期限，由召集单位确定；按官方工作日历推算截止日，调休上班日计入",
        error_messages=WHOLE,
    )
    due_on = forms.DateField(
        label="意见截止日",
        required=False,
        help_text="只在官方工作日历还没有公布的年份填写",
        error_messages=DAY,
    )
    fast_track = forms.BooleanField(label="申请快速办理", required=False)
    added = _text("增加的审查单位", 500, hint="一行一个单位，可不填")
    note = _text("说明", 500, hint="写给审查单位，可不填")

    def __init__(
        self, *args: Any, open_list: bool, fast_track: str, actors: Mapping[str, str], **kwargs: Any
    ) -> None:
        """`fast_track`: its name, empty where there is none; `actors`: id of each actor by its name."""
        super().__init__(*args, **kwargs)
        self.actors = actors
        if fast_track:
            self.fields["fast_track"].label = f"申请{fast_track}"
        else:
            del self.fields["fast_track"]
        if not open_list:
            del self.fields["added"]

    def clean_added(self) -> list[str]:
        """A unit that the rulebook knows by its id, any other by its name."""
        names = (line.strip() for line in self.cleaned_data["added"].splitlines())
        return [self.actors.get(name, name) for name in names if name]


class OpinionForm(forms.Form):
    """An opinion with its reason or conditions, and remarks on fields of the papers."""

    opinion = forms.ChoiceField(
        label="意见",
        choices=OpinionKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择意见。"},
    )
    reason = _text("理由", 500, hint="不同意的须写明")
    conditions = _text("条件", 500, hint="附条件同意的须写明")
    signer = forms.CharField(label="签署人", max_length=60, error_messages={"required": "请填写签署人。"})
    signed_on = forms.DateField(label="签署日期", error_messages={**DAY, "required": "请填写签署日期。"})
    document = forms.FileField(label="签字或盖章的原件", required=False)

    def __init__(self, *args: Any, remarks_on: Sequence[str], is_recorded: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.remarks_on = remarks_on
        for number, name in enumerate(remarks_on):
            self.fields[f"remark_{number}"] = _text(f"对“{name}”的意见", 500)
        if is_recorded:
            document = self.fields["document"]
            document.required = True
            document.error_messages["required"] = "代为录入的意见须附签字或盖章的原件。"

    def main_fields(self) -> list[forms.BoundField]:
        """All but the remarks."""
        return [field for field in self.visible_fields() if not field.name.startswith("remark_")]

    def remark_fields(self) -> list[forms.BoundField]:
        """One for each field of the papers."""
        return [field for field in self.visible_fields() if field.name.startswith("remark_")]

    def remarks(self) -> list[dict[str, str]]:
        """By field, those that say something."""
        told = ((name, self.cleaned_data[f"remark_{n}"]) for n, name in enumerate(self.remarks_on))
        return [{"field": name, "text": text} for name, text in told if text.strip()]


class OutputForm(forms.Form):
    """The fields of a paper; incomplete ones are kept too."""

    def __init__(self, *args: Any, names: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names
        for number, name in enumerate(names):
            self.fields[f"field_{number}"] = _text(name, LONGEST_FIELD, rows=3)
        self.fields["number"] = forms.CharField(label="文号", max_length=80, required=False)

    @staticmethod
    def values_of(names: Sequence[str], fields: Mapping[str, str], number: str) -> dict[str, str]:
        """What has been filled in so far, as the form's first values."""
        return {f"field_{n}": fields.get(name, "") for n, name in enumerate(names)} | {"number": number}

    def texts(self) -> dict[str, str]:
        """By field of the paper."""
        return {name: self.cleaned_data[f"field_{n}"] for n, name in enumerate(self.names)}


class AttendanceForm(forms.Form):
    """How many came for each reviewer; empty = not recorded."""

    def __init__(self, *args: Any, reviewers: Sequence[Reviewer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reviewers = reviewers
        for row in reviewers:
            self.fields[f"came_{row.pk}"] = forms.IntegerField(
                label=row.name, min_value=0, max_value=MOST_PEOPLE, required=False, error_messages=WHOLE
            )

    def attended(self) -> dict[str, int]:
        """By the reviewer's key, of whom a number was given."""
        given = ((row.key, self.cleaned_data[f"came_{row.pk}"]) for row in self.reviewers)
        return {key: number for key, number in given if number is not None}


class ConcludeForm(forms.Form):
    """The words of the conclusion, and what the page said it would be."""

    text = _text("结论说明", 500, hint="可不填；写入会议纪要")
    result = forms.CharField(widget=forms.HiddenInput, required=False)


class CancelForm(forms.Form):
    """Why a round ends without a conclusion."""

    reason = _text("撤销理由", 500, required=True)
