"""Addresses of the lists of projects, of the pool, and of moving projects."""

from django.urls import path

from approvals.views import moving, pool, works

urlpatterns = [
    path("<slug:tenant>/projects/", pool.project_list, name="project_list"),
    path("<slug:tenant>/projects/file/", pool.project_export, name="project_export"),
    path("<slug:tenant>/projects/<int:pk>/", moving.project_detail, name="project_detail"),
    path("<slug:tenant>/projects/<int:pk>/fire/<slug:name>/", moving.project_fire, name="project_fire"),
    path("<slug:tenant>/projects/<int:pk>/move/<slug:name>/", moving.project_move, name="project_move"),
    path("<slug:tenant>/projects/<int:pk>/works/", works.project_works, name="project_works"),
    path("<slug:tenant>/projects/<int:pk>/works/<int:item>/", works.item_gate, name="item_gate"),
    path("<slug:tenant>/pool/", pool.pool, name="pool_list"),
    path("<slug:tenant>/pool/file/", pool.pool_export, name="pool_export"),
    path("<slug:tenant>/pool/ranking/", pool.pool_ranking, name="pool_ranking"),
    path("<slug:tenant>/pool/ranking/file/", pool.ranking_export, name="ranking_export"),
]
