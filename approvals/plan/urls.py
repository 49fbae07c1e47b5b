"""Addresses of the annual plan."""

from django.urls import path

from approvals.plan import views

urlpatterns = [
    path("<slug:tenant>/plans/", views.plan_list, name="plan_list"),
    path("<slug:tenant>/plans/<int:year>/", views.plan_detail, name="plan_detail"),
    path("<slug:tenant>/plans/<int:year>/nominate/", views.plan_nominate, name="plan_nominate"),
    path("<slug:tenant>/plans/<int:year>/confirm/", views.plan_confirm, name="plan_confirm"),
    path("<slug:tenant>/plans/<int:year>/capacity/", views.plan_capacity, name="plan_capacity"),
    path("<slug:tenant>/plans/<int:year>/file/", views.plan_export, name="plan_export"),
    path("<slug:tenant>/plans/<int:year>/print/", views.plan_print, name="plan_print"),
    path("<slug:tenant>/plans/<int:year>/entries/<int:pk>/strike/", views.plan_strike, name="plan_strike"),
    path("<slug:tenant>/plans/<int:year>/entries/<int:pk>/adjust/", views.plan_adjust, name="plan_adjust"),
]
