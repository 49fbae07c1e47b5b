"""Addresses of the whole."""

from django.urls import path

from governance import views

urlpatterns = [
    path("<slug:tenant>/", views.desk, name="desk"),
    path("<slug:tenant>/dashboard/", views.dashboard, name="dashboard"),
    path("<slug:tenant>/superior-table/", views.table, name="superior_table"),
    path("<slug:tenant>/superior-table/file/", views.table_file, name="superior_table_file"),
]
