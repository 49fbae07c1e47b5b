"""Addresses of third-party evaluation in JSON."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from governance.evaluation.api.views import RoundViewSet, SheetView, SubmitView

router = SimpleRouter()
router.register("evaluations", RoundViewSet, basename="evaluation")
SHEET = "evaluations/<int:pk>/sheets/<int:sheet>/"
urlpatterns = [
    *router.urls,
    path(SHEET, SheetView.as_view(), name="evaluation-sheet"),
    path(f"{SHEET}submit/", SubmitView.as_view(), name="evaluation-submit"),
]
