"""Forms of the works: contracts, milestones, a month's progress and what the district says of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from communities.models import Document, Jurisdiction
from communities.people.rights import Actor
from communities.records.services import store
from projects.forms.papers import PapersForm, day, words
from projects.models import Milestone, NamedParty, Progress, Project
from projects.services import ProgressDraft
from projects.services.reporting import PHOTO

NUMBER = {
    "invalid": "请填数字，如 1200 或 1200.50。",
    "min_value": "不能为负。",
    "max_value": "不能超过 100。",
    "required": "请填写，没有的填 0。",
    "max_decimal_places": "最多两位小数。",
}


def yuan(label: str, **more: Any) -> forms.DecimalField:
    """An amount of money."""
    return forms.DecimalField(
        label=label, max_digits=18, decimal_places=2, min_value=0, error_messages=NUMBER, **more
    )


def per_cent(label: str, **more: Any) -> forms.DecimalField:
    """0 to 100."""
    return forms.DecimalField(
        label=label,
        max_digits=5,
        decimal_places=2,
        min_value=0,
        max_value=100,
        error_messages=NUMBER
        | {"max_digits": "不能超过 100，最多两位小数。", **more.pop("error_messages", {})},
        **more,
    )


class ManyFiles(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Photos, any number; from a phone the camera opens."""

    widget = ManyFiles(attrs={"accept": "image/png,image/jpeg"})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, (list, tuple)) else [data]
        return [super(PhotosField, self).clean(each, initial) for each in given if each]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data)


class ContractForm(PapersForm):
    """A signed contract with one of the parties in charge or a predecessor."""

    party = forms.ModelChoiceField(
        label="对方单位",
        queryset=NamedParty._base_manager.none(),
        empty_label="请选择",
        error_messages={"required": "请选择对方单位。"},
        help_text="列出“开工准备”中登记的责任主体",
    )
    number = forms.CharField(label="合同编号", max_length=80, error_messages={"required": "请填写合同编号。"})
    title = forms.CharField(
        label="合同内容",
        max_length=150,
        help_text="如：一标段施工；方案和施工图设计",
        error_messages={"required": "请填写合同内容。"},
    )
    amount = yuan("合同金额", required=False, help_text="元，没有约定的不填")
    signed_on = day("签订日期")
    starts_on = day("约定开工", required=False)
    ends_on = day("约定完工", required=False)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["party"]
        field.queryset = NamedParty.objects.filter(project=project).order_by("role", "-id")
        field.label_from_instance = lambda row: (
            f"{row.get_role_display()}：{row.name}{'（前任）' if row.until_on else ''}"
        )


class MilestoneForm(forms.Form):
    """A node of the works."""

    name = forms.CharField(
        label="节点",
        max_length=120,
        help_text="如：进场、管网完成、主体完成、竣工",
        error_messages={"required": "请填写节点名称。"},
    )
    planned_on = day("计划日期")
    planned_percent = per_cent(
        "计划形象进度", required=False, help_text="到这一天全项目应达到的形象进度；不作要求的不填"
    )


class MilestoneChangeForm(MilestoneForm):
    """The same anew, with the reason."""

    reason = words("调整原因", 300)

    @staticmethod
    def values_of(row: Milestone) -> dict[str, Any]:
        """The node as it is planned."""
        return {name: getattr(row, name) for name in MilestoneForm.base_fields}


class ReachForm(forms.Form):
    """The node is reached."""

    reached_on = day("完成日期")
    delay_reason = words("延误原因", 300, required=False, help_text="晚于计划日期的必须写明")


class FiguresForm(forms.Form):
    """Progress of one works item in a month."""

    physical = per_cent("形象进度（累计）", error_messages={"required": "请填写形象进度。"})
    invested = yuan("本月完成投资")
    paid = yuan("本月支付")
    note = forms.CharField(label="说明", max_length=500, required=False)
    delay_reason = forms.CharField(label="滞后原因", max_length=300, required=False)
    photos = PhotosField(label="现场照片", required=False, help_text="PNG、JPG，可选多张")

    FIGURES = ("physical", "invested", "paid", "note", "delay_reason")

    @classmethod
    def values_of(cls, row: Progress | None) -> dict[str, Any]:
        """What was reported already, as first values."""
        return {} if row is None else {name: getattr(row, name) for name in cls.FIGURES}

    def figures(self) -> dict[str, Any]:
        """What was filled in besides the photos."""
        return {name: self.cleaned_data[name] for name in self.FIGURES}

    def kept_photos(self, *, jurisdiction: Jurisdiction, by: Actor) -> list[Document]:
        """The photos, taken on record here. Raises `ValidationError`."""
        return [
            store(file=file, filename=file.name, kind=PHOTO, jurisdiction=jurisdiction, by=by)
            for file in self.cleaned_data["photos"]
        ]


class LineForm(FiguresForm):
    """One item among those of a month; a line in which nothing was changed is not sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"empty_permitted": True, "use_required_attribute": False}
        super().__init__(*args, **kwargs)

    @staticmethod
    def drafts(
        lines: Iterable[tuple[Any, LineForm]], *, jurisdiction: Jurisdiction, by: Actor
    ) -> list[ProgressDraft]:
        """(works item, form) of the lines that were changed, as drafts."""
        return [
            ProgressDraft(item, photos=form.kept_photos(jurisdiction=jurisdiction, by=by), **form.figures())
            for item, form in lines
            if form.has_changed()
        ]


class CorrectionForm(FiguresForm):
    """New figures in the place of confirmed ones."""

    reason = words("更正原因", 300)
    field_order = ("reason",)


class ReturnForm(forms.Form):
    """Send a row back."""

    reason = words("退回原因", 300, help_text="写明哪里不对、要怎样改，填报单位会看到")
