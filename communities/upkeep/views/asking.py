"""What every page of this room does: find the row, ask who registers, make the one call, show the form again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from communities.neighbourhoods.declaring import actor_name
from communities.neighbourhoods.forms import take_errors
from communities.neighbourhoods.models import Neighbourhood
from communities.neighbourhoods.queries import visible
from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.people.rights import Refused
from communities.rulebooks.labels import RECORDS
from communities.rulebooks.queries import Adopted, NoRulebook, in_force
from communities.upkeep import queries
from communities.upkeep.forms import EndForm

page = require_http_methods(["GET", "HEAD", "POST"])


def in_force_now() -> Adopted:
    """Today's rulebook. Raises `Refused` with the sentence where there is none."""
    try:
        return in_force(timezone.localdate())
    except NoRulebook as error:
        raise Refused(str(error)) from error


def neighbourhood(request: TenantRequest, pk: int) -> Neighbourhood:
    """A standing row of the person's places; 404 for any other."""
    row: Neighbourhood = get_object_or_404(
        visible(request.actor).filter(merged_into__isnull=True).select_related("jurisdiction__parent"), pk=pk
    )
    return row


def must_register(request: TenantRequest, row: Neighbourhood, record: str, adopted: Adopted) -> None:
    """Whoever may not register it is not shown its form. Raises `Refused` naming who may."""
    if queries.may_register(row, record, adopted=adopted, by=request.actor):
        return
    wanted = queries.criteria_of(adopted, record)
    if not wanted:
        request.actor.require(Capability.EDIT, row.path)
    names = "、".join(dict.fromkeys(actor_name(adopted, str(one.by)) for one in wanted))
    raise Refused(
        f"“{RECORDS[record]}”由{names}确认（没有登录的由街道或社区代录），您不在这一单位，或该单位不管辖此处。"
    )


def wanted(request: TenantRequest, row: Neighbourhood, record: str, adopted: Adopted) -> tuple[str, ...]:
    """The papers of the criteria that this person states here."""
    own = queries.stated_by(row, record, adopted=adopted, by=request.actor)
    return tuple(dict.fromkeys(name for one in own for name in one.evidence))


def is_written(request: TenantRequest, form: django_forms.Form, write: Callable[[], object]) -> bool:
    """Whether a form was sent, is right, and its one service call was made; a refusal is shown at its field."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        with transaction.atomic():
            write()
    except ValidationError as error:
        take_errors(form, error)
        return False
    return True


def form_page(
    request: TenantRequest,
    row: Neighbourhood,
    form: django_forms.Form,
    title: str,
    record: str = "",
    adopted: Adopted | None = None,
    **more: Any,
) -> HttpResponse:
    """The form, and which criteria of the record it states."""
    named = queries.criteria_of(adopted, record) if adopted else []
    criteria = [(one, actor_name(adopted, str(one.by))) for one in named if adopted]
    context = {"row": row, "form": form, "page_title": title, "criteria": criteria, **more}
    return render(request, "upkeep/form.html", context)


def end_page(
    request: TenantRequest,
    row: Neighbourhood,
    end: Callable[..., object],
    *,
    record: str,
    adopted: Adopted,
    title: str,
    said: str,
) -> HttpResponse:
    """The form that records an end: its day and papers; `end` is the service with what it ends, `said` its message."""
    must_register(request, row, record, adopted)
    form = EndForm(
        request.POST or None,
        request.FILES or None,
        wanted=(),
        spare="终止的文件",
        initial={"on": timezone.localdate()},
    )
    if is_written(
        request,
        form,
        lambda: end(
            on=form.cleaned_data["on"],
            evidence=form.papers(jurisdiction=row.jurisdiction, by=request.actor),
            adopted=adopted,
            by=request.actor,
            now=timezone.now(),
        ),
    ):
        messages.success(request, said)
        return redirect("neighbourhood_management", tenant=request.tenant.code, pk=row.pk)
    return form_page(request, row, form, title, record, adopted)
