"""Forms of cases and duties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from communities.models import Jurisdiction, Neighbourhood, Organisation
from governance.enums import SOURCES, CaseKind, Severity

DAY = {"invalid": "日期请写成 2026-11-21。"}
MOST_PLACES = 80
"""Ours: places that a form ticks one by one; of more it takes all, or all of one area."""


def _day(label: str, *, required: bool = True, hint: str = "") -> forms.DateField:
    return forms.DateField(
        label=label, required=required, help_text=hint, error_messages={**DAY, "required": f"请填写{label}。"}
    )


def _text(
    label: str, longest: int = 2000, *, required: bool = True, hint: str = "", rows: int = 4
) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": f"请填写{label}。"},
    )


def _paper(label: str, *, required: bool = False, hint: str = "") -> forms.FileField:
    return forms.FileField(
        label=label, required=required, help_text=hint, error_messages={"required": f"请附上{label}。"}
    )


class CaseForm(forms.Form):
    """An inspection or a complaint; its source says which of the two it is."""

    source = forms.ChoiceField(
        label="来源",
        choices=[("", "请选择")]
        + [(kind.label, [(one.value, one.label) for one in sources]) for kind, sources in SOURCES.items()],
        error_messages={"required": "请选择来源。"},
    )
    neighbourhood = forms.ModelChoiceField(
        label="小区",
        queryset=Neighbourhood._base_manager.none(),
        required=False,
        empty_label="整个项目",
    )
    on = _day("检查或收到日期")
    subject = forms.CharField(label="事由", max_length=120, error_messages={"required": "请填写事由。"})
    text = _text("情况", hint="写清地点和问题。不要写反映人的姓名、电话和住址")
    number = forms.CharField(
        label="外部编号", max_length=60, required=False, help_text="如 12345 工单号、信访件编号"
    )
    complainant = forms.CharField(
        label="反映人", max_length=60, required=False, help_text="只在投诉时填写；加密保存，平时只显示姓氏"
    )
    complainant_phone = forms.CharField(
        label="反映人电话", max_length=30, required=False, help_text="加密保存，答复时写明用途才能看完整号码"
    )
    severity = forms.ChoiceField(label="轻重", choices=[("", "不区分"), *Severity.choices], required=False)
    due_on = _day("期限", required=False, hint="可在交办时确定；信访的受理答复期限由系统推算")
    document = _paper("检查记录、照片或来件")

    def __init__(self, *args: Any, neighbourhoods: QuerySet[Neighbourhood] | None, **kwargs: Any) -> None:
        """`neighbourhoods`: the project's, to choose from; None where the case is about one already."""
        super().__init__(*args, **kwargs)
        if neighbourhoods is None:
            del self.fields["neighbourhood"]
        else:
            self.fields["neighbourhood"].queryset = neighbourhoods  # type: ignore[attr-defined]  # a choice of rows

    @property
    def kind(self) -> CaseKind:
        """What the chosen source belongs to."""
        source = self.cleaned_data["source"]
        return next(kind for kind, sources in SOURCES.items() if source in {str(one) for one in sources})


class AssignForm(forms.Form):
    """To whom, until when. `accepted_on` only of a petition that is accepted now."""

    organisation = forms.ModelChoiceField(
        label="责任单位",
        queryset=Organisation._base_manager.none(),
        empty_label="请选择",
        error_messages={"required": "请选择责任单位。", "invalid_choice": "请从名单中选择责任单位。"},
    )
    accepted_on = _day("受理日期", hint="办结期限自受理之日起算")
    due_on = _day("整改期限")
    on = _day("交办日期")
    text = _text("整改要求", required=False)
    document = _paper("整改通知单或批示")

    def __init__(
        self,
        *args: Any,
        organisations: QuerySet[Organisation],
        is_petition: bool,
        is_again: bool,
        hint: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]  # a choice of rows
        if not is_petition:
            del self.fields["accepted_on"]
        self.fields["due_on"].required = not hint
        self.fields["due_on"].help_text = hint
        if is_again:
            self.fields["text"].label = "改派或延期的理由"
            self.fields["text"].required = True
            self.fields["text"].error_messages["required"] = "改派或延期须写明理由。"


class RectifyForm(forms.Form):
    """What has been put right."""

    text = _text("整改情况")
    on = _day("完成日期")
    document = _paper("整改照片或材料")


class RecheckForm(forms.Form):
    """Whether it is right now."""

    ok = forms.TypedChoiceField(
        label="复查结果",
        choices=[("yes", "通过"), ("no", "不通过，退回整改")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "请选择复查结果。"},
    )
    text = _text("复查情况", required=False, hint="不通过的须写明哪里没有整改到位")
    due_on = _day("新的整改期限", required=False, hint="不通过时填写；留空为原期限")
    on = _day("复查日期")
    document = _paper("复查照片或记录")


class CloseForm(forms.Form):
    """How it ended."""

    text = _text("办结说明", required=False)
    on = _day("办结日期")
    document = _paper("答复件或其他材料")


class ReopenForm(forms.Form):
    """Why it is taken up again."""

    reason = _text("重新办理的理由")
    on = _day("日期")


class DrawForm(forms.Form):
    """A draw: how many, from which seed."""

    count = forms.IntegerField(
        label="抽取数量",
        min_value=1,
        max_value=200,
        error_messages={
            "required": "请填写抽取数量。",
            "invalid": "请填整数。",
            "min_value": "须在 1 以上。",
            "max_value": "一次最多抽取 200 个。",
        },
    )
    seed = forms.CharField(label="种子", max_length=40, error_messages={"required": "请填写种子。"})


class DutySetForm(forms.Form):
    """Which bodies, until when."""

    actor = forms.ChoiceField(label="负责单位", error_messages={"required": "请选择负责单位。"})
    places = forms.MultipleChoiceField(
        label="地区",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选择一个地区。", "invalid_choice": "请从名单中选择地区。"},
    )
    due_on = _day("期限")
    note = _text("要求", 300, required=False, rows=2)

    def __init__(
        self,
        *args: Any,
        actors: Sequence[tuple[str, str]],
        places: Sequence[Jurisdiction],
        areas: Iterable[Jurisdiction],
        **kwargs: Any,
    ) -> None:
        """`places` are those of the actor's level; more than `MOST_PLACES` are chosen by the `areas` above them."""
        super().__init__(*args, **kwargs)
        self.rows = {str(place.pk): [place] for place in places}
        if len(places) > MOST_PLACES:
            self.rows = {
                f"in-{area.pk}": [place for place in places if place.path.startswith(area.path)]
                for area in areas
            }
            named = {f"in-{area.pk}": area.name for area in areas}
            choices = [(key, f"{named[key]}（{len(own)} 个）") for key, own in self.rows.items() if own]
        else:
            choices = [(str(place.pk), place.name) for place in places]
        self.fields["actor"].choices = list(actors)  # type: ignore[attr-defined]  # a choice
        self.fields["places"].choices = choices  # type: ignore[attr-defined]  # a choice

    def chosen(self) -> list[Jurisdiction]:
        """The places ticked."""
        return [place for key in self.cleaned_data["places"] for place in self.rows[key]]


class DoneForm(forms.Form):
    """What was done, with its evidence."""

    text = _text("完成情况", 500)
    on = _day("完成日期")
    document = _paper("证明材料", required=True)
