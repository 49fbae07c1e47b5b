"""Personal data, what is on record, and the installation itself."""

from __future__ import annotations

from tests.security.guards.row import Guard, Sql, Text

BASE = "config/settings/base.py"
PRODUCTION = "config/settings/production.py"
AT_REST = "Personal data read in the database, a backup, a log"
ON_PAGES = "Personal data read on a page or in an export"
NAMELESS = "An act without a name"
MENDED = "A record that somebody mends"
DELETED = "Deleting a tenant without a trace"
LICENCES = "Licences that bind a government"
UNSAFE = "Unsafe settings"
OWNERS = "tests/communities/owners/test_register.py"
SEALS = "tests/communities/audit/test_seals.py"

RECORD = (
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
