"""Every address and what it answers: to the clerk of the street where the rows lie, and to the clerk next door.

What strangers and the anonymous get follows from a row's kind and needs no column (`test_every_route`). `GET` is
asked as it stands; `POST` with nothing in it, which tells refusals (403, 404) from forms shown again (200), moves
done or refused in words (302), what the interface finds wanting (400), and what the page does not take (405).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    """`rows` maps an argument of the address to a row of the world, or to a literal."""

    name: str
    rows: dict[str, str] = field(default_factory=dict)
    get: tuple[int, int] = (200, 200)
    """What the owner is answered, then the sibling."""
    post: tuple[int, int] = (405, 405)
    patch: tuple[int, int] | None = None
    """Only the interface knows it."""

    @property
    def methods(self) -> tuple[str, ...]:
        return ("GET", "POST", "PATCH") if self.is_api else ("GET", "POST")

    @property
    def is_api(self) -> bool:
        return self.name.startswith("api:")

    @property
    def names_a_row(self) -> bool:
        return bool({"pk", "number"} & set(self.rows))

    def of(self, method: str) -> tuple[int, int]:
        """(owner, sibling) by the method."""
        said = {"GET": self.get, "POST": self.post, "PATCH": self.patch or (405, 405)}
        return said[method]

    def arguments(self, ids: dict[str, int]) -> dict[str, int | str]:
        """The arguments of the address, without the tenant."""
        return {argument: ids.get(thing, thing) for argument, thing in self.rows.items()}


ROW = {"pk": "neighbourhood"}
DOUBTFUL = {"pk": "doubtful"}
HOUSE = {**DOUBTFUL, "building": "building"}
PROJECT = {"pk": "project"}
YEAR = {"year": "2027"}
ROUND = {"pk": "round"}
PREPARED = {"pk": "prepared"}
ASKED = {**PREPARED, "consultation": "consultation"}
DISPUTED = {**PREPARED, "dispute": "dispute"}
LIFTED = {**PREPARED, "lift": "lift"}
MONTH_REPORT = {"pk": "month_report"}
CASE = {"pk": "case"}
OWN, NOBODYS, HIDDEN = (200, 200), (403, 403), (200, 404)
"""A page of one's own; a page of the administrators; a row that only its street sees."""
ABOVE = (404, 404)
"""A row of the district, which no street sees."""

ROUTES = (
    # the whole
    Route("desk"),
    Route("dashboard"),
    Route("dashboard_rows"),
    Route("dashboard_file"),
    Route("dashboard_pool"),
    Route("api:dashboard"),
    Route("superior_table"),
    Route("superior_table_file"),
    # the monthly assessment: a street sees neither drafts nor its district's sheets
    Route("assessment_list"),
    Route("assessment_month", {"assessment": "QD-A-1", "month": "2026-10"}),
    Route("assessment_file", {"assessment": "QD-A-1", "month": "2026-10"}, ABOVE),
    Route("assessment_publish", {"assessment": "QD-A-1", "month": "2026-10"}, (405, 405), ABOVE),
    Route("assessment_correct", {"assessment": "QD-A-1", "month": "2026-10"}, ABOVE, ABOVE),
    Route("figure_declare", {"assessment": "QD-A-1", "month": "2026-10"}, NOBODYS, NOBODYS),
    Route("assessment_report", {"pk": "assessed"}, ABOVE),
    Route("figure_rows", {"pk": "assessed", "indicator": "QD-I-households"}, ABOVE),
    Route("pilot_tick", {}, OWN, OWN),
    Route("api:assessment-report-list"),
    Route("api:assessment-report-detail", {"pk": "assessed"}, ABOVE),
    # system: administrators only
    Route("organisation_list", {}, NOBODYS, NOBODYS),
    Route("organisation_create", {}, NOBODYS, NOBODYS),
    Route("person_list", {}, NOBODYS, NOBODYS),
    Route("person_create", {}, NOBODYS, NOBODYS),
    Route("person_detail", {"pk": "person"}, NOBODYS, NOBODYS),
    Route("person_password", {"pk": "person"}, (405, 405), NOBODYS),
    Route("membership_create", {"pk": "person"}, NOBODYS, NOBODYS),
    Route("membership_end", {"pk": "membership"}, NOBODYS, NOBODYS),
    Route("role_list", {}, NOBODYS, NOBODYS),
    Route("role_create", {}, NOBODYS, NOBODYS),
    Route("role_edit", {"pk": "role"}, NOBODYS, NOBODYS),
    # records
    Route("job_list"),
    Route("job_detail", {"pk": "job"}, HIDDEN),
    Route("document_download", {"pk": "document"}, HIDDEN),
    # rules: everybody of the tenant reads them, administrators settle
    Route("rulebook"),
    Route("rulebook_version", {"number": "version"}),
    Route("rulebook_section", {"number": "version", "section": "eligibility"}),
    Route("rulebook_unsettled"),
    Route("rulebook_versions"),
    Route("rulebook_compare", {}, (404, 404)),
    Route("rulebook_overlay"),
    Route("overlay_choose", {}, NOBODYS),
    Route("overlay_settle", {}, NOBODYS, NOBODYS),
    Route("overlay_withdraw", {"pk": "entry"}, NOBODYS, NOBODYS),
    Route("decision_detail", {"pk": "decision"}, HIDDEN),
    # the register
    Route("neighbourhood_list"),
    Route("neighbourhood_export", {}, OWN, OWN),
    Route("neighbourhood_bulk", {}, (405, 405), (302, 302)),
    Route("neighbourhood_new", {}, OWN, OWN),
    Route("neighbourhood_detail", ROW, HIDDEN),
    Route("neighbourhood_edit", ROW, HIDDEN, HIDDEN),
    Route("neighbourhood_merge", ROW, HIDDEN, HIDDEN),
    Route("neighbourhood_buildings", DOUBTFUL, HIDDEN),
    Route("building_add", DOUBTFUL, HIDDEN, HIDDEN),
    Route("building_edit", HOUSE, HIDDEN, HIDDEN),
    Route("building_remove", HOUSE, (405, 405), HIDDEN),
    Route("building_declare", {**HOUSE, "criterion": "QD-C-neglect"}, (404, 404), (404, 404)),
    Route("neighbourhood_surveys", DOUBTFUL, HIDDEN),
    Route("survey_add", DOUBTFUL, HIDDEN, HIDDEN),
    Route("neighbourhood_documents", DOUBTFUL, HIDDEN),
    Route("neighbourhood_history", DOUBTFUL, HIDDEN),
    Route("neighbourhood_print", DOUBTFUL, HIDDEN),
    Route("query_answer", {**DOUBTFUL, "query": "query"}, HIDDEN, HIDDEN),
    Route("neighbourhood_declare", {**ROW, "criterion": "QD-C-neglect"}, HIDDEN, HIDDEN),
    Route("declaration_todo"),
    Route("declaration_bulk", {}, OWN, OWN),
    # the import of registers
    Route("import_list"),
    Route("import_new", {}, OWN, OWN),
    Route("import_detail", {"pk": "import"}, HIDDEN),
    Route("import_columns", {"pk": "import"}, (302, 404), (302, 404)),
    Route("import_rows", {"pk": "import"}, HIDDEN),
    Route("import_check", {"pk": "import"}, (405, 405), (302, 404)),
    Route("import_write", {"pk": "import"}, (405, 405), (302, 404)),
    Route("import_undo", {"pk": "import"}, (405, 405), (302, 404)),
    # projects and the pool
    Route("project_list"),
    Route("project_export", {}, OWN, OWN),
    Route("project_propose", {}, OWN, OWN),
    Route("project_detail", PROJECT, HIDDEN),
    Route("project_items", PROJECT, HIDDEN, HIDDEN),
    Route("project_item_edit", {**PROJECT, "item": "item"}, HIDDEN, (302, 404)),
    Route("project_ledger", PROJECT, HIDDEN, HIDDEN),
    Route("project_declare", {**PROJECT, "criterion": "QD-C-voluntary"}, HIDDEN, HIDDEN),
    Route("project_fire", {**PROJECT, "name": "reserve"}, (405, 405), (403, 404)),
    Route("project_move", {**PROJECT, "name": "withdraw"}, (403, 404), (403, 404)),
    Route("project_works", PROJECT, HIDDEN, (403, 404)),
    Route("item_gate", {**PROJECT, "item": "item"}, HIDDEN),
    Route("pool_list", {}, OWN, (302, 302)),
    Route("pool_export", {}, OWN, OWN),
    Route("pool_ranking", {}, OWN, (302, 302)),
    Route("ranking_export"),
    # the annual plan: everybody finds the year, each sees his own places on it
    Route("plan_list", {}, OWN, OWN),
    Route("plan_detail", YEAR),
    Route("plan_nominate", YEAR, OWN, OWN),
    Route("plan_confirm", YEAR, NOBODYS, NOBODYS),
    Route("plan_capacity", YEAR, NOBODYS, NOBODYS),
    Route("plan_export", YEAR),
    Route("plan_print", YEAR),
    Route("plan_strike", {**YEAR, "pk": "drafted"}, (405, 405), (302, 404)),
    Route("plan_adjust", {**YEAR, "pk": "confirmed"}, (403, 404), (403, 404)),
    # reviews: the street sees those of its projects; departments convene, speak and conclude
    Route("review_list"),
    Route("review_detail", ROUND, HIDDEN),
    Route("review_print", ROUND, HIDDEN),
    Route("review_opinion", {**ROUND, "reviewer": "reviewer"}, (403, 404), (403, 404)),
    Route("review_output", {**ROUND, "output": "output"}, (403, 404), (403, 404)),
    Route("review_attendance", ROUND, (403, 404), (403, 404)),
    Route("review_conclude", ROUND, (405, 405), (403, 404)),
    Route("review_cancel", ROUND, (403, 404), (403, 404)),
    Route("project_reviews", {"pk": "reviewed"}, HIDDEN),
    Route("review_convene", {"pk": "reviewed", "review": "QD-R-1"}, (403, 404), (403, 404)),
    # the works: the street reports, the district confirms
    Route("progress_list"),
    Route("progress_file"),
    Route("progress_confirm", {}, (405, 405), (302, 302)),
    Route("project_progress", PREPARED, HIDDEN),
    Route("progress_fill", PREPARED, HIDDEN, HIDDEN),
    Route("progress_return", {**PREPARED, "progress": "progress"}, (403, 404), (403, 404)),
    Route("progress_correct", {**PREPARED, "progress": "progress"}, HIDDEN, HIDDEN),
    Route("contract_add", PREPARED, HIDDEN, HIDDEN),
    Route("milestone_add", PREPARED, HIDDEN, HIDDEN),
    Route("milestone_edit", {**PREPARED, "milestone": "milestone"}, HIDDEN, HIDDEN),
    Route("milestone_reach", {**PREPARED, "milestone": "milestone"}, HIDDEN, HIDDEN),
    # acceptance and handover: the street records, the district runs and concludes
    Route("acceptance_list"),
    Route("project_acceptance", {"pk": "accepting"}, HIDDEN),
    Route("acceptance_open", {"pk": "accepting"}, (403, 404), (403, 404)),
    Route("acceptance_check", {"pk": "acceptance"}, (403, 404), (403, 404)),
    Route("acceptance_participant", {"pk": "acceptance"}, (403, 404), (403, 404)),
    Route("acceptance_finding", {"pk": "acceptance"}, (403, 404), (403, 404)),
    Route("acceptance_conclude", {"pk": "acceptance"}, (403, 404), (403, 404)),
    Route("acceptance_print", {"pk": "acceptance"}, HIDDEN),
    Route("acceptance_file", {"pk": "passed"}, HIDDEN, HIDDEN),
    Route("finding_rectify", {"pk": "finding"}, HIDDEN, HIDDEN),
    Route("finding_recheck", {"pk": "finding"}, (403, 404), (403, 404)),
    Route("handover_open", {"pk": "completed"}, HIDDEN, HIDDEN),
    Route("handover_conclude", {"pk": "completed"}, (403, 404), (403, 404)),
    Route("handover_entry", {"pk": "handover"}, HIDDEN, HIDDEN),
    Route("handover_sign", {"pk": "handover"}, HIDDEN, HIDDEN),
    Route("handover_print", {"pk": "handover"}, HIDDEN),
    Route("warranty_term", {"pk": "warranty"}, HIDDEN, HIDDEN),
    # a project's records
    Route("project_scheme", PREPARED, HIDDEN),
    Route("scheme_new", PREPARED, HIDDEN, HIDDEN),
    Route("consultation_new", PREPARED, HIDDEN, HIDDEN),
    Route("consultation_detail", ASKED, HIDDEN, HIDDEN),
    Route("consultation_print", ASKED, HIDDEN),
    Route("consultation_close", ASKED, HIDDEN, HIDDEN),
    Route("opinion_answer", {**ASKED, "opinion": "opinion"}, HIDDEN, HIDDEN),
    Route("display_new", PREPARED, HIDDEN, HIDDEN),
    Route("display_end", {**PREPARED, "display": "display"}, HIDDEN, HIDDEN),
    Route("project_preparation", PREPARED, HIDDEN),
    Route("preparation_new", {**PREPARED, "kind": "tender"}, HIDDEN, HIDDEN),
    Route("preparation_conclude", {**PREPARED, "preparation": "preparation"}, (403, 404), (403, 404)),
    Route("party_new", {**PREPARED, "role": "leader"}, HIDDEN, HIDDEN),
    Route("project_record", {**PREPARED, "record": "tender"}, (403, 404), (403, 404)),
    Route("project_disputes", PREPARED, HIDDEN),
    Route("dispute_new", PREPARED, HIDDEN, HIDDEN),
    Route("dispute_close", DISPUTED, HIDDEN, HIDDEN),
    Route("dispute_declare", {**DISPUTED, "criterion": "QD-C-risk"}, (403, 404), (403, 404)),
    Route("project_papers", PREPARED, HIDDEN),
    Route("paper_download", {**PREPARED, "paper": "paper"}, HIDDEN),
    Route("item_declare", {**PREPARED, "criterion": "QD-C-sunlight"}, HIDDEN, HIDDEN),
    Route("lift_new", PREPARED, HIDDEN, HIDDEN),
    Route("lift_withdraw", LIFTED, (405, 405), (302, 404)),
    Route("lift_declare", {**LIFTED, "criterion": "QD-C-liftaward"}, (403, 404), (403, 404)),
    Route("owners_body_new", ROW, HIDDEN, HIDDEN),
    Route("owners_body_end", {**ROW, "body": "body"}, HIDDEN, HIDDEN),
    Route("property_contract_new", ROW, HIDDEN, HIDDEN),
    Route("neighbourhood_management", ROW, HIDDEN),
    Route("mode_settle", ROW, (403, 404), (403, 404)),
    Route("mode_end", {**ROW, "mode": "mode"}, (403, 404), (403, 404)),
    Route("fund_set", ROW, HIDDEN, HIDDEN),
    Route("party_set", ROW, HIDDEN, HIDDEN),
    Route("party_end", {**ROW, "party": "party_organisation"}, HIDDEN, HIDDEN),
    Route("longterm"),
    Route("longterm_list"),
    Route("longterm_file"),
    # money
    Route("money_list"),
    Route("money_file", {}, OWN, OWN),
    Route("project_money", PROJECT, HIDDEN),
    Route("project_money_print", PROJECT, HIDDEN),
    Route("project_money_file", PROJECT, HIDDEN),
    Route("project_share", {**PROJECT, "rule": "QD-S-improvement"}, HIDDEN, HIDDEN),
    Route("source_add", PROJECT, HIDDEN, HIDDEN),
    Route("source_detail", {**PROJECT, "source": "source"}, HIDDEN),
    Route("source_edit", {**PROJECT, "source": "source"}, HIDDEN, HIDDEN),
    Route("movement_add", {**PROJECT, "source": "source", "kind": "payment"}, HIDDEN, HIDDEN),
    Route("movement_counter", {**PROJECT, "movement": "movement"}, HIDDEN, HIDDEN),
    Route("project_award", {**PROJECT, "rule": "QD-U-award"}, HIDDEN, (403, 404)),
    Route("project_award_item", {**PROJECT, "rule": "QD-U-lift", "item": "item"}, HIDDEN, (403, 404)),
    # supervision: the street records, the district gives it to somebody and checks
    Route("case_list"),
    Route("case_export", {}, OWN, OWN),
    Route("case_add", {}, OWN, OWN),
    Route("case_draw"),
    Route("case_detail", CASE, HIDDEN),
    Route("case_print", CASE, HIDDEN),
    Route("case_complainant", CASE, (403, 404), (403, 404)),
    Route("case_assign", CASE, HIDDEN, HIDDEN),
    Route("case_rectify", CASE, HIDDEN, HIDDEN),
    Route("case_recheck", CASE, (403, 404), (403, 404)),
    Route("case_close", CASE, (302, 404), (302, 404)),
    Route("case_reopen", CASE, (302, 404), (302, 404)),
    Route("case_remind", CASE, (405, 405), (302, 404)),
    Route("duty_list"),
    Route("duty_set", {"rule": "QD-Y-3"}, NOBODYS, NOBODYS),
    Route("duty_done", {"pk": "duty"}, HIDDEN, HIDDEN),
    Route("duty_remind", {"pk": "duty"}, (405, 405), (302, 404)),
    Route("deadline_list"),
    Route(
        "deadline_done",
        {"rule": "QD-D-report", "code": "370202", "due": "2020-06-30"},
        (404, 404),
        (404, 404),
    ),
    # month reports: a district's own and the city's; streets have none, they rank their communities
    Route("monthreport_list"),
    Route("monthreport_draft", {}, NOBODYS, NOBODYS),
    Route("monthreport_due", {}, NOBODYS, NOBODYS),
    Route("monthreport_detail", MONTH_REPORT, ABOVE),
    Route("monthreport_cell", {**MONTH_REPORT, "line": "all", "figure": "lifts", "period": "year"}, ABOVE),
    Route("monthreport_supplement", MONTH_REPORT, ABOVE, ABOVE),
    Route("monthreport_submit", MONTH_REPORT, ABOVE, ABOVE),
    Route("monthreport_return", MONTH_REPORT, ABOVE, ABOVE),
    Route("monthreport_lock", MONTH_REPORT, ABOVE, ABOVE),
    Route("monthreport_correct", MONTH_REPORT, ABOVE, ABOVE),
    Route("monthreport_compare", MONTH_REPORT, ABOVE),
    Route("monthreport_file", MONTH_REPORT, ABOVE),
    Route("monthreport_print", MONTH_REPORT, ABOVE),
    Route("ranking"),
    # the interface
    Route("api:monthreport-list", {}, OWN, (400, 400)),
    Route("api:monthreport-detail", MONTH_REPORT, ABOVE),
    Route("api:monthreport-submit", MONTH_REPORT, (405, 405), ABOVE),
    Route("api:monthreport-return", MONTH_REPORT, (405, 405), ABOVE),
    Route("api:monthreport-lock", MONTH_REPORT, (405, 405), ABOVE),
    Route("api:dispute-list", {}, OWN, (400, 400)),
    Route("api:dispute-detail", {"pk": "dispute"}, HIDDEN),
    Route("api:dispute-close", {"pk": "dispute"}, (405, 405), (400, 404)),
    Route("api:scheme-list", {}, OWN, (400, 400)),
    Route("api:scheme-detail", {"pk": "scheme"}, HIDDEN),
    Route("api:consultation-list", {}, OWN, (400, 400)),
    Route("api:consultation-detail", {"pk": "consultation"}, HIDDEN),
    Route("api:consultation-opinions", {"pk": "consultation"}, (405, 405), (400, 404)),
    Route("api:consultation-answer", {"pk": "consultation"}, (405, 405), (400, 404)),
    Route("api:consultation-close", {"pk": "consultation"}, (405, 405), (400, 404)),
    Route("api:display-list", {}, OWN, (400, 400)),
    Route("api:display-detail", {"pk": "display"}, HIDDEN),
    Route("api:display-end", {"pk": "display"}, (405, 405), (400, 404)),
    Route("api:preparation-list", {}, OWN, (400, 400)),
    Route("api:preparation-detail", {"pk": "preparation"}, HIDDEN),
    Route("api:preparation-conclude", {"pk": "preparation"}, (405, 405), (400, 404)),
    Route("api:party-list", {}, OWN, (400, 400)),
    Route("api:party-detail", {"pk": "party"}, HIDDEN),
    Route("api:lift-list", {}, OWN, (400, 400)),
    Route("api:lift-detail", {"pk": "lift"}, HIDDEN),
    Route("api:lift-withdraw", {"pk": "lift"}, (405, 405), HIDDEN),
    Route("api:project-declaration-list", {}, OWN, (400, 400)),
    Route("api:project-declaration-detail", {"pk": "declaration"}, HIDDEN),
    Route("api:owners-body-list", {}, OWN, (400, 400)),
    Route("api:owners-body-detail", {"pk": "body"}, HIDDEN),
    Route("api:owners-body-dissolve", {"pk": "body"}, (405, 405), (400, 404)),
    Route("api:property-contract-list", {}, OWN, (400, 400)),
    Route("api:property-contract-detail", {"pk": "contract"}, HIDDEN),
    Route("api:neighbourhood-mode-list", {}, OWN, (400, 400)),
    Route("api:neighbourhood-mode-detail", {"pk": "mode"}, HIDDEN),
    Route("api:neighbourhood-mode-choices", {}, (404, 404)),
    Route("api:neighbourhood-mode-end", {"pk": "mode"}, (405, 405), (400, 404)),
    Route("api:neighbourhood-fund-list", {}, OWN, (400, 400)),
    Route("api:neighbourhood-fund-detail", {"pk": "fund"}, HIDDEN),
    Route("api:neighbourhood-party-list", {}, OWN, (400, 400)),
    Route("api:neighbourhood-party-detail", {"pk": "party_organisation"}, HIDDEN),
    Route("api:neighbourhood-party-end", {"pk": "party_organisation"}, (405, 405), (400, 404)),
    Route("api:rulebook"),
    Route("api:decision_list"),
    Route("api:decision_detail", {"pk": "decision"}, HIDDEN),
    Route("api:neighbourhood-list", {}, OWN, (400, 400)),
    Route("api:neighbourhood-detail", ROW, HIDDEN, patch=(400, 404)),
    Route("api:declaration-list", {}, OWN, (400, 400)),
    Route("api:import-list", {}, OWN, (415, 415)),
    Route("api:import-detail", {"pk": "import"}, HIDDEN),
    Route("api:import-write", {"pk": "import"}, (405, 405), (202, 404)),
    Route("api:import-undo", {"pk": "import"}, (405, 405), (200, 404)),
    Route("api:project-list", {}, OWN, (400, 400)),
    Route("api:project-detail", PROJECT, HIDDEN, patch=(400, 404)),
    Route("api:project-transition", {**PROJECT, "name": "reserve"}, HIDDEN, (403, 404)),
    Route("api:works-item-start", {"pk": "item"}, HIDDEN, (400, 404)),
    Route("api:works-item-finish", {"pk": "item"}, (405, 405), (400, 404)),
    Route("api:project-split", PROJECT, HIDDEN),
    Route("api:project-shares", PROJECT, HIDDEN),
    Route("api:project-share", {**PROJECT, "rule": "QD-S-improvement"}, HIDDEN),
    Route("api:project-sources", PROJECT, HIDDEN, (400, 404)),
    Route("api:project-source", {**PROJECT, "source": "source"}, HIDDEN, patch=(400, 404)),
    Route("api:project-movements", {**PROJECT, "source": "source"}, HIDDEN, (400, 404)),
    Route("api:project-movement-counter", {**PROJECT, "movement": "movement"}, (405, 405), (400, 404)),
    Route("api:project-awards", PROJECT, HIDDEN, (400, 404)),
    Route("api:works-item-list", {}, OWN, (400, 400)),
    Route("api:plan-list", {}, OWN, (400, 400)),
    Route("api:plan-detail", YEAR),
    Route("api:plan-entries", YEAR),
    Route("api:plan-nominate", YEAR, (405, 405), (400, 400)),
    Route("api:plan-confirm", YEAR, (405, 405), NOBODYS),
    Route("api:plan-entry", {**YEAR, "pk": "drafted"}, HIDDEN),
    Route("api:plan-adjust", {**YEAR, "pk": "confirmed"}, (405, 405), (403, 404)),
    Route("api:works-item-detail", {"pk": "item"}, HIDDEN),
    Route("api:case-list", {}, OWN, (400, 400)),
    Route("api:case-detail", CASE, HIDDEN),
    Route("api:case-assign", CASE, (405, 405), (400, 404)),
    Route("api:case-rectify", CASE, (405, 405), (400, 404)),
    Route("api:case-recheck", CASE, (405, 405), (400, 404)),
    Route("api:case-close", CASE, (405, 405), (400, 404)),
    Route("api:case-reopen", CASE, (405, 405), (400, 404)),
    Route("api:duty-list"),
    Route("api:duty-detail", {"pk": "duty"}, HIDDEN),
    Route("api:duty-done", {"pk": "duty"}, (405, 405), (400, 404)),
    Route("api:deadline-list"),
    Route("api:project-contracts", PREPARED, HIDDEN, (400, 404)),
    Route("api:project-milestones", PREPARED, HIDDEN, (400, 404)),
    Route("api:project-milestone", {**PREPARED, "milestone": "milestone"}, (405, 405), patch=(400, 404)),
    Route("api:project-milestone-reach", {**PREPARED, "milestone": "milestone"}, (405, 405), (400, 404)),
    Route("api:project-progress", PREPARED, HIDDEN, (400, 404)),
    Route("api:progress-list"),
    Route("api:progress-detail", {"pk": "progress"}, HIDDEN),
    Route("api:progress-confirm", {"pk": "progress"}, (405, 405), (400, 404)),
    Route("api:progress-return", {"pk": "progress"}, (405, 405), (400, 404)),
    Route("api:progress-correct", {"pk": "progress"}, (405, 405), (400, 404)),
    Route("api:acceptance-list", {}, OWN, (400, 400)),
    Route("api:acceptance-detail", {"pk": "acceptance"}, HIDDEN),
    Route("api:acceptance-checks", {"pk": "acceptance"}, (405, 405), (400, 404)),
    Route("api:acceptance-participants", {"pk": "acceptance"}, (405, 405), (400, 404)),
    Route("api:acceptance-findings", {"pk": "acceptance"}, (405, 405), (400, 404)),
    Route("api:acceptance-conclude", {"pk": "acceptance"}, (405, 405), (400, 404)),
    Route("api:acceptance-filing", {"pk": "passed"}, (405, 405), (400, 404)),
    Route("api:acceptance-finding-list"),
    Route("api:acceptance-finding-detail", {"pk": "finding"}, HIDDEN),
    Route("api:acceptance-finding-rectify", {"pk": "finding"}, (405, 405), (400, 404)),
    Route("api:acceptance-finding-recheck", {"pk": "finding"}, (405, 405), (400, 404)),
    Route("api:handover-list", {}, OWN, (400, 400)),
    Route("api:handover-detail", {"pk": "handover"}, HIDDEN),
    Route("api:handover-entries", {"pk": "handover"}, (405, 405), (400, 404)),
    Route("api:handover-sign", {"pk": "handover"}, (405, 405), (400, 404)),
    Route("api:handover-conclude", {"pk": "completed"}, (405, 405), (400, 404)),
    Route("api:warranty-list"),
    Route("api:warranty-detail", {"pk": "warranty"}, HIDDEN),
    Route("api:warranty-term", {"pk": "warranty"}, (405, 405), (400, 404)),
    Route("api:review-list"),
    Route("api:review-detail", ROUND, HIDDEN),
    Route("api:review-convene", {"pk": "reviewed"}, (405, 405), (400, 404)),
    Route("api:review-opinion", ROUND, (405, 405), (400, 404)),
    Route("api:review-output", {**ROUND, "output": "approval"}, (405, 405), patch=(400, 404)),
    Route("api:review-attendance", ROUND, (405, 405), patch=(400, 404)),
    Route("api:review-conclude", ROUND, (405, 405), (403, 404)),
)

OUTSIDE = {
    "livez": 200,
    "readyz": 200,
    "home": 302,
    "login": 200,
    "logout": 405,
    "password_change": 302,
    "password_change_done": 302,
    "schema": 200,
}
"""Addresses of no tenant, and what the anonymous are answered there."""


def addresses(patterns: list[URLPattern | URLResolver] | None = None, prefix: str = "") -> Iterator[str]:
    """The name of every address of config.urls, those of the interface with their `api:`."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from addresses(pattern.url_patterns, inner)
        else:
            yield f"{prefix}{pattern.name}"
