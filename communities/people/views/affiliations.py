"""Joining, moving, leaving: where a person belongs. The system administrator's."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from communities.people import queries, services
from communities.people.delegation.waiting import would_wait
from communities.people.enums import Capability
from communities.people.forms import AffiliationForm, LeaveForm, TransferForm, show
from communities.people.middleware import TenantRequest
from communities.people.models import Affiliation, Role
from communities.people.views.guarding import for_administrators, person_or_404


@for_administrators
def affiliation_create(request: TenantRequest, pk: int) -> HttpResponse:
    """Somebody who has an account joins an organisation, or comes back; the role held last is proposed."""
    person = person_or_404(request, pk, Capability.PEOPLE)
    former = queries.former_roles(person)
    initial = _former(former) | {"organisation": queries.former_organisation(person, timezone.localdate())}
    form = AffiliationForm(request.POST or None, actor=request.actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.affiliate(person=person, **form.post(), by=request.actor)
        except ValidationError as error:
            show(error, form)
        else:
            messages.success(request, f"已登记{person.name}的所属单位，等安全管理员授权。")
            return redirect("person_detail", tenant=request.tenant.code, pk=person.pk)
    context = {"form": form, "shown": person, "former": former, "what": "登记所属单位"}
    return render(request, "people/affiliation_form.html", context)


@for_administrators
def affiliation_transfer(request: TenantRequest, pk: int) -> HttpResponse:
    """Somebody moves to another organisation on a day."""
    post, today = _affiliation(request, pk), timezone.localdate()
    initial = _former(queries.former_roles(post.person))
    form = TransferForm(request.POST or None, actor=request.actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.transfer(post, **form.post(), by=request.actor)
        except ValidationError as error:
            show(error, form)
        else:
            messages.success(request, f"{post.person.name}的调动已登记，等安全管理员在新单位授权。")
            return redirect("person_detail", tenant=request.tenant.code, pk=post.person_id)
    context = {"form": form, "shown": post.person, "post": post, "what": "调动", **_left(post, today)}
    return render(request, "people/affiliation_form.html", context)


@for_administrators
def affiliation_end(request: TenantRequest, pk: int) -> HttpResponse:
    """Somebody leaves on a day, with every membership there."""
    post, today = _affiliation(request, pk), timezone.localdate()
    form = LeaveForm(request.POST or None, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        try:
            ended = services.leave(post, **form.cleaned_data, by=request.actor)
        except ValidationError as error:
            show(error, form)
        else:
            messages.success(request, f"{post.person.name}离岗已登记，{ended} 项任职同日结束。")
            return redirect("person_detail", tenant=request.tenant.code, pk=post.person_id)
    context = {"form": form, "shown": post.person, "post": post, "what": "离岗", **_left(post, today)}
    return render(request, "people/affiliation_form.html", context)


def _former(roles: list[Role]) -> dict[str, Any]:
    """The role held last, as what is proposed."""
    return {"role": roles[0].pk} if roles else {}


def _left(post: Affiliation, today: date) -> dict[str, Any]:
    """What ends there with him, and what then waits for nobody."""
    held = list(services.held_there(post, today).select_related("role", "jurisdiction"))
    return {"held": held, "waiting": would_wait(held, today)}


def _affiliation(request: TenantRequest, pk: int) -> Affiliation:
    found: Affiliation = get_object_or_404(queries.affiliations(request.actor, Capability.PEOPLE), pk=pk)
    return found
