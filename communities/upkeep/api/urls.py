"""Addresses of what keeps a neighbourhood in the JSON interface."""

from __future__ import annotations

from rest_framework.routers import SimpleRouter

from communities.upkeep.api.views import (
    MaintenanceFundViewSet,
    ManagementModeViewSet,
    OwnersBodyViewSet,
    PartyOrganisationViewSet,
    PropertyContractViewSet,
)

router = SimpleRouter()
router.register("owners-bodies", OwnersBodyViewSet, basename="owners-body")
router.register("property-contracts", PropertyContractViewSet, basename="property-contract")
router.register("management-modes", ManagementModeViewSet, basename="neighbourhood-mode")
router.register("maintenance-funds", MaintenanceFundViewSet, basename="neighbourhood-fund")
router.register("party-organisations", PartyOrganisationViewSet, basename="neighbourhood-party")
urlpatterns = router.urls
