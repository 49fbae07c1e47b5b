"""Whose rows: places, tenants, the walls of the database."""

from __future__ import annotations

from tests.security.guards.row import Guard, Sql, Text

RIGHTS = "communities/people/rights.py"
OPEN_ROLES = Sql("ALTER TABLE communities_role DISABLE ROW LEVEL SECURITY")
ANOTHER_PLACE = "Rows of another place"
ANOTHER_TENANT = "Rows of another tenant, by the application"
FORGOTTEN = "Rows of another tenant, by a forgotten filter or injected SQL that names no tenant"
CONNECTION = "A connection that served another tenant before"
EXISTENCE = "Learning that another tenant exists"
TENANCY = "tests/communities/tenancy"
WALLS = "tests/security/test_row_security.py"
POOL = "tests/security/test_pooled_connections.py"

ROWS = (
    Guard(
        name="places",
        against=ANOTHER_PLACE,
        test="tests/refusals/test_every_route.py::test_clerks_are_answered_as_the_table_says[sibling]",
        without=(Text(RIGHTS, "runs = _runs(top)", "runs = _runs({path[:SEGMENT] for path in top})"),),
    ),
    Guard(
        name="members-only",
        against=ANOTHER_TENANT,
        test="tests/refusals/test_every_route.py::test_stranger_finds_no_page_of_the_other_tenant",
        without=(
            Text(
                "communities/people/middleware.py",
                "        if actor is None:\n            return None\n",
                "        actor = actor or Actor(person=person, tenant=tenant, seats=(), on=today)\n",
            ),
        ),
    ),
    Guard(
        name="scoped-manager",
        against=ANOTHER_TENANT,
        test=f"{TENANCY}/test_every_table.py::test_manager_outside_a_tenant_raises",
        without=(
            Text(
                "communities/tenancy/owned.py",
                "return super().get_queryset().filter(tenant_id=tenant_id())",
                "return super().get_queryset()",
            ),
        ),
    ),
    Guard(
        name="wall-select",
        against=FORGOTTEN,
        test=f"{WALLS}::test_rows_of_another_tenant_are_not_read",
        without=(OPEN_ROLES,),
    ),
    Guard(
        name="wall-update-delete",
        against=FORGOTTEN,
        test=f"{WALLS}::test_rows_of_another_tenant_are_neither_changed_nor_deleted",
        without=(OPEN_ROLES,),
    ),
    Guard(
        name="wall-insert",
        against=FORGOTTEN,
        test=f"{WALLS}::test_row_of_another_tenant_is_not_inserted",
        without=(Sql("ALTER POLICY communities_auditentry_rls ON communities_auditentry WITH CHECK (true)"),),
    ),
    Guard(
        name="wall-foreign-keys",
        against=FORGOTTEN,
        test=f"{WALLS}::test_no_foreign_key_leads_into_another_tenant",
        without=(Sql("ALTER TABLE communities_membership DROP CONSTRAINT communities_membership_role_tfk"),),
    ),
    Guard(
        name="wall-unique-keys",
        against=FORGOTTEN,
        test=f"{WALLS}::test_unique_keys_say_nothing_of_another_tenant",
        without=(Sql("CREATE UNIQUE INDEX one_for_all ON governance_evaluationround (title)"),),
    ),
    Guard(
        name="wall-raw-sql",
        against=FORGOTTEN,
        test=f"{WALLS}::test_copy_is_bound_as_well[communities_role]",
        without=(OPEN_ROLES,),
    ),
    Guard(
        name="wall-tasks",
        against=FORGOTTEN,
        test=f"{WALLS}::test_task_sees_its_own_tenant_or_nothing",
        without=(OPEN_ROLES,),
    ),
    Guard(
        name="wall-functions",
        against=FORGOTTEN,
        test=f"{WALLS}::test_no_function_and_no_view_looks_over_the_wall",
        without=(
            Sql("CREATE FUNCTION over_the_wall() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'"),
        ),
    ),
    Guard(
        name="wall-owner",
        against=FORGOTTEN,
        test=f"{POOL}::test_only_the_wall_hides_the_rows",
        without=(Sql("ALTER TABLE communities_role NO FORCE ROW LEVEL SECURITY"),),
    ),
    Guard(
        name="pooled-connections",
        against=CONNECTION,
        test=f"{POOL}::test_requests_of_two_tenants_see_their_own_rows_only",
        without=(
            Text(
                "communities/tenancy/context.py",
                "SELECT current_setting(%s, true), set_config(%s, %s, true)",
                "SELECT current_setting(%s, true), set_config(%s, %s, false)",
            ),
        ),
    ),
    Guard(
        name="same-words",
        against=EXISTENCE,
        test="tests/refusals/test_every_route.py::test_stranger_finds_no_page_of_the_other_tenant",
        without=(
            Text(
                "communities/people/middleware.py",
                "return page_not_found(request, Http404())",
                'return HttpResponse("这里没有您的任职。", status=404)',
            ),
        ),
    ),
    Guard(
        name="same-time",
        against=EXISTENCE,
        test="tests/security/test_timing.py::test_tenants_of_others_take_the_time_of_none",
        without=(
            Text(
                "communities/people/middleware.py",
                "        tenant = Tenant.objects.filter(code=code).first() or Tenant(pk=NOWHERE, code=code)\n",
                "        tenant = Tenant.objects.filter(code=code).first()\n"
                "        if tenant is None:\n            return self._outside(request, is_api)\n",
            ),
        ),
    ),
)
