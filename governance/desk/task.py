"""One line of 待我办理."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from communities.people.rights import Actor


@dataclass(frozen=True)
class Task:
    """What, why, by which clause where there is one, how many, by when, and the one step to do it.

    `left` counts working days to `due`; negative when it is past, None where the calendar lacks the year.
    """

    title: str
    detail: str
    count: int
    unit: str
    url: str
    action: str
    clause: str = ""
    quote: str = ""
    due: date | None = None
    left: int | None = None


@dataclass(frozen=True)
class Asked:
    """One line of 我交办的: what I asked of others, who still owes it, by when."""

    title: str
    detail: str
    url: str
    due: date | None = None
    left: int | None = None


def address(actor: Actor, name: str, **given: str) -> str:
    """The address of a page of the actor's tenant, with what is asked of it."""
    url = reverse(name, kwargs={"tenant": actor.tenant.code})
    return f"{url}?{urlencode(given)}" if given else url


def page_of(actor: Actor, name: str, pk: int) -> str:
    """The address of the page of one row."""
    return reverse(name, kwargs={"tenant": actor.tenant.code, "pk": pk})
