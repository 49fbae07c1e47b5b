"""Addresses of projects in JSON."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from projects.api import record_views as records
from projects.api import works_views as works
from projects.api.assignment_views import AssignmentViewSet
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
router.register("assignments", AssignmentViewSet, basename="assignment")
router.register("progress", works.ProgressViewSet, basename="progress")

ONE = "projects/<int:pk>/"
OF_PROJECT = works.ProjectWorksViewSet.as_view
urlpatterns = [
    *router.urls,
    path(f"{ONE}contracts/", OF_PROJECT({"get": "contracts", "post": "sign"}), name="project-contracts"),
    path(f"{ONE}milestones/", OF_PROJECT({"get": "milestones", "post": "plan"}), name="project-milestones"),
    path(f"{ONE}milestones/<int:milestone>/", OF_PROJECT({"patch": "plan_anew"}), name="project-milestone"),
    path(
        f"{ONE}milestones/<int:milestone>/reach/",
        OF_PROJECT({"post": "reach"}),
        name="project-milestone-reach",
    ),
    path(f"{ONE}progress/", OF_PROJECT({"get": "progress", "post": "report"}), name="project-progress"),
]
