"""The tenant of a request: named by address, token or header, entered for the whole request in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast
from urllib.parse import urlsplit

import pghistory
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.defaults import page_not_found

from communities.people import tokens
from communities.people.delegation import standing
from communities.people.login import second_factor
from communities.people.models import Delegation, Person
from communities.people.rights import Actor, actor_for
from communities.tenancy.context import enter
from communities.tenancy.models import RESERVED_CODES, Tenant

API = "/api/v1/"
NOWHERE = 0
"""The id of no tenant: it has no members."""


class TenantRequest(HttpRequest):
    """A request inside a tenant: what every page of ours is given."""

    actor: Actor
    tenant: Tenant
    request_id: str
    delegation: Delegation | None
    """Under which the actor acts in another's name; None for himself."""


class FirstPasswordMiddleware:
    """Whoever was told a password, and has logged in with it, chooses an own one before anything else."""

    WITHOUT = ("password_change", "password_change_done", "logout", "livez", "readyz")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.user
        must = person.is_authenticated and person.must_change_password
        if must and not self._is_open(request) and not second_factor.came_from_outside(request):
            return redirect("password_change")
        return self.get_response(request)

    def _is_open(self, request: HttpRequest) -> bool:
        return request.path_info.startswith("/static/") or request.path_info in map(reverse, self.WITHOUT)


class TenantMiddleware:
    """Opens the tenant around the view, for a member of it; to anybody else the address does not exist.

    The transaction is opened here, not by ATOMIC_REQUESTS, because the tenant's setting lives in it. An answer of 500
    rolls back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("A NUL byte: no row holds one, and the database takes none in a question.")
        if request.path_info.startswith(API):
            return self._api(request)
        code = request.path_info.split("/", 2)[1]
        if not code or code in RESERVED_CODES:
            return self.get_response(request)
        if not request.user.is_authenticated:
            return self._log_in(request)
        return self._inside(request, code, request.user)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: dict[str, object]
    ) -> None:
        """A page of a tenant under a name that no tenant has (`/login/projects/`) does not exist."""
        if "tenant" in kwargs and not hasattr(request, "actor"):
            raise Http404

    def _api(self, request: HttpRequest) -> HttpResponse:
        """The interface answers in its own words: without a tenant the view runs outside and refuses."""
        header = request.headers.get("Authorization", "")
        if header.startswith("Bearer "):
            key = header.removeprefix("Bearer ").strip()
            code = key.partition(".")[0]
        elif request.user.is_authenticated:
            key, code = "", request.headers.get("X-Tenant", "")
        else:
            return self.get_response(request)
        return self._inside(request, code, cast(Person, request.user), key=key, is_api=True)

    def _inside(
        self, request: HttpRequest, code: str, person: Person, *, key: str = "", is_api: bool = False
    ) -> HttpResponse:
        # A tenant that does not exist takes the time that another's takes: it is looked for among its members too.
        tenant = Tenant.objects.filter(code=code).first() or Tenant(pk=NOWHERE, code=code)
        with enter(tenant.pk):
            response = self._as_member(request, tenant, person, key, is_api=is_api)
        # A stranger is answered outside: the tenant has been left, whatever the view may do.
        return self._outside(request, is_api) if response is None else response

    def _as_member(
        self, request: HttpRequest, tenant: Tenant, person: Person, key: str, *, is_api: bool
    ) -> HttpResponse | None:
        """The view's answer, inside the tenant entered; None for a stranger, for whom no view has run."""
        token = tokens.find(key) if key else None
        if key and token is None:
            return None
        person = token.person if token else person
        today = timezone.localdate()
        actor = actor_for(person=person, tenant=tenant, on=today)
        if actor is None:
            return None
        if tenant.is_suspended:
            return _suspended(request, tenant)
        request.access_token, request.actor, request.tenant = token, actor, tenant  # type: ignore[attr-defined]
        try:
            request.actor, request.delegation = standing.resolve(  # type: ignore[attr-defined]
                request, actor, today, is_api=is_api
            )
        except standing.Over as over:
            return _delegation_over(request, over.sentence, is_api=is_api)
        answer = second_factor.wanting(request, actor, request.actor, is_api=is_api)  # type: ignore[attr-defined]
        if answer is not None:
            return answer
        history = pghistory.context(
            person=person.pk,
            person_name=person.name,
            request=request.request_id,  # type: ignore[attr-defined]
            path=request.path_info,
        )
        with history, standing.opened(request.delegation):  # type: ignore[attr-defined]
            response = self.get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response = response.render()
        if response.status_code >= 500:
            transaction.set_rollback(True)
        return response

    def _log_in(self, request: HttpRequest) -> HttpResponse:
        """To the login and back. A form sent too late can't be sent again: the page says so, the draft keeps it."""
        if request.method in ("GET", "HEAD"):
            return redirect_to_login(request.get_full_path())
        return render(request, "session_expired.html", {"next": _came_from(request)}, status=401)

    def _outside(self, request: HttpRequest, is_api: bool) -> HttpResponse:
        """The same answer as for a missing row: that another tenant exists is nobody's business."""
        if is_api:
            return self.get_response(request)
        return page_not_found(request, Http404())


def _came_from(request: HttpRequest) -> str:
    """The page of ours on which the form stood, else the root."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host():
        return "/"
    path = f"/{came_from.path.lstrip('/')}"  # two strokes at the beginning would name another site
    return came_from._replace(scheme="", netloc="", path=path, fragment="").geturl()


def _delegation_over(request: HttpRequest, sentence: str, *, is_api: bool) -> HttpResponse:
    """What was to be done in another's name was not done; what was typed is kept as a draft."""
    if is_api:
        response: HttpResponse = JsonResponse({"error": "refused", "message": sentence}, status=403)
    else:
        context = {"sentence": sentence, "back": _came_from(request)}
        response = render(request, "delegation/over.html", context, status=403)
    response.refusal = sentence  # type: ignore[attr-defined]  # read by RefusalMiddleware
    return response


def _suspended(request: HttpRequest, tenant: Tenant) -> HttpResponse:
    """What a member of a suspended tenant is told, whatever he asks for; nobody else learns of it."""
    sentence = (
        f"{tenant.name}的改造计划已停用，数据完整保留，恢复以前任何人都不能进入。请联系系统的运维单位。"
    )
    if request.path_info.startswith(API):
        return JsonResponse({"error": "suspended", "message": sentence}, status=403)
    return render(request, "suspended.html", {"sentence": sentence, "since": tenant.suspended_at}, status=403)
