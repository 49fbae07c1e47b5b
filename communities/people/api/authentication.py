"""Who calls the JSON interface: a token of one tenant, or a session that names its tenant by the header X-Tenant.

The tenant middleware has found and entered the tenant already (its transaction must lie around the view); what is
left here is to say so to the framework, and to demand the CSRF token of a session.
"""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.request import Request


class TenantAuthentication(BaseAuthentication):
    """Believes the middleware about tokens, and Django about sessions."""

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        if request.headers.get("Authorization", "").startswith("Bearer "):
            token = getattr(request._request, "access_token", None)
            if token is None:
                raise exceptions.AuthenticationFailed("令牌无效或已停用。")
            return token.person, token
        return SessionAuthentication().authenticate(request)


class TenantAuthenticationScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # untyped base
    """How the OpenAPI document describes it."""

    target_class = "communities.people.api.authentication.TenantAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}
