"""Addresses of supervision in JSON."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from governance.supervision.api.views import CaseViewSet, DeadlineView, DutyTaskViewSet

router = SimpleRouter()
router.register("cases", CaseViewSet, basename="case")
router.register("duties", DutyTaskViewSet, basename="duty")
urlpatterns = [path("deadlines/", DeadlineView.as_view(), name="deadline-list"), *router.urls]
