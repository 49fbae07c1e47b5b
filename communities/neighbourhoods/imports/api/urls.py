"""Addresses of imports in the JSON interface."""

from __future__ import annotations

from rest_framework.routers import SimpleRouter

from communities.neighbourhoods.imports.api.views import ImportViewSet

router = SimpleRouter()
router.register("imports", ImportViewSet, basename="import")
urlpatterns = router.urls
