"""Addresses of third-party evaluation."""

from django.urls import path

from governance.evaluation import views

ONE = "<slug:tenant>/evaluations/<int:pk>/"
SHEET = f"{ONE}sheets/<int:sheet>/"

urlpatterns = [
    path("<slug:tenant>/evaluations/", views.evaluation_list, name="evaluation_list"),
    path("<slug:tenant>/evaluations/new/", views.evaluation_create, name="evaluation_create"),
    path(ONE, views.evaluation_detail, name="evaluation_detail"),
    path(f"{ONE}evaluators/", views.evaluation_name, name="evaluation_name"),
    path(f"{ONE}publish/", views.evaluation_publish, name="evaluation_publish"),
    path(SHEET, views.evaluation_sheet, name="evaluation_sheet"),
    path(f"{SHEET}submit/", views.evaluation_submit, name="evaluation_submit"),
    path(f"{SHEET}papers/<int:paper>/", views.evaluation_paper, name="evaluation_paper"),
    path(f"{SHEET}papers/<int:paper>/remove/", views.evaluation_paper_remove, name="evaluation_paper_remove"),
]
