"""Addresses of the whole in JSON."""

from django.urls import path

from governance.api.views import DashboardView

urlpatterns = [path("dashboard/", DashboardView.as_view(), name="dashboard")]
