"""The door: from the bare address to the tenant of the person who logs in."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from communities.models import Person
from communities.people.serving import tenants_of


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Lead the person to his tenant; with several, let him choose; with none, say whom to ask."""
    person = cast(Person, request.user)
    tenants = tenants_of(person.pk, on=timezone.localdate())
    request.session["tenants"] = len(tenants)
    if len(tenants) == 1 and not tenants[0].is_suspended:
        return redirect("desk", tenant=tenants[0].code)
    return render(request, "home.html", {"tenants": tenants})
