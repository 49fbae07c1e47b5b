"""Addresses of acceptance, handover and warranty."""

from django.urls import path

from approvals.acceptance import views

_PROJECT = "<slug:tenant>/projects/<int:pk>"
_ROUND = "<slug:tenant>/acceptances/<int:pk>"
_FINDING = "<slug:tenant>/acceptance-findings/<int:pk>"
_LIST = "<slug:tenant>/handovers/<int:pk>"

urlpatterns = [
    path("<slug:tenant>/acceptances/", views.acceptance_list, name="acceptance_list"),
    path(f"{_PROJECT}/acceptance/", views.project_acceptance, name="project_acceptance"),
    path(f"{_PROJECT}/acceptance/open/", views.acceptance_open, name="acceptance_open"),
    path(f"{_ROUND}/checks/", views.acceptance_check, name="acceptance_check"),
    path(f"{_ROUND}/participants/", views.acceptance_participant, name="acceptance_participant"),
    path(f"{_ROUND}/findings/", views.acceptance_finding, name="acceptance_finding"),
    path(f"{_ROUND}/conclude/", views.acceptance_conclude, name="acceptance_conclude"),
    path(f"{_ROUND}/filing/", views.acceptance_file, name="acceptance_file"),
    path(f"{_ROUND}/print/", views.acceptance_print, name="acceptance_print"),
    path(f"{_FINDING}/rectify/", views.finding_rectify, name="finding_rectify"),
    path(f"{_FINDING}/recheck/", views.finding_recheck, name="finding_recheck"),
    path(f"{_PROJECT}/handover/open/", views.handover_open, name="handover_open"),
    path(f"{_PROJECT}/handover/conclude/", views.handover_conclude, name="handover_conclude"),
    path(f"{_LIST}/entries/", views.handover_entry, name="handover_entry"),
    path(f"{_LIST}/sign/", views.handover_sign, name="handover_sign"),
    path(f"{_LIST}/print/", views.handover_print, name="handover_print"),
    path("<slug:tenant>/warranties/<int:pk>/term/", views.warranty_term, name="warranty_term"),
]
