"""Pages of the menu 系统: organisations, people, memberships, roles. Only where the actor manages people."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from communities.people import queries, services
from communities.people.enums import Capability
from communities.people.forms import EndForm, MembershipForm, PersonForm, RoleForm, show
from communities.people.labels import ACTOR_KINDS
from communities.people.middleware import TenantRequest
from communities.people.models import Membership, Person, Role
from communities.people.rights import Refused

PAGE = 50
TABS = (("organisation_list", "单位"), ("person_list", "人员"), ("role_list", "角色"))

View = Callable[..., HttpResponse]


def for_administrators(view: View) -> View:
    """The page exists for whoever manages people somewhere; others are told which right is wanting."""

    @wraps(view)
    def guarded(request: HttpRequest, tenant: str, **kwargs: Any) -> HttpResponse:
        request = cast(TenantRequest, request)
        if not request.actor.may_somewhere(Capability.PEOPLE):
            raise Refused(f"您没有这项权限：{Capability.PEOPLE.label}。请联系本级系统管理员。")
        return view(request, **kwargs)

    return guarded


def tabs(request: TenantRequest, current: str) -> list[dict[str, Any]]:
    """The three lists of the menu entry."""
    code = request.tenant.code
    return [
        {"label": label, "url": reverse(name, kwargs={"tenant": code}), "current": name == current}
        for name, label in TABS
    ]


def page_of(request: HttpRequest, rows: QuerySet[Any]) -> dict[str, Any]:
    """One page of a list with the links to its neighbours."""
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()

    def link(number: int) -> str:
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    return {
        "rows": page.object_list,
        "total": page.paginator.count,
        "previous": link(page.previous_page_number()) if page.has_previous() else "",
        "next": link(page.next_page_number()) if page.has_next() else "",
    }


@for_administrators
def organisation_list(request: TenantRequest) -> HttpResponse:
    """The organisations of the actor's places, with how many people serve in each today."""
    q = request.GET.get("q", "").strip()
    found = queries.organisations(request.actor).annotate(
        members=Count(
            "memberships__person",
            distinct=True,
            filter=queries.on_day(timezone.localdate(), "memberships__"),
        )
    )
    if q:
        found = found.filter(Q(name__contains=q) | Q(jurisdiction__name__contains=q))
    context = {"tabs": tabs(request, "organisation_list"), "q": q, "kinds": ACTOR_KINDS}
    return render(request, "people/organisation_list.html", {**context, **page_of(request, found)})


@for_administrators
def person_list(request: TenantRequest) -> HttpResponse:
    """The people of the actor's places and where they serve."""
    q = request.GET.get("q", "").strip()
    found = queries.people(request.actor)
    if q:
        found = found.filter(Q(name__contains=q) | Q(username__contains=q))
    context = {"tabs": tabs(request, "person_list"), "q": q, "today": timezone.localdate()}
    return render(request, "people/person_list.html", {**context, **page_of(request, found)})


@never_cache
@for_administrators
def person_create(request: TenantRequest) -> HttpResponse:
    """A new person; the answer is the only page that shows the first password."""
    form = PersonForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            person, password = services.engage(
                username=form.cleaned_data["username"],
                name=form.cleaned_data["name"],
                **form.seat(),
                by=request.actor,
            )
        except ValidationError as error:
            show(error, form)
        else:
            return render(request, "people/password.html", {"shown": person, "password": password})
    return render(request, "people/person_form.html", {"form": form})


@for_administrators
def person_detail(request: TenantRequest, pk: int) -> HttpResponse:
    """What this person may do, and from where."""
    person = _person(request, pk)
    seats = cast(Any, person).seats
    today = timezone.localdate()
    context = {
        "shown": person,
        "seats": seats,
        "grants": queries.grants(seats, today),
        "today": today,
        "is_shared": queries.serves_elsewhere(person, request.tenant),
    }
    return render(request, "people/person_detail.html", context)


@never_cache
@require_POST
@for_administrators
def person_password(request: TenantRequest, pk: int) -> HttpResponse:
    """A new password for somebody who has forgotten it, shown once."""
    person = _person(request, pk)
    password = services.reset_password(person, by=request.actor)
    return render(request, "people/password.html", {"shown": person, "password": password})


@for_administrators
def membership_create(request: TenantRequest, pk: int) -> HttpResponse:
    """One more membership for a person."""
    person = _person(request, pk)
    form = MembershipForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            services.appoint(person=person, **form.seat(), by=request.actor)
        except ValidationError as error:
            show(error, form)
        else:
            messages.success(request, f"已任命{person.name}。")
            return redirect("person_detail", tenant=request.tenant.code, pk=person.pk)
    return render(request, "people/membership_form.html", {"form": form, "shown": person})


@for_administrators
def membership_end(request: TenantRequest, pk: int) -> HttpResponse:
    """End a membership on a day."""
    membership: Membership = get_object_or_404(queries.memberships(request.actor), pk=pk)
    form = EndForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            services.retire(membership, on=form.cleaned_data["on"], by=request.actor)
        except ValidationError as error:
            show(error, form)
        else:
            messages.success(request, f"{membership.person.name}的“{membership.role.name}”已定结束日期。")
            return redirect("person_list", tenant=request.tenant.code)
    return render(request, "people/membership_end.html", {"form": form, "membership": membership})


@for_administrators
def role_list(request: TenantRequest) -> HttpResponse:
    """The roles with their capabilities in words."""
    today = queries.on_day(timezone.localdate(), "memberships__")
    roles = Role.objects.annotate(holders=Count("memberships__person", distinct=True, filter=today))
    context = {
        "tabs": tabs(request, "role_list"),
        "roles": [(role, [Capability(c).label for c in role.capabilities]) for role in roles],
        "may_edit": request.actor.may(Capability.PEOPLE, queries.top_path()),
    }
    return render(request, "people/role_list.html", context)


@for_administrators
def role_edit(request: TenantRequest, pk: int | None = None) -> HttpResponse:
    """A role's name, sentence and capabilities; without `pk` a new one."""
    request.actor.require(Capability.PEOPLE, queries.top_path())
    role = get_object_or_404(Role.objects.all(), pk=pk) if pk else None
    initial = {name: getattr(role, name) for name in RoleForm.base_fields} if role else None
    form = RoleForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            if role:
                services.save_role(role, **form.cleaned_data, by=request.actor)
            else:
                role = services.create_role(**form.cleaned_data, by=request.actor)
        except ValidationError as error:
            show(error, form)
        else:
            messages.success(request, f"角色“{role.name}”已保存，对任此角色的人员立即生效。")
            return redirect("role_list", tenant=request.tenant.code)
    return render(request, "people/role_form.html", {"form": form, "role": role})


class PasswordChange(PasswordChangeView):
    """Everybody's own password; afterwards nothing more is demanded at login."""

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        response = super().form_valid(form)
        services.password_changed(form.user)
        return response


def _person(request: TenantRequest, pk: int) -> Person:
    """A person with a membership at the actor's places; to others there is none."""
    return get_object_or_404(queries.people(request.actor), pk=pk)
