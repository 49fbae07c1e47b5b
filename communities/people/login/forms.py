"""The library's forms with the field names that our addresses have always had, and our words."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm
from allauth.account.forms import LoginForm as LibraryLoginForm
from allauth.account.forms import ReauthenticateForm as LibraryReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm as LibraryAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as LibraryReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms


class _Words(forms.Form):
    """Labels, hints and the names that the fields have in the page."""

    labels: dict[str, str] = {}
    hints: dict[str, str] = {}
    names: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self.labels.items():
            self.fields[name].label = label
            self.fields[name].help_text = self.hints.get(name, "")
            self.fields[name].widget.attrs.pop("placeholder", None)

    def add_prefix(self, field_name: str) -> str:
        return super().add_prefix(self.names.get(field_name, field_name))


class LoginForm(_Words, LibraryLoginForm):  # type: ignore[misc]  # the library has no types
    labels = {"login": "用户名", "password": "密码"}
    names = {"login": "username"}


class PasswordForm(_Words, ChangePasswordForm):  # type: ignore[misc]  # the library has no types
    labels = {"oldpassword": "现在的密码", "password1": "新密码", "password2": "再输一次新密码"}
    names = {"oldpassword": "old_password", "password1": "new_password1", "password2": "new_password2"}


class ReauthenticateForm(_Words, LibraryReauthenticateForm):  # type: ignore[misc]  # the library has no types
    labels = {"password": "密码"}


class CodeForm(_Words, LibraryAuthenticateForm):  # type: ignore[misc]  # the library has no types
    labels = {"code": "动态口令或恢复码"}


class ReauthenticateByCodeForm(_Words, LibraryReauthenticateByCodeForm):  # type: ignore[misc]  # the library has no types
    labels = {"code": "动态口令或恢复码"}


class TotpForm(_Words, ActivateTOTPForm):  # type: ignore[misc]  # the library has no types
    labels = {"code": "手机上显示的动态口令"}
    hints = {"code": "6 位数字，每 30 秒换一次"}


class SecurityKeyForm(_Words, AddWebAuthnForm):  # type: ignore[misc]  # the library has no types
    labels = {"name": "名称"}
    hints = {"name": "便于区分，例如：办公室的密钥"}
