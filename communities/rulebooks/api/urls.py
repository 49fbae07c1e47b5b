"""Addresses below /api/v1/."""

from __future__ import annotations

from django.urls import path

from communities.rulebooks.api import views

urlpatterns = [
    path("rulebook/", views.RulebookInForce.as_view(), name="rulebook"),
    path("decisions/", views.DecisionList.as_view(), name="decision_list"),
    path("decisions/<int:pk>/", views.DecisionDetail.as_view(), name="decision_detail"),
]
