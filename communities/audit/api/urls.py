"""Addresses below /api/v1/."""

from __future__ import annotations

from django.urls import path

from communities.audit.api import views

urlpatterns = [
    path("audit-entries/", views.AuditEntryList.as_view(), name="audit-entry-list"),
    path("audit-entries/<int:pk>/", views.AuditEntryDetail.as_view(), name="audit-entry-detail"),
]
