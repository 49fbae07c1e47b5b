"""Addresses of what keeps a neighbourhood, under the neighbourhood itself."""

from __future__ import annotations

from django.urls import path

from communities.upkeep.views import managing, registering

FILE = "<slug:tenant>/neighbourhoods/<int:pk>/"

urlpatterns = [
    path(f"{FILE}management/", managing.neighbourhood_management, name="neighbourhood_management"),
    path(f"{FILE}modes/new/", managing.mode_settle, name="mode_settle"),
    path(f"{FILE}modes/<int:mode>/end/", managing.mode_end, name="mode_end"),
    path(f"{FILE}fund/", managing.fund_set, name="fund_set"),
    path(f"{FILE}party/new/", managing.party_set, name="party_set"),
    path(f"{FILE}party/<int:party>/end/", managing.party_end, name="party_end"),
    path(f"{FILE}owners-bodies/new/", registering.owners_body_new, name="owners_body_new"),
    path(f"{FILE}owners-bodies/<int:body>/end/", registering.owners_body_end, name="owners_body_end"),
    path(f"{FILE}property-contracts/new/", registering.property_contract_new, name="property_contract_new"),
]
