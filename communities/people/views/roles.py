"""角色: which there are, what each may do, who holds it; made, copied, changed, retired."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from communities.people import queries, services
from communities.people.enums import Capability
from communities.people.forms import RoleForm, show
from communities.people.labels import CAPABILITY_GROUPS
from communities.people.middleware import TenantRequest
from communities.people.models import Role
from communities.people.views.guarding import for_both, for_security, tabs


@for_both
def role_list(request: TenantRequest) -> HttpResponse:
    """The roles with their capabilities in words; the retired ones last."""
    today = queries.on_day(timezone.localdate(), "memberships__")
    roles = Role.objects.annotate(holders=Count("memberships__person", distinct=True, filter=today))
    context = {
        "tabs": tabs(request, "role_list"),
        "roles": [
            (role, [Capability(c).label for c in role.capabilities])
            for role in sorted(roles, key=lambda role: (role.retired_on is not None, role.pk))
        ],
        "may_edit": request.actor.may(Capability.AUTHORISE, queries.top_path()),
    }
    return render(request, "people/role_list.html", context)


@for_both
def role_detail(request: TenantRequest, pk: int) -> HttpResponse:
    """One role: its capabilities by group, and who holds it at the actor's places."""
    role = get_object_or_404(Role.objects.all(), pk=pk)
    on = timezone.localdate()
    context = {
        "role": role,
        "groups": [
            (group, [c.label for c in found if c.value in role.capabilities])
            for group, found in CAPABILITY_GROUPS
        ],
        "seats": queries.memberships(request.actor).filter(queries.not_over(on), role=role),
        "today": on,
        "may_edit": request.actor.may(Capability.AUTHORISE, queries.top_path()) and not role.retired_on,
    }
    return render(request, "people/role_detail.html", context)


@for_security
def role_edit(request: TenantRequest, pk: int | None = None) -> HttpResponse:
    """A role's name, sentence and capabilities; without `pk` a new one, with `?copy=` like another.

    Where people would gain or lose something, the first answer says what and for whom; it is saved when confirmed.
    """
    request.actor.require(Capability.AUTHORISE, queries.top_path())
    role = get_object_or_404(Role.objects.all(), pk=pk) if pk else None
    form = RoleForm(request.POST or None, initial=_beginning(request, role))
    change, chosen = None, ""
    if request.method == "POST" and form.is_valid():
        chosen = ",".join(sorted(form.cleaned_data["capabilities"]))
        if role and request.POST.get("confirmed") != chosen:
            change = queries.change_of(role, form.cleaned_data["capabilities"], timezone.localdate())
        if not change:
            try:
                saved = _saved(request, role, form.cleaned_data)
            except ValidationError as error:
                show(error, form)
            else:
                messages.success(request, f"角色“{saved.name}”已保存，对任此角色的人员立即生效。")
                return redirect("role_list", tenant=request.tenant.code)
    context = {"form": form, "role": role, "change": change, "chosen": chosen}
    return render(request, "people/role_form.html", context)


@require_POST
@for_security
def role_retire(request: TenantRequest, pk: int) -> HttpResponse:
    """停用: given to nobody from today."""
    role = get_object_or_404(Role.objects.all(), pk=pk)
    try:
        services.retire_role(role, on=timezone.localdate(), by=request.actor)
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
        return redirect("role_detail", tenant=request.tenant.code, pk=pk)
    messages.success(request, f"角色“{role.name}”已停用。")
    return redirect("role_list", tenant=request.tenant.code)


def _beginning(request: TenantRequest, role: Role | None) -> dict[str, Any] | None:
    """What the form begins with: the role itself, or the one copied."""
    copied = request.GET.get("copy", "")
    if role is None and copied.isdecimal() and len(copied) <= 18:
        found = Role.objects.filter(pk=int(copied)).first()
        return found and {
            "name": f"{found.name}（副本）",
            "description": found.description,
            "capabilities": found.capabilities,
            "needs_second_factor": found.needs_second_factor,
        }
    return {name: getattr(role, name) for name in RoleForm.base_fields} if role else None


def _saved(request: TenantRequest, role: Role | None, values: dict[str, Any]) -> Role:
    if role:
        return services.save_role(role, **values, by=request.actor)
    return services.create_role(**values, by=request.actor)
