"""Addresses of the whole."""

from django.urls import path

from governance import views
from governance.dashboard import views as dashboards

DASHBOARD = "<slug:tenant>/dashboard/"

urlpatterns = [
    path("<slug:tenant>/", views.desk, name="desk"),
    path(DASHBOARD, dashboards.dashboard, name="dashboard"),
    path(f"{DASHBOARD}rows/", dashboards.rows, name="dashboard_rows"),
    path(f"{DASHBOARD}file/", dashboards.file, name="dashboard_file"),
    path(f"{DASHBOARD}pool/", views.dashboard_pool, name="dashboard_pool"),
    path("<slug:tenant>/superior-table/", views.table, name="superior_table"),
    path("<slug:tenant>/superior-table/file/", views.table_file, name="superior_table_file"),
]
