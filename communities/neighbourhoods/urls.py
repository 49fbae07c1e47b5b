"""Addresses of the register, the file of a neighbourhood and declarations."""

from __future__ import annotations

from django.urls import path

from communities.neighbourhoods.views import access, declaring, editing, file, listing, past

LIST = "<slug:tenant>/neighbourhoods/"
FILE = f"{LIST}<int:pk>/"

urlpatterns = [
    path(LIST, listing.neighbourhood_list, name="neighbourhood_list"),
    path(f"{LIST}export/", listing.neighbourhood_export, name="neighbourhood_export"),
    path(f"{LIST}picked/", listing.neighbourhood_bulk, name="neighbourhood_bulk"),
    path(f"{LIST}new/", editing.neighbourhood_new, name="neighbourhood_new"),
    path(FILE, file.neighbourhood_detail, name="neighbourhood_detail"),
    path(f"{FILE}access/", access.neighbourhood_access, name="neighbourhood_access"),
    path(f"{FILE}edit/", editing.neighbourhood_edit, name="neighbourhood_edit"),
    path(f"{FILE}merge/", editing.neighbourhood_merge, name="neighbourhood_merge"),
    path(f"{FILE}buildings/", file.neighbourhood_buildings, name="neighbourhood_buildings"),
    path(f"{FILE}buildings/new/", editing.building_add, name="building_add"),
    path(f"{FILE}buildings/<int:building>/", editing.building_edit, name="building_edit"),
    path(f"{FILE}buildings/<int:building>/remove/", editing.building_remove, name="building_remove"),
    path(
        f"{FILE}buildings/<int:building>/declare/<str:criterion>/",
        declaring.neighbourhood_declare,
        name="building_declare",
    ),
    path(f"{FILE}surveys/", file.neighbourhood_surveys, name="neighbourhood_surveys"),
    path(f"{FILE}surveys/new/", editing.survey_add, name="survey_add"),
    path(f"{FILE}documents/", file.neighbourhood_documents, name="neighbourhood_documents"),
    path(f"{FILE}history/", file.neighbourhood_history, name="neighbourhood_history"),
    path(f"{FILE}as-of/", past.neighbourhood_as_of, name="neighbourhood_as_of"),
    path(f"{FILE}print/", file.neighbourhood_print, name="neighbourhood_print"),
    path(f"{FILE}queries/<int:query>/", editing.query_answer, name="query_answer"),
    path(f"{FILE}declare/<str:criterion>/", declaring.neighbourhood_declare, name="neighbourhood_declare"),
    path("<slug:tenant>/declarations/", declaring.declaration_todo, name="declaration_todo"),
    path("<slug:tenant>/declarations/new/", declaring.declaration_bulk, name="declaration_bulk"),
]
