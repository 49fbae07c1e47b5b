"""Addresses of submitting upwards and of what comes in from below."""

from django.urls import path

from governance.submissions import views

ROOM = "<slug:tenant>/submissions/"

urlpatterns = [
    path(ROOM, views.submission_list, name="submission_list"),
    path(f"{ROOM}new/", views.submission_choose, name="submission_choose"),
    path(f"{ROOM}new/<slug:kind>/<slug:period>/", views.submission_new, name="submission_new"),
    path(f"{ROOM}received/", views.submission_received, name="submission_received"),
    path(f"{ROOM}received/file/", views.submission_received_file, name="submission_received_file"),
    path(f"{ROOM}sum/", views.submission_sum, name="submission_sum"),
    path(f"{ROOM}sum/file/", views.submission_sum_file, name="submission_sum_file"),
    path(f"{ROOM}<int:pk>/", views.submission_detail, name="submission_detail"),
    path(f"{ROOM}<int:pk>/compare/", views.submission_compare, name="submission_compare"),
    path(f"{ROOM}<int:pk>/answer/", views.submission_answer, name="submission_answer"),
]
