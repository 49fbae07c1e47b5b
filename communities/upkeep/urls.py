"""Addresses of owners' bodies and property service, under the neighbourhood that they belong to."""

from __future__ import annotations

from django.urls import path

from communities.upkeep import views

FILE = "<slug:tenant>/neighbourhoods/<int:pk>/"

urlpatterns = [
    path(f"{FILE}owners-bodies/new/", views.owners_body_new, name="owners_body_new"),
    path(f"{FILE}owners-bodies/<int:body>/end/", views.owners_body_end, name="owners_body_end"),
    path(f"{FILE}property-contracts/new/", views.property_contract_new, name="property_contract_new"),
]
