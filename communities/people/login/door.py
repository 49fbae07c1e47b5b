"""Addresses of no tenant: the login, and under /account/ what protects it. Nothing else of allauth is routed.

The names that begin with `account_`, `mfa_`, `usersessions_` and `openid_connect_` are the library's: it asks for them.
"""

from __future__ import annotations

from allauth.account.views import reauthenticate
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.urls import path

from communities.people.login import provider, views

login = views.Login.as_view()

urlpatterns = [
    path("login/", login, name="login"),
    path("login/", login, name="account_login"),
    path("logout/", views.log_out, name="logout"),
    path("logout/", views.log_out, name="account_logout"),
    path("password/", views.PasswordChange.as_view(), name="password_change"),
    path("password/done/", views.password_changed, name="password_change_done"),
    path("account/", views.Security.as_view(), name="mfa_index"),
    path("account/needed/", views.second_factor_needed, name="second_factor"),
    path("account/continue/", views.session_continue, name="session_continue"),
    path("account/confirm/", reauthenticate, name="account_reauthenticate"),
    path("account/confirm/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("account/confirm/key/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("account/second/", mfa.authenticate, name="mfa_authenticate"),
    path("account/totp/", views.TotpSetUp.as_view(), name="mfa_activate_totp"),
    path("account/totp/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/keys/add/", views.KeyAdd.as_view(), name="mfa_add_webauthn"),
    path("account/keys/<int:pk>/remove/", views.KeyRemove.as_view(), name="mfa_remove_webauthn"),
    path("account/codes/", views.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("account/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/codes/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("account/sessions/", views.session_list, name="usersessions_list"),
    path("account/sessions/<int:pk>/end/", views.session_end, name="session_end"),
    path("account/sessions/end/", views.session_end_others, name="session_end_others"),
    path("account/oidc/<slug:provider_id>/", provider.start, name="openid_connect_login"),
    path("account/oidc/<slug:provider_id>/back/", provider.finish, name="openid_connect_callback"),
]
