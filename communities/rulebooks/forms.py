"""Forms: which path, which value, by which authority; taking an entry back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from communities.rulebooks.clauses import words_of
from communities.rulebooks.entering import value_field
from communities.rulebooks.labels import SECTIONS
from communities.rulebooks.queries import Adopted
from policies.errors import QuestionError


class PathForm(forms.Form):
    """Which value: one that the text leaves open, or any other path."""

    path = forms.ChoiceField(label="文件未定、由本级确定的条目", required=False)
    other = forms.CharField(
        label="或其他条目的路径", required=False, help_text="例如 QD-R-1.reviewers；写法见条文旁的编号"
    )

    def __init__(self, *args: Any, adopted: Adopted, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.adopted = adopted
        words = words_of(adopted)
        groups: dict[str, list[tuple[str, str]]] = {}
        for path in adopted.rulebook.open_paths():
            section = adopted.rulebook.place(path).section
            groups.setdefault(SECTIONS.get(section, section), []).append((path, words.path(path)))
        field = self.fields["path"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so above
        field.choices = [("", "请选择"), *groups.items()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        path = (cleaned.get("other") or "").strip() or cleaned.get("path") or ""
        if not path:
            self.add_error("path", "请选择一个条目，或写出它的路径。")
            return cleaned
        try:
            self.adopted.rulebook.place(path)
        except QuestionError as error:
            self.add_error("other" if cleaned.get("other") else "path", error.message)
        return {**cleaned, "chosen": path}


class SettleForm(forms.Form):
    """The value with its authority. Its input is made for the path."""

    basis = forms.CharField(
        label="依据", max_length=200, help_text="文件名称和文号，例如：青改办〔2024〕1号 第三条"
    )
    reason = forms.CharField(
        label="说明", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    effective_from = forms.DateField(label="生效日期", help_text="从这一天起按新的取值判定；此前的判定不变")

    field_order = ("value", "basis", "reason", "effective_from")

    def __init__(self, *args: Any, adopted: Adopted, path: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"value": adopted.overlay.get(path), "effective_from": today, **self.initial}
        self.fields["value"] = value_field(adopted, path)
        self.order_fields(self.field_order)

    def refuse(self, error: QuestionError) -> None:
        """Show a refusal of the engine at the field it concerns, with the clause that stands against it."""
        field = error.key if error.key in self.fields else "value"
        clause = f"（条款：{error.clause}）" if error.clause and error.clause not in error.message else ""
        self.add_error(field, f"{error.message}{clause}")


class WithdrawForm(forms.Form):
    """Why an entry is taken back."""

    reason = forms.CharField(label="撤回原因", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
