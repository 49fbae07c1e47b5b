"""Every refusal on record, whatever became of the request's own transaction."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from communities.people.rights import Actor
from communities.records.models import Refusal
from communities.tenancy.context import enter


class RefusalMiddleware:
    """Keeps a line of what a member of the tenant was refused. Stands outside the tenant's own transaction."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        actor: Actor | None = getattr(request, "actor", None)
        sentence: str | None = getattr(response, "refusal", None)
        if actor is not None and sentence is not None:
            with enter(actor.tenant.pk):
                Refusal.objects.create(
                    person=actor.person,
                    method=request.method or "",
                    path=request.path_info[:300],
                    sentence=sentence[:300],
                )
        return response
