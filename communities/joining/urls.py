"""Addresses: the roster inside a tenant, the invitation outside every tenant."""

from __future__ import annotations

from django.urls import path

from communities.joining import views

PEOPLE = "<slug:tenant>/system/people/import"

urlpatterns = [
    path(f"{PEOPLE}/", views.roster_new, name="roster_new"),
    path(f"{PEOPLE}/template/", views.roster_template, name="roster_template"),
    path(f"{PEOPLE}/write/", views.roster_write, name="roster_write"),
    path(f"{PEOPLE}/passwords/", views.roster_file, name="roster_file"),
    path("invitation/<slug:code>.<str:key>/", views.invitation, name="invitation"),
]
