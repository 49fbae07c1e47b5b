"""Forms of third-party evaluation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from communities.models import Membership
from governance.models import EvaluationRound, SheetContent
from projects.forms.papers import day, words
from projects.models import Project


class _Projects(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic only in the stubs
    """Projects with their number and place."""

    def label_from_instance(self, obj: Project) -> str:
        return f"{obj.name}（{obj.code}，{obj.jurisdiction.name}）"


def _named(row: Membership) -> str:
    return f"{row.person.name}（{row.organisation.name if row.organisation else ''}）"


class _Evaluators(forms.Form):
    """Offers the people of third parties by their memberships."""

    def __init__(self, *args: Any, offered: Iterable[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(row.pk): row for row in offered}

    def _choices(self) -> list[tuple[str, str]]:
        return [(pk, _named(row)) for pk, row in self.offered.items()]


class RoundForm(_Evaluators):
    """What is evaluated, of which projects, by whom, until when."""

    assessment = forms.ChoiceField(label="考核评价", error_messages={"required": "请选择考核评价。"})
    title = forms.CharField(label="名称", max_length=120, error_messages={"required": "请填写名称。"})
    projects = _Projects(
        label="评价项目",
        queryset=Project._base_manager.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选择一个项目。"},
    )
    evaluators = forms.MultipleChoiceField(
        label="评价人",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选择一位评价人。"},
        help_text="每位评价人对每个所选项目各填一份评价表，公布之前互不可见",
    )
    due_on = day("提交期限", help_text="评价人的查看权限也到这一天为止")
    full_marks = forms.DecimalField(
        label="满分",
        required=False,
        max_digits=7,
        decimal_places=2,
        help_text="原文没有规定分值；不评分的留空，只写等次和意见",
        error_messages={"invalid": "满分须为数字。"},
    )
    basis = forms.CharField(
        label="评分依据", max_length=200, required=False, help_text="填写满分时须写明依据"
    )

    def __init__(
        self, *args: Any, assessments: Sequence[Any], projects: QuerySet[Project], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assessment"].choices = [(row.id, row.name) for row in assessments]  # type: ignore[attr-defined]
        self.fields["projects"].queryset = projects  # type: ignore[attr-defined]  # a model field's
        self.fields["evaluators"].choices = self._choices()  # type: ignore[attr-defined]  # a choice field's

    @property
    def chosen(self) -> list[Membership]:
        """The memberships of the evaluators chosen."""
        return [self.offered[pk] for pk in self.cleaned_data["evaluators"]]


class EvaluatorForm(_Evaluators):
    """One more evaluator of one of the round's projects."""

    project = forms.ModelChoiceField(
        label="项目",
        queryset=Project._base_manager.none(),
        error_messages={"required": "请选择项目。", "invalid_choice": "请选择本轮评价的项目。"},
    )
    evaluator = forms.ChoiceField(label="评价人", error_messages={"required": "请选择评价人。"})

    def __init__(self, *args: Any, projects: QuerySet[Project], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = projects  # type: ignore[attr-defined]  # a model field's
        self.fields["evaluator"].choices = [("", "请选择"), *self._choices()]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Membership:
        """The membership of the evaluator chosen."""
        return self.offered[self.cleaned_data["evaluator"]]


class SheetForm(forms.Form):
    """An evaluator's sheet: for each indicator his grade, and points where the body has set a scale."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    findings = words("评价意见", 4000, required=False, help_text="写明发现的情况和理由；提交前必填")
    document = forms.FileField(label="附件", required=False, help_text="公布之前只有您本人能打开")

    def __init__(
        self,
        *args: Any,
        row: EvaluationRound,
        indicators: Sequence[Any],
        content: SheetContent | None,
        **kwargs: Any,
    ) -> None:
        marks = content.marks if content else {}
        initial = {
            "revision": content.revision if content else 0,
            "findings": content.findings if content else "",
        }
        for number, one in enumerate(indicators):
            kept = marks.get(one.id, {})
            initial |= {f"grade_{number}": kept.get("grade", ""), f"points_{number}": kept.get("points", "")}
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.indicators = [one.id for one in indicators]
        for number, one in enumerate(indicators):
            self.fields[f"grade_{number}"] = forms.CharField(
                label=f"{one.name}：等次",
                max_length=20,
                required=False,
                help_text="用您自己的话，如：优、良、一般",
            )
            if row.full_marks is not None:
                self.fields[f"points_{number}"] = forms.CharField(
                    label=f"{one.name}：得分",
                    max_length=10,
                    required=False,
                    help_text=f"0 到 {row.full_marks.normalize():f} 分，最多两位小数",
                )
        self.fields["findings"].widget.attrs["rows"] = 8
        self.order_fields(
            [name for number in range(len(indicators)) for name in (f"grade_{number}", f"points_{number}")]
        )

    @property
    def marks(self) -> dict[str, dict[str, str]]:
        """{indicator: {"points", "grade"}} as typed."""
        return {
            id_: {
                "points": self.cleaned_data.get(f"points_{number}", ""),
                "grade": self.cleaned_data.get(f"grade_{number}", ""),
            }
            for number, id_ in enumerate(self.indicators)
        }
