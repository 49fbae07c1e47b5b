"""Addresses of delegations in the JSON interface."""

from __future__ import annotations

from rest_framework.routers import SimpleRouter

from communities.people.delegation.api.views import DelegationViewSet

router = SimpleRouter()
router.register("delegations", DelegationViewSet, basename="delegation")

urlpatterns = router.urls
