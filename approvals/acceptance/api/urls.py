"""Addresses of acceptance, handover and warranty in JSON."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from approvals.acceptance.api import views

router = SimpleRouter()
router.register("acceptances", views.AcceptanceViewSet, basename="acceptance")
router.register("acceptance-findings", views.FindingViewSet, basename="acceptance-finding")
router.register("handovers", views.HandoverViewSet, basename="handover")
router.register("warranties", views.WarrantyViewSet, basename="warranty")
urlpatterns = [
    path(
        "projects/<int:pk>/handover/conclude/",
        views.HandoverConcludeView.as_view(),
        name="handover-conclude",
    ),
    *router.urls,
]
