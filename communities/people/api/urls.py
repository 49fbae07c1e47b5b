"""Addresses of people and rights in the JSON interface."""

from __future__ import annotations

from rest_framework.routers import SimpleRouter

from communities.people.api import views

router = SimpleRouter()
router.register("organisations", views.OrganisationViewSet, basename="organisation")
router.register("people", views.PersonViewSet, basename="person")
router.register("roles", views.RoleViewSet, basename="role")
router.register("memberships", views.MembershipViewSet, basename="membership")

urlpatterns = router.urls
