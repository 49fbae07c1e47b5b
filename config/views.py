"""The door: from the bare address to the tenant of the person who logs in."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from communities.models import Membership, Person, Tenant
from communities.tenancy.context import as_person


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Lead the person to his tenant; with several, let him choose; with none, say whom to ask."""
    person = cast(Person, request.user)
    with as_person(person.pk):
        ids = list(
            Membership._base_manager.filter(person=person).values_list("tenant_id", flat=True).distinct()
        )
    tenants = list(Tenant.objects.filter(pk__in=ids).order_by("id"))
    request.session["tenants"] = [(tenant.code, tenant.name) for tenant in tenants]
    if len(tenants) == 1:
        return redirect("desk", tenant=tenants[0].code)
    return render(request, "home.html", {"tenants": tenants})
