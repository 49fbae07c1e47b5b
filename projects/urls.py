"""Addresses of a project's own pages; lists and moves belong to approvals, which knows the gates."""

from django.urls import path

from projects.views import (
    access,
    assigning,
    declaring,
    disputes,
    ledger,
    lifts,
    papers,
    preparing,
    progress,
    scheme,
    works,
)

ONE = "<slug:tenant>/projects/<int:pk>/"
ASKED = f"{ONE}consultations/<int:consultation>/"
DISPUTE = f"{ONE}disputes/<int:dispute>/"
MONTH = f"{ONE}progress/<int:progress>/"
GIVEN = f"{ONE}assignments/"
NODE = f"{ONE}milestones/<int:milestone>/"
LIFT = f"{ONE}lifts/<int:lift>/"

urlpatterns = [
    path("<slug:tenant>/projects/new/", ledger.propose, name="project_propose"),
    path(f"{ONE}access/", access.project_access, name="project_access"),
    path(f"{ONE}items/", ledger.items, name="project_items"),
    path(f"{ONE}items/<int:item>/", ledger.item_edit, name="project_item_edit"),
    path(f"{ONE}items/declare/<str:criterion>/", declaring.item_declare, name="item_declare"),
    path(f"{ONE}lifts/new/", lifts.lift_new, name="lift_new"),
    path(f"{LIFT}withdraw/", lifts.lift_withdraw, name="lift_withdraw"),
    path(f"{LIFT}declare/<str:criterion>/", declaring.lift_declare, name="lift_declare"),
    path(f"{ONE}ledger/", ledger.ledger_edit, name="project_ledger"),
    path(f"{ONE}declare/<str:criterion>/", declaring.declare, name="project_declare"),
    path(f"{ONE}records/<slug:record>/", declaring.record, name="project_record"),
    path(f"{ONE}scheme/", scheme.scheme, name="project_scheme"),
    path(f"{ONE}scheme/new/", scheme.scheme_new, name="scheme_new"),
    path(f"{ONE}consultations/new/", scheme.consultation_new, name="consultation_new"),
    path(ASKED, scheme.consultation_detail, name="consultation_detail"),
    path(f"{ASKED}print/", scheme.consultation_print, name="consultation_print"),
    path(f"{ASKED}close/", scheme.consultation_close, name="consultation_close"),
    path(f"{ASKED}opinions/<int:opinion>/", scheme.opinion_answer, name="opinion_answer"),
    path(f"{ONE}displays/new/", scheme.display_new, name="display_new"),
    path(f"{ONE}displays/<int:display>/end/", scheme.display_end, name="display_end"),
    path(f"{ONE}preparation/", preparing.preparation, name="project_preparation"),
    path(f"{ONE}preparation/<slug:kind>/new/", preparing.preparation_new, name="preparation_new"),
    path(
        f"{ONE}preparation/<int:preparation>/conclude/",
        preparing.preparation_conclude,
        name="preparation_conclude",
    ),
    path(f"{ONE}parties/<slug:role>/", preparing.party_new, name="party_new"),
    path(f"{ONE}disputes/", disputes.disputes, name="project_disputes"),
    path(f"{ONE}disputes/new/", disputes.dispute_new, name="dispute_new"),
    path(f"{DISPUTE}close/", disputes.dispute_close, name="dispute_close"),
    path(f"{DISPUTE}declare/<str:criterion>/", declaring.dispute_declare, name="dispute_declare"),
    path(f"{ONE}progress/", works.project_progress, name="project_progress"),
    path(f"{ONE}progress/fill/", progress.progress_fill, name="progress_fill"),
    path(f"{MONTH}return/", progress.progress_return, name="progress_return"),
    path(f"{MONTH}correct/", progress.progress_correct, name="progress_correct"),
    path(f"{ONE}contracts/new/", works.contract_add, name="contract_add"),
    path(f"{ONE}milestones/new/", works.milestone_add, name="milestone_add"),
    path(NODE, works.milestone_edit, name="milestone_edit"),
    path(f"{NODE}reach/", works.milestone_reach, name="milestone_reach"),
    path("<slug:tenant>/progress/", progress.progress_list, name="progress_list"),
    path("<slug:tenant>/progress/file/", progress.progress_file, name="progress_file"),
    path("<slug:tenant>/progress/confirm/", progress.progress_confirm, name="progress_confirm"),
    path("<slug:tenant>/my-projects/", assigning.my_projects, name="my_projects"),
    path(GIVEN, assigning.assignments, name="assignment_list"),
    path(f"{GIVEN}new/", assigning.assignment_create, name="assignment_create"),
    path(f"{GIVEN}<int:assignment>/end/", assigning.assignment_end, name="assignment_end"),
    path(f"{ONE}documents/<int:document>/", assigning.project_document, name="project_document"),
    path(f"{ONE}papers/", papers.papers, name="project_papers"),
    path(f"{ONE}papers/<int:paper>/", papers.paper_download, name="paper_download"),
]
