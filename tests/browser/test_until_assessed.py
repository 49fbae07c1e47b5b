"""One neighbourhood's story, third act: works month by month, acceptance, handover, long-term management, assessment.

The project is the one that `test_to_the_works` has left building; each test goes on where the one before it stopped.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor
from tests.browser.test_journey import NEW, find
from tests.browser.test_to_the_works import PROJECT, attach, enter, fill, follow, press

Visit = Callable[[str], Visitor]
ITEMS = ("道路", "给排水", "绿化", "燃气")


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A document to attach."""
    path = tmp_path_factory.mktemp("paper") / "材料.pdf"
    path.write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
    return path


def submit(page: Page) -> None:
    """Press the button of the page's form."""
    page.locator("main form button[type=submit]").last.click()


def test_01_street_reports_the_month_and_a_slip_loses_nothing(visit: Visit) -> None:
    street = visit("qd-street")
    page = enter(street, "形象进度")
    street.check(axe=True)
    follow(street, "填报本月进度")
    drain, green = (page.locator("main .card", has=page.get_by_role("heading", name=n)) for n in ITEMS[1:3])
    for card, physical, invested, paid in ((drain, "140", "300000", "200000"), (green, "30", "60000", "0")):
        card.get_by_label("形象进度").fill(physical)
        card.get_by_label("本月完成投资").fill(invested)
        card.get_by_label("本月支付").fill(paid)
    press(page, re.compile("^填报.*进度$"))
    expect(drain).to_contain_text("不能超过 100")
    expect(green.get_by_label("本月完成投资")).to_have_value("60000")
    street.check(axe=True)
    street.shot("assessed-progress-refused")
    drain.get_by_label("形象进度").fill("40")
    press(page, re.compile("^填报.*进度$"))
    expect(page.locator("main h1")).to_contain_text(PROJECT)
    expect(page.locator("main")).to_contain_text("待确认")
    street.shot("assessed-progress")


def test_02_housing_confirms_what_the_street_reported(visit: Visit) -> None:
    housing = visit("qd-housing")
    page = housing.open("")
    expect(page.locator("main")).to_contain_text("确认形象进度")
    page = enter(housing, "形象进度")
    for box in page.locator("main input[type=checkbox][name=picked]").all():
        box.check()
    press(page, "确认所选")
    expect(page.locator("main")).to_contain_text("已确认")
    housing.check(axe=True)
    housing.shot("assessed-progress-confirmed")


def test_03_housing_finishes_the_works(visit: Visit) -> None:
    housing = visit("qd-housing")
    page = enter(housing, "施工")
    for name in ("道路", "燃气"):
        page.locator("main tr", has_text=name).get_by_role("checkbox").check()
    press(page, "登记开工")
    expect(page.locator("main")).to_contain_text("已登记 2 项开工")
    for name in ITEMS:
        page.locator("main tr", has_text=name).get_by_role("checkbox").check()
    press(page, "登记完成")
    expect(page.locator("main")).to_contain_text("已登记 4 项完成")
    housing.check()


def test_04_district_accepts_only_with_a_residents_representative(visit: Visit, paper: Path) -> None:
    district = visit("qd-district")
    page = enter(district, "验收移交")
    follow(district, "开始验收")
    submit(page)
    district.check(axe=True)
    follow(district, "填写查验表")
    for choice in page.locator("main select").all():
        choice.select_option(label="合格")
    press(page, "保存查验表")
    district.check()
    follow(district, "作出验收结论")
    page.get_by_label("通过", exact=True).check()
    attach(page, {"竣工验收报告": paper})
    submit(page)
    expect(page.get_by_role("alert")).to_contain_text("参加验收的没有居民代表")
    district.shot("assessed-acceptance-refused")
    page = enter(district, "验收移交")
    follow(district, "登记参加人员")
    fill(page, {"姓名": "测试居民代表"})
    page.get_by_label("参加身份").select_option(label="居民代表")
    press(page, "登记参加人员")
    page = enter(district, "验收移交")
    follow(district, "作出验收结论")
    page.get_by_label("通过", exact=True).check()
    attach(page, {"竣工验收报告": paper})
    submit(page)
    expect(page.locator("main h1")).to_contain_text("已竣工")
    expect(page.locator("main")).to_contain_text("建设工程质量管理条例第四十条")
    district.check(axe=True)
    district.shot("assessed-accepted")


def test_05_district_hands_over(visit: Visit, paper: Path) -> None:
    district = visit("qd-district")
    page = enter(district, "验收移交")
    page.locator("main li", has_text="物业").get_by_role("button", name="开列清单").first.click()
    page = enter(district, "验收移交")
    page.locator("main tr", has_text="物业").get_by_role("link", name="登记内容").click()
    fill(page, {"名称": "竣工图", "数量": "2"})
    press(page, "登记这一项")
    page = enter(district, "验收移交")
    page.locator("main tr", has_text="物业").get_by_role("link", name="登记签收").click()
    fill(page, {"签收人": "测试签收人"})
    for chooser in page.locator("main input[type=file]").all():
        chooser.set_input_files(paper)
    submit(page)
    page = enter(district, "验收移交")
    follow(district, "移交办结")
    submit(page)
    expect(page.locator("main h1")).to_contain_text("已移交")
    district.check(axe=True)
    district.shot("assessed-handed-over")


def test_06_committee_settles_the_mode_and_street_begins_the_management(visit: Visit, paper: Path) -> None:
    community = visit("qd-community")
    page = find(community, NEW)
    page.get_by_role("navigation").get_by_role("link", name="长效管理", exact=True).last.click()
    community.check(axe=True)
    follow(community, "确定管理方式")
    page.get_by_label("物业服务企业").check()
    attach(page, {"管理规约": paper, "居民议事规则": paper})
    submit(page)
    expect(page.locator("main")).to_contain_text("物业服务企业")
    community.check()
    community.shot("assessed-mode")
    street = visit("qd-street")
    page = enter(street)
    press(page, "转入长效管理")
    expect(page.locator("main h1")).to_contain_text("长效管理")
    street.check(axe=True)


def test_07_leader_publishes_the_month_and_it_is_locked(visit: Visit) -> None:
    leader = visit("qd-leader")
    page = leader.open("")
    leader.shot("assessed-desk")
    page.locator("main tr", has_text="综合考核").get_by_role("link").first.click()
    leader.check(axe=True)
    expect(page.locator("main")).to_contain_text("本期不计总分、不排总名次：权重未定")
    expect(page.locator("main")).to_contain_text("演示频次")
    leader.shot("assessed-draft")
    press(page, "发布并锁定")
    expect(page.locator("main")).to_contain_text("已发布，锁定")
    expect(page.locator("main").get_by_role("button", name="发布并锁定")).to_have_count(0)
    leader.check(axe=True)
    leader.shot("assessed-published")
    with page.expect_download() as download:
        page.get_by_role("link", name="导出").first.click()
    book = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    cells = [cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
    assert any("市北区" in str(cell) for cell in cells)


def test_08_district_reads_its_own_sheet(visit: Visit) -> None:
    district = visit("qd-district")
    page = district.open("assessments/")
    district.check(axe=True)
    page.locator("main table").get_by_role("link", name=re.compile("综合考核|月")).first.click()
    district.check()
    expect(page.locator("main")).to_contain_text("市北区")
    expect(page.locator("main")).to_contain_text("本级未定目标")


def test_09_leader_sees_it_on_the_dashboard(visit: Visit) -> None:
    leader = visit("qd-leader")
    leader.open("dashboard/")
    leader.check(axe=True)
    leader.shot("assessed-dashboard")
    page = leader.open("longterm/")
    leader.check(axe=True)
    expect(page.locator("main")).to_contain_text("管理")
