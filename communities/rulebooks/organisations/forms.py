"""The form of a new organisation."""

from __future__ import annotations

from typing import Any

from django import forms

from communities.people import queries
from communities.people.forms import PlaceField
from communities.people.rights import Actor
from policies.rulebook import Rulebook


class OrganisationForm(forms.Form):
    """An actor of the rulebook at a place of that actor's level."""

    actor = forms.ChoiceField(label="规则中的角色", help_text="申报、审查和决定按规则落到这个角色")
    name = forms.CharField(label="单位名称", max_length=120, help_text="全称，如“市南区住房和城乡建设局”")
    place = PlaceField(label="所在地", help_text="名称或统计用区划代码")

    def __init__(self, *args: Any, actor: Actor, rulebook: Rulebook, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {row.id: row for row in rulebook.rows("actors") if row.kind not in queries.WITHOUT_LOGIN}
        self.levels = {row.id: row for row in rulebook.rows("levels")}
        self.fields["actor"].choices = [  # type: ignore[attr-defined]
            ("", "请选择"),
            *((row.id, f"{row.name}({self.levels[row.level].name})") for row in self.rows.values()),
        ]
        self.fields["place"].queryset = queries.places(actor).select_related("parent")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        row, place = self.rows.get(cleaned.get("actor", "")), cleaned.get("place")
        if row and place and self._wanted(row.level) != place.level:
            level = self.levels[self._wanted(row.level)]
            self.add_error("place", f"“{row.name}”是{level.name}一级的角色，“{place.name}”不是这一级。")
        return cleaned

    def _wanted(self, level: str) -> str:
        """The level of the place: one that is no division (the neighbourhood) lies with the level above it."""
        while not self.levels[level].divisions and self.levels[level].under:
            level = self.levels[level].under
        return level

    def values(self) -> dict[str, Any]:
        """The cleaned values as `services.ensure_organisation` takes them."""
        row = self.rows[self.cleaned_data["actor"]]
        return {
            "actor_id": row.id,
            "kind": row.kind,
            "name": self.cleaned_data["name"],
            "jurisdiction": self.cleaned_data["place"],
        }
