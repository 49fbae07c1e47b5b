"""授权: who awaits a role, given in one form; memberships given and ended. The security administrator's."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from communities.people import queries, services
from communities.people.delegation.waiting import would_wait
from communities.people.enums import Capability
from communities.people.forms import EndForm, MembershipForm, show
from communities.people.middleware import TenantRequest
from communities.people.models import Affiliation, Membership
from communities.people.views.guarding import for_security, page_of, person_or_404, tabs


@for_security
def authorisation_list(request: TenantRequest) -> HttpResponse:
    """Who belongs to an organisation and awaits the role proposed."""
    found = queries.awaiting(request.actor, timezone.localdate())
    context = {"tabs": tabs(request, "authorisation_list"), "today": timezone.localdate()}
    return render(request, "people/authorisation_list.html", {**context, **page_of(request, found)})


@for_security
def membership_create(request: TenantRequest, pk: int) -> HttpResponse:
    """One more membership for a person; `?post=` fills in what the system administrator has proposed."""
    person = person_or_404(request, pk, Capability.AUTHORISE)
    post = _post(request, pk)
    form = MembershipForm(request.POST or None, actor=request.actor, initial=_proposal(post))
    if request.method == "POST" and form.is_valid():
        try:
            services.appoint(person=person, **form.seat(), by=request.actor)
        except ValidationError as error:
            show(error, form)
        else:
            messages.success(request, f"已任命{person.name}。")
            if post:
                return redirect("authorisation_list", tenant=request.tenant.code)
            return redirect("person_detail", tenant=request.tenant.code, pk=person.pk)
    return render(request, "people/membership_form.html", {"form": form, "shown": person, "post": post})


@for_security
def membership_end(request: TenantRequest, pk: int) -> HttpResponse:
    """End a membership on a day."""
    membership: Membership = get_object_or_404(
        queries.memberships(request.actor, Capability.AUTHORISE), pk=pk
    )
    form = EndForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            services.retire(membership, on=form.cleaned_data["on"], by=request.actor)
        except ValidationError as error:
            show(error, form)
        else:
            messages.success(request, f"{membership.person.name}的“{membership.role.name}”已定结束日期。")
            return redirect("person_detail", tenant=request.tenant.code, pk=membership.person_id)
    waiting = would_wait([membership], timezone.localdate())
    context = {"form": form, "membership": membership, "waiting": waiting}
    return render(request, "people/membership_end.html", context)


def _post(request: TenantRequest, person: int) -> Affiliation | None:
    asked = request.GET.get("post", "")
    if not asked.isdecimal() or len(asked) > 18:
        return None
    found: Affiliation | None = (
        queries.affiliations(request.actor, Capability.AUTHORISE).filter(person=person, pk=int(asked)).first()
    )
    return found


def _proposal(post: Affiliation | None) -> dict[str, Any]:
    """What the form begins with: from today, or from the first day if that is later."""
    if post is None:
        return {}
    return {
        "role": post.proposed_role_id,
        "organisation": post.organisation_id,
        "place": queries.called(post.jurisdiction),
        "starts_on": max(post.starts_on, timezone.localdate()),
        "ends_on": post.ends_on,
    }
