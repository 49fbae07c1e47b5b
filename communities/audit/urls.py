"""Addresses of the audit record; of no tenant: what happened to one's own login."""

from __future__ import annotations

from django.urls import path

from communities.audit import views

LIST = "<slug:tenant>/audit/"

urlpatterns = [
    path("account/events/", views.own_events, name="own_events"),
    path(LIST, views.audit_list, name="audit_list"),
    path(f"{LIST}security/", views.audit_security, name="audit_security"),
    path(f"{LIST}seals/", views.audit_seals, name="audit_seals"),
    path(f"{LIST}<int:pk>/", views.audit_detail, name="audit_detail"),
]
