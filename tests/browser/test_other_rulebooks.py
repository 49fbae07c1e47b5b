"""Two scenarios of other rulebooks by hand: works before the property contract, a review short of a paper.

Each tenant is staged to where its scenario begins (`staging`); each test goes on where the one before it stopped.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visitor

Staged = Mapping[str, Mapping[str, int]]
Visit = Callable[[str], Visitor]

LOCKS, PARKING = "拆除地桩地锁", "补建停车设施"
QUOTE = "並簽訂物業服務協議的,綜合整治項目方可實施"
COST = "工程概算"
PAPERS = ("审查会议纪要", "联合评审意见表")


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A document to attach."""
    path = tmp_path_factory.mktemp("paper") / "材料.pdf"
    path.write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
    return path


def press(page: Page, name: str) -> None:
    """Press the one button of that name in the page's body."""
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def card(page: Page, title: str) -> Locator:
    """The card under that heading."""
    return page.locator("main section").filter(has=page.get_by_role("heading", name=title))


def follow(visitor: Visitor, name: str, *, row: str = "", within: str = "") -> Page:
    """Follow the first link of that name in the page's body, or in the row or the card named."""
    page = visitor.page
    main = page.locator("main")
    around = main.locator("tr", has_text=row) if row else card(page, within) if within else main
    around.get_by_role("link", name=name).first.click()
    visitor.check()
    return page


# ── Beijing: no property contract, no start ──────────────────────────────────────────────────────────────────────


def works(visitor: Visitor, staged: Staged) -> Page:
    """The project's 施工."""
    return visitor.open(f"projects/{staged['beijing']['project']}/works/")


def start(visitor: Visitor, staged: Staged, item: str) -> Page:
    """Tick one works item and register its start."""
    page = works(visitor, staged)
    page.locator("main tr", has_text=item).get_by_role("checkbox").check()
    press(page, "登记开工")
    visitor.check()
    return page


def test_1_start_is_refused_and_says_which_contract(visit: Visit, staged: Staged) -> None:
    entity = visit("be-entity")
    page = start(entity, staged, LOCKS)
    expect(page.locator("main")).to_contain_text(f"还不能开工：{LOCKS}（签订物业服务协议）")
    expect(page.locator("main tr", has_text=LOCKS)).to_contain_text("未开工")
    expect(page.locator("main h1")).to_contain_text("具备开工条件")
    entity.check(axe=True)
    entity.shot("beijing-refused")
    follow(entity, "查看关口", row=LOCKS)
    expect(page.locator("main")).to_contain_text(QUOTE)
    expect(page.locator("main")).to_contain_text("待定")
    expect(page.locator("main")).not_to_contain_text("治理开墙打洞")
    entity.check(axe=True)
    entity.shot("beijing-gate")


@pytest.mark.parametrize("login", ["be-planning", "be-street"])
def test_2_whoever_the_rulebook_does_not_name_starts_nothing(
    visit: Visit, staged: Staged, login: str
) -> None:
    visitor = visit(login)
    page = works(visitor, staged)
    assert page.get_by_role("button", name="登记开工").count() == 0
    assert page.locator("main").get_by_role("checkbox").count() == 0
    status = page.evaluate(
        """async () => {
          const sent = new FormData(document.querySelector('form:has([name=csrfmiddlewaretoken])'));
          sent.set('act', 'start');
          sent.set('picked', '1');
          sent.set('on', '2026-11-21');
          return (await fetch(location.pathname, {method: 'POST', body: sent})).status;
        }"""
    )
    assert status == 403


def test_3_street_registers_the_signed_contract(visit: Visit, staged: Staged, paper: Path) -> None:
    street = visit("be-street")
    page = street.open(f"neighbourhoods/{staged['beijing']['neighbourhood']}/")
    follow(street, "查看和登记")
    follow(street, "登记物业服务合同")
    expect(page.locator("main")).to_contain_text(QUOTE)
    page.get_by_label("物业服务单位").fill("河清物业服务有限公司")
    page.get_by_label("签订日期").fill("2026-11-21")
    page.get_by_label("服务自").fill("2026-12-01")
    page.get_by_label("物业服务协议").set_input_files(paper)
    street.check(axe=True)
    street.shot("beijing-contract")
    press(page, "登记物业服务合同")
    street.check()
    expect(page.locator("main")).to_contain_text("河清物业服务有限公司")


def test_4_cleaning_up_may_start_and_the_project_is_still_ready(visit: Visit, staged: Staged) -> None:
    entity = visit("be-entity")
    page = start(entity, staged, LOCKS)
    expect(page.locator("main")).to_contain_text("已登记 1 项开工")
    expect(page.locator("main tr", has_text=LOCKS)).to_contain_text("已开工")
    expect(page.locator("main h1")).to_contain_text("具备开工条件")


def test_5_renovation_waits_for_the_clean_up(visit: Visit, staged: Staged) -> None:
    entity = visit("be-entity")
    page = start(entity, staged, PARKING)
    expect(page.locator("main")).to_contain_text(
        f"还不能开工：{PARKING}（拆除违法建设、地桩地锁、治理开墙打洞"
    )
    expect(page.locator("main tr", has_text=PARKING)).to_contain_text("未开工")
    expect(page.locator("main h1")).to_contain_text("具备开工条件")
    follow(entity, "查看关口", row=PARKING)
    expect(page.locator("main")).to_contain_text("街道辦事處統籌協調完成拆除違法建設、地樁地鎖")


def test_6_street_confirms_the_clean_up(visit: Visit, staged: Staged, paper: Path) -> None:
    street = visit("be-street")
    page = street.open(f"projects/{staged['beijing']['project']}/preparation/")
    follow(street, "登记一项", within="清障拆违")
    page.get_by_label("内容").fill("地桩地锁和违法建设已拆除")
    street.check(axe=True)
    press(page, "登记这一事项")
    street.check()
    follow(street, "办结", row="地桩地锁和违法建设已拆除")
    page.get_by_label("治理完成确认").set_input_files(paper)
    street.check(axe=True)
    press(page, "办结这一事项")
    street.check()
    expect(page.locator("main tr", has_text="地桩地锁和违法建设已拆除")).to_contain_text("已办结")
    street.shot("beijing-cleared")


def test_7_renovation_starts_and_the_project_is_building(visit: Visit, staged: Staged) -> None:
    entity = visit("be-entity")
    page = start(entity, staged, PARKING)
    expect(page.locator("main")).to_contain_text("已登记 1 项开工")
    expect(page.locator("main tr", has_text=PARKING)).to_contain_text("已开工")
    expect(page.locator("main h1")).to_contain_text("施工中")
    entity.check(axe=True)
    entity.shot("beijing-building")


# ── Zhejiang: thirteen opinions and two papers ───────────────────────────────────────────────────────────────────


def review(visitor: Visitor, staged: Staged) -> Page:
    """The round."""
    return visitor.open(f"reviews/{staged['zhejiang']['round']}/")


def conclude(visitor: Visitor, staged: Staged, button: str) -> Page:
    page = review(visitor, staged)
    press(page, button)
    visitor.check()
    return page


def test_8_conclusion_is_refused_and_says_what_is_missing(visit: Visit, staged: Staged) -> None:
    lead = visit("zh-lead")
    page = conclude(lead, staged, "作出结论")
    main = page.locator("main")
    for missing in ("铁塔尚未出具意见", "居民代表尚未出具意见", COST):
        expect(main).to_contain_text(missing)
    expect(main.locator("h1")).to_contain_text("审查中")
    lead.check(axe=True)
    lead.shot("zhejiang-missing")


def test_9_tower_company_agrees_for_itself(visit: Visit, staged: Staged) -> None:
    tower = visit("zh-tower")
    page = review(tower, staged)
    assert page.get_by_role("button", name="作出结论").count() == 0
    follow(tower, "出具意见", row="铁塔")
    page.get_by_label("同意", exact=True).check()
    page.get_by_label("签署人").fill("赵")
    tower.check(axe=True)
    press(page, "出具意见")
    tower.check()
    expect(page.locator("main tr", has_text="铁塔")).to_contain_text("同意")


def test_10_lead_records_the_residents_and_who_came(visit: Visit, staged: Staged, paper: Path) -> None:
    lead = visit("zh-lead")
    page = review(lead, staged)
    follow(lead, "录入意见", row="居民代表")
    page.get_by_label("同意", exact=True).check()
    page.get_by_label("签署人").fill("钱")
    page.get_by_label("签字或盖章的原件").set_input_files(paper)
    press(page, "录入意见")
    lead.check()
    expect(page.locator("main tr", has_text="居民代表")).to_contain_text("同意")
    follow(lead, "登记到会")
    page.get_by_label("居民代表").fill("2")
    lead.check(axe=True)
    press(page, "保存到会人数")
    lead.check()
    expect(page.locator("main tr", has_text="居民代表").locator("td").nth(5)).to_have_text("2")


def fill(visitor: Visitor, name: str, *, besides: str = "") -> Page:
    """Every field of a paper but one, as far as it is still empty."""
    page = follow(visitor, "填写", within=name)
    for field in page.locator("main textarea").all():
        if besides and field.get_attribute("name") == page.get_by_label(besides).get_attribute("name"):
            continue
        field.fill("按联合审查的方案执行")
    page.locator("main form button[type=submit]").first.click()
    visitor.check()
    return page


def test_11_minutes_without_the_budget_are_incomplete(visit: Visit, staged: Staged) -> None:
    lead = visit("zh-lead")
    page = review(lead, staged)
    fill(lead, PAPERS[1])
    fill(lead, PAPERS[0], besides=COST)
    page = conclude(lead, staged, "作出结论")
    expect(page.locator("main")).to_contain_text("还不能作出结论")
    expect(page.locator("main")).to_contain_text(COST)
    expect(card(page, PAPERS[0])).to_contain_text("缺 1 项")
    expect(page.locator("main h1")).to_contain_text("审查中")
    lead.shot("zhejiang-incomplete")


def test_12_complete_papers_conclude_and_two_documents_come(visit: Visit, staged: Staged) -> None:
    lead = visit("zh-lead")
    page = review(lead, staged)
    fill(lead, PAPERS[0])
    expect(page.locator("main")).to_contain_text("可以通过")
    page = conclude(lead, staged, "结论：通过")
    lead.check(axe=True)
    lead.shot("zhejiang-approved")
    links = page.locator("main").get_by_role("link", name=re.compile("下载 Word"))
    assert links.count() == 2
    for number in range(2):
        with page.expect_download() as download:
            links.nth(number).click()
        assert download.value.suggested_filename.endswith(".docx")
        with zipfile.ZipFile(download.value.path()) as document:
            words = document.read("word/document.xml").decode()
        assert "按联合审查的方案执行" in words
    page = lead.open(f"projects/{staged['zhejiang']['project']}/")
    expect(page.locator("main h1")).to_contain_text("已批准")
