"""Addresses of reviews."""

from django.urls import path

from approvals.review import views
from approvals.review.views.access import review_access

urlpatterns = [
    path("<slug:tenant>/reviews/", views.review_list, name="review_list"),
    path("<slug:tenant>/reviews/<int:pk>/", views.review_detail, name="review_detail"),
    path("<slug:tenant>/reviews/<int:pk>/access/", review_access, name="review_access"),
    path("<slug:tenant>/reviews/<int:pk>/print/", views.review_print, name="review_print"),
    path(
        "<slug:tenant>/reviews/<int:pk>/opinions/<int:reviewer>/", views.review_opinion, name="review_opinion"
    ),
    path("<slug:tenant>/reviews/<int:pk>/papers/<int:output>/", views.review_output, name="review_output"),
    path("<slug:tenant>/reviews/<int:pk>/attendance/", views.review_attendance, name="review_attendance"),
    path("<slug:tenant>/reviews/<int:pk>/conclude/", views.review_conclude, name="review_conclude"),
    path("<slug:tenant>/reviews/<int:pk>/cancel/", views.review_cancel, name="review_cancel"),
    path("<slug:tenant>/projects/<int:pk>/reviews/", views.project_reviews, name="project_reviews"),
    path(
        "<slug:tenant>/projects/<int:pk>/reviews/<slug:review>/convene/",
        views.review_convene,
        name="review_convene",
    ),
]
