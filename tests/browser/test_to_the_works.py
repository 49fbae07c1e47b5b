"""The story of part B, person after person: shares, scheme, joint review, the start of works, the annual plan.

The project is the demonstration's that was planned and no more; each test goes on where the one before it stopped.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Download, Page, expect

from tests.browser.conftest import Visitor

PROJECT = "机床厂北家属院改造项目"
LEFT_OFF = "酒厂生活区改造项目"
REASON = "北侧停车位压占规划绿线，请调整停车方案"
TODAY = date.today().isoformat()

Visit = Callable[[str], Visitor]


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A document to attach."""
    path = tmp_path_factory.mktemp("paper") / "材料.pdf"
    path.write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
    return path


def press(page: Page, name: str) -> None:
    """Press the one button of that name in the page's body."""
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def follow(visitor: Visitor, name: str) -> Page:
    """Follow the first link of that name in the page's body."""
    visitor.page.locator("main").get_by_role("link", name=name).first.click()
    visitor.check()
    return visitor.page


def enter(visitor: Visitor, tab: str = "概况与关口") -> Page:
    """A tab of the project, found through the list of projects."""
    page = visitor.open(f"projects/?q={PROJECT}")
    follow(visitor, PROJECT)
    page.get_by_role("navigation", name="项目台账").get_by_role("link", name=tab, exact=True).click()
    visitor.check()
    return page



def test_1_street_corrects_the_estimate_of_the_planting(visit: Visit) -> None:
    street = visit("qd-street")
    page = enter(street)
    expect(page.locator("main")).to_contain_text("待定")
    expect(page.locator("main")).to_contain_text("各方出资比例已明确")
    street.check(axe=True)
    street.shot("works-gate-design")
    page = enter(street, "内容与估算")
    page.locator("main tr", has_text="绿化").get_by_role("link", name="修改").click()
    page.get_by_label("估算投资").fill("200000")
    press(page, "保存改造内容")
    street.check(axe=True)
    expect(page.locator("main tr", has_text="绿化")).to_contain_text("200,000.00")
    street.shot("works-items")
    page = enter(street, "资金")
    assert page.locator("main").get_by_role("link", name="填写比例").count() == 0
