"""Addresses of the register of owners, under the neighbourhood; the search across one's places."""

from __future__ import annotations

from django.urls import path

from communities.owners import views

REGISTER = "<slug:tenant>/neighbourhoods/<int:pk>/dwellings/"

urlpatterns = [
    path("<slug:tenant>/dwellings/search/", views.dwelling_search, name="dwelling_search"),
    path(REGISTER, views.dwelling_list, name="dwelling_list"),
    path(f"{REGISTER}new/", views.dwelling_create, name="dwelling_create"),
    path(f"{REGISTER}import/", views.dwelling_import, name="dwelling_import"),
    path(f"{REGISTER}template/", views.dwelling_template, name="dwelling_template"),
    path(f"{REGISTER}file/", views.dwelling_file, name="dwelling_file"),
    path(f"{REGISTER}full/", views.dwelling_full, name="dwelling_full"),
    path(f"{REGISTER}<int:dwelling>/edit/", views.dwelling_edit, name="dwelling_edit"),
    path(f"{REGISTER}<int:dwelling>/reveal/", views.dwelling_reveal, name="dwelling_reveal"),
]
