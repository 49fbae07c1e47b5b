"""What every answer carries and what every form demands, over the whole table of addresses.

Guessable ids (IDOR) are the refusal matrix's: `tests/refusals` asks every address for rows of other streets and
other tenants.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from communities.people.rights import Actor
from tests.refusals.routes import ROUTES, Route
from tests.refusals.test_every_route import Caller
from tests.refusals.world import World

pytestmark = pytest.mark.xdist_group("every page")

Browser = Callable[[Actor], Client]
PAGES = [route for route in ROUTES if not route.is_api]
INTERFACE = [route for route in ROUTES if route.is_api]
ELSEWHERE = "https://evil.example/taken"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
FORBIDDEN_SOURCES = ("'unsafe-inline'", "'unsafe-eval'", "http:", "https:", "*")


def asked(world: World, client_of: Browser) -> Iterator[tuple[str, Any]]:
    """One answer of every kind: pages, files, refusals, moves and the interface, each in a savepoint of its own."""
    caller = Caller(client_of(world.owner), "qingdao", **{"X-Tenant": "qingdao"})
    for route in ROUTES:
        for method in ("GET", "POST") if not route.is_api else ("GET",):
            with transaction.atomic():
                yield f"{method} {route.name}", caller.ask(route, world.ids, method)
                transaction.set_rollback(True)
    for path in ("/livez", "/readyz", "/login/", "/", "/api/schema/", "/no-such-page"):
        yield path, Client().get(path)


def test_every_answer_carries_the_headers(world: World, client_of: Browser) -> None:
    wrong = []
    seen = set()
    for name, response in asked(world, client_of):
        seen.add(response.status_code)
        found = {header: response.get(header) for header in HEADERS}
        policy = dict(
            part.strip().partition(" ")[::2]
            for part in response.get("Content-Security-Policy", "").split(";")
        )
        is_strict = not [
            word for sources in policy.values() for word in sources.split() if word in FORBIDDEN_SOURCES
        ]
        sources = policy.get("default-src"), policy.get("frame-ancestors"), policy.get("object-src")
        kept = response.get("Cache-Control", "")
        if (
            found != HEADERS
            or not is_strict
            or sources != ("'self'", "'none'", "'none'")
            or "geolocation=()" not in response.get("Permissions-Policy", "")
            or "public" in kept
            or not ("no-cache" in kept or "no-store" in kept)
        ):
            wrong.append((name, response.status_code, dict(response.headers)))
    assert wrong == []
    assert {200, 302, 403, 404, 405} <= seen


@pytest.mark.parametrize(
    ("guard", "header"),
    [
        ("django.middleware.security.SecurityMiddleware", "X-Content-Type-Options"),
        ("django.middleware.clickjacking.XFrameOptionsMiddleware", "X-Frame-Options"),
        ("csp.middleware.CSPMiddleware", "Content-Security-Policy"),
        ("config.middleware.HeadersMiddleware", "Permissions-Policy"),
        ("config.middleware.HeadersMiddleware", "Cache-Control"),
    ],
)
def test_header_comes_from_its_guard(guard: str, header: str, settings: Settings, db: None) -> None:
    assert header in Client().get("/readyz").headers
    settings.MIDDLEWARE = [name for name in django_settings.MIDDLEWARE if name != guard]
    assert header not in Client().get("/readyz").headers


@pytest.mark.parametrize(
    "path", ["/login/projects/", "/livez/", "/static/neighbourhoods/1/", "/api/projects/"]
)
def test_page_of_a_tenant_under_a_reserved_name_does_not_exist(path: str, db: None) -> None:
    assert Client().get(path).status_code == 404


def test_file_that_somebody_uploaded_stays_in_no_cache(world: World, client_of: Browser) -> None:
    response = client_of(world.owner).get(f"/qingdao/documents/{world.ids['document']}/")
    assert "no-store" in response["Cache-Control"]
    assert response["Content-Disposition"].startswith("attachment")


def forgeries(world: World, browser: Client) -> Iterator[tuple[Route, Any]]:
    """Every address, sent to from another site: the session comes along, the key of the form does not."""
    pages = Caller(browser, "qingdao")
    interface = Caller(browser, **{"X-Tenant": "qingdao"})
    for route in ROUTES:
        with transaction.atomic():
            yield route, (interface if route.is_api else pages).ask(route, world.ids, "POST")
            transaction.set_rollback(True)


def test_no_form_and_no_call_is_taken_without_the_key_of_the_session(world: World) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.owner.person)
    taken = {
        route.name: answer.status_code
        for route, answer in forgeries(world, browser)
        if answer.status_code != 403
    }
    assert taken == {}


def test_without_the_guard_the_forged_form_is_taken(world: World, settings: Settings) -> None:
    guard = "django.middleware.csrf.CsrfViewMiddleware"
    settings.MIDDLEWARE = [name for name in django_settings.MIDDLEWARE if name != guard]
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.owner.person)
    new = reverse("neighbourhood_new", kwargs={"tenant": "qingdao"})
    assert browser.post(new, {}).status_code == 200


def test_no_address_leads_to_another_site(world: World, client_of: Browser) -> None:
    """Whatever a link says of the way back, in the address, in the form or in a header."""
    names = ("next", "back", "return", "return_to", "url", "redirect", "to", "from", "page", "continue")
    given = {name: address for name in names for address in (ELSEWHERE,)}
    caller = Caller(client_of(world.owner), "qingdao", Referer=ELSEWHERE, **{"HX-Current-URL": ELSEWHERE})
    astray = []
    for route in PAGES:
        for method in ("GET", "POST"):
            with transaction.atomic():
                path = reverse(route.name, kwargs={"tenant": "qingdao", **route.arguments(world.ids)})
                response: Any = (
                    caller.client.get(path, given, headers=caller.headers)
                    if method == "GET"
                    else caller.client.post(path, given, headers=caller.headers)
                )
                transaction.set_rollback(True)
            for header in ("Location", "HX-Redirect", "HX-Location", "Refresh"):
                if urlsplit(response.get(header, "")).netloc:
                    astray.append((route.name, method, header, response[header]))
            page = "" if response.streaming else response.content.decode(errors="replace")
            if any(f'{part}="{ELSEWHERE}' in page for part in ("href", "action", "src")):
                astray.append((route.name, method, "link", ELSEWHERE))
    assert astray == []


@pytest.mark.parametrize("word", ["x' OR '1'='1';SELECT pg_sleep(9)--", "%(x)s' UNION SELECT NULL--\\"])
def test_filters_are_no_way_into_the_database(word: str, world: World, client_of: Browser) -> None:
    """A smoke test: every parameter that a list may know, all at once, and a search alone, which no place that does
    not exist has emptied before; the guard is that values are parameters.
    """
    names = (
        "q", "place", "state", "year", "order", "sort", "after", "before", "page", "kind", "verdict", "month", "on",
        "project", "neighbourhood", "rule", "subject_id", "criterion", "unverified", "queries", "level", "role",
        "batch", "item", "status", "due", "from", "to", "person", "action", "stage", "line", "figure", "period", "date",
    )  # fmt: skip
    caller = Caller(client_of(world.owner), "qingdao", **{"X-Tenant": "qingdao"})
    for route in ROUTES:
        for asked in (names, ("q",)) if not route.names_a_row else ():
            response = caller.ask(route, world.ids, "GET", "?" + urlencode(dict.fromkeys(asked, word)))
            assert response.status_code < 500, route.name


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
def test_method_is_the_one_of_the_request(header: str, world: World, client_of: Browser) -> None:
    caller = Caller(client_of(world.owner), "qingdao", **{"X-Tenant": "qingdao", header: "POST"})
    for name in ("neighbourhood_bulk", "case_remind", "api:lift-withdraw"):
        route = next(route for route in ROUTES if route.name == name)
        assert caller.ask(route, world.ids, "GET", "?_method=POST").status_code == 405
