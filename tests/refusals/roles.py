"""What every standard role is answered at every address: one line for each class of rights.

`routes.py` says what the clerk of the street gets. Another role in the same chair gets

- the same, where it holds the right that the address needs;
- 404, where the address names a row of the trade and the role sees no such rows;
- 403 otherwise.

Addresses of the administrators are no clerk's: whoever holds their right is let in, everybody else gets 403.
"""

from __future__ import annotations

from typing import Final

from communities.people.enums import STANDARD_ROLES, Capability
from tests.refusals.routes import ROUTES, Route

C = Capability
HELD: Final = {code: frozenset(map(str, capabilities)) for code, _, _, capabilities in STANDARD_ROLES}
"""Role -> what it may."""

NEEDED: Final[dict[tuple[Capability, ...], str]] = {
    (C.EXPORT,): """
        dashboard_file superior_table_file neighbourhood_export project_export pool_export ranking_export plan_export
        progress_file longterm_file money_file project_money_file case_export dwelling_file
    """,
    (C.ADD,): "neighbourhood_new building_add survey_add dwelling_create dwelling_import dwelling_template",
    (C.MERGE,): "neighbourhood_merge",
    (C.IMPORT,): """
        import_list import_new import_detail import_rows import_columns import_check import_write import_undo
        api:import-list api:import-detail api:import-write api:import-undo
    """,
    (C.EDIT,): """
        neighbourhood_edit building_edit building_remove query_answer dwelling_edit project_item_edit project_ledger
        lift_new lift_withdraw owners_body_new owners_body_end property_contract_new fund_set
        party_set party_end assignment_create assignment_end api:lift-withdraw
    """,
    (C.DECLARE,): """
        neighbourhood_declare declaration_bulk project_declare progress_fill progress_correct contract_add
        milestone_add milestone_edit milestone_reach acceptance_file finding_rectify handover_open handover_entry
        handover_sign warranty_term scheme_new consultation_new consultation_close opinion_answer display_new
        preparation_new dispute_new dispute_close item_declare case_rectify duty_done
    """,
    (C.DECIDE,): """
        plan_nominate plan_strike case_assign case_close case_reopen case_remind duty_remind display_end party_new
    """,
    (C.FUND,): "project_share source_add source_edit movement_add movement_counter",
    (C.VIEW,): """
        pilot_tick dashboard dashboard_rows dashboard_pool api:dashboard superior_table assessment_list assessment_month
        longterm longterm_list monthreport_list ranking neighbourhood_list neighbourhood_bulk declaration_todo
        dwelling_search pool_list pool_ranking plan_list plan_detail plan_print review_list money_list case_draw
        duty_list deadline_list
        api:assessment-report-list api:decision_list api:neighbourhood-list api:declaration-list api:plan-list
        api:plan-detail api:plan-entries api:review-list api:duty-list api:deadline-list api:monthreport-list
        api:owners-body-list api:property-contract-list api:neighbourhood-mode-list api:neighbourhood-fund-list
        api:neighbourhood-party-list
    """,
    (C.VIEW, C.ASSIGNED): """
        evaluation_list project_list progress_list acceptance_list case_list
        api:evaluation-list api:assignment-list api:project-list api:works-item-list api:progress-list api:case-list
        api:dispute-list api:scheme-list api:consultation-list api:display-list api:preparation-list api:party-list
        api:lift-list api:project-declaration-list api:acceptance-list api:acceptance-finding-list api:handover-list
        api:warranty-list
    """,
    (C.PROPOSE,): "project_propose",
    (C.DECLARE, C.DECIDE): "case_add",
}
"""Any of these rights -> the addresses of the trade that ask for it, to be seen and to be sent to."""

ADMINISTERED: Final[dict[tuple[Capability, ...], str]] = {
    (C.PEOPLE,): """
        organisation_list organisation_create organisation_detail organisation_rename organisation_close
        person_create person_password person_disable person_enable api:person-disable api:person-enable
        affiliation_create affiliation_transfer affiliation_end
        invitation_list invitation_create invitation_revoke roster_new roster_template roster_write roster_file
    """,
    (C.PEOPLE, C.AUTHORISE): """
        person_list person_detail role_list role_detail api:organisation-list api:organisation-detail
        api:person-list api:person-detail api:role-list api:role-detail api:membership-list api:membership-detail
    """,
    (C.AUTHORISE,): """
        authorisation_list membership_create membership_end role_create role_edit role_retire
        person_sessions_end person_factors_end lockout_list lockout_end document_sealed stand_in_create
        api:membership-end
    """,
    (C.CONFIGURE,): "overlay_choose overlay_settle overlay_withdraw",
    (C.CONFIGURE, C.PEOPLE): "onboarding",
    (C.AUDIT,): """
        audit_list audit_detail audit_security audit_seals audit_export api:audit-entry-list api:audit-entry-detail
    """,
    (C.PERSONAL,): "person_phone",
    (C.ASSIGNED,): "my_projects",
}
"""Likewise, of what no clerk may."""


def _by_name(table: dict[tuple[Capability, ...], str]) -> dict[str, frozenset[str]]:
    return {name: frozenset(map(str, rights)) for rights, names in table.items() for name in names.split()}


OF_THE_TRADE, OF_ADMINISTRATORS = _by_name(NEEDED), _by_name(ADMINISTERED)


RULES: Final = {"rulebook_version", "rulebook_section"}
"""Rows that the whole tenant reads."""
SENT_TO: Final = {"pilot_tick": {C.DECIDE}, "api:membership-list": {C.AUTHORISE}}
"""Seen by more than may send to it."""
IN_FULL: Final = {
    "dwelling_reveal": {C.PERSONAL},
    "dwelling_full": {C.PERSONAL, C.EXPORT},
    "api:dwelling-reveal": {C.PERSONAL},
    "case_complainant": {C.PERSONAL},
}
"""Personal data in full, which no clerk sees: for whoever holds all of these."""
ROLES_OF_ALL: Final = {"role_detail", "api:role-detail"}
"""Roles hold everywhere: whoever administers any place reads them."""
OF_ONE: Final[dict[str, set[Capability]]] = {"job": set(), "delegation": {C.AUTHORISE}}
"""Rows of whoever made them: nobody else finds them but whoever oversees them by this right."""


def expected(role: str, route: Route, method: str) -> set[int]:
    """What the role may be answered in the chair of the clerk."""
    clerk, held = route.of(method)[0], HELD[role]
    row = route.rows.get("pk", "")
    if row in OF_ONE:
        return {clerk} if held & OF_ONE[row] else {404}
    if method == "POST" and not held >= SENT_TO.get(route.name, set()):
        return {403}
    if route.name in OF_ADMINISTRATORS:
        return {200, 302, 400} if held & OF_ADMINISTRATORS[route.name] else {clerk}
    needs_a_row = route.names_a_row and C.VIEW not in held and route.name not in RULES
    needed = OF_THE_TRADE.get(route.name)
    if needs_a_row:
        return {404} if needed is None or C.IMPORT not in needed else {403, 404}
    if needed is not None and not held & needed:
        return {403, clerk} & {400, 403, 415}  # before the form is read, or after
    if route.name in IN_FULL and held >= IN_FULL[route.name]:
        return {400 if route.is_api else 200}  # nothing was sent, no reason either
    return {clerk}


def unknown() -> set[str]:
    """Names in the tables above that are no address."""
    return {*OF_THE_TRADE, *OF_ADMINISTRATORS} - {route.name for route in ROUTES}
