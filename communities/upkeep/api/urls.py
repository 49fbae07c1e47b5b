"""Addresses of owners' bodies and property contracts in the JSON interface."""

from __future__ import annotations

from rest_framework.routers import SimpleRouter

from communities.upkeep.api.views import OwnersBodyViewSet, PropertyContractViewSet

router = SimpleRouter()
router.register("owners-bodies", OwnersBodyViewSet, basename="owners-body")
router.register("property-contracts", PropertyContractViewSet, basename="property-contract")
urlpatterns = router.urls
