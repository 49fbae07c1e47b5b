"""Addresses of the monthly assessment."""

from django.urls import path

from governance.assessment import views

MONTH = "<slug:tenant>/assessments/<slug:assessment>/<slug:month>/"

urlpatterns = [
    path("<slug:tenant>/assessments/", views.assessment_list, name="assessment_list"),
    path("<slug:tenant>/assessments/reports/<int:pk>/", views.assessment_report, name="assessment_report"),
    path(
        "<slug:tenant>/assessments/reports/<int:pk>/figures/<slug:indicator>/",
        views.figure_rows,
        name="figure_rows",
    ),
    path(MONTH, views.assessment_month, name="assessment_month"),
    path(f"{MONTH}file/", views.assessment_file, name="assessment_file"),
    path(f"{MONTH}publish/", views.assessment_publish, name="assessment_publish"),
    path(f"{MONTH}correct/", views.assessment_correct, name="assessment_correct"),
    path(f"{MONTH}figures/", views.figure_declare, name="figure_declare"),
    path("<slug:tenant>/pilots/", views.pilot_tick, name="pilot_tick"),
]
