"""Addresses of moving projects and starting works items in JSON."""

from django.urls import path

from approvals.api.views import FinishItemView, StartItemView, TransitionView

urlpatterns = [
    path("projects/<int:pk>/transitions/<slug:name>/", TransitionView.as_view(), name="project-transition"),
    path("works-items/<int:pk>/start/", StartItemView.as_view(), name="works-item-start"),
    path("works-items/<int:pk>/finish/", FinishItemView.as_view(), name="works-item-finish"),
]
