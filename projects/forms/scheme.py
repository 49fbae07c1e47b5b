"""Forms of the scheme, of consultations and of displays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from communities.models import Document, Jurisdiction
from communities.people.rights import Actor
from communities.records.services import store
from projects.enums import ConsultationKind, Party, Stance
from projects.forms.papers import PapersForm, day, words
from projects.models import Scheme

FREE = "other"
"""The last file of a version: named by whoever uploads it."""


class SchemeForm(PapersForm):
    """A version: what it says, what was revised, its files by name; files of the last version may be taken over."""

    says_spare = False
    summary = words("方案要点", 500)
    changes = words("修改说明", 500, required=False, help_text="与上一版相比改了什么")

    def __init__(
        self, *args: Any, latest: Scheme | None, last: Sequence[tuple[str, Document]], **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.last = {str(document.pk): (name, document) for name, document in last}
        if latest is None:
            del self.fields["changes"]
        else:
            self.fields["changes"].required = True
            self.fields["changes"].error_messages["required"] = f"已有{latest}，请写明这一版改了什么。"
        if self.last:
            self.fields["kept"] = forms.MultipleChoiceField(
                label="沿用上一版的文件",
                required=False,
                widget=forms.CheckboxSelectMultiple,
                choices=[(pk, f"{name}：{document.filename}") for pk, (name, document) in self.last.items()],
                help_text="没有改动的文件勾选即可，不必再传",
            )
        self.fields["name"] = forms.CharField(label="其他文件的名称", max_length=80, required=False)
        self.fields[FREE] = forms.FileField(label="其他文件", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        given = [name for name in cleaned if name.startswith("file_") and cleaned[name]]
        if cleaned.get(FREE) and not cleaned.get("name"):
            self.add_error("name", "请写明这份文件的名称。")
        if not given and not cleaned.get("kept") and not cleaned.get(FREE) and not self.errors:
            raise forms.ValidationError("请至少上传一份方案文件。")
        return cleaned

    def papers(self, *, jurisdiction: Jurisdiction, by: Actor) -> list[tuple[str, Document]]:
        """Those kept, then the new ones in the order of the form. A new file takes the place of a kept one's name."""
        new = super().papers(jurisdiction=jurisdiction, by=by)
        if file := self.cleaned_data.get(FREE):
            new.append(self._free(file, jurisdiction, by))
        named = {name for name, _ in new}
        kept = [self.last[pk] for pk in self.cleaned_data.get("kept", ())]
        return [*(one for one in kept if one[0] not in named), *new]

    def _free(self, file: Any, jurisdiction: Jurisdiction, by: Actor) -> tuple[str, Document]:
        name = self.cleaned_data["name"]
        return name, store(file=file, filename=file.name, kind=name, jurisdiction=jurisdiction, by=by)


class ConsultationForm(forms.Form):
    """Begin to ask: about what, how, until when."""

    kind = forms.ChoiceField(label="征求内容", choices=ConsultationKind.choices)
    scheme = forms.ModelChoiceField(
        label="方案版本",
        queryset=Scheme._base_manager.none(),
        required=False,
        empty_label="不涉及方案",
        help_text="征求方案意见时选择",
    )
    method = forms.CharField(
        label="方式",
        max_length=120,
        help_text="如：入户、座谈会、书面函询",
        error_messages={"required": "请填写方式。"},
    )
    opened_on = day("开始日期")
    due_on = day("截止日期")


class OpinionForm(forms.Form):
    """What somebody asked said."""

    party = forms.ChoiceField(label="意见来自", choices=Party.choices)
    who = forms.CharField(
        label="单位或居民",
        max_length=120,
        help_text="如：3号楼居民12户、青岛水务集团",
        error_messages={"required": "请写明是谁的意见。"},
    )
    stance = forms.ChoiceField(label="态度", choices=Stance.choices)
    said_on = day("日期")
    text = words("意见", 500, required=False, help_text="附条件或不同意的须写明")


class AnswerForm(forms.Form):
    """The answer to one opinion."""

    is_adopted = forms.TypedChoiceField(
        label="是否采纳",
        choices=[("yes", "采纳"), ("no", "不采纳")],
        coerce=lambda text: text == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "请选择采纳或不采纳。"},
    )
    answer = words("答复", 500, help_text="采纳的写明怎样修改，不采纳的写明理由")


class CloseForm(PapersForm):
    """End a consultation."""

    outcome = words("结果和修改说明", 500, help_text="收到多少意见，采纳了哪些，方案怎样修改")
    on = day("结束日期")


class DisplayForm(forms.Form):
    """Post the scheme from a day to a day."""

    scheme = forms.ModelChoiceField(
        label="公示的方案", queryset=Scheme._base_manager.none(), required=False, empty_label="不涉及方案"
    )
    place = forms.CharField(
        label="公示地点",
        max_length=200,
        help_text="如：小区南门公告栏、各单元门口",
        error_messages={"required": "请填写公示地点。"},
    )
    from_on = day("公示自")
    to_on = day("公示至", help_text="这一天过后才能结束")


class EndForm(PapersForm):
    """End a display."""

    outcome = words("公示结果", 500, help_text="收到的异议及处理；没有异议的写明没有")
    on = day("结束日期")
