"""Whose rights: roles, the three administrators, delegation, outside units."""

from __future__ import annotations

from tests.security.guards.row import Guard, Sql, Text

RIGHTS = "communities/people/rights.py"
DOCUMENTS = "communities/records/queries.py"
ROLE = "Doing what the role does not allow"
ADMINISTRATORS = "One administrator doing the work of another"
LENT = "Lent rights that grow"
OUTSIDERS = "Outside units looking around"
LENDING = "tests/communities/people/delegation"
EVALUATION = "tests/governance/evaluation/test_evaluation.py"

RIGHTS = (
    Guard(
        name="capabilities",
        against=ROLE,
        test="tests/refusals/test_roles.py::test_role_in_the_chair_of_the_clerk",
        without=(Text(RIGHTS, "if not self.may(capability, path):", "if not self.seats:"),),
    ),
    Guard(
        name="administrators-by-service",
        against=ADMINISTRATORS,
        test="tests/communities/people/test_three_administrators.py::test_nobody_is_two_administrators_at_a_time",
        without=(
            Text(
                "communities/people/services/appointing.py",
                "    if wanted is None:\n",
                "    if wanted is not None:\n",
            ),
        ),
    ),
    Guard(
        name="administrators-by-database",
        against=ADMINISTRATORS,
        test="tests/communities/people/test_three_administrators.py::test_nobody_is_two_administrators_at_a_time",
        without=(Sql("ALTER TABLE communities_membership DISABLE TRIGGER USER"),),
    ),
    Guard(
        name="delegation-of-offices",
        against=LENT,
        test=f"{LENDING}/test_services.py::test_administrators_office_is_not_lent",
        without=(
            Text(
                "communities/people/delegation/enums.py",
                "return [capability.value for capability in LENDABLE if",
                "return [capability.value for capability in Capability if",
            ),
        ),
    ),
    Guard(
        name="delegation-as-lent",
        against=LENT,
        test=f"{LENDING}/test_acting.py::test_what_was_not_lent_is_refused_though_its_holder_may",
        without=(
            Text(
                "communities/people/delegation/queries.py",
                "return [capability for capability in lendable(delegation.capabilities) if capability in held]",
                "return list(held)",
            ),
        ),
    ),
    Guard(
        name="delegation-not-lent-on",
        against=LENT,
        test=f"{LENDING}/test_services.py::test_lent_right_is_not_lent_on",
        without=(
            Text(
                "communities/people/delegation/services.py",
                "    if by.principal is not None:\n",
                "    if by is None:\n",
            ),
        ),
    ),
    Guard(
        name="delegation-ended",
        against=LENT,
        test=f"{LENDING}/test_acting.py::test_form_sent_under_an_ended_delegation_is_refused_and_nothing_is_written",
        without=(
            Text(
                "communities/people/delegation/queries.py",
                "        declined_at=None,\n        ended_at=None,\n        membership__person__is_active=True,\n",
                "        membership__person__is_active=True,\n",
            ),
        ),
    ),
    Guard(
        name="assignment-by-the-day",
        against=OUTSIDERS,
        test="tests/projects/test_assignments.py::test_days_decide_while_the_permission_still_stands",
        without=(
            Text(
                "projects/assigned.py",
                "found.filter(runs(actor.on), Exists(standing)",
                "found.filter(Exists(standing)",
            ),
        ),
    ),
    Guard(
        name="sealed-sheets",
        against=OUTSIDERS,
        test=f"{EVALUATION}::test_database_shows_a_sealed_sheet_to_its_evaluator_alone",
        without=(Sql("DROP POLICY sheet_content_sealed ON governance_sheetcontent"),),
    ),
    Guard(
        name="sealed-papers",
        against=OUTSIDERS,
        test=f"{EVALUATION}::test_documents_of_a_sealed_sheet_are_sealed_with_it",
        without=(Text(DOCUMENTS, "        .exclude(Q(is_sealed=True) & ~Q(uploaded_by=actor.person))\n"),),
    ),
)
