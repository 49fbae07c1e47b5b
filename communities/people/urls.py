"""Addresses of the menu 系统."""

from __future__ import annotations

from django.urls import path

from communities.people import views

urlpatterns = [
    path("<slug:tenant>/system/organisations/", views.organisation_list, name="organisation_list"),
    path("<slug:tenant>/system/people/", views.person_list, name="person_list"),
    path("<slug:tenant>/system/people/new/", views.person_create, name="person_create"),
    path("<slug:tenant>/system/people/<int:pk>/", views.person_detail, name="person_detail"),
    path("<slug:tenant>/system/people/<int:pk>/password/", views.person_password, name="person_password"),
    path(
        "<slug:tenant>/system/people/<int:pk>/memberships/new/",
        views.membership_create,
        name="membership_create",
    ),
    path("<slug:tenant>/system/memberships/<int:pk>/end/", views.membership_end, name="membership_end"),
    path("<slug:tenant>/system/roles/", views.role_list, name="role_list"),
    path("<slug:tenant>/system/roles/new/", views.role_edit, name="role_create"),
    path("<slug:tenant>/system/roles/<int:pk>/", views.role_edit, name="role_edit"),
]
