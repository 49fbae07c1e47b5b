"""One neighbourhood's story, first act: a register in, verdicts, the reserve pool, the superior's table out.

`test_to_the_works` and `test_until_assessed` go on with it.
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

HEADER = [
    "序号",
    "县(市、区)",
    "街道(镇)",
    "社区",
    "小区名称",
    "建成时间",
    "楼栋数(栋)",
    "居民户数(户)",
    "建筑面积(万平方米)",
]
NEW = "旅程测试楼院"
WRONG = "旅程错误楼院"


@pytest.fixture(scope="module")
def register_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A street's register as it comes: a title, a unit row, one good row, one with a wrong cell, a signature."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["即墨路街道2026年摸底台账"])
    sheet.append(["填报单位:", None, None, None, None, None, "单位：栋、户、万平方米"])
    sheet.append(HEADER)
    sheet.append([1, "市北区", "即墨路街道", "小港社区", NEW, "１９９８年", 4, "160", 1.28])
    sheet.append([2, "市北区", "即墨路街道", "小港社区", WRONG, 1996, 3, "约300", 0.9])
    sheet.append(["填表人:"])
    path = tmp_path_factory.mktemp("upload") / "即墨路2026.xlsx"
    book.save(path)
    return path


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A document to attach."""
    path = tmp_path_factory.mktemp("paper") / "材料.pdf"
    path.write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
    return path


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """Press the one button of that name in the page's body."""
    page.locator("main").get_by_role("button", name=name).first.click()


def find(visitor: Visitor, name: str) -> Page:
    """The file of the neighbourhood of that name, found through the search box."""
    page = visitor.open(f"neighbourhoods/?q={name}")
    page.locator("main table").get_by_role("link", name=name).first.click()
    visitor.check()
    return page


def test_1_street_imports_its_register(visit: Callable[[str], Visitor], register_file: Path) -> None:
    street = visit("qd-street")
    page = street.open("imports/new/")
    page.set_input_files("input[type=file]", register_file)
    press(page, re.compile("上传"))
    expect(page.locator("h1")).to_contain_text("对应列")
    press(page, re.compile("试运行"))
    expect(page.locator("h1")).to_contain_text("试运行结果", timeout=60_000)
    street.check(axe=True)
    expect(page.locator("main")).to_contain_text("约300")
    street.shot("journey-dry-run")
    press(page, "写入 1 行")
    expect(page.locator("h1")).to_contain_text("已写入", timeout=60_000)
    street.check()
    page = find(street, NEW)
    expect(page.locator("main")).to_contain_text("待定")
    expect(page.locator("main")).to_contain_text("1998")
    assert street.open(f"neighbourhoods/?q={WRONG}").get_by_role("link", name=WRONG).count() == 0


@pytest.mark.parametrize(
    "criterion",
    ["失养失修失管严重", "市政配套设施不完善", "公共服务和社会服务设施不健全", "住宅小区"],
)
def test_2_street_declares_with_its_paper(
    visit: Callable[[str], Visitor], paper: Path, criterion: str
) -> None:
    street = visit("qd-street")
    page = street.open("declarations/")
    _declare(street, page, criterion, paper)


def test_3_community_declares_and_the_verdict_is_yes(visit: Callable[[str], Visitor], paper: Path) -> None:
    community = visit("qd-community")
    page = community.open("declarations/")
    _declare(community, page, "居民改造意愿强烈", paper)
    page = find(community, NEW)
    expect(page.locator("main h1")).to_contain_text(NEW)
    expect(page.locator("main")).to_contain_text("6 项中 6 项为是")
    expect(page.locator("main")).to_contain_text("将2005年12月31日前建成")
    community.shot("journey-verdict")


def _declare(visitor: Visitor, page: Page, criterion: str, paper: Path) -> None:
    page.locator("main tr", has_text=criterion).get_by_role("link", name="批量申报").click()
    visitor.check()
    page.get_by_label(re.compile(f"选择 {NEW}")).check()
    page.locator("input[name=value][value=yes], input[name=value][value=true]").first.check()
    for chooser in page.locator("main input[type=file]").all():
        chooser.set_input_files(paper)
    press(page, "申报并重新判定")
    visitor.check()
    expect(page.locator("main")).to_contain_text("申报")


def test_4_street_proposes_and_no_second_time(visit: Callable[[str], Visitor]) -> None:
    street = visit("qd-street")
    page = street.open(f"projects/new/?q={NEW}")
    page.get_by_label(f"选择 {NEW}").check()
    page.get_by_label("项目名称").fill(f"{NEW}改造项目")
    press(page, "提出项目")
    expect(page.locator("main h1")).to_contain_text(f"{NEW}改造项目")
    page.get_by_label("改造内容").select_option(label="道路")
    page.get_by_label("数量").fill("1200")
    page.get_by_label("估算投资").fill("216000")
    for question in ("利用空地", "影响日照或占用绿地"):
        page.get_by_label(question).select_option(label="否")
    press(page, "加入这项内容")
    street.check(axe=True)
    expect(page.locator("main")).to_contain_text("216,000.00")
    assert street.open(f"projects/new/?q={NEW}").get_by_label(f"选择 {NEW}").count() == 0


def test_5_district_reserves_and_street_may_not(visit: Callable[[str], Visitor]) -> None:
    street = visit("qd-street")
    page = street.open(f"pool/?q={NEW}")
    page.locator("main table").get_by_role("link", name=f"{NEW}改造项目").click()
    assert page.locator("main").get_by_role("button", name="纳入储备库").count() == 0
    address = page.url
    housing = visit("qd-housing")
    page = housing.page
    page.goto(address)
    press(page, "纳入储备库")
    expect(page.locator("main h1")).to_contain_text("已入库")
    housing.check(axe=True)
    housing.shot("journey-reserved")


def test_6_leader_sees_it_and_takes_the_table(visit: Callable[[str], Visitor]) -> None:
    leader = visit("qd-leader")
    leader.open("dashboard/")
    leader.check(axe=True)
    leader.shot("journey-dashboard")
    page = leader.open("dashboard/pool/")
    total = page.locator("main table#places tfoot td").first.inner_text()
    assert total == "474"
    page = leader.open("superior-table/")
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("下载上报表")).click()
    path = download.value.path()
    sheet = openpyxl.load_workbook(io.BytesIO(Path(path).read_bytes())).worksheets[0]
    assert [cell.value for cell in sheet[3]] == [
        "序号", "县(市、区)", "小区数(个)", "楼栋数(栋)", "户数(户)", "建筑面积(万平方米)"
    ]  # fmt: skip
    assert sheet["B4"].value == "全市小计"
    assert [sheet.cell(4, column).value for column in (3, 4, 5)] == [474, 3786, 137_874]
    assert float(sheet.cell(4, 6).value) == pytest.approx(1110.76)
    assert str(sheet["B5"].value).startswith("其中:1.")


def test_7_other_tenant_finds_nothing_of_it(visit: Callable[[str], Visitor]) -> None:
    street = visit("qd-street")
    page = find(street, NEW)
    address = page.url
    stranger = visit("wl-housing")
    for url in (address, address.replace("/qingdao/", "/wulong/"), f"{stranger.site.url}/qingdao/pool/"):
        response = stranger.page.goto(url)
        assert response is not None
        assert response.status == 404
        expect(stranger.page.locator("body")).not_to_contain_text(NEW)


def test_8_expired_login_comes_back_to_the_same_page(visit: Callable[[str], Visitor]) -> None:
    street = visit("qd-street")
    street.page.context.clear_cookies()
    street.page.goto(f"{street.site.url}/qingdao/pool/")
    expect(street.page).to_have_url(re.compile(r"/login/\?next=/qingdao/pool/"))
    expect(street.page.locator("body")).to_contain_text("登录")
