"""Logging in by the government's own identity provider (OpenID Connect), which is trusted for a user name only.

The claim `OIDC_CLAIM` is looked up among our user names. Nobody is made, nothing is kept of the provider's answer.
State, PKCE and a nonce bind the answer to this browser's own question; the token's signature and issuer are checked.
"""

from __future__ import annotations

import logging
import secrets
from typing import Any, Never

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthError
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET

from communities.people.models import Person

PROVIDER = "gov"
"""The provider's name in our addresses."""
log = logging.getLogger(__name__)


class Adapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # the library has no types
    """Believes a token only by its signature, from the issuer that the settings name, and for our own question."""

    nonce = ""

    def get_provider(self) -> Provider:
        return Provider(self.request, app=super().get_provider().app)

    @property
    def openid_config(self) -> dict[str, Any]:
        config: dict[str, Any] = super().openid_config
        if str(config.get("issuer", "")).rstrip("/") != settings.OIDC_ISSUER.rstrip("/"):
            raise OAuth2Error("The provider names another issuer than OIDC_ISSUER.")
        return config

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> Any:
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("The provider gave no identity token.")
        return super().complete_login(request, app, token, **kwargs)

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        try:
            claims: dict[str, Any] = jwtkit.verify_and_decode(
                credential=id_token,
                keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
        except (KeyError, ValueError) as broken:
            raise OAuth2Error("The identity token can't be read.") from broken
        if not self.nonce or not constant_time_compare(str(claims.get("nonce", "")), self.nonce):
            raise OAuth2Error("The identity token answers another question.")
        return claims


class Provider(OpenIDConnectProvider):  # type: ignore[misc]  # the library has no types
    oauth2_adapter_class = Adapter


class Callback(OAuth2CallbackView):  # type: ignore[misc]  # the library has no types
    """Hands the question's nonce to the adapter."""

    def _get_state(self, request: HttpRequest, provider: Provider) -> tuple[Any, Any]:
        state, response = super()._get_state(request, provider)
        self.adapter.nonce = (state or {}).get("nonce", "")
        return state, response


def _adapter(request: HttpRequest, provider_id: str) -> Adapter:
    if not settings.OIDC_ISSUER or provider_id != PROVIDER:
        raise Http404
    return Adapter(request, PROVIDER)


@require_GET
def start(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Off to the provider; it sends the person back to `finish`."""
    adapter = _adapter(request, provider_id)
    wanted = request.GET.get("next", "")
    nonce = secrets.token_urlsafe(24)
    provider = adapter.get_provider()
    try:
        response: HttpResponse = provider.redirect(
            request,
            process="login",
            next_url=wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else None,
            auth_params={**provider.get_auth_params(), "nonce": nonce},
            nonce=nonce,
        )
    except (
        OAuth2Error,
        OSError,
    ) as broken:  # a provider out of reach raises what requests raises, an OSError
        return refusal(request, error=AuthError.UNKNOWN, exception=broken)
    return response


@require_GET
def finish(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the provider with its code."""
    try:
        response: HttpResponse = Callback.adapter_view(_adapter(request, provider_id))(request)
    except (OAuth2Error, OSError) as broken:
        return refusal(request, error=AuthError.UNKNOWN, exception=broken)
    return response


def refusal(
    request: HttpRequest, *, error: Any = None, exception: Any = None, unknown: str = ""
) -> HttpResponse:
    """Why nobody was logged in, in plain words; what the machine said goes to the log, without the answer itself."""
    if exception is not None:
        log.warning("OpenID Connect login refused: %s", exception)
    context = {
        "provider": settings.OIDC_NAME,
        "unknown": unknown,
        "is_cancelled": error == AuthError.CANCELLED,
    }
    return render(request, "socialaccount/refused.html", context, status=403)


def refuse(request: HttpRequest, **why: Any) -> Never:
    """Stop the login with that page."""
    raise ImmediateHttpResponse(refusal(request, **why))


def recognise(request: HttpRequest, sociallogin: Any) -> None:
    """Whose user name the claim is; nobody's, or one who may not log in: refused, and nothing is made."""
    answer = sociallogin.account.extra_data
    claims = {**answer.get("userinfo", {}), **answer.get("id_token", {})}
    claimed = claims.get(settings.OIDC_CLAIM)
    username = claimed.strip() if isinstance(claimed, str) else ""
    person = Person.objects.filter(username=username, is_active=True).first() if username else None
    if person is None:
        refuse(request, unknown=username or "（没有用户名）")
    sociallogin.user = person
