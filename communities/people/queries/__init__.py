"""Reads about people: who serves where, what that allows, who may see what."""

from communities.people.queries.access import Holder, administrators_of, members_of, who_may
from communities.people.queries.administrators import (
    administered,
    is_administered,
    is_another,
    is_guarded,
    would_be_two,
)
from communities.people.queries.invitations import invitations, open_invitations
from communities.people.queries.organisations import WITHOUT_LOGIN, organisations, with_members
from communities.people.queries.people import (
    affiliations,
    awaiting,
    former_organisation,
    former_roles,
    memberships,
    people,
    place_of,
    serves_elsewhere,
)
from communities.people.queries.places import OVERSEES, called, not_over, on_day, places, reach, top_path
from communities.people.queries.rights import Grant, Source, also, delegations, rights_of
from communities.people.queries.roles import Change, change_of, given_roles, holders

__all__ = [
    "OVERSEES",
    "WITHOUT_LOGIN",
    "Change",
    "Grant",
    "Holder",
    "Source",
    "administered",
    "administrators_of",
    "affiliations",
    "also",
    "awaiting",
    "called",
    "change_of",
    "delegations",
    "former_organisation",
    "former_roles",
    "given_roles",
    "holders",
    "invitations",
    "is_administered",
    "is_another",
    "is_guarded",
    "members_of",
    "memberships",
    "not_over",
    "on_day",
    "open_invitations",
    "organisations",
    "people",
    "place_of",
    "places",
    "reach",
    "rights_of",
    "serves_elsewhere",
    "top_path",
    "who_may",
    "with_members",
    "would_be_two",
]
