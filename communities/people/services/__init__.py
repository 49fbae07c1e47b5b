"""Every write about organisations, people, roles and memberships.

System administrators: accounts, organisations, affiliations, invitations. Security administrators: roles, memberships.
"""

from communities.people.services.accounts import (
    create_person,
    password_changed,
    random_password,
    renew_password,
    reset_password,
)
from communities.people.services.administrators import appoint_administrator
from communities.people.services.affiliations import affiliate, engage, held_there, leave, transfer
from communities.people.services.appointing import appoint, retire
from communities.people.services.invitations import (
    VALID,
    accept_as_new,
    accept_with,
    invite,
    revoke_invitation,
)
from communities.people.services.organisations import (
    close_organisation,
    ensure_organisation,
    rename_organisation,
)
from communities.people.services.roles import create_role, create_standard_roles, retire_role, save_role

__all__ = [
    "VALID",
    "accept_as_new",
    "accept_with",
    "affiliate",
    "appoint",
    "appoint_administrator",
    "close_organisation",
    "create_person",
    "create_role",
    "create_standard_roles",
    "engage",
    "ensure_organisation",
    "held_there",
    "invite",
    "leave",
    "password_changed",
    "random_password",
    "rename_organisation",
    "renew_password",
    "reset_password",
    "retire",
    "retire_role",
    "revoke_invitation",
    "save_role",
    "transfer",
]
