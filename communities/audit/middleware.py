"""Every act of a request on record: inside the tenant's transaction what was done, outside it what was refused."""

from __future__ import annotations

from collections.abc import Callable
from email.message import Message
from typing import Any
from urllib.parse import unquote

from django.apps import apps
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from communities.audit.enums import Action
from communities.audit.keeping import LINES
from communities.audit.origin import Origin, coming_from, named
from communities.audit.services import note
from communities.audit.watching import watching
from communities.audit.wording import Act, act_of, file_of
from communities.people.login.address import client_address, client_agent
from communities.people.rights import Actor
from communities.tenancy.context import enter

Answer = Callable[[HttpRequest], HttpResponse]
SAFE = ("GET", "HEAD", "OPTIONS")
ENTERED = "entered"
"""In the session: ids of the tenants that it has entered."""
NO_ACT = {"django_session"}
NAMES = ("name", "title", "filename", "number", "username")
"""Columns that hold what people call a row, the first one counts."""


class RefusalMiddleware:
    """Keeps a line of what a member of the tenant was refused. Stands outside the tenant's own transaction, which
    the refusal may have undone.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        actor: Actor | None = getattr(request, "actor", None)
        sentence: str | None = getattr(response, "refusal", None)
        if actor is not None and sentence is not None:
            with enter(actor.tenant.pk), coming_from(_origin(request)):
                what = "打开页面" if request.method in SAFE else act_of(_route(request)).words
                note(Action.REFUSED, what, by=actor, reason=sentence, status=response.status_code)
        return response


class AuditMiddleware:
    """Keeps a line of what a request has done, in the transaction that did it: a write, a file taken out, the first
    entry of a session into the tenant. What a view has noted itself is not noted twice; other reading leaves nothing.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor: Actor | None = getattr(request, "actor", None)
        if actor is None:
            return self.get_response(request)
        with coming_from(_origin(request)):
            with watching() as watch:
                response = self.get_response(request)
            named(_route(request))
            if response.status_code < 500 and not connection.needs_rollback:
                _note_entering(request, actor)
                if not hasattr(response, "refusal") and LINES not in watch.tables:
                    _note_act(request, response, actor, has_written=bool(watch.tables - NO_ACT))
        return response

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        """Now the address has its name: whoever notes something in the view says it."""
        if hasattr(request, "actor"):
            named(_route(request))


def _note_entering(request: HttpRequest, actor: Actor) -> None:
    """Once a session and tenant. A token has no session: its every act is on record, its coming is not."""
    if getattr(request, "access_token", None) is not None:
        return
    entered = request.session.get(ENTERED, [])
    if actor.tenant.pk not in entered:
        note(Action.LOGIN, "进入系统", by=actor)
        request.session[ENTERED] = [*entered, actor.tenant.pk]


def _note_act(request: HttpRequest, response: HttpResponse, actor: Actor, *, has_written: bool) -> None:
    route, filename = _route(request), _filename(response)
    if filename and request.method != "HEAD":
        act = file_of(route)
    elif request.method not in SAFE and has_written:
        act = act_of(route)
    else:
        return
    about = _about(act, request, response)
    note(
        act.action,
        act.words,
        by=actor,
        about=about,
        name=filename or _name_of(about),
        status=response.status_code,
    )


def _about(act: Act, request: HttpRequest, response: HttpResponse) -> models.Model | None:
    """The row that the address names, or that the answer says was made: its key and what it is called."""
    pk = _pk(request, response) if act.about else None
    if pk is None:
        return None
    model = apps.get_model(act.about)
    columns = {field.name for field in model._meta.concrete_fields}
    shown = [name for name in NAMES if name in columns][:1]
    row: models.Model | None = model._base_manager.filter(pk=pk).only("pk", *shown).first()
    return row


def _name_of(row: models.Model | None) -> str:
    """What people call the row; nothing is read for it."""
    if row is None:
        return ""
    known = (row.__dict__.get(name) for name in NAMES)
    return str(next((value for value in known if value), "")) or "—"


def _pk(request: HttpRequest, response: HttpResponse) -> int | None:
    named_by = request.resolver_match.kwargs if request.resolver_match else {}
    if "pk" in named_by:
        return int(named_by["pk"])
    data = getattr(response, "data", None)
    if isinstance(data, dict) and isinstance(data.get("id"), int):
        return int(data["id"])
    try:
        there = resolve(response["Location"].partition("?")[0]).kwargs if "Location" in response else {}
    except Resolver404:
        return None
    return there.get("pk")


def _filename(response: HttpResponse) -> str:
    """The name under which the answer is kept as a file; empty for a page."""
    header = response.get("Content-Disposition", "")
    if response.status_code != 200 or not header.startswith("attachment"):
        return ""
    said = Message()
    said["Content-Disposition"] = header
    name = said.get_filename() or "文件"
    return unquote(name) if isinstance(name, str) else str(name[2])


def _route(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _origin(request: HttpRequest) -> Origin:
    return Origin(
        request=getattr(request, "request_id", ""),
        route=_route(request),
        method=request.method or "",
        path=request.path_info,
        address=client_address(request),
        agent=client_agent(request),
    )
