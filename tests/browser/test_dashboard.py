"""The dashboard in a real browser: two sheets of A4, no barrier, nothing cut off on a phone or at 400 %."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.browser.conftest import Visitor

MONTHS = ["dashboard/", "dashboard/?year=all"]


@pytest.mark.parametrize("path", MONTHS)
def test_dashboard_prints_on_exactly_two_sheets(visit: Callable[[str], Visitor], path: str) -> None:
    leader = visit("qd-leader")
    page = leader.open(path)
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", paper)) == 2
    assert re.findall(rb"/MediaBox\s*\[0 0 (\d+)[.\d]* (\d+)", paper)[:1] == [
        (b"594", b"841")
    ]  # A4 in points


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844), (342, 192)])
def test_dashboard_has_no_barrier_at_any_width(
    visit: Callable[[str], Visitor], width: int, height: int
) -> None:
    leader = visit("qd-leader")
    leader.page.set_viewport_size({"width": width, "height": height})
    page = leader.open("dashboard/?year=all")
    leader.check(axe=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    leader.shot(f"dashboard-{width}")
