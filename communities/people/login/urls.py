"""Inside a tenant: what the security administrator does about other people's logins."""

from __future__ import annotations

from django.urls import path

from communities.people.login import views

urlpatterns = [
    path("<slug:tenant>/system/lockouts/", views.lockout_list, name="lockout_list"),
    path("<slug:tenant>/system/lockouts/<int:pk>/end/", views.lockout_end, name="lockout_end"),
    path(
        "<slug:tenant>/system/people/<int:pk>/sessions/end/",
        views.person_sessions_end,
        name="person_sessions_end",
    ),
    path(
        "<slug:tenant>/system/people/<int:pk>/second-factor/end/",
        views.person_factors_end,
        name="person_factors_end",
    ),
]
