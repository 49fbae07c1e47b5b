"""Every address, by application. Pages of a tenant lie under its code; what lies outside stands first."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView

from config import health, views

ROOMS = (
    "communities.people",
    "communities.people.delegation",
    "communities.people.login",
    "communities.audit",
    "communities.records",
    "communities.records.delegated",
    "communities.rulebooks",
    "communities.rulebooks.organisations",
    "communities.neighbourhoods",
    "communities.neighbourhoods.imports",
    "communities.owners",
    "communities.upkeep",
    "communities.joining",
    "projects",
    "funding",
    "approvals",
    "approvals.plan",
    "approvals.review",
    "approvals.acceptance",
    "governance",
    "governance.assessment",
    "governance.evaluation",
    "governance.monthly",
    "governance.onboarding",
    "governance.submissions",
    "governance.supervision",
    "governance.longterm",
)


def _rooms(part: str) -> list[URLPattern | URLResolver]:
    """The rooms' own addresses: `urls` for pages, `api.urls` for the JSON interface, where a room has them."""
    return [path("", include(f"{room}.{part}")) for room in ROOMS if _has(room, part)]


def _has(room: str, part: str) -> bool:
    try:
        return find_spec(f"{room}.{part}") is not None
    except ModuleNotFoundError:
        return False


urlpatterns: list[URLPattern | URLResolver] = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("", views.home, name="home"),
    path("", include("communities.people.login.door")),
    path(
        "api/schema/",
        SpectacularAPIView.as_view(permission_classes=[], authentication_classes=[]),
        name="schema",
    ),
    path("api/v1/", include((_rooms("api.urls"), "api"))),
    *_rooms("urls"),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"
