"""Pages of the door: login, password, what protects one's login, where one is logged in, who is locked out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast
from urllib.parse import urlencode

from allauth.account import views as account
from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.password_validation import password_validators_help_texts
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from communities.people import services
from communities.people.enums import Capability
from communities.people.login import idle, lockout, second_factor, sessions
from communities.people.login.browsers import browser_of
from communities.people.login.devices import device_of
from communities.people.login.provider import PROVIDER
from communities.people.middleware import TenantRequest
from communities.people.models import Person
from communities.people.rights import Refused

ONWARD = "second_factor_next"
"""Key of the session: where he wanted to go when he was led to set up a second factor."""


def _provider() -> dict[str, str] | None:
    """The button of the government's own login, where the settings name one."""
    if not settings.OIDC_ISSUER:
        return None
    return {"name": settings.OIDC_NAME, "url": reverse("openid_connect_login", args=[PROVIDER])}


class Login(account.LoginView):  # type: ignore[misc]  # the library has no types
    """User name and password. Strangers to this browser are slowed down together, by address."""

    template_name = "account/login.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_known = bool(device_of(request, request.POST.get("username", "")))
        if not is_known and not ratelimit.consume(request, action="login_at_a_new_device"):
            return render(request, "429.html", status=429)
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"next": self.get_next_url(), "provider": _provider()}


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """Out, at once: no question asked."""
    get_adapter(request).logout(request)
    return render(request, "registration/logged_out.html")


@method_decorator([login_required, never_cache], name="dispatch")
class PasswordChange(account.PasswordChangeView):  # type: ignore[misc]  # the library has no types
    """An own password; all other logins end with it."""

    template_name = "registration/password_change_form.html"
    success_url = reverse_lazy("password_change_done")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not cast(Person, request.user).has_usable_password():
            raise Refused("您由统一身份认证登录，这里没有密码可改。")
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_default_success_url(self) -> str:
        return str(self.success_url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"rules": password_validators_help_texts()}

    def form_valid(self, form: Any) -> HttpResponse:
        person = cast(Person, self.request.user)
        response: HttpResponse = super().form_valid(form)
        services.password_changed(form.user)
        sessions.end_others(person, request=self.request)
        return response


@login_required
def password_changed(request: HttpRequest) -> HttpResponse:
    """It is done."""
    return render(request, "registration/password_change_done.html")


class Security(IndexView):  # type: ignore[misc]  # the library has no types
    """登录安全: what protects this login, set up and take away."""

    template_name = "mfa/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        found = context["authenticators"]
        codes = found.get("recovery_codes")
        return context | {
            "totp": found.get("totp"),
            "keys": found.get("webauthn", []),
            "codes_left": len(codes.get_unused_codes()) if codes else None,
            "onward": self.request.session.get(ONWARD, ""),
        }


class TotpSetUp(ActivateTOTPView):  # type: ignore[misc]  # the library has no types
    """One-time codes; whoever has just shown one is logged in with it."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        second_factor.was_just_set_up(self.request, Authenticator.Type.TOTP)
        return response


class KeyAdd(AddWebAuthnView):  # type: ignore[misc]  # the library has no types
    """A security key, likewise."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        second_factor.was_just_set_up(self.request, Authenticator.Type.WEBAUTHN)
        return response


class RecoveryCodes(ViewRecoveryCodesView):  # type: ignore[misc]  # the library has no types
    """The codes, with the way onward for whoever was led here."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"onward": self.request.session.get(ONWARD, "")}


class KeyRemove(RemoveWebAuthnView):  # type: ignore[misc]  # the library has no types
    success_url = reverse_lazy("mfa_index")

    def get_success_url(self) -> str:
        return str(self.success_url)


@login_required
@require_GET
def second_factor_needed(request: HttpRequest) -> HttpResponse:
    """His role demands a second factor: set one up, or show the one he has; then on to where he wanted."""
    wanted = request.GET.get("next", "/")
    wanted = wanted if get_adapter(request).is_safe_url(wanted) else "/"
    if second_factor.was_used(request):
        request.session.pop(ONWARD, None)
        return redirect(wanted)
    person = cast(Person, request.user)
    has_one = second_factor.is_set_up(person)
    if has_one:
        way = next(
            method["url"]
            for method in get_adapter(request).get_reauthentication_methods(person)
            if method["id"].startswith("mfa_reauthenticate")
        )
        return redirect(f"{way}?{urlencode({'next': request.get_full_path()})}")
    request.session[ONWARD] = request.get_full_path()
    return render(request, "mfa/needed.html")


@login_required
@require_GET
def session_list(request: HttpRequest) -> HttpResponse:
    """Where one is logged in."""
    rows = [
        {"session": session, "browser": browser_of(session.user_agent)}
        for session in sessions.of(cast(Person, request.user))
    ]
    return render(request, "usersessions/usersession_list.html", {"rows": rows})


@login_required
@require_POST
def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Log out there; one's own present login is left to the button of its own."""
    person = cast(Person, request.user)
    session = get_object_or_404(UserSession, pk=pk, user=person)
    if session.session_key != request.session.session_key:
        sessions.end([session], person=person, request=request)
        messages.success(request, "已在那里退出。")
    return redirect("usersessions_list")


@login_required
@require_POST
def session_end_others(request: HttpRequest) -> HttpResponse:
    """Log out everywhere else."""
    count = sessions.end_others(cast(Person, request.user), request=request)
    messages.success(request, f"已退出其他 {count} 处登录。")
    return redirect("usersessions_list")


@require_POST
def session_continue(request: HttpRequest) -> HttpResponse:
    """The person is still here: the clock starts anew. 401 where the login has ended already."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    request.session[idle.SEEN] = timezone.now().timestamp()
    return HttpResponse(status=204)


def lockout_list(request: TenantRequest, tenant: str) -> HttpResponse:
    """Who of the actor's places can't log in for the moment."""
    _for_authorisers(request)
    rows = lockout.locked_out(request.actor, now=timezone.now())
    context = {
        "rows": rows,
        "limit": settings.AXES_FAILURE_LIMIT,
        "minutes": settings.AXES_COOLOFF_TIME // timedelta(minutes=1),
    }
    return render(request, "account/lockout_list.html", context)


@require_POST
def lockout_end(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """Let one of them in again."""
    person = _person(request, pk)
    lockout.let_in(person, by=request.actor)
    messages.success(request, f"已解除{person.name}的登录锁定。")
    return redirect("lockout_list", tenant=tenant)


@require_POST
def person_sessions_end(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """Log one of his places' people out everywhere."""
    person = _person(request, pk)
    count = sessions.end_all(person, by=request.actor, request=request)
    text = f"已让{person.name}退出 {count} 处登录。" if count else f"{person.name}没有登录中的会话。"
    messages.success(request, text)
    return redirect("person_detail", tenant=tenant, pk=pk)


@require_POST
def person_factors_end(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """Take away the second factors of somebody who has lost them."""
    person = _person(request, pk)
    second_factor.take_away(person, by=request.actor, request=request)
    messages.success(
        request, f"{person.name}的第二重验证已移除，下次登录只需密码；角色须用的，进入时重新设置。"
    )
    return redirect("person_detail", tenant=tenant, pk=pk)


def _for_authorisers(request: TenantRequest) -> None:
    if not request.actor.may_somewhere(Capability.AUTHORISE):
        raise Refused(f"您没有这项权限：{Capability.AUTHORISE.label}。请联系本级安全管理员。")


def _person(request: TenantRequest, pk: int) -> Person:
    """Somebody of the actor's places, else 404; 403 for whoever authorises nowhere."""
    _for_authorisers(request)
    return get_object_or_404(lockout.looked_after(request.actor), pk=pk)
