"""Addresses of cases, duties and deadlines."""

from django.urls import path

from governance.supervision import views
from governance.supervision.views.access import case_access

urlpatterns = [
    path("<slug:tenant>/cases/", views.case_list, name="case_list"),
    path("<slug:tenant>/cases/export/", views.case_export, name="case_export"),
    path("<slug:tenant>/cases/new/", views.case_add, name="case_add"),
    path("<slug:tenant>/cases/draw/", views.case_draw, name="case_draw"),
    path("<slug:tenant>/cases/<int:pk>/", views.case_detail, name="case_detail"),
    path("<slug:tenant>/cases/<int:pk>/access/", case_access, name="case_access"),
    path("<slug:tenant>/cases/<int:pk>/complainant/", views.case_complainant, name="case_complainant"),
    path("<slug:tenant>/cases/<int:pk>/print/", views.case_print, name="case_print"),
    path("<slug:tenant>/cases/<int:pk>/assign/", views.case_assign, name="case_assign"),
    path("<slug:tenant>/cases/<int:pk>/rectify/", views.case_rectify, name="case_rectify"),
    path("<slug:tenant>/cases/<int:pk>/recheck/", views.case_recheck, name="case_recheck"),
    path("<slug:tenant>/cases/<int:pk>/close/", views.case_close, name="case_close"),
    path("<slug:tenant>/cases/<int:pk>/reopen/", views.case_reopen, name="case_reopen"),
    path("<slug:tenant>/cases/<int:pk>/remind/", views.case_remind, name="case_remind"),
    path("<slug:tenant>/duties/", views.duty_list, name="duty_list"),
    path("<slug:tenant>/duties/set/<slug:rule>/", views.duty_set, name="duty_set"),
    path("<slug:tenant>/duties/<int:pk>/done/", views.duty_done, name="duty_done"),
    path("<slug:tenant>/duties/<int:pk>/remind/", views.duty_remind, name="duty_remind"),
    path("<slug:tenant>/deadlines/", views.deadline_list, name="deadline_list"),
    path(
        "<slug:tenant>/deadlines/<slug:rule>/<slug:code>/<slug:due>/",
        views.deadline_done,
        name="deadline_done",
    ),
]
