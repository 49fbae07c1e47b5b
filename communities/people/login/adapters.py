"""What we want otherwise than allauth does it: no sign-up, no e-mail, secrets encrypted, our sentences."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from communities.people.login import devices, passwords
from communities.people.login.address import client_address
from communities.people.models import Person
from communities.privacy.fields import decrypt, encrypt

SAID = {
    "mfa/messages/totp_activated.txt": "动态口令已设置。下次登录时，输入密码之后还要输入动态口令。",
    "mfa/messages/totp_deactivated.txt": "动态口令已停用。",
    "mfa/messages/webauthn_added.txt": "安全密钥已添加。下次登录时，输入密码之后还要用它验证。",
    "mfa/messages/webauthn_removed.txt": "安全密钥已移除。",
    "mfa/messages/recovery_codes_generated.txt": "恢复码已生成，请保存好。",
}
"""Messages of the library that are worth saying; the others are silent."""
SECRET = "mfa.authenticator"  # noqa: S105 - names the column, is none


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Logging in by user name and password, and nothing else."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "用户名或密码不正确。忘记密码请找本单位的系统管理员。",
        "too_many_login_attempts": "错误次数太多，请 5 分钟后再试。",
        "rate_limited": "次数太多，请稍后再试。",
        "incorrect_password": "密码不正确。",
        "enter_current_password": "现在的密码不正确。",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        return ["allauth.mfa.stages.AuthenticateStage"]

    def is_safe_url(self, url: str | None) -> bool:
        """Only an address of this installation, without a host: no open redirect."""
        return bool(url) and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request) or "0.0.0.0"  # noqa: S104 - an address that nobody has, binds nothing

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing: the library would count by user name alone, and a stranger could lock anybody out."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Whoever may not log in any more is answered as a wrong password is."""
        person = super().authenticate(request, **credentials)
        return person if person and person.is_active else None

    def post_login(self, request: HttpRequest, user: Person, **details: Any) -> HttpResponse:
        """The browser is known from now on; a password too old is changed before anything else."""
        response: HttpResponse = super().post_login(request, user, **details)
        devices.remember(request, response, user.username)
        if passwords.is_too_old(user, now=timezone.now()):
            user.must_change_password = True
            user.save(update_fields=["must_change_password"])
            messages.warning(request, "您的密码已到使用期限，请修改。")
        return response

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        if text := message or SAID.get(message_template or ""):
            messages.add_message(request, level, text, extra_tags=extra_tags)


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library has no types
    """Secrets of second factors as personal data is kept: the database has ciphertext only."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "验证不成功。动态口令每 30 秒换一次，请输入最新的；或改用恢复码。",
        "cannot_generate_recovery_codes": "请先设置动态口令或安全密钥。",
    }

    def encrypt(self, text: str) -> str:
        return encrypt(text, purpose=SECRET)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text, purpose=SECRET)

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        return f"安全密钥 {Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}"


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # the library has no types
    """The government's identity provider says who somebody is; whether he exists here, we say (`provider.py`)."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        from communities.people.login.provider import recognise

        recognise(request, sociallogin)

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, **more: Any
    ) -> None:
        from communities.people.login.provider import refuse

        refuse(request, error=error, exception=exception)
