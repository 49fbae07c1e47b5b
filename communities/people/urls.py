"""Addresses of the menu 系统."""

from __future__ import annotations

from django.urls import path

from communities.people.views import (
    affiliations,
    authorising,
    invitations,
    organisations,
    people,
    roles,
)

SYSTEM = "<slug:tenant>/system"

urlpatterns = [
    path(f"{SYSTEM}/organisations/", organisations.organisation_list, name="organisation_list"),
    path(f"{SYSTEM}/organisations/<int:pk>/", organisations.organisation_detail, name="organisation_detail"),
    path(
        f"{SYSTEM}/organisations/<int:pk>/name/",
        organisations.organisation_rename,
        name="organisation_rename",
    ),
    path(
        f"{SYSTEM}/organisations/<int:pk>/close/", organisations.organisation_close, name="organisation_close"
    ),
    path(f"{SYSTEM}/people/", people.person_list, name="person_list"),
    path(f"{SYSTEM}/people/new/", people.person_create, name="person_create"),
    path(f"{SYSTEM}/people/<int:pk>/", people.person_detail, name="person_detail"),
    path(f"{SYSTEM}/people/<int:pk>/password/", people.person_password, name="person_password"),
    path(f"{SYSTEM}/people/<int:pk>/disable/", people.person_disable, name="person_disable"),
    path(f"{SYSTEM}/people/<int:pk>/enable/", people.person_enable, name="person_enable"),
    path(f"{SYSTEM}/people/<int:pk>/join/", affiliations.affiliation_create, name="affiliation_create"),
    path(
        f"{SYSTEM}/affiliations/<int:pk>/move/",
        affiliations.affiliation_transfer,
        name="affiliation_transfer",
    ),
    path(f"{SYSTEM}/affiliations/<int:pk>/end/", affiliations.affiliation_end, name="affiliation_end"),
    path(f"{SYSTEM}/invitations/", invitations.invitation_list, name="invitation_list"),
    path(f"{SYSTEM}/invitations/new/", invitations.invitation_create, name="invitation_create"),
    path(f"{SYSTEM}/invitations/<int:pk>/revoke/", invitations.invitation_revoke, name="invitation_revoke"),
    path(f"{SYSTEM}/authorisations/", authorising.authorisation_list, name="authorisation_list"),
    path(
        f"{SYSTEM}/people/<int:pk>/memberships/new/", authorising.membership_create, name="membership_create"
    ),
    path(f"{SYSTEM}/memberships/<int:pk>/end/", authorising.membership_end, name="membership_end"),
    path(f"{SYSTEM}/roles/", roles.role_list, name="role_list"),
    path(f"{SYSTEM}/roles/new/", roles.role_edit, name="role_create"),
    path(f"{SYSTEM}/roles/<int:pk>/", roles.role_detail, name="role_detail"),
    path(f"{SYSTEM}/roles/<int:pk>/edit/", roles.role_edit, name="role_edit"),
    path(f"{SYSTEM}/roles/<int:pk>/retire/", roles.role_retire, name="role_retire"),
    path("<slug:tenant>/my-rights/", people.my_rights, name="my_rights"),
]
