"""The page of a new organisation."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from communities.people.forms import show
from communities.people.middleware import TenantRequest
from communities.people.services import ensure_organisation
from communities.people.views import for_administrators
from communities.rulebooks.organisations.forms import OrganisationForm
from communities.rulebooks.queries import NoRulebook, in_force


@for_administrators
def organisation_create(request: TenantRequest) -> HttpResponse:
    """An actor of the rulebook in force, at a real place."""
    try:
        adopted = in_force(timezone.localdate())
    except NoRulebook as missing:
        messages.error(request, str(missing))
        return redirect("organisation_list", tenant=request.tenant.code)
    form = OrganisationForm(request.POST or None, actor=request.actor, rulebook=adopted.rulebook)
    if request.method == "POST" and form.is_valid():
        try:
            organisation = ensure_organisation(**form.values(), by=request.actor)
        except ValidationError as error:
            show(error, form)
        else:
            messages.success(request, f"已登记单位“{organisation.name}”。")
            return redirect("organisation_list", tenant=request.tenant.code)
    return render(request, "people/organisation_form.html", {"form": form})
