"""What comes in: bodies, ids, files, spreadsheets."""

from __future__ import annotations

from tests.security.guards.row import Guard, Sql, Text

BASE = "config/settings/base.py"
DOCUMENTS = "communities/records/queries.py"
FIELDS = "Fields that nobody may set"
FOREIGN_IDS = "Foreign ids inside bodies and nested addresses"
SQL = "Injected SQL"
BODIES = "Broken bytes, absurd numbers, absurd bodies"
FILES = "Files that are something else, bombs, entities"
NAMES = "Names of files that lead elsewhere"
PICTURES = "Places and cameras inside pictures"
MALICE = "Malicious code in files"
DOWNLOADS = "A file opened by who may not"
OVERWRITING = "A spreadsheet that does more than a page"
RECORDS = "tests/communities/records"
PAGES = "tests/security/test_every_page.py"
UPLOADS = "tests/security/test_uploads.py"

INCOMING = (
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
)
