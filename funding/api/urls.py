"""Addresses of money in JSON."""

from django.urls import path

from funding.api import views

urlpatterns = [
    path("projects/<int:pk>/split/", views.SplitView.as_view(), name="project-split"),
    path("projects/<int:pk>/shares/", views.ShareListView.as_view(), name="project-shares"),
    path("projects/<int:pk>/shares/<str:rule>/", views.ShareView.as_view(), name="project-share"),
    path("projects/<int:pk>/sources/", views.SourceListView.as_view(), name="project-sources"),
    path("projects/<int:pk>/sources/<int:source>/", views.SourceView.as_view(), name="project-source"),
    path(
        "projects/<int:pk>/sources/<int:source>/movements/",
        views.MovementListView.as_view(),
        name="project-movements",
    ),
    path(
        "projects/<int:pk>/movements/<int:movement>/counter/",
        views.CounterView.as_view(),
        name="project-movement-counter",
    ),
    path("projects/<int:pk>/awards/", views.AwardListView.as_view(), name="project-awards"),
]
