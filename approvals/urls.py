"""Addresses of the lists of projects, of the pool, and of moving projects."""

from django.urls import path

from approvals import views

urlpatterns = [
    path("<slug:tenant>/projects/", views.project_list, name="project_list"),
    path("<slug:tenant>/projects/file/", views.project_export, name="project_export"),
    path("<slug:tenant>/projects/<int:pk>/", views.project_detail, name="project_detail"),
    path("<slug:tenant>/projects/<int:pk>/fire/<slug:name>/", views.project_fire, name="project_fire"),
    path("<slug:tenant>/projects/<int:pk>/move/<slug:name>/", views.project_move, name="project_move"),
    path("<slug:tenant>/pool/", views.pool, name="pool_list"),
    path("<slug:tenant>/pool/file/", views.pool_export, name="pool_export"),
    path("<slug:tenant>/pool/ranking/", views.pool_ranking, name="pool_ranking"),
    path("<slug:tenant>/pool/ranking/file/", views.ranking_export, name="ranking_export"),
]
