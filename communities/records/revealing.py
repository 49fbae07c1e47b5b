"""Personal data in full, to one person, once, with a reason that stays on record."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import render

from communities.audit.enums import Action
from communities.audit.services import note
from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.people.rights import Actor
from communities.privacy.scrubbing import scrub

SHORTEST_REASON = 4
"""Ours: characters below which a reason says nothing."""


def reason_of(text: str) -> str:
    """The reason as it goes on record, numbers masked. Raises `ValidationError` for an empty one."""
    reason = " ".join(text.split())
    if len(reason) < SHORTEST_REASON:
        raise ValidationError(
            {"reason": f"请写明用途，至少 {SHORTEST_REASON} 个字，例如：核对补偿协议签字人。"}
        )
    return scrub(reason)


def reveal(
    row: Model, fields: Iterable[str], *, path: str, reason: str, by: Actor, name: str = ""
) -> dict[str, str]:
    """The plain values of a row's fields by their labels, for somebody with the right at `path`, the row's place.

    One line of the record says who saw which fields of which row and why, never what stood there. `name`: what people
    call the row. Raises `Refused`, `ValidationError` for want of a reason.
    """
    by.require(Capability.PERSONAL, path)
    said = reason_of(reason)
    labels = {field: _label(row, field) for field in fields}
    note(
        Action.PERSONAL,
        f"查看个人信息：{'、'.join(labels.values())}",
        by=by,
        about=row,
        name=name,
        reason=said,
    )
    return {label: str(getattr(row, field) or "") for field, label in labels.items()}


def _label(row: Model, field: str) -> str:
    """What people call the field."""
    return str(getattr(row._meta.get_field(field), "verbose_name", field))


class ReasonForm(forms.Form):
    """Why somebody needs to see it."""

    reason = forms.CharField(
        label="用途",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        help_text="记入审计记录，本人和审计管理员可以查到。不要写证件号码和电话号码",
        error_messages={"required": "请写明用途。"},
    )


def reveal_page(
    request: TenantRequest, row: Model, fields: Iterable[str], *, path: str, name: str, back: str
) -> HttpResponse:
    """The page that asks for the reason and, sent by POST, shows the values once. Nothing of it is kept by a browser.

    Raises `Refused` for who has not the right at `path`.
    """
    request.actor.require(Capability.PERSONAL, path)
    form, shown = ReasonForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            shown = reveal(
                row, fields, path=path, reason=form.cleaned_data["reason"], by=request.actor, name=name
            )
        except ValidationError as error:
            form.add_error(None, error)
    context = {"form": form, "shown": shown, "about": name, "back": back}
    response = render(request, "records/reveal.html", context)
    response["Cache-Control"] = "no-store"
    return response
