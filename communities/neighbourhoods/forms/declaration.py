"""Forms of a declaration: one neighbourhood, or many with one paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from communities.neighbourhoods.declaring import actor_name, is_recorded_for, recorded_by
from communities.people.models import Organisation
from communities.people.rights import Actor
from communities.records.models import Document
from communities.records.services import store
from communities.rulebooks.queries import Adopted
from communities.tenancy.models import Jurisdiction
from policies.pack.rows import Criterion

OTHER = "证明材料"
"""The name of a paper where the rulebook names none, but one is compulsory or wanted."""


class DeclarationForm(forms.Form):
    """Yes or no, by whom, on which day, with which papers. A paper filed before may be used again."""

    value = forms.TypedChoiceField(
        label="是否符合",
        choices=[("yes", "是"), ("no", "否")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    organisation = forms.TypedChoiceField(label="申报单位", coerce=int)
    on = forms.DateField(label="日期", widget=forms.DateInput)
    note = forms.CharField(label="说明", max_length=300, required=False)

    def __init__(
        self,
        *args: Any,
        criterion: Criterion,
        adopted: Adopted,
        organisations: Sequence[Organisation],
        filed: Iterable[Document] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criterion = criterion
        self.names = tuple(criterion.evidence) or (OTHER,)
        self.is_recorded = is_recorded_for(adopted, criterion.by or "")
        self.stated_by = actor_name(adopted, criterion.by or "")
        self.act = recorded_by(criterion, adopted)
        whose = cast(forms.ChoiceField, self.fields["organisation"])
        whose.choices = [(one.pk, one.name) for one in organisations]
        if len(organisations) == 1:
            whose.initial = organisations[0].pk
            whose.widget = forms.HiddenInput()
        self.fields["on"].initial = timezone.localdate
        self._by_id = {document.pk: document for document in filed}
        for place, name in enumerate(self.names):
            self.fields[f"file_{place}"] = forms.FileField(label=name, required=False)
            again = [
                (d.pk, f"{d.filename}({d.uploaded_at:%Y-%m-%d})")
                for d in self._by_id.values()
                if d.kind == name
            ]
            if again:
                self.fields[f"filed_{place}"] = forms.TypedChoiceField(
                    label=f"或用已存档的{name}",
                    choices=[("", "不用"), *again],
                    coerce=int,
                    empty_value=None,
                    required=False,
                )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for place, name in enumerate(self.names):
            if data.get(f"file_{place}") or data.get(f"filed_{place}"):
                continue
            if self.is_recorded:
                self.add_error(f"file_{place}", f"代{self.stated_by}录入，须附材料。")
            elif data.get("value") and self.criterion.evidence:
                self.add_error(f"file_{place}", f"申报“是”须附《{name}》({self.criterion.source})。")
        if (on := data.get("on")) and on > timezone.localdate():
            self.add_error("on", "日期不能晚于今天。")
        return data

    def papers(self, *, jurisdiction: Jurisdiction, by: Actor) -> list[tuple[str, Document]]:
        """The documents of a valid form; what was uploaded is filed at the place. Raises `ValidationError` by field."""
        found: list[tuple[str, Document]] = []
        for place, name in enumerate(self.names):
            upload: UploadedFile[bytes] | None = self.cleaned_data.get(f"file_{place}")
            again = self.cleaned_data.get(f"filed_{place}")
            if upload:
                try:
                    document = store(
                        file=upload, filename=upload.name or name, kind=name, jurisdiction=jurisdiction, by=by
                    )
                except ValidationError as error:
                    raise ValidationError({f"file_{place}": error.messages}) from error
                found.append((name, document))
            elif again:
                found.append((name, self._by_id[again]))
        return found

    @property
    def evidence_fields(self) -> list[Any]:
        """The bound fields of the papers, for the page."""
        return [self[name] for name in self.fields if name.startswith(("file_", "filed_"))]


class BulkDeclarationForm(DeclarationForm):
    """The same for ticked neighbourhoods, or for all that the filter shows."""

    picked = forms.TypedMultipleChoiceField(coerce=int, required=False, choices=[])
    everything = forms.BooleanField(label="对筛选出的全部小区申报（不限于本页勾选的）", required=False)

    def __init__(self, *args: Any, offered: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        picked = cast(forms.ChoiceField, self.fields["picked"])
        picked.choices = [(pk, str(pk)) for pk in offered]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("picked") and not data.get("everything") and "picked" not in self.errors:
            raise ValidationError("请勾选要申报的小区，或勾选“全部”。")
        return data
