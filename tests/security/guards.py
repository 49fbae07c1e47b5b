"""The guards of docs/security.md, one a row: how each is taken away, and which test must then fail.

`make guards` does it for all of them (`take_away.py`); `test_guards.py` holds the rows to the code and to the page.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A change of a file that takes a guard away: `old`, which stands there once, becomes `new`."""

    file: str
    old: str
    new: str = ""


@dataclass(frozen=True, slots=True)
class Sql:
    """A guard that lives in the database, taken away by its owner."""

    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """`against` is the line of the page's table of guards; `test` fails once everything in `without` is done."""

    name: str
    against: str
    test: str
    without: tuple[Text | Sql, ...]


BASE = "config/settings/base.py"
PRODUCTION = "config/settings/production.py"
RIGHTS = "communities/people/rights.py"
DOCUMENTS = "communities/records/queries.py"
OPEN_ROLES = Sql("ALTER TABLE communities_role DISABLE ROW LEVEL SECURITY")

ANOTHER_PLACE = "Rows of another place"
ANOTHER_TENANT = "Rows of another tenant, by the application"
FORGOTTEN = "Rows of another tenant, by a forgotten filter or injected SQL that names no tenant"
CONNECTION = "A connection that served another tenant before"
EXISTENCE = "Learning that another tenant exists"
ROLE = "Doing what the role does not allow"
ADMINISTRATORS = "One administrator doing the work of another"
LENT = "Lent rights that grow"
OUTSIDERS = "Outside units looking around"
PASSWORDS = "Guessed passwords"
SESSIONS = "A stolen or forgotten session"
FORGED = "Forms sent from another site"
SCRIPTS = "Scripts in what people type"
FORMULAS = "Formulas in what people type"
HEADERS = "Being framed, sniffed, cached, led astray"
HOSTS = "A forged name of the host"
FIELDS = "Fields that nobody may set"
FOREIGN_IDS = "Foreign ids inside bodies and nested addresses"
SQL = "Injected SQL"
BODIES = "Broken bytes, absurd numbers, absurd bodies"
FILES = "Files that are something else, bombs, entities"
NAMES = "Names of files that lead elsewhere"
PICTURES = "Places and cameras inside pictures"
MALICE = "Malicious code in files"
DOWNLOADS = "A file opened by who may not"
AT_REST = "Personal data read in the database, a backup, a log"
ON_PAGES = "Personal data read on a page or in an export"
OVERWRITING = "A spreadsheet that does more than a page"
NAMELESS = "An act without a name"
MENDED = "A record that somebody mends"
DELETED = "Deleting a tenant without a trace"
LICENCES = "Licences that bind a government"
UNSAFE = "Unsafe settings"

IN_NO_TEXT = {
    "Known faults of packages": "the answer of the public advisories; what `make audit` makes of one is tried in "
    "`tests/config/test_supply.py`",
}
"""Lines of the page whose guard no text of ours is: why."""

TENANCY = "tests/communities/tenancy"
LOGIN = "tests/communities/people/login"
LENDING = "tests/communities/people/delegation"
RECORDS = "tests/communities/records"
WALLS = "tests/security/test_row_security.py"
POOL = "tests/security/test_pooled_connections.py"
PAGES = "tests/security/test_every_page.py"
COOKIES = "tests/security/test_cookies_and_hosts.py"
UPLOADS = "tests/security/test_uploads.py"
EVALUATION = "tests/governance/evaluation/test_evaluation.py"
OWNERS = "tests/communities/owners/test_register.py"
SEALS = "tests/communities/audit/test_seals.py"

GUARDS = (
    # --- whose rows ---------------------------------------------------------------------------------------------
    Guard(
        name="places",
        against=ANOTHER_PLACE,
        test="tests/refusals/test_every_route.py::test_clerks_are_answered_as_the_table_says[sibling]",
        without=(Text(RIGHTS, "_topmost(s.path for s in", "_topmost(s.path[:SEGMENT] for s in"),),
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
        without=(Sql("ALTER POLICY communities_role_rls ON communities_role WITH CHECK (true)"),),
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
    Guard(
        name="nested-rows",
        against=FOREIGN_IDS,
        test="tests/refusals/test_nested.py::test_row_is_not_found_under_another_that_it_does_not_hang_on",
        without=(
            Text(
                "communities/neighbourhoods/views/finding.py",
                "get_object_or_404(Building.objects.filter(neighbourhood=row), pk=pk)",
                "get_object_or_404(Building.objects.all(), pk=pk)",
            ),
        ),
    ),
    # --- whose rights -------------------------------------------------------------------------------------------
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
    # --- the door -----------------------------------------------------------------------------------------------
    Guard(
        name="lock",
        against=PASSWORDS,
        test=f"{LOGIN}/test_lockout.py::"
        "test_fifth_failure_locks_and_says_how_long_and_the_right_password_does_not_help",
        without=(
            Text(BASE, 'env.int("LOGIN_FAILURES", default=5)', 'env.int("LOGIN_FAILURES", default=5000)'),
        ),
    ),
    Guard(
        name="lock-of-a-colleague-elsewhere",
        against=PASSWORDS,
        test=f"{LOGIN}/test_lockout.py::test_attacker_does_not_lock_anybody_at_another_address_nor_others_at_his",
        without=(
            Text(
                "communities/people/login/lockout.py",
                'return [["username", "ip_address"]]',
                'return [["username"]]',
            ),
        ),
    ),
    Guard(
        name="lock-of-a-colleague-here",
        against=PASSWORDS,
        test=f"{LOGIN}/test_lockout.py::"
        "test_attacker_in_the_same_office_does_not_lock_the_colleague_at_his_own_browser",
        without=(
            Text(
                "communities/people/login/devices.py",
                'return _read(request).get(name_of(username), "")',
                'return ""',
            ),
        ),
    ),
    Guard(
        name="password-rules",
        against=PASSWORDS,
        test=f"{LOGIN}/test_passwords.py::test_weak_password_is_refused_in_chinese",
        without=(
            Text(
                "communities/people/login/passwords.py", "if len(found) < self.kinds:", "if not self.kinds:"
            ),
        ),
    ),
    Guard(
        name="password-hashes",
        against=PASSWORDS,
        test=f"{COOKIES}::test_passwords_are_kept_as_slow_hashes",
        without=(Text(BASE, '    "django.contrib.auth.hashers.Argon2PasswordHasher",\n'),),
    ),
    Guard(
        name="second-factor",
        against=PASSWORDS,
        test=f"{LOGIN}/test_second_factor.py::test_role_leads_to_set_one_up_and_back",
        without=(
            Text(
                "communities/people/login/second_factor.py",
                "    if not any(seat.needs_second_factor for actor in actors for seat in actor.seats):\n",
                "    if actors:\n",
            ),
        ),
    ),
    Guard(
        name="cookie-flags",
        against=SESSIONS,
        test=f"{COOKIES}::test_cookies_leave_only_encrypted_and_are_no_script_s_business",
        without=(Text(PRODUCTION, "SESSION_COOKIE_SECURE = True\n"),),
    ),
    Guard(
        name="idle-time-out",
        against=SESSIONS,
        test=f"{LOGIN}/test_sessions.py::test_idle_login_ends_and_leads_back_and_a_late_form_is_told_so",
        without=(
            Text("communities/people/login/idle.py", '        return "闲置超时"\n', '        return ""\n'),
        ),
    ),
    Guard(
        name="logging-out-there",
        against=SESSIONS,
        test=f"{LOGIN}/test_sessions.py::test_list_shows_own_logins_and_one_is_ended_there",
        without=(Text("communities/people/login/sessions.py", "        session.end()\n"),),
    ),
    # --- what a browser is sent, and sends ------------------------------------------------------------------------
    Guard(
        name="forms",
        against=FORGED,
        test=f"{PAGES}::test_no_form_and_no_call_is_taken_without_the_key_of_the_session",
        without=(Text(BASE, '    "django.middleware.csrf.CsrfViewMiddleware",\n'),),
    ),
    Guard(
        name="forms-of-the-interface",
        against=FORGED,
        test=f"{PAGES}::test_no_form_and_no_call_is_taken_without_the_key_of_the_session",
        without=(
            Text(
                "communities/people/api/authentication.py",
                "return SessionAuthentication().authenticate(request)",
                "return request._request.user, None",
            ),
        ),
    ),
    Guard(
        name="escaping",
        against=SCRIPTS,
        test="tests/refusals/test_typed_scripts.py::test_scripts_and_templates_are_shown_as_typed",
        without=(
            Text(
                BASE,
                '        "OPTIONS": {\n            "loaders"',
                '        "OPTIONS": {"autoescape": False, "loaders"',
            ),
        ),
    ),
    Guard(
        name="escaping-of-columns",
        against=SCRIPTS,
        test="tests/security/test_every_text.py::test_script_in_any_column_is_shown_as_it_was_typed",
        without=(Text("templates/audit/list.html", "{{ row.reason|dash }}", "{{ row.reason|dash|safe }}"),),
    ),
    Guard(
        name="no-inline-scripts",
        against=SCRIPTS,
        test=f"{PAGES}::test_every_answer_carries_the_headers",
        without=(
            Text(BASE, '"script-src": ["\'self\'"],', '"script-src": ["\'self\'", "\'unsafe-inline\'"],'),
        ),
    ),
    Guard(
        name="formulas-in-exports",
        against=FORMULAS,
        test="tests/refusals/test_typed_formulas.py::test_formulas_are_texts_in_every_export",
        without=(
            Text(
                "communities/records/formulas.py",
                '"strings_to_formulas": False',
                '"strings_to_formulas": True',
            ),
            Text(
                "communities/records/spreadsheets.py",
                "sheet.write_string(row, place",
                "sheet.write(row, place",
            ),
        ),
    ),
    Guard(
        name="formulas-in-templates",
        against=FORMULAS,
        test=f"{RECORDS}/test_spreadsheets.py::test_text_in_a_template_stays_a_text",
        without=(Text("communities/records/formulas.py", '    cell.data_type = "s"\n'),),
    ),
    Guard(
        name="headers",
        against=HEADERS,
        test=f"{PAGES}::test_every_answer_carries_the_headers",
        without=(Text(BASE, '    "config.middleware.HeadersMiddleware",\n'),),
    ),
    Guard(
        name="frames",
        against=HEADERS,
        test=f"{PAGES}::test_every_answer_carries_the_headers",
        without=(Text(BASE, 'X_FRAME_OPTIONS = "DENY"', 'X_FRAME_OPTIONS = "SAMEORIGIN"'),),
    ),
    Guard(
        name="ways-back-after-login",
        against=HEADERS,
        test="tests/refusals/test_doors.py::test_login_leads_to_no_other_site",
        without=(
            Text(
                "communities/people/login/adapters.py",
                "return bool(url) and url_has_allowed_host_and_scheme(url, allowed_hosts=None)",
                "return bool(url)",
            ),
        ),
    ),
    Guard(
        name="ways-back-after-a-late-form",
        against=HEADERS,
        test=f"{TENANCY}/test_middleware.py::test_form_sent_after_the_login_ended_is_answered_by_a_page",
        without=(
            Text(
                "communities/people/middleware.py",
                'return came_from._replace(scheme="", netloc="", fragment="").geturl()',
                "return came_from.geturl()",
            ),
            Text(
                "communities/people/middleware.py",
                "    if came_from.netloc != request.get_host():\n",
                "    if not came_from.netloc:\n",
            ),
        ),
    ),
    Guard(
        name="hosts",
        against=HOSTS,
        test=f"{COOKIES}::test_other_names_of_the_host_are_refused",
        without=(
            Text(
                PRODUCTION,
                "RUNTIME_ROLE_IS_ENFORCED = True\n",
                'RUNTIME_ROLE_IS_ENFORCED = True\nALLOWED_HOSTS = ["*"]\n',
            ),
        ),
    ),
    Guard(
        name="hosts-by-proxies",
        against=HOSTS,
        test=f"{COOKIES}::test_name_told_by_a_proxy_is_not_believed",
        without=(
            Text(
                PRODUCTION,
                "RUNTIME_ROLE_IS_ENFORCED = True\n",
                "RUNTIME_ROLE_IS_ENFORCED = USE_X_FORWARDED_HOST = True\n",
            ),
        ),
    ),
    # --- what comes in --------------------------------------------------------------------------------------------
    Guard(
        name="fields-of-bodies",
        against=FIELDS,
        test="tests/security/test_mass_assignment.py::test_no_body_of_the_interface_takes_what_the_system_decides",
        without=(
            Text(
                "communities/neighbourhoods/api/serializers.py",
                '        fields = ("jurisdiction", *WRITTEN)',
                '        fields = ("jurisdiction", *WRITTEN, "merged_into")',
            ),
        ),
    ),
    Guard(
        name="foreign-ids",
        against=FOREIGN_IDS,
        test="tests/refusals/test_doors.py::test_ids_in_a_body_are_answered_like_ids_of_nothing",
        without=(
            Sql("ALTER TABLE communities_neighbourhood DISABLE ROW LEVEL SECURITY"),
            Text(
                "projects/api/views.py",
                "Neighbourhood.objects.filter(\n                within(actor.paths(Capability.VIEW)), pk__in=",
                "Neighbourhood._base_manager.filter(\n                pk__in=",
            ),
        ),
    ),
    Guard(
        name="parameters-of-sql",
        against=SQL,
        test=f"{PAGES}::test_filters_are_no_way_into_the_database",
        without=(
            Text(
                "governance/supervision/queries/cases.py",
                "rows.filter(Q(subject__icontains=text) | Q(number__startswith=text))",
                "rows.extra(where=[f\"subject LIKE '{text}'\"])",
            ),
        ),
    ),
    Guard(
        name="null-bytes",
        against=BODIES,
        test="tests/refusals/test_doors.py::test_byte_that_no_database_takes_is_a_bad_request",
        without=(
            Text(
                "communities/people/middleware.py",
                'if "\\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):',
                "if not request.path_info:",
            ),
        ),
    ),
    Guard(
        name="sizes-of-bodies",
        against=BODIES,
        test=f"{UPLOADS}::test_body_above_the_limit_is_not_read",
        without=(Text(BASE, '    "config.middleware.SizeMiddleware",\n'),),
    ),
    Guard(
        name="types-of-files",
        against=FILES,
        test=f"{UPLOADS}::test_evidence_of_this_kind_is_not_kept",
        without=(
            Text(
                "communities/records/filetypes.py",
                "    if head.startswith(OLE):\n        raise _old_office(content)\n",
                "    if head:\n        return PDF\n",
            ),
        ),
    ),
    Guard(
        name="bombs-in-evidence",
        against=FILES,
        test=f"{UPLOADS}::test_evidence_of_this_kind_is_not_kept",
        without=(Text("communities/records/packages.py", "\nMAX_RATIO = 100\n", "\nMAX_RATIO = 10**6\n"),),
    ),
    Guard(
        name="entities-in-evidence",
        against=FILES,
        test=f"{UPLOADS}::test_evidence_of_this_kind_is_not_kept",
        without=(
            Text(
                "communities/records/packages.py",
                "forbid_dtd=True",
                "forbid_entities=False, forbid_external=False",
            ),
        ),
    ),
    Guard(
        name="bombs-in-registers",
        against=FILES,
        test="tests/communities/register/test_refused_files.py::test_file_is_refused_with_its_own_sentence",
        without=(
            Text(
                "communities/neighbourhoods/register/archive.py",
                "\nMAX_RATIO = 100\n",
                "\nMAX_RATIO = 10**6\n",
            ),
        ),
    ),
    Guard(
        name="entities-in-registers",
        against=FILES,
        test="tests/communities/register/test_refused_files.py::test_file_is_refused_with_its_own_sentence",
        without=(
            Text(
                "communities/neighbourhoods/register/archive.py",
                "forbid_dtd=True",
                "forbid_entities=False, forbid_external=False",
            ),
        ),
    ),
    Guard(
        name="names-of-files",
        against=NAMES,
        test=f"{UPLOADS}::test_name_leads_nowhere_and_breaks_no_header",
        without=(
            Text(
                "communities/records/filetypes.py",
                'last = PurePath(filename.replace("\\\\", "/")).name',
                "last = filename",
            ),
        ),
    ),
    Guard(
        name="places-of-files",
        against=NAMES,
        test=f"{UPLOADS}::test_name_leads_nowhere_and_breaks_no_header",
        without=(
            Text("communities/records/models.py", 'return f"t{document.tenant_id}/{uuid', 'return f"{uuid'),
        ),
    ),
    Guard(
        name="pictures-anew",
        against=PICTURES,
        test=f"{RECORDS}/test_guards.py::test_picture_is_kept_upright_without_place_and_camera",
        without=(
            Text(
                "communities/records/services.py",
                "content = io.BytesIO(pictures.rewritten(content, filetypes.PICTURES[filetype.content_type]))",
                "pictures.rewritten(content, filetypes.PICTURES[filetype.content_type])",
            ),
        ),
    ),
    Guard(
        name="quarantine",
        against=MALICE,
        test=f"{RECORDS}/test_scanning.py::test_file_waits_in_quarantine_until_the_scanner_answers",
        without=(
            Text(
                "communities/records/scanning.py",
                "return ScanState.QUARANTINED",
                "return ScanState.UNSCANNED",
            ),
        ),
    ),
    Guard(
        name="quarantine-at-download",
        against=MALICE,
        test=f"{RECORDS}/test_scanning.py::test_file_waits_in_quarantine_until_the_scanner_answers",
        without=(Text("communities/records/views.py", "    must_be_open(document)\n"),),
    ),
    Guard(
        name="downloads",
        against=DOWNLOADS,
        test=f"{RECORDS}/test_documents.py::test_document_of_another_place_or_tenant_does_not_exist",
        without=(Text(DOCUMENTS, "Document.objects.filter(here)", "Document.objects.all()"),),
    ),
    Guard(
        name="add-only-imports",
        against=OVERWRITING,
        test="tests/communities/imports/test_rights.py::test_who_may_only_add_adds_but_never_overwrites",
        without=(
            Text(
                "communities/neighbourhoods/imports/plan.py",
                "if step.kind is Kind.UPDATE and not by.may(Capability.EDIT, path):",
                "if step.kind is Kind.UPDATE and not path:",
            ),
        ),
    ),
    # --- personal data, and what is on record -----------------------------------------------------------------------
    Guard(
        name="encryption",
        against=AT_REST,
        test=f"{OWNERS}::test_no_plain_text_stands_anywhere_in_the_database",
        without=(
            Text(
                "communities/privacy/fields.py",
                "return encrypt(text, purpose=self.purpose) if text else text",
                "return text",
            ),
            Text(
                "communities/privacy/fields.py",
                "return decrypt(value, purpose=self.purpose) if value else value",
                "return value",
            ),
        ),
    ),
    Guard(
        name="ciphertexts-in-their-column",
        against=AT_REST,
        test="tests/communities/privacy/test_fields.py::test_changed_moved_and_foreign_ciphertext_is_refused",
        without=(
            Text(
                "communities/privacy/fields.py",
                "encrypt(nonce, text.encode(), purpose.encode())",
                "encrypt(nonce, text.encode(), None)",
            ),
            Text(
                "communities/privacy/fields.py", "packed[NONCE:], purpose.encode())", "packed[NONCE:], None)"
            ),
        ),
    ),
    Guard(
        name="logs",
        against=AT_REST,
        test="tests/communities/privacy/test_faults.py::test_error_of_the_server_leaves_no_number_in_the_log",
        without=(
            Text(BASE, '"formatter": "plain", "filters": ["numbers"]', '"formatter": "plain", "filters": []'),
        ),
    ),
    Guard(
        name="reports-of-errors",
        against=AT_REST,
        test="tests/communities/privacy/test_faults.py::"
        "test_report_of_an_error_shows_neither_form_nor_query_nor_variables",
        without=(
            Text(
                BASE,
                'DEFAULT_EXCEPTION_REPORTER_FILTER = "communities.privacy.reports.ReporterFilter"\n',
            ),
        ),
    ),
    Guard(
        name="masks",
        against=ON_PAGES,
        test=f"{OWNERS}::test_page_is_masked_and_says_where_the_sums_differ",
        without=(
            Text(
                "communities/privacy/masks.py",
                "return text[:3] + STAR * (len(text) - 7) + text[-4:]",
                "return text",
            ),
        ),
    ),
    Guard(
        name="reasons",
        against=ON_PAGES,
        test=f"{OWNERS}::test_full_text_is_shown_once_by_post_with_a_reason_on_record",
        without=(Text("communities/records/revealing.py", "said = reason_of(reason)", "said = reason"),),
    ),
    Guard(
        name="capability-of-personal-data",
        against=ON_PAGES,
        test=f"{OWNERS}::test_full_text_is_shown_once_by_post_with_a_reason_on_record",
        without=(
            Text("communities/records/revealing.py", "    by.require(Capability.PERSONAL, path)\n"),
            Text(
                "communities/records/revealing.py", "    request.actor.require(Capability.PERSONAL, path)\n"
            ),
        ),
    ),
    Guard(
        name="lines-of-the-record",
        against=NAMELESS,
        test="tests/communities/audit/test_entries.py::test_a_write_is_one_line_that_costs_two_statements_at_most",
        without=(Text(BASE, '    "communities.audit.middleware.AuditMiddleware",\n'),),
    ),
    Guard(
        name="lines-of-refusals",
        against=NAMELESS,
        test="tests/communities/audit/test_entries.py::test_refusal_is_one_line_with_its_sentence",
        without=(Text(BASE, '    "communities.audit.middleware.RefusalMiddleware",\n'),),
    ),
    Guard(
        name="append-only-by-rights",
        against=MENDED,
        test=f"{SEALS}::test_the_runtime_role_only_adds",
        without=(
            Text(
                "communities/tenancy/grants.py",
                "        for table in append_only_tables():\n",
                "        for table in append_only_tables()[:0]:\n",
            ),
        ),
    ),
    Guard(
        name="append-only-by-trigger",
        against=MENDED,
        test=f"{SEALS}::test_the_owner_is_found_out",
        without=(Sql("ALTER TABLE communities_auditentry DISABLE TRIGGER USER"),),
    ),
    Guard(
        name="seals",
        against=MENDED,
        test=f"{SEALS}::test_the_owner_is_found_out",
        without=(
            Text(
                "communities/audit/sealing.py",
                "elif one.digest != _digest_of(one.lines) or one.chain != _linked(chain, one.digest):",
                "elif not one.digest:",
            ),
        ),
    ),
    Guard(
        name="waiting-time",
        against=DELETED,
        test="tests/communities/closing/test_whole.py::test_deletion_needs_suspension_export_and_time",
        without=(
            Text(
                "communities/closing/deleting.py", "    if now < tenant.delete_after:\n", "    if not now:\n"
            ),
        ),
    ),
    Guard(
        name="tombstones",
        against=DELETED,
        test=f"{SEALS}::test_tombstone_is_signed_and_a_forged_one_is_found",
        without=(
            Text(
                "communities/audit/tombstones.py",
                "_id(key) == key_id and hmac.compare_digest(_sign(stone, key), signature)",
                "key",
            ),
        ),
    ),
    # --- the installation -------------------------------------------------------------------------------------------
    Guard(
        name="licences",
        against=LICENCES,
        test="tests/config/test_supply.py::test_licence_is_told_by_the_words_of_the_package",
        without=(Text("config/checks/licences.py", '    ("AGPL", r"\\bAGPL|Affero"),\n'),),
    ),
    Guard(
        name="settings-of-production",
        against=UNSAFE,
        test="tests/config/test_production.py::test_unsafe_settings_are_refused",
        without=(Text(PRODUCTION, 'if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:', "if not ALLOWED_HOSTS:"),),
    ),
)
