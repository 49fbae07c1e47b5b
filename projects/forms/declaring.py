"""Forms of declarations: about the project, an item, a lift or a dispute; about many items at once; about a record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from projects.forms.papers import PapersForm, day


class DeclareForm(PapersForm):
    """One criterion stated, with the documents that the rulebook names: a yes needs them, a no does not."""

    says_spare = False
    value = forms.ChoiceField(
        label="是否符合",
        choices=[("yes", "是"), ("no", "否")],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择是或否。"},
    )
    on = day("日期")
    note = forms.CharField(label="说明", max_length=300, required=False)


class DeclareItemsForm(DeclareForm):
    """The same about the works items that are ticked."""

    picked = forms.TypedMultipleChoiceField(
        label="改造内容",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请勾选改造内容。"},
    )
    field_order = ("picked",)

    def __init__(self, *args: Any, items: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["picked"].choices = items  # type: ignore[attr-defined]  # a choice field
