"""Address of the page of a new organisation."""

from __future__ import annotations

from django.urls import path

from communities.rulebooks.organisations.views import organisation_create

urlpatterns = [
    path("<slug:tenant>/system/organisations/new/", organisation_create, name="organisation_create"),
]
