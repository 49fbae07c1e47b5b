"""Forms of assignments."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from communities.models import Membership, Organisation, Person
from projects.enums import Purpose
from projects.forms.papers import day, words


class AssignmentForm(forms.Form):
    """Whom, for what, how long. `offered`: the people who may be given it, each with what their unit takes."""

    who = forms.ChoiceField(label="受托人员", error_messages={"required": "请选择受托人员。"})
    purpose = forms.ChoiceField(
        label="办理事项", choices=Purpose.choices, error_messages={"required": "请选择办理事项。"}
    )
    starts_on = day("起")
    ends_on = day("止", help_text="当天仍然有效，次日自动收回")
    reason = words("事由", 200, required=False, help_text="如委托合同名称和编号")

    def __init__(self, *args: Any, offered: Iterable[tuple[Membership, tuple[Purpose, ...]]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        given = list(offered)
        self.people = {str(row.pk): row.person for row, _ in given}
        self.units = {str(row.pk): row.organisation for row, _ in given if row.organisation is not None}
        labels = [(str(row.pk), _named(row, purposes)) for row, purposes in given]
        self.fields["who"].choices = [("", "请选择"), *labels]  # type: ignore[attr-defined]  # a choice field's

    @property
    def person(self) -> Person:
        """The person chosen."""
        return self.people[self.cleaned_data["who"]]

    @property
    def unit(self) -> Organisation:
        """The unit for which he was offered."""
        return self.units[self.cleaned_data["who"]]


class EndAssignmentForm(forms.Form):
    """Why an assignment is taken back."""

    reason = words("结束原因", 200)


def _named(row: Membership, purposes: Iterable[Purpose]) -> str:
    unit = row.organisation.name if row.organisation else ""
    return f"{row.person.name}（{unit}，可承担{'、'.join(str(one.label) for one in purposes)}）"
