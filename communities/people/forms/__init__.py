"""Forms about people, organisations, memberships and roles."""

from communities.people.forms.fields import PlaceField, SaidForm, ThereForm, show
from communities.people.forms.joining import (
    AccountForm,
    AffiliationForm,
    InvitationForm,
    JoinForm,
    LeaveForm,
    PersonForm,
    TransferForm,
)
from communities.people.forms.rights import EndForm, MembershipForm, RoleForm

__all__ = [
    "AccountForm",
    "AffiliationForm",
    "EndForm",
    "InvitationForm",
    "JoinForm",
    "LeaveForm",
    "MembershipForm",
    "PersonForm",
    "PlaceField",
    "RoleForm",
    "SaidForm",
    "ThereForm",
    "TransferForm",
    "show",
]
