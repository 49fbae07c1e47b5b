"""Addresses of the month report and of the ranking."""

from django.urls import path

from governance.monthly import views
from governance.monthly.views.access import month_report_access

REPORT = "<slug:tenant>/month-reports/<int:pk>"

urlpatterns = [
    path("<slug:tenant>/month-reports/", views.monthreport_list, name="monthreport_list"),
    path("<slug:tenant>/month-reports/draft/", views.monthreport_draft, name="monthreport_draft"),
    path("<slug:tenant>/month-reports/due/", views.monthreport_due, name="monthreport_due"),
    path(f"{REPORT}/", views.monthreport_detail, name="monthreport_detail"),
    path(f"{REPORT}/access/", month_report_access, name="month_report_access"),
    path(
        f"{REPORT}/cells/<slug:line>/<str:figure>/<slug:period>/",
        views.monthreport_cell,
        name="monthreport_cell",
    ),
    path(f"{REPORT}/supplement/", views.monthreport_supplement, name="monthreport_supplement"),
    path(f"{REPORT}/submit/", views.monthreport_submit, name="monthreport_submit"),
    path(f"{REPORT}/return/", views.monthreport_return, name="monthreport_return"),
    path(f"{REPORT}/lock/", views.monthreport_lock, name="monthreport_lock"),
    path(f"{REPORT}/correct/", views.monthreport_correct, name="monthreport_correct"),
    path(f"{REPORT}/compare/", views.monthreport_compare, name="monthreport_compare"),
    path(f"{REPORT}/file/", views.monthreport_file, name="monthreport_file"),
    path(f"{REPORT}/print/", views.monthreport_print, name="monthreport_print"),
    path("<slug:tenant>/ranking/", views.ranking, name="ranking"),
]
