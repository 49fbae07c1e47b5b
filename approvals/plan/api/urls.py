"""Addresses of the annual plan in JSON."""

from django.urls import path

from approvals.plan.api import views

urlpatterns = [
    path("plans/", views.PlanListView.as_view(), name="plan-list"),
    path("plans/<int:year>/", views.PlanView.as_view(), name="plan-detail"),
    path("plans/<int:year>/entries/", views.EntryListView.as_view(), name="plan-entries"),
    path("plans/<int:year>/nominate/", views.NominateView.as_view(), name="plan-nominate"),
    path("plans/<int:year>/confirm/", views.ConfirmView.as_view(), name="plan-confirm"),
    path("plans/<int:year>/entries/<int:pk>/", views.EntryView.as_view(), name="plan-entry"),
    path("plans/<int:year>/entries/<int:pk>/adjust/", views.AdjustView.as_view(), name="plan-adjust"),
]
