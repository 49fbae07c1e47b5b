"""Addresses of a project's own pages; lists and moves belong to approvals, which knows the gates."""

from django.urls import path

from projects import views

urlpatterns = [
    path("<slug:tenant>/projects/new/", views.propose, name="project_propose"),
    path("<slug:tenant>/projects/<int:pk>/items/", views.items, name="project_items"),
    path("<slug:tenant>/projects/<int:pk>/items/<int:item>/", views.item_edit, name="project_item_edit"),
    path("<slug:tenant>/projects/<int:pk>/ledger/", views.ledger_edit, name="project_ledger"),
    path("<slug:tenant>/projects/<int:pk>/declare/<str:criterion>/", views.declare, name="project_declare"),
]
