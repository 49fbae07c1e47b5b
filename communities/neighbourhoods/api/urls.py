"""Addresses of the register and of declarations in the JSON interface."""

from __future__ import annotations

from rest_framework.routers import SimpleRouter

from communities.neighbourhoods.api.views import DeclarationViewSet, NeighbourhoodViewSet

router = SimpleRouter()
router.register("neighbourhoods", NeighbourhoodViewSet, basename="neighbourhood")
router.register("declarations", DeclarationViewSet, basename="declaration")
urlpatterns = router.urls
