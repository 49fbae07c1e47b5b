"""Addresses of delegations."""

from __future__ import annotations

from django.urls import path

from communities.people.delegation import views

urlpatterns = [
    path("<slug:tenant>/delegations/", views.delegation_list, name="delegation_list"),
    path("<slug:tenant>/delegations/new/", views.delegation_create, name="delegation_create"),
    path("<slug:tenant>/delegations/<int:pk>/", views.delegation_detail, name="delegation_detail"),
    path("<slug:tenant>/delegations/<int:pk>/accept/", views.delegation_accept, name="delegation_accept"),
    path("<slug:tenant>/delegations/<int:pk>/decline/", views.delegation_decline, name="delegation_decline"),
    path("<slug:tenant>/delegations/<int:pk>/end/", views.delegation_end, name="delegation_end"),
    path("<slug:tenant>/delegations/<int:pk>/act/", views.act_for, name="act_for"),
    path("<slug:tenant>/delegations/stand-in/<int:pk>/", views.stand_in_create, name="stand_in_create"),
    path("<slug:tenant>/delegations/stop/", views.act_as_self, name="act_as_self"),
]
