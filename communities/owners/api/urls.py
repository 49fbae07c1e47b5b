"""Addresses of the register of owners in the JSON interface."""

from __future__ import annotations

from rest_framework.routers import SimpleRouter

from communities.owners.api.views import DwellingViewSet

router = SimpleRouter()
router.register("dwellings", DwellingViewSet, basename="dwelling")
urlpatterns = router.urls
