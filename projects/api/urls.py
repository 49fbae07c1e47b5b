"""Addresses of projects in JSON."""

from rest_framework.routers import SimpleRouter

from projects.api.views import ProjectViewSet, WorksItemViewSet

router = SimpleRouter()
router.register("projects", ProjectViewSet, basename="project")
router.register("works-items", WorksItemViewSet, basename="works-item")
urlpatterns = router.urls
