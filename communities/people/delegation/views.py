"""Pages of delegations: mine to others, others' to me, one of them; acting in another's name and stopping."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from communities.people.delegation import queries, services, standing
from communities.people.delegation.enums import OPEN, DelegationState
from communities.people.delegation.forms import DelegationForm, StandInForm
from communities.people.delegation.standing_in import stand_in
from communities.people.delegation.waiting import Roll, Waiting, waiting
from communities.people.enums import Capability
from communities.people.forms import show
from communities.people.middleware import TenantRequest
from communities.people.models import Delegation, Membership, Organisation
from communities.people.rights import Actor, within

PAST = 50
Act = Callable[..., Delegation]


@require_safe
def delegation_list(request: TenantRequest, tenant: str) -> HttpResponse:
    """What I lend, what others lend me, what is past; for a security administrator also that of his places."""
    on, me = timezone.localdate(), request.actor.person_id
    lines = [line(row, on) for row in queries.readable(request.actor)[: PAST * 4]]
    open_ones = [found for found in lines if found["state"] in OPEN]
    context = {
        "given": [found for found in open_ones if found["row"].membership.person_id == me],
        "taken": [found for found in open_ones if found["row"].delegate_id == me],
        "others": [found for found in open_ones if not _is_of(found["row"], me)],
        "past": [found for found in lines if found["state"] not in OPEN][:PAST],
        "unmanned": queries.units_without_anybody(request.actor, on),
        "soon": queries.soon_without_anybody(request.actor, on),
        "waiting": _waiting(request.actor, on),
        "may_lend": queries.lending(request.actor, on).exists() and request.actor.principal is None,
    }
    return render(request, "delegation/list.html", context)


@require_safe
def delegation_detail(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """One delegation, and what can be done with it."""
    on, me = timezone.localdate(), request.actor.person_id
    row = get_object_or_404(queries.readable(request.actor), pk=pk)
    state = queries.state_on(row, on)
    is_delegate, is_own = row.delegate_id == me, request.actor.principal is None
    context = {
        **line(row, on),
        "capabilities": [Capability(c).label for c in row.capabilities],
        "is_delegate": is_delegate,
        "may_answer": is_delegate and is_own and state == DelegationState.OFFERED,
        "may_act": is_delegate
        and state == DelegationState.IN_FORCE
        and (request.delegation is None or request.delegation.pk != row.pk),
        "may_end": is_own and state in OPEN,
    }
    return render(request, "delegation/detail.html", context)


def delegation_create(request: TenantRequest, tenant: str) -> HttpResponse:
    """Lend some of one's rights; a security administrator also those of somebody who is away."""
    on = timezone.localdate()
    memberships = _lendable(request, on)
    initial = {"membership": request.GET.get("membership")}
    form = DelegationForm(
        request.POST or None, actor=request.actor, memberships=memberships, on=on, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            row = services.delegate(
                given.pop("membership"),
                to=given.pop("delegate"),
                **given,
                by=request.actor,
                now=timezone.now(),
            )
        except ValidationError as error:
            show(error, form)
        else:
            messages.success(request, f"已请{row.delegate.name}接受委托；接受以后才能代办。")
            return redirect("delegation_detail", tenant=tenant, pk=row.pk)
    context = {
        "form": form,
        "has_some": memberships.exists(),
        "for_others": request.actor.may_somewhere(Capability.AUTHORISE),
        "q": request.GET.get("q", ""),
    }
    return render(request, "delegation/form.html", context)


def stand_in_create(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """A security administrator appoints somebody for a unit in which nobody can act."""
    actor = request.actor
    places = within(actor.paths(Capability.AUTHORISE), "jurisdiction__path")
    unit = get_object_or_404(Organisation.objects.filter(places).select_related("jurisdiction"), pk=pk)
    form = StandInForm(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        try:
            stand_in(unit, **form.cleaned_data, by=actor, now=timezone.now())
        except ValidationError as error:
            show(error, form)
        else:
            messages.success(request, f"{form.cleaned_data['person'].name}从现在起临时代办{unit.name}的事。")
            return redirect("delegation_list", tenant=tenant)
    return render(request, "delegation/stand_in.html", {"form": form, "unit": unit})


@require_POST
def delegation_accept(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """The delegate takes it on."""
    return _answered(request, pk, services.accept, "已接受委托。办理时请先点“以对方名义办理”。")


@require_POST
def delegation_decline(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """The delegate does not."""
    return _answered(request, pk, services.decline, "已谢绝委托。")


@require_POST
def delegation_end(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """Either ends it before its time."""
    return _answered(request, pk, services.end, "委托已结束。")


@require_POST
def act_for(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """From now on this session acts in the delegator's name."""
    mine = queries.readable(request.actor).filter(delegate=request.actor.person)
    row = get_object_or_404(mine, pk=pk)
    if queries.acted_under(row.pk, delegate=request.actor.person, on=timezone.localdate()) is None:
        messages.error(request, "这项委托今天不能用：没有接受、没有到期初、已经结束，或对方已不在任。")
        return redirect("delegation_detail", tenant=tenant, pk=pk)
    standing.choose(request, tenant=request.tenant, delegation=row)
    messages.success(request, f"从现在起，您以{row.membership.person.name}的名义办理。")
    return redirect("desk", tenant=tenant)


@require_POST
def act_as_self(request: TenantRequest, tenant: str) -> HttpResponse:
    """From now on this session acts as the person himself again."""
    standing.choose(request, tenant=request.tenant, delegation=None)
    messages.success(request, "已恢复以本人身份办理。")
    return redirect("delegation_list", tenant=tenant)


def line(row: Delegation, on: date) -> dict[str, Any]:
    """A delegation as lists and its own page show it."""
    state = queries.state_on(row, on)
    return {
        "row": row,
        "state": state,
        "kind": KINDS[state],
        "is_open": state in OPEN,
        "last_day": queries.last_day(row),
    }


KINDS = {
    DelegationState.OFFERED: "open",
    DelegationState.ACCEPTED: "info",
    DelegationState.IN_FORCE: "yes",
    DelegationState.DECLINED: "mute",
    DelegationState.OVER: "mute",
    DelegationState.ENDED: "mute",
}


def _waiting(actor: Actor, on: date) -> list[Waiting]:
    """At his places, for whoever grants rights."""
    paths = actor.paths(Capability.AUTHORISE)
    return waiting(Roll(on), paths=paths) if paths else []


def _is_of(row: Delegation, person: int) -> bool:
    return person in (row.membership.person_id, row.delegate_id)


def _lendable(request: TenantRequest, on: date) -> QuerySet[Membership]:
    """One's own; for a security administrator those of the person or unit that he has looked for."""
    able = queries.lending(request.actor, on)
    q, organisation = request.GET.get("q", "").strip(), request.GET.get("organisation", "")
    if organisation.isdecimal():
        return able.filter(organisation=int(organisation))
    if q:
        return able.filter(person__name__contains=q)
    chosen = request.POST.get("membership") or request.GET.get("membership", "")
    if chosen.isdecimal():
        return able.filter(pk=int(chosen)) | able.filter(person=request.actor.person)
    return able.filter(person=request.actor.person)


def _answered(request: TenantRequest, pk: int, act: Act, done: str) -> HttpResponse:
    row = get_object_or_404(queries.readable(request.actor), pk=pk)
    try:
        act(row, by=request.actor, now=timezone.now())
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
    else:
        messages.success(request, done)
    return redirect("delegation_detail", tenant=request.tenant.code, pk=pk)
