"""“谁能看，凭什么”: one piece for the page of every row; whoever can see the row may ask."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from communities.people import queries
from communities.people.enums import Capability


def access_page(
    request: HttpRequest,
    *,
    name: str,
    back: str,
    path: str,
    holders: Iterable[queries.Holder],
    capability: Capability = Capability.VIEW,
    note: str = "",
) -> HttpResponse:
    """Who may see a row, and why. The caller has made sure that the person himself may.

    `name` and `back`: what people call the row, and the address of its page; `path` its place; `holders` as
    `queries.who_may` finds them; `note` a sentence on what else decides.
    """
    on = timezone.localdate()
    context = {
        "row_name": name,
        "back": back,
        "capability": capability.label,
        "holders": list(holders),
        "administrators": queries.administrators_of(path, on),
        "note": note,
        "today": on,
    }
    return render(request, "people/access.html", context)
