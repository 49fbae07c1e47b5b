"""Addresses of the month report in JSON."""

from django.urls import path

from governance.monthly.api import views

urlpatterns = [
    path("month-reports/", views.ReportListView.as_view(), name="monthreport-list"),
    path("month-reports/<int:pk>/", views.ReportView.as_view(), name="monthreport-detail"),
    path("month-reports/<int:pk>/submit/", views.SubmitView.as_view(), name="monthreport-submit"),
    path("month-reports/<int:pk>/return/", views.ReturnView.as_view(), name="monthreport-return"),
    path("month-reports/<int:pk>/lock/", views.LockView.as_view(), name="monthreport-lock"),
]
