"""Addresses of long-term management."""

from django.urls import path

from governance.longterm import views

urlpatterns = [
    path("<slug:tenant>/longterm/", views.longterm, name="longterm"),
    path("<slug:tenant>/longterm/list/", views.longterm_list, name="longterm_list"),
    path("<slug:tenant>/longterm/file/", views.longterm_file, name="longterm_file"),
]
