"""Addresses of jobs, documents and people's phones."""

from __future__ import annotations

from django.urls import path

from communities.records import access, views

urlpatterns = [
    path("<slug:tenant>/audit/export/", views.audit_export, name="audit_export"),
    path("<slug:tenant>/jobs/", views.job_list, name="job_list"),
    path("<slug:tenant>/jobs/<int:pk>/", views.job_detail, name="job_detail"),
    path("<slug:tenant>/documents/sealed/", views.document_sealed, name="document_sealed"),
    path("<slug:tenant>/people/<int:pk>/phone/", views.person_phone, name="person_phone"),
    path("<slug:tenant>/documents/<int:pk>/", views.document_download, name="document_download"),
    path("<slug:tenant>/documents/<int:pk>/access/", access.document_access, name="document_access"),
]
