"""人员: the list, somebody new, one person whole; his password and his account."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from communities.people import queries, services
from communities.people.delegation.waiting import would_wait
from communities.people.enums import Capability
from communities.people.forms import AccountForm, PersonForm, show
from communities.people.login import disabling
from communities.people.middleware import TenantRequest
from communities.people.models import Membership, Person
from communities.people.views.guarding import (
    for_administrators,
    for_both,
    page_of,
    person_or_404,
    tabs,
)
from communities.privacy import masks

STATES = {"on": True, "off": False}
"""What the list is filtered by: accounts in use, disabled ones."""


@for_both
def person_list(request: TenantRequest) -> HttpResponse:
    """The people of the actor's places and where they serve."""
    q, state = request.GET.get("q", "").strip(), request.GET.get("state", "")
    found = queries.people(request.actor)
    if q:
        found = found.filter(Q(name__contains=q) | Q(username__contains=q))
    if state in STATES:
        found = found.filter(is_active=STATES[state])
    context = {
        "tabs": tabs(request, "person_list"),
        "q": q,
        "account_state": state,
        "today": timezone.localdate(),
        "may_engage": request.actor.may_somewhere(Capability.PEOPLE),
    }
    return render(request, "people/person_list.html", {**context, **page_of(request, found)})


@never_cache
@for_administrators
def person_create(request: TenantRequest) -> HttpResponse:
    """A new person; the answer is the only page that shows the first password."""
    form = PersonForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        account = {name: form.cleaned_data[name] for name in ("username", "name", "phone")}
        try:
            person, password = services.engage(**account, **form.post(), by=request.actor)
        except ValidationError as error:
            show(error, form)
        else:
            return render(request, "people/password.html", {"shown": person, "password": password})
    return render(request, "people/person_form.html", {"form": form})


@for_both
def person_detail(request: TenantRequest, pk: int) -> HttpResponse:
    """Who this is, what he may do and from where, where he has been."""
    person = person_or_404(request, pk)
    return render(request, "people/person_detail.html", _whole(request, person))


@require_safe
def my_rights(request: TenantRequest, tenant: str) -> HttpResponse:
    """What I may do, and from where: for everybody."""
    on = timezone.localdate()
    context = {"grants": queries.rights_of(request.actor.person, on), "today": on}
    return render(request, "people/my_rights.html", context)


@never_cache
@require_POST
@for_administrators
def person_password(request: TenantRequest, pk: int) -> HttpResponse:
    """A new password for somebody who has forgotten it, shown once."""
    person = person_or_404(request, pk, Capability.PEOPLE)
    password = services.reset_password(person, on=timezone.localdate(), by=request.actor)
    return render(request, "people/password.html", {"shown": person, "password": password})


@for_administrators
def person_disable(request: TenantRequest, pk: int) -> HttpResponse:
    """停用账号, with a reason."""
    person = person_or_404(request, pk, Capability.PEOPLE)
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            disabling.disable(
                person,
                reason=form.cleaned_data["reason"],
                by=request.actor,
                now=timezone.now(),
                request=request,
            )
        except ValidationError as error:
            show(error, form)
        else:
            messages.success(request, f"{person.name}的账号已停用，登录中的会话和接口令牌同时失效。")
            return redirect("person_detail", tenant=request.tenant.code, pk=pk)
    on = timezone.localdate()
    held = Membership.objects.filter(queries.on_day(on), person=person).select_related("role")
    context = {"form": form, "shown": person, "what": "停用账号", "waiting": would_wait(held, on)}
    return render(request, "people/account_form.html", context)


@for_administrators
def person_enable(request: TenantRequest, pk: int) -> HttpResponse:
    """启用账号, with a reason."""
    person = person_or_404(request, pk, Capability.PEOPLE)
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            disabling.enable(person, reason=form.cleaned_data["reason"], by=request.actor, now=timezone.now())
        except ValidationError as error:
            show(error, form)
        else:
            messages.success(request, f"{person.name}的账号已启用，可以用原来的密码登录。")
            return redirect("person_detail", tenant=request.tenant.code, pk=pk)
    return render(request, "people/account_form.html", {"form": form, "shown": person, "what": "启用账号"})


def _whole(request: TenantRequest, person: Person) -> dict[str, Any]:
    on, held = timezone.localdate(), cast(Any, person)
    career = [
        *({"row": post, "is_post": True} for post in held.posts),
        *({"row": seat, "is_post": False} for seat in held.seats),
    ]
    return {
        "shown": person,
        "phone": masks.phone(person.phone),
        "grants": queries.rights_of(person, on),
        "career": sorted(
            career, key=lambda line: (line["row"].starts_on, not line["is_post"], line["row"].pk)
        ),
        "today": on,
        "is_shared": queries.serves_elsewhere(person, request.tenant),
        "is_guarded": queries.is_guarded(person, on),
        "is_self": person == request.actor.person,
        "may_engage": request.actor.may_somewhere(Capability.PEOPLE),
        "may_authorise": request.actor.may_somewhere(Capability.AUTHORISE),
    }
