"""Forms that take papers under the rulebook's names: a new upload, or one that lies on the project's file already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from communities.models import Document, Jurisdiction
from communities.people.rights import Actor
from communities.records.services import store

DAY = {"invalid": "日期请写成 2026-11-21。", "required": "请填写日期。"}


def day(label: str, **more: Any) -> forms.DateField:
    """A day; what was typed stays."""
    return forms.DateField(label=label, error_messages=DAY, **more)


def words(label: str, length: int, *, required: bool = True, help_text: str = "") -> forms.CharField:
    """A few lines of text."""
    return forms.CharField(
        label=label,
        max_length=length,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": f"请填写{label}。"},
    )


class PapersForm(forms.Form):
    """`wanted` must be given, `offered` may be; `on_file` are the documents of the project's file by name."""

    says_spare = True
    """Whether what is only offered says so; not where it depends on the answer given."""

    def __init__(
        self,
        *args: Any,
        wanted: Sequence[str] = (),
        offered: Sequence[str] = (),
        on_file: Mapping[str, Sequence[Document]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.wanted = tuple(wanted)
        self.names = tuple(dict.fromkeys([*wanted, *offered]))
        self.on_file = {
            name: {str(d.pk): d for d in documents} for name, documents in (on_file or {}).items()
        }
        for number, name in enumerate(self.names):
            self.fields[f"file_{number}"] = forms.FileField(
                label=f"{name}（可不附）" if self.says_spare and name not in self.wanted else name,
                required=False,
            )
            if filed := self.on_file.get(name):
                choices = [("", "另行上传"), *((pk, document.filename) for pk, document in filed.items())]
                self.fields[f"filed_{number}"] = forms.ChoiceField(
                    label=f"{name}：用档案中已有的", choices=choices, required=False
                )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number, name in enumerate(self.names):
            is_given = cleaned.get(f"file_{number}") or cleaned.get(f"filed_{number}")
            if name in self.wanted and not is_given and f"file_{number}" not in self.errors:
                self.add_error(f"file_{number}", f"请上传{name}，或选用档案中已有的。")
        return cleaned

    def papers(self, *, jurisdiction: Jurisdiction, by: Actor) -> list[tuple[str, Document]]:
        """(name, document) of those given; uploads are taken on record here."""
        given = []
        for number, name in enumerate(self.names):
            if file := self.cleaned_data.get(f"file_{number}"):
                document = store(file=file, filename=file.name, kind=name, jurisdiction=jurisdiction, by=by)
                given.append((name, document))
            elif pk := self.cleaned_data.get(f"filed_{number}"):
                given.append((name, self.on_file[name][pk]))
        return given

    def plain(self) -> dict[str, Any]:
        """What was filled in besides the papers."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if not name.startswith(("file_", "filed_"))
        }
