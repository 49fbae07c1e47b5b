"""Who must log in with a second factor, and whether he has.

A role demands it (`Role.needs_second_factor`); it is asked on entering a tenant, for before that no role is known. A
session has one if it was logged in, or confirmed since, with a one-time code or a security key. A token is
a factor of its own kind, but not for a person without any: its owner must have set one up.
"""

from __future__ import annotations

from typing import cast
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_removed
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from communities.people.enums import Capability
from communities.people.login import sessions
from communities.people.models import Person
from communities.people.queries import place_of, serves_elsewhere
from communities.people.rights import Actor, Refused

REAL = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
SENTENCE = "您的角色须用第二重验证登录。请先在“登录安全”中设置。"


def is_set_up(person: Person) -> bool:
    """Whether the person has a one-time code or a security key; recovery codes alone are none."""
    return bool(is_mfa_enabled(person, types=REAL))


def was_used(request: HttpRequest) -> bool:
    """Whether this session has shown a second factor."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def came_from_outside(request: HttpRequest) -> bool:
    """Whether this session was logged in by the government's own identity provider."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "socialaccount" for record in records)


def was_just_set_up(request: HttpRequest, kind: Authenticator.Type) -> None:
    """Setting one up proves that it is there: the session counts as logged in with it."""
    record_authentication(request, cast(Person, request.user), "mfa", type=kind.value, reauthenticated=True)


def wanting(request: HttpRequest, *actors: Actor, is_api: bool) -> HttpResponse | None:
    """The answer to somebody whose role demands a second factor that he has not shown; None lets him pass.

    `actors`: the person as himself and, where he acts for somebody, as that; what either demands is demanded.
    """
    if not any(seat.needs_second_factor for actor in actors for seat in actor.seats):
        return None
    by_token = getattr(request, "access_token", None) is not None
    if is_set_up(actors[0].person) if by_token else was_used(request):
        return None
    if is_api:
        return JsonResponse({"error": "second_factor_needed", "message": SENTENCE}, status=403)
    wanted = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
    return redirect(f"{reverse('second_factor')}?{urlencode({'next': wanted})}")


def take_away(person: Person, *, by: Actor, request: HttpRequest) -> None:
    """Somebody has lost phone and codes: all his second factors go, and he is logged out everywhere.

    By whoever authorises where he serves, and only if he serves nowhere else: a login is worth all that it opens.
    """
    by.require(Capability.AUTHORISE, place_of(person))
    if serves_elsewhere(person, by.tenant):
        raise Refused("该人员还在其他地区任职，第二重验证只能由本人移除。")
    for authenticator in Authenticator.objects.filter(user=person):
        authenticator.delete()
        authenticator_removed.send(
            sender=Authenticator, request=request, user=person, authenticator=authenticator
        )
    sessions.end_all(person, by=by, request=request)
