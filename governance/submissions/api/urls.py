"""Addresses of submissions in JSON."""

from django.urls import path

from governance.submissions.api import views

urlpatterns = [
    path("submissions/", views.SentView.as_view(), name="submission-list"),
    path("submissions/received/", views.ReceivedView.as_view(), name="submission-received"),
    path("submissions/<int:pk>/", views.SubmissionView.as_view(), name="submission-detail"),
    path("submissions/<int:pk>/answer/", views.AnswerView.as_view(), name="submission-answer"),
]
