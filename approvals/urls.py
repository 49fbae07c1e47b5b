"""Addresses of the pool and of moving projects."""

from django.urls import path

from approvals import views

urlpatterns = [
    path("<slug:tenant>/pool/", views.pool, name="pool_list"),
    path("<slug:tenant>/pool/ranking/", views.pool_ranking, name="pool_ranking"),
    path("<slug:tenant>/projects/<int:pk>/", views.project_detail, name="project_detail"),
    path("<slug:tenant>/projects/<int:pk>/fire/<slug:name>/", views.fire, name="project_fire"),
    path("<slug:tenant>/projects/<int:pk>/move/<slug:name>/", views.move, name="project_move"),
]
