"""Addresses of what delegates have done."""

from __future__ import annotations

from django.urls import path

from communities.records.delegated import views

urlpatterns = [
    path("<slug:tenant>/delegations/acts/", views.delegation_acts, name="delegation_acts"),
    path("<slug:tenant>/delegations/acts/file/", views.delegation_acts_file, name="delegation_acts_file"),
]
