"""In whose name a request or a task acts: as himself, or as the delegate of somebody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.contrib import messages
from django.http import HttpRequest
from django.middleware.csrf import rotate_token

from communities.people import acting
from communities.people.delegation import queries
from communities.people.models import Delegation, Person
from communities.people.rights import Actor, Refused, Seat, actor_for
from communities.tenancy.models import Tenant

SESSION = "acting"
"""Key in the session: the delegation by the tenant's code."""
HEADER = "X-Acting-For"
"""The same for the JSON interface, said with every request."""

SAFE = ("GET", "HEAD", "OPTIONS")


class Over(Refused):
    """Something was to be done under a delegation that no longer counts: nothing was."""


def as_delegate(delegation: Delegation, *, person: Person, tenant: Tenant, on: date) -> Actor:
    """The delegate as an actor with nothing but what was lent: capabilities, place and organisation of one seat."""
    membership = delegation.membership
    seat = Seat(
        capabilities=frozenset(queries.lent(delegation)),
        path=membership.jurisdiction.path,
        place=membership.jurisdiction.name,
        role=membership.role.name,
        organisation=membership.organisation,
        needs_second_factor=membership.role.needs_second_factor,
    )
    return Actor(person=person, tenant=tenant, seats=(seat,), principal=membership.person, on=on)


def working_actor(*, person: Person, tenant: Tenant, on: date) -> Actor | None:
    """Who works in a background task: the person, or, where he asked for it as a delegate, still the delegate.

    None when he has no membership, or the delegation no longer counts.
    """
    own = actor_for(person=person, tenant=tenant, on=on)
    pk = acting.delegation_id()
    if own is None or pk is None:
        return own
    delegation = queries.acted_under(pk, delegate=person, on=on)
    return as_delegate(delegation, person=person, tenant=tenant, on=on) if delegation else None


def choose(request: HttpRequest, *, tenant: Tenant, delegation: Delegation | None) -> None:
    """From now on this session acts in this tenant under the delegation; None: as the person himself.

    Forms that stand open in other windows were opened under another name: they can't be sent any more.
    """
    chosen = dict(request.session.get(SESSION, {}))
    chosen.pop(tenant.code, None)
    if delegation is not None:
        chosen[tenant.code] = delegation.pk
    request.session[SESSION] = chosen
    rotate_token(request)


def resolve(request: HttpRequest, own: Actor, on: date, *, is_api: bool) -> tuple[Actor, Delegation | None]:
    """In whose name this request acts, asked anew each time.

    A page asked for under a delegation that no longer counts is shown to the person as himself, with a message; raises
    `Over` where something was to be done, and for the JSON interface always.
    """
    asked = _asked(request, own.tenant, is_api=is_api)
    if asked is None:
        return own, None
    delegation = queries.acted_under(asked, delegate=own.person, on=on)
    if delegation is not None:
        return as_delegate(delegation, person=own.person, tenant=own.tenant, on=on), delegation
    if is_api:
        raise Over("没有这项委托，或委托已不再有效：什么也没有办理。请求头 X-Acting-For 填生效中的委托编号。")
    choose(request, tenant=own.tenant, delegation=None)
    if request.method not in SAFE:
        raise Over("委托已经结束，刚才的内容没有办理，什么也没有改动。您现在以本人身份办理。")
    messages.warning(request, "委托已经结束，您现在以本人身份办理。")
    return own, None


@contextmanager
def opened(delegation: Delegation | None) -> Iterator[None]:
    """Around the view: every row, line of history and task says in whose name."""
    if delegation is None:
        yield
        return
    principal = delegation.membership.person
    with acting.acting_under(delegation.pk, person=principal.pk, name=principal.name):
        yield


def _asked(request: HttpRequest, tenant: Tenant, *, is_api: bool) -> int | None:
    """The id of the delegation that the request names; 0, which no row has, for what is no number."""
    if is_api:
        header = request.headers.get(HEADER, "").strip()
        if not header:
            return None
        return int(header) if header.isdecimal() and len(header) < 19 else 0
    chosen = request.session.get(SESSION, {}).get(tenant.code)
    return int(chosen) if chosen is not None else None
