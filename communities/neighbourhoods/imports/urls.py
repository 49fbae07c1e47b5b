"""Addresses of the import of registers."""

from __future__ import annotations

from django.urls import path

from communities.neighbourhoods.imports import views

urlpatterns = [
    path("<slug:tenant>/imports/", views.import_list, name="import_list"),
    path("<slug:tenant>/imports/new/", views.import_new, name="import_new"),
    path("<slug:tenant>/imports/<int:pk>/", views.import_detail, name="import_detail"),
    path("<slug:tenant>/imports/<int:pk>/columns/", views.import_columns, name="import_columns"),
    path("<slug:tenant>/imports/<int:pk>/rows/", views.import_rows, name="import_rows"),
    path("<slug:tenant>/imports/<int:pk>/check/", views.import_check, name="import_check"),
    path("<slug:tenant>/imports/<int:pk>/write/", views.import_write, name="import_write"),
    path("<slug:tenant>/imports/<int:pk>/undo/", views.import_undo, name="import_undo"),
]
