"""单位: the list, one with its people and its history, renamed, closed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from communities.people import queries, services
from communities.people.forms import SaidForm, show
from communities.people.labels import ACTOR_KINDS
from communities.people.middleware import TenantRequest
from communities.people.models import Organisation
from communities.people.views.guarding import for_administrators, page_of, tabs


class RenameForm(SaidForm):
    """The new name."""

    name = forms.CharField(label="单位名称", max_length=120)
    reason = forms.CharField(label="原因", max_length=200, help_text="机构改革、更名文号等，随历史保存")


class CloseForm(SaidForm):
    """The last day of the organisation."""

    on = forms.DateField(label="最后一天", help_text="之后不再有人加入；还有人在的单位不能撤销")
    reason = forms.CharField(label="原因", max_length=200, help_text="撤并文号等，随历史保存")


@for_administrators
def organisation_list(request: TenantRequest) -> HttpResponse:
    """The organisations of the actor's places, with how many people serve in each today."""
    q, kind = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    found = queries.organisations(request.actor).annotate(
        members=Count(
            "memberships__person",
            distinct=True,
            filter=queries.on_day(timezone.localdate(), "memberships__"),
        )
    )
    if q:
        found = found.filter(Q(name__contains=q) | Q(jurisdiction__name__contains=q))
    if kind in ACTOR_KINDS:
        found = found.filter(kind=kind)
    context = {
        "tabs": tabs(request, "organisation_list"),
        "q": q,
        "kind": kind,
        "kinds": ACTOR_KINDS,
        "is_filtered": bool(q or kind),
    }
    return render(request, "people/organisation_list.html", {**context, **page_of(request, found)})


@for_administrators
def organisation_detail(request: TenantRequest, pk: int) -> HttpResponse:
    """One organisation: who belongs to it, what it was called."""
    row = _organisation(request, pk)
    on = timezone.localdate()
    events: Any = Organisation.history.rel.related_model  # type: ignore[attr-defined]  # made by pghistory
    history = events.objects.filter(pgh_obj_id=row.pk).order_by("-pgh_id")
    context = {
        "row": row,
        "kinds": ACTOR_KINDS,
        "today": on,
        "seats": queries.memberships(request.actor).filter(queries.not_over(on), organisation=row),
        "posts": queries.affiliations(request.actor).filter(queries.not_over(on), organisation=row),
        "history": [
            {"at": event.pgh_created_at, "name": event.name, "closed_on": event.closed_on, **_who(event)}
            for event in history
        ],
    }
    return render(request, "people/organisation_detail.html", context)


@for_administrators
def organisation_rename(request: TenantRequest, pk: int) -> HttpResponse:
    """更名: from now on."""
    row = _organisation(request, pk)
    form = RenameForm(request.POST or None, initial={"name": row.name})
    if request.method == "POST" and form.is_valid():
        try:
            services.rename_organisation(row, **form.cleaned_data, by=request.actor)
        except ValidationError as error:
            show(error, form)
        else:
            messages.success(request, "单位已更名，以前的名称留在历史里。")
            return redirect("organisation_detail", tenant=request.tenant.code, pk=pk)
    context = {"form": form, "row": row, "what": "更名", "submit": "保存新名称"}
    return render(request, "people/organisation_change.html", context)


@for_administrators
def organisation_close(request: TenantRequest, pk: int) -> HttpResponse:
    """撤销: from the day after, nobody joins."""
    row = _organisation(request, pk)
    form = CloseForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            services.close_organisation(row, **form.cleaned_data, by=request.actor)
        except ValidationError as error:
            show(error, form)
        else:
            messages.success(request, f"“{row.name}”已撤销，办过的事仍以它的名义保存。")
            return redirect("organisation_detail", tenant=request.tenant.code, pk=pk)
    context = {"form": form, "row": row, "what": "撤销", "submit": "撤销单位"}
    return render(request, "people/organisation_change.html", context)


def _organisation(request: TenantRequest, pk: int) -> Organisation:
    return get_object_or_404(queries.organisations(request.actor), pk=pk)


def _who(event: object) -> dict[str, str]:
    context = getattr(event, "pgh_context", None) or {}
    return {"who": context.get("person_name", ""), "reason": context.get("reason", "")}
