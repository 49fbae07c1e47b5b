"""Addresses of moving projects in JSON."""

from django.urls import path

from approvals.api.views import TransitionView

urlpatterns = [
    path("projects/<int:pk>/transitions/<slug:name>/", TransitionView.as_view(), name="project-transition")
]
