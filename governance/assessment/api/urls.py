"""Addresses of the assessment in JSON."""

from rest_framework.routers import SimpleRouter

from governance.assessment.api.views import AssessmentReportViewSet

router = SimpleRouter()
router.register("assessment-reports", AssessmentReportViewSet, basename="assessment-report")
urlpatterns = router.urls
