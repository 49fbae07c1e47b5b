"""What a browser is sent, and what it may send: forms, scripts, headers, hosts."""

from __future__ import annotations

from tests.security.guards.row import Guard, Text

BASE = "config/settings/base.py"
PRODUCTION = "config/settings/production.py"
FORGED = "Forms sent from another site"
SCRIPTS = "Scripts in what people type"
FORMULAS = "Formulas in what people type"
HEADERS = "Being framed, sniffed, cached, led astray"
HOSTS = "A forged name of the host"
TENANCY = "tests/communities/tenancy"
RECORDS = "tests/communities/records"
PAGES = "tests/security/test_every_page.py"
COOKIES = "tests/security/test_cookies_and_hosts.py"

BROWSERS = (
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
                'return came_from._replace(scheme="", netloc="", path=path, fragment="").geturl()',
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
)
