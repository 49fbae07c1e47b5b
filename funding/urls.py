"""Addresses of money."""

from django.urls import path

from funding import views

PROJECT = "<slug:tenant>/projects/<int:pk>/money/"

urlpatterns = [
    path("<slug:tenant>/money/", views.money_list, name="money_list"),
    path("<slug:tenant>/money/file/", views.money_file, name="money_file"),
    path("<slug:tenant>/projects/<int:pk>/as-of/", views.project_as_of, name="project_as_of"),
    path(PROJECT, views.project_money, name="project_money"),
    path(f"{PROJECT}print/", views.project_money_print, name="project_money_print"),
    path(f"{PROJECT}file/", views.project_money_file, name="project_money_file"),
    path(f"{PROJECT}shares/<str:rule>/", views.project_share, name="project_share"),
    path(f"{PROJECT}sources/new/", views.source_add, name="source_add"),
    path(f"{PROJECT}sources/<int:source>/", views.source_detail, name="source_detail"),
    path(f"{PROJECT}sources/<int:source>/edit/", views.source_edit, name="source_edit"),
    path(f"{PROJECT}sources/<int:source>/<slug:kind>/", views.movement_add, name="movement_add"),
    path(f"{PROJECT}movements/<int:movement>/counter/", views.movement_counter, name="movement_counter"),
    path(f"{PROJECT}awards/<str:rule>/", views.project_award, name="project_award"),
    path(f"{PROJECT}awards/<str:rule>/<int:item>/", views.project_award, name="project_award_item"),
]
