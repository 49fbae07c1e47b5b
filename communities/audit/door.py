"""What happens at the door, on record: who came in and went, who was refused and locked out, what protects a login.

Receivers of the signals of Django, allauth and axes, connected in one place. No password, code or secret is among what
they are told; a user name that nobody has is kept cut short, for it may be a password typed into the wrong field.
"""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from axes.signals import user_locked_out
from django.contrib.auth import signals as auth
from django.http import HttpRequest

from communities.audit.enums import Action, SecurityKind
from communities.audit.models import SecurityEvent
from communities.audit.services import note
from communities.people.login import idle
from communities.people.login.address import client_address, client_agent
from communities.people.login.disabling import account_changed
from communities.people.login.sessions import sessions_ended
from communities.people.models import Person
from communities.people.rights import Actor

METHODS = {"password": "密码", "socialaccount": "统一身份认证"}
FACTORS = {"totp": "动态口令", "webauthn": "安全密钥", "recovery_codes": "恢复码"}


def watch() -> None:
    """Connect all receivers; called once, when the application is ready."""
    for signal, receiver in (
        (auth.user_logged_in, idle.begin),
        (auth.user_logged_in, _logged_in),
        (auth.user_logged_out, _logged_out),
        (auth.user_login_failed, _failed),
        (user_locked_out, _locked_out),
        (mfa.authenticator_added, _factor_added),
        (mfa.authenticator_removed, _factor_removed),
        (mfa.authenticator_reset, _codes_renewed),
        (mfa.authenticator_used, _factor_used),
        (mfa.authentication_failed, _factor_failed),
        (account.password_changed, _password_changed),
        (sessions_ended, _sessions_ended),
        (account_changed, _account_changed),
    ):
        signal.connect(receiver, dispatch_uid=f"{__name__}.{receiver.__name__}")


def _keep(
    kind: SecurityKind,
    *,
    request: HttpRequest | None,
    person: Person | None = None,
    username: str = "",
    detail: str = "",
) -> None:
    SecurityEvent.objects.create(
        kind=kind,
        person=person,
        username=(person.username if person else username)[:60],
        address=client_address(request) if request else None,
        agent=client_agent(request) if request else "",
        detail=detail[:200],
    )


def _logged_in(*, request: HttpRequest, user: Person, **_: Any) -> None:
    used = [
        METHODS.get(record["method"]) or FACTORS.get(record.get("type", ""), "")
        for record in get_authentication_records(request, user)
    ]
    _keep(SecurityKind.LOGIN, request=request, person=user, detail="、".join(filter(None, used)))


def _logged_out(*, request: HttpRequest, user: Person | None, **_: Any) -> None:
    if user is not None:
        detail = getattr(request, "logout_reason", "")
        _keep(SecurityKind.LOGOUT, request=request, person=user, detail=detail)


def _failed(*, credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    person, shown = _known(credentials.get("username"))
    detail = "" if person else "没有这个用户名"
    _keep(SecurityKind.FAILED, request=request, person=person, username=shown, detail=detail)


def _locked_out(*, request: HttpRequest, **_: Any) -> None:
    """Sent at every try while locked: kept when it begins."""
    if getattr(request, "axes_failures_since_start", None) is None:
        return
    person, shown = _known((getattr(request, "axes_credentials", None) or {}).get("username"))
    _keep(SecurityKind.LOCKED, request=request, person=person, username=shown)


def _known(typed: Any) -> tuple[Person | None, str]:
    """Whose user name was typed; of a name that nobody has, its beginning only."""
    text = str(typed or "")
    person = Person.objects.filter(username=text).first()
    return person, text if person or len(text) < 3 else f"{text[:2]}…"


def _factor_added(*, request: HttpRequest, user: Person, authenticator: Authenticator, **_: Any) -> None:
    _factor(request, user, authenticator, "设置")


def _factor_removed(*, request: HttpRequest, user: Person, authenticator: Authenticator, **_: Any) -> None:
    _factor(request, user, authenticator, "移除")


def _codes_renewed(*, request: HttpRequest, user: Person, authenticator: Authenticator, **_: Any) -> None:
    _factor(request, user, authenticator, "重新生成")


def _factor_used(*, request: HttpRequest, user: Person, authenticator: Authenticator, **_: Any) -> None:
    _factor(request, user, authenticator, "验证通过：")


def _factor_failed(*, request: HttpRequest, user: Person, authenticator: Authenticator, **_: Any) -> None:
    _factor(request, user, authenticator, "验证不成功：")


def _factor(request: HttpRequest, person: Person, authenticator: Authenticator, what: str) -> None:
    detail = f"{what}{FACTORS[authenticator.type]}"
    _keep(SecurityKind.SECOND_FACTOR, request=request, person=person, detail=detail)


def _password_changed(*, request: HttpRequest, user: Person, **_: Any) -> None:
    _keep(SecurityKind.PASSWORD, request=request, person=user)


def _sessions_ended(
    *, request: HttpRequest | None, person: Person, count: int, by: Actor | None, **_: Any
) -> None:
    whose = f"，由{by.named}" if by else ""
    _keep(SecurityKind.SESSION_ENDED, request=request, person=person, detail=f"{count} 处登录{whose}")


def _account_changed(*, person: Person, reason: str, by: Actor, **_: Any) -> None:
    """In the record of the tenant whose administrator did it: he did it inside."""
    words = "启用账号" if person.is_active else "停用账号"
    note(Action.ADMINISTER, words, by=by, about=person, name=person.name, reason=reason)
