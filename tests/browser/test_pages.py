"""Every page that a person can reach from the menu: no barrier, no policy violation, no English."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import Visitor

PAGES = {
    "qd-street": [
        "", "neighbourhoods/", "neighbourhoods/new/", "imports/", "declarations/", "pool/", "pool/ranking/",
        "projects/", "projects/new/", "dashboard/", "superior-table/", "rulebook/", "jobs/",
    ],
    "qd-community": ["", "neighbourhoods/", "neighbourhoods/new/", "declarations/", "dashboard/"],
    "qd-housing": ["", "neighbourhoods/?queries=1", "imports/new/", "pool/?state=proposed", "projects/", "jobs/"],
    "qd-leader": ["", "dashboard/", "superior-table/", "neighbourhoods/?verdict=undetermined", "pool/"],
    "qd-admin": [
        "", "system/organisations/", "system/organisations/new/", "system/people/new/", "system/roles/",
        "system/roles/new/", "rulebook/unsettled/", "rulebook/entries/", "rulebook/versions/",
    ],
    "wl-housing": ["", "neighbourhoods/?verdict=no", "imports/", "pool/", "dashboard/", "rulebook/"],
}  # fmt: skip


@pytest.mark.parametrize("login", PAGES)
def test_pages_of_a_role_have_no_barrier_no_violation_and_no_english(
    visit: Callable[[str], Visitor], login: str
) -> None:
    visitor = visit(login)
    found = {}
    for path in PAGES[login]:
        response = visitor.page.goto(f"{visitor.site.url}/{visitor.tenant}/{path}")
        assert response is not None
        assert response.status == 200, path
        visitor.check()
        visitor.shot(f"{login}-{path.strip('/').replace('/', '-').replace('?', '-') or 'desk'}")
        problems = [*visitor.barriers(), *(f"English: {word}" for word in visitor.english())]
        if problems:
            found[path] = problems
    assert found == {}
