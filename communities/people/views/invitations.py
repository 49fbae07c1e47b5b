"""邀请: which have been sent and how they stand; made, revoked. The system administrator's."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from communities.people import queries, services
from communities.people.forms import InvitationForm, show
from communities.people.middleware import TenantRequest
from communities.people.models import Invitation
from communities.people.views.guarding import for_administrators, page_of, tabs


@for_administrators
def invitation_list(request: TenantRequest) -> HttpResponse:
    """The invitations to the actor's places, with their states."""
    shown = page_of(request, queries.invitations(request.actor))
    now = timezone.now()
    lines = [{"row": row, **state_of(row, now)} for row in shown["rows"]]
    context = {"tabs": tabs(request, "invitation_list"), "lines": lines}
    return render(request, "people/invitation_list.html", {**context, **shown})


@never_cache
@for_administrators
def invitation_create(request: TenantRequest) -> HttpResponse:
    """A new invitation; the answer is the only page that shows its link."""
    form = InvitationForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            invitation, key = services.invite(
                name=form.cleaned_data["name"], **form.post(), now=timezone.now(), by=request.actor
            )
        except ValidationError as error:
            show(error, form)
        else:
            link = request.build_absolute_uri(reverse("invitation", args=key.split(".", 1)))
            return render(request, "people/invitation_link.html", {"row": invitation, "link": link})
    return render(request, "people/invitation_form.html", {"form": form})


@require_POST
@for_administrators
def invitation_revoke(request: TenantRequest, pk: int) -> HttpResponse:
    """The link opens nothing any more."""
    invitation: Invitation = get_object_or_404(queries.invitations(request.actor), pk=pk)
    try:
        services.revoke_invitation(invitation, now=timezone.now(), by=request.actor)
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
    else:
        messages.success(request, f"给{invitation.name}的邀请已撤回，链接不再有效。")
    return redirect("invitation_list", tenant=request.tenant.code)


def state_of(invitation: Invitation, now: datetime) -> dict[str, Any]:
    """How it stands, as `c-state` shows it, and whether it can be revoked."""
    if invitation.accepted_at:
        return {"kind": "yes", "icon": "check", "word": "已接受", "is_open": False}
    if invitation.revoked_at:
        return {"kind": "mute", "icon": "dash", "word": "已撤回", "is_open": False}
    if invitation.expires_at <= now:
        return {"kind": "mute", "icon": "clock", "word": "已过期", "is_open": False}
    return {"kind": "open", "icon": "clock", "word": "等对方接受", "is_open": True}
