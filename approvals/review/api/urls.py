"""Addresses of reviews in JSON."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from approvals.review.api.views import (
    AttendanceView,
    ConcludeView,
    ConveneView,
    OpinionView,
    OutputView,
    RoundViewSet,
)

router = SimpleRouter()
router.register("reviews", RoundViewSet, basename="review")
urlpatterns = [
    path("projects/<int:pk>/reviews/", ConveneView.as_view(), name="review-convene"),
    path("reviews/<int:pk>/opinions/", OpinionView.as_view(), name="review-opinion"),
    path("reviews/<int:pk>/outputs/<slug:output>/", OutputView.as_view(), name="review-output"),
    path("reviews/<int:pk>/attendance/", AttendanceView.as_view(), name="review-attendance"),
    path("reviews/<int:pk>/conclude/", ConcludeView.as_view(), name="review-conclude"),
    *router.urls,
]
