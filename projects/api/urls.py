"""Addresses of projects in JSON."""

from rest_framework.routers import SimpleRouter

from projects.api import record_views as records
from projects.api.views import ProjectViewSet, WorksItemViewSet

router = SimpleRouter()
router.register("projects", ProjectViewSet, basename="project")
router.register("works-items", WorksItemViewSet, basename="works-item")
router.register("disputes", records.DisputeViewSet, basename="dispute")
router.register("schemes", records.SchemeViewSet, basename="scheme")
router.register("consultations", records.ConsultationViewSet, basename="consultation")
router.register("displays", records.DisplayViewSet, basename="display")
router.register("preparations", records.PreparationViewSet, basename="preparation")
router.register("parties", records.PartyViewSet, basename="party")
router.register("lifts", records.LiftViewSet, basename="lift")
router.register("project-declarations", records.ProjectDeclarationViewSet, basename="project-declaration")
urlpatterns = router.urls
