"""Addresses of the rulebook, of what the tenant lays over it, and of decisions."""

from __future__ import annotations

from django.urls import path

from communities.rulebooks import views

urlpatterns = [
    path("<slug:tenant>/rulebook/", views.reading.rulebook, name="rulebook"),
    path("<slug:tenant>/rulebook/<int:number>/", views.reading.version, name="rulebook_version"),
    path(
        "<slug:tenant>/rulebook/<int:number>/<slug:section>/", views.reading.section, name="rulebook_section"
    ),
    path("<slug:tenant>/rulebook/unsettled/", views.reading.unsettled, name="rulebook_unsettled"),
    path("<slug:tenant>/rulebook/versions/", views.reading.versions, name="rulebook_versions"),
    path("<slug:tenant>/rulebook/compare/", views.reading.compare, name="rulebook_compare"),
    path("<slug:tenant>/rulebook/entries/", views.entries.entry_list, name="rulebook_overlay"),
    path("<slug:tenant>/rulebook/entries/choose/", views.entries.choose, name="overlay_choose"),
    path("<slug:tenant>/rulebook/entries/new/", views.entries.settle, name="overlay_settle"),
    path(
        "<slug:tenant>/rulebook/entries/<int:pk>/withdraw/", views.entries.withdraw, name="overlay_withdraw"
    ),
    path("<slug:tenant>/decisions/<int:pk>/", views.reading.decision, name="decision_detail"),
]
