"""Every kind of page that a person can reach by links: it answers, no barrier, no policy violation, no English."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.urls import resolve

from tests.browser.conftest import Visitor

PAGES = {
    "qd-street": [
        "", "neighbourhoods/", "neighbourhoods/new/", "imports/", "declarations/", "pool/", "pool/ranking/",
        "projects/", "projects/new/", "dashboard/", "superior-table/", "rulebook/", "jobs/", "plans/", "money/",
        "reviews/?tab=all", "projects/?state=building", "projects/?state=designed", "progress/", "longterm/",
        "cases/", "duties/",
    ],
    "qd-community": ["", "neighbourhoods/", "neighbourhoods/new/", "declarations/", "dashboard/"],
    "qd-housing": [
        "", "neighbourhoods/?queries=1", "imports/new/", "pool/?state=proposed", "projects/", "jobs/", "plans/",
        "reviews/", "reviews/?tab=asked", "projects/?state=ready", "projects/?state=planned",
        "projects/?state=completed", "projects/?state=managed", "progress/", "acceptances/",
    ],
    "qd-finance": ["", "money/", "reviews/", "projects/?state=building"],
    "qd-planning": ["", "reviews/", "projects/?state=designed"],
    "qd-district": [
        "", "plans/", "projects/?state=reserved", "acceptances/", "assessments/", "month-reports/", "cases/", "duties/",
    ],
    "qd-city": ["", "plans/", "money/", "month-reports/", "cases/", "duties/", "deadlines/", "dashboard/pool/"],
    "qd-leader": [
        "", "dashboard/", "superior-table/", "neighbourhoods/?verdict=undetermined", "pool/", "plans/", "money/",
        "assessments/", "month-reports/", "ranking/", "longterm/", "cases/draw/",
    ],
    "qd-admin": [
        "", "system/organisations/", "system/organisations/new/", "system/people/new/", "system/roles/",
        "system/invitations/", "system/onboarding/", "rulebook/unsettled/", "rulebook/entries/", "rulebook/versions/",
    ],
    "qd-security": ["", "system/authorisations/", "system/roles/new/", "system/lockouts/", "delegations/"],
    "qd-audit": ["", "audit/", "audit/seals/", "audit/security/"],
    "qd-evaluator": ["", "my-projects/", "evaluations/"],
    "wl-housing": [
        "", "neighbourhoods/?verdict=no", "imports/", "pool/", "dashboard/", "rulebook/", "plans/", "reviews/",
        "projects/?state=approved", "projects/?state=reserved",
    ],
    "wl-street": ["", "projects/?state=approved", "money/"],
    "sd-housing": ["", "submissions/received/", "submissions/sum/?kind=superior-table", "rulebook/"],
}  # fmt: skip
"""Where each sets out; every kind of page not yet seen follows, and all tabs of a project in each state."""
WORDS = ("kind", "role", "record", "name", "rule")
"""The arguments of an address that make a page of another shape."""
ALIKE = {"duty_set", "deadline_done"}
"""Pages of one shape whatever the word in their address."""
FILES = ("_file", "_export", "_download", "_template", "project_document", "evaluation_paper")
TABS = {
    "project_detail", "project_items", "project_money", "project_scheme", "project_reviews",
    "project_preparation", "project_disputes", "project_works", "project_papers", "project_progress",
    "project_acceptance",
}  # fmt: skip


Kinds = set[tuple[str, ...]]
"""Names of addresses with the words in them."""


class Walk:
    """One person's way through the pages: each kind of page that nobody of the tenant has seen, and tabs.

    A project's tabs are opened once for each state that a list of projects begins with. Barriers are looked for once a
    template, whoever opens it, and once a state of a project's tabs: that is what takes the time.
    """

    def __init__(self, visitor: Visitor, seen: Kinds, judged: Kinds) -> None:
        self.visitor = visitor
        self.seen = seen
        self.judged = judged
        self.found: dict[str, list[str]] = {}

    def from_page(self, start: str) -> None:
        """Open the page, then what it leads to."""
        tenant = self.visitor.tenant
        own: Kinds = set()
        state = start.rpartition("state=")[2] if "state=" in start else ""
        waiting = [f"/{tenant}/{start}"]
        self.seen.discard(_kind(waiting[0]))
        while waiting:
            path = waiting.pop(0)
            kind = _kind(path)
            is_tab = bool(state) and kind[0] in TABS
            seen = own if is_tab else self.seen
            if kind in seen:
                continue
            seen.add(kind)
            if problems := self._open(path, (*kind, state) if is_tab else kind):
                self.found[path] = problems
            else:
                waiting += self._links(tenant)

    def _open(self, path: str, kind: tuple[str, ...]) -> list[str]:
        visitor = self.visitor
        response = visitor.page.goto(f"{visitor.site.url}{path}")
        assert response is not None
        if not response.ok:
            visitor.errors.clear()  # the console repeats the status
            return [f"a link that is answered {response.status}"]
        visitor.check()
        visitor.shot(f"{visitor.login}-{'-'.join(filter(None, path.split('/')[2:])) or 'desk'}")
        english = [f"English: {word}" for word in visitor.english()]
        if kind in self.judged:
            return english
        self.judged.add(kind)
        return [*visitor.barriers(), *english]

    def _links(self, tenant: str) -> list[str]:
        hrefs = self.visitor.page.locator("main a[href]").evaluate_all("links => links.map(a => a.href)")
        parts = [urlsplit(href) for href in hrefs]
        paths = (part._replace(scheme="", netloc="", fragment="").geturl() for part in parts)
        own = (path for path in dict.fromkeys(paths) if path.startswith(f"/{tenant}/"))
        return [path for path in own if not _kind(path)[0].endswith(FILES)]


def _kind(path: str) -> tuple[str, ...]:
    """The name of the address with the words in it: whose row it is makes no other kind, nor does a rule's clause."""
    match = resolve(urlsplit(path).path)
    if match.url_name in ALIKE:
        return (str(match.url_name),)
    words = (value for name, value in match.kwargs.items() if name in WORDS and isinstance(value, str))
    return (str(match.url_name), *words)


@pytest.fixture(scope="module")
def seen() -> defaultdict[str, Kinds]:
    """The kinds of pages opened so far, by tenant."""
    return defaultdict(set)


@pytest.fixture(scope="module")
def judged() -> Kinds:
    """The kinds of pages on which barriers have been looked for, in whichever tenant."""
    return set()


@pytest.mark.parametrize("login", PAGES)
def test_pages_of_a_role_have_no_barrier_no_violation_and_no_english(
    visit: Callable[[str], Visitor], seen: defaultdict[str, Kinds], judged: Kinds, login: str
) -> None:
    visitor = visit(login)
    walk = Walk(visitor, seen[visitor.tenant], judged)
    for start in PAGES[login]:
        walk.from_page(start)
    assert walk.found == {}
