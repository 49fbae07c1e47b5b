"""One neighbourhood's story, second act: the annual plan, shares, scheme, joint review, the start of works.

The project is the one that `test_journey` has reserved; each test goes on where the one before it stopped.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visitor
from tests.browser.test_journey import NEW

PROJECT = f"{NEW}改造项目"
LEFT_OFF = "酒厂生活区改造项目"
REASON = "北侧停车位压占规划绿线，请调整停车方案"
MINUTES = "居民议事会纪要〔2026〕3号"

Visit = Callable[[str], Visitor]


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A document to attach."""
    path = tmp_path_factory.mktemp("paper") / "材料.pdf"
    path.write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
    return path


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """Press the one button of that name in the page's body."""
    page.locator("main").get_by_role("button", name=name, exact=isinstance(name, str)).first.click()


def follow(visitor: Visitor, name: str) -> Page:
    """Follow the first link of that name in the page's body."""
    visitor.page.locator("main").get_by_role("link", name=name).first.click()
    visitor.check()
    return visitor.page


def field(page: Page, label: str) -> Locator:
    """The field of that label, whether it says that it must or may be filled in or not."""
    return page.locator("main").get_by_label(re.compile(rf"^{label}\s*(\*|（|$)"))


def fill(page: Page, words: dict[str, str]) -> None:
    """Fill in fields by their labels."""
    for label, text in words.items():
        field(page, label).fill(text)


def attach(page: Page, files: dict[str, Path]) -> None:
    """Choose files by the labels of their fields."""
    for label, path in files.items():
        field(page, label).set_input_files(path)


def enter(visitor: Visitor, tab: str = "概况与关口", project: str = PROJECT) -> Page:
    """A tab of the project, found through the list of projects."""
    page = visitor.open(f"projects/?q={project}")
    follow(visitor, project)
    page.get_by_role("navigation", name="项目台账").get_by_role("link", name=tab, exact=True).click()
    visitor.check()
    return page


def test_01_housing_nominates_the_project(visit: Visit, paper: Path) -> None:
    housing = visit("qd-housing")
    page = into_plan(housing)
    follow(housing, "列入项目")
    page.get_by_label(f"选择 {PROJECT}").check()
    housing.check(axe=True)
    housing.shot("works-nominate")
    press(page, "列入草案")
    expect(page.locator("main")).to_contain_text("已将 1 个项目列入")
    for login, criterion, name in (
        ("qd-street", "居民自愿、自下而上", "逐级申报记录"),
        ("qd-finance", "财政承受能力评估论证", "财政承受能力评估报告"),
    ):
        stater = visit(login)
        page = enter(stater)
        follow(stater, criterion)
        page.get_by_label("是", exact=True).check()
        attach(page, {name: paper})
        press(page, "申报")
        expect(page.locator("main")).to_contain_text(f"已申报“{criterion}”")


def into_plan(visitor: Visitor) -> Page:
    """The draft of the year's plan."""
    visitor.open("plans/")
    visitor.page.locator("main table").get_by_role("link", name=re.compile("年度计划")).first.click()
    return follow(visitor, "草案")


def test_02_city_confirms_and_who_lacks_a_paper_stays_off(visit: Visit) -> None:
    district = visit("qd-district")
    page = into_plan(district)
    expect(page.locator("main tr", has_text=PROJECT)).to_contain_text("可确认")
    expect(page.locator("main").get_by_role("button", name="核对并确认")).to_have_count(0)
    city = visit("qd-city")
    page = into_plan(city)
    for name in (PROJECT, LEFT_OFF):
        page.get_by_label(f"选择 {name}").check()
    city.check(axe=True)
    city.shot("works-draft")
    press(page, "核对并确认")
    expect(page.locator("main tr", has_text=LEFT_OFF)).to_contain_text("财政承受能力评估论证")
    fill(page, {"文号": "青改办〔2026〕9号"})
    city.check(axe=True)
    city.shot("works-confirm")
    press(page, "确认 1 个项目")
    expect(page.locator("main")).to_contain_text("已确认第 3 批共 1 个项目，1 个不能通过的留在草案")
    expect(page.locator("main tr", has_text=PROJECT)).to_contain_text("已列入计划")
    off = page.get_by_role("region", name="未列入这一批的项目")
    expect(off).to_contain_text(LEFT_OFF)
    expect(off).to_contain_text("切实评估论证财政承受能力")
    city.check(axe=True)
    city.shot("works-batch")
    page = into_plan(city)
    expect(page.locator("main tr", has_text=LEFT_OFF)).to_contain_text("财政承受能力评估论证")


def test_03_street_adds_the_works_and_corrects_an_estimate(visit: Visit) -> None:
    street = visit("qd-street")
    page = enter(street)
    expect(page.locator("main")).to_contain_text("待定")
    expect(page.locator("main")).to_contain_text("各方出资比例已明确")
    street.check(axe=True)
    street.shot("works-gate-design")
    page = enter(street, "内容与估算")
    for name, estimate in (("给排水", "720000"), ("绿化", "77000"), ("燃气", "64000")):
        page.get_by_role("combobox", name="改造内容").select_option(label=name)
        fill(page, {"估算投资": estimate})
        for question in ("利用空地", "影响日照或占用绿地"):
            page.get_by_label(question).select_option(label="否")
        press(page, "加入这项内容")
        street.check()
    page.locator("main tr", has_text="绿化").get_by_role("link", name="修改").click()
    page.get_by_label("估算投资").fill("200000")
    press(page, "保存改造内容")
    street.check(axe=True)
    expect(page.locator("main tr", has_text="绿化")).to_contain_text("200,000.00")
    expect(page.locator("main")).to_contain_text("1,200,000.00")
    street.shot("works-items")


def test_04_district_shares_the_cost(visit: Visit) -> None:
    district = visit("qd-district")
    page = enter(district, "资金")
    district.check(axe=True)
    share(page, "基础类", "政府", {"政府": "100"})
    district.check()
    share(page, "完善类", "居民", {"居民": "20", "政府": "70"})
    expect(page.locator("main")).to_contain_text("合计90%，应为100%")
    expect(page.get_by_label("居民", exact=True)).to_have_value("20")
    expect(page.get_by_label("政府", exact=True)).to_have_value("70")
    expect(page.get_by_label("依据")).to_have_value(MINUTES)
    district.check(axe=True)
    district.shot("works-share-refused")
    fill(page, {"居民": "0", "政府": "100"})
    press(page, "保存比例")
    warning = page.locator("main .hj-note", has_text="居民")
    expect(warning).to_contain_text("由居民承担部分改造费用")
    district.shot("works-share-warning")
    share(page, "完善类", "居民", {"居民": "20", "政府": "80"})
    expect(page.locator("main .hj-note", has_text="居民")).to_have_count(0)
    row = page.locator("main tr", has_text="绿化")
    expect(row).to_contain_text("40,000.00")
    expect(row).to_contain_text("160,000.00")
    district.check()
    follow(district, "登记资金来源")
    page.get_by_label("资金渠道").select_option(label="市、区(市)财政奖补资金")
    page.get_by_label("出资方").select_option(label="政府")
    fill(page, {"计划金额": "1160000"})
    district.check(axe=True)
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("main")).to_contain_text("已登记资金来源")
    page = enter(district, "资金")
    district.shot("works-money")
    page = enter(district)
    expect(page.locator("main")).to_contain_text("各方出资比例已明确")


def share(page: Page, rule: str, payer: str, percents: dict[str, str]) -> None:
    """Fill in the percentages of the rule of that class."""
    page.locator("main tr", has_text=rule).get_by_role("link", name="填写比例").click()
    fill(page, percents | {"依据": MINUTES})
    press(page, "保存比例")


def test_05_district_files_the_scheme_and_declares_it(visit: Visit, paper: Path) -> None:
    district = visit("qd-district")
    page = enter(district, "方案与征求")
    follow(district, "上传方案")
    fill(page, {"方案要点": "道路、给排水和绿化，保留现有停车位"})
    attach(page, {"实施方案": paper, "资金筹措方案": paper})
    district.check(axe=True)
    press(page, "上传这一版")
    district.check(axe=True)
    expect(page.locator("main")).to_contain_text("材料.pdf")
    district.shot("works-scheme")
    page = enter(district)
    follow(district, "实施方案及资金筹措方案")
    page.get_by_label("是", exact=True).check()
    for name in ("实施方案", "资金筹措方案"):
        page.get_by_label(f"{name}：用档案中已有的").select_option(label="材料.pdf")
    district.check(axe=True)
    district.shot("works-declare")
    press(page, "申报")
    expect(page.locator("main")).to_contain_text("已申报“实施方案及资金筹措方案”")
    district.check()


def test_06_street_asks_everybody_about_the_scheme(visit: Visit, paper: Path) -> None:
    street = visit("qd-street")
    page = enter(street, "方案与征求")
    follow(street, "开始征求意见")
    page.get_by_label("征求内容").select_option(label="方案征求意见")
    page.get_by_label("方案版本").select_option(index=1)
    fill(page, {"方式": "入户和座谈会", "截止日期": page.get_by_label("开始日期").input_value()})
    press(page, "开始征求意见")
    opinion(page, "居民", "居民代表 12 人", "附条件同意", "希望保留现有停车位")
    opinion(page, "物业", "物业服务处", "同意")
    expect(page.locator("main")).to_contain_text("还须征求管线及产权单位的意见才能结束")
    expect(page.locator("main").get_by_role("link", name="结束征求意见")).to_have_count(0)
    street.check(axe=True)
    street.shot("works-consultation")
    asked = page.url
    page.goto(f"{asked}close/")
    close(page, paper)
    expect(page.get_by_role("alert")).to_contain_text("管线及产权单位")
    street.shot("works-close-refused")
    page.goto(asked)
    opinion(page, "管线及产权单位", "供水单位", "无意见")
    page.locator("main tr", has_text="居民代表").get_by_role("link", name="答复").click()
    page.get_by_label("采纳", exact=True).check()
    fill(page, {"答复": "已保留全部现有停车位"})
    press(page, "保存答复")
    follow(street, "结束征求意见")
    close(page, paper)
    expect(page.locator("main")).to_contain_text("已结束")
    street.check()
    page = enter(street)
    expect(page.locator("main tr", has_text="已征求居民、物业及产权单位意见")).to_contain_text("征求意见记录")


def opinion(page: Page, party: str, who: str, stance: str, text: str = "") -> None:
    """Add what one of those asked said."""
    page.get_by_label("意见来自").select_option(label=party)
    page.get_by_label("态度").select_option(label=stance)
    fill(page, {"单位或居民": who, "意见": text})
    press(page, "登记这条意见")
    expect(page.locator("main tr", has_text=who)).to_contain_text(stance)


def close(page: Page, paper: Path) -> None:
    """End the consultation with its record."""
    fill(page, {"结果和修改说明": "共 3 条意见，保留现有停车位"})
    attach(page, {"征求意见记录": paper})
    page.locator("main form button[type=submit]").last.click()


def test_07_housing_settles_the_scheme_and_convenes_the_review(visit: Visit) -> None:
    housing = visit("qd-housing")
    page = enter(housing)
    press(page, "确定方案")
    expect(page.locator("main h1")).to_contain_text("方案已定")
    housing.check()
    page = enter(housing, "审查")
    housing.check(axe=True)
    follow(housing, "召集审查")
    fill(page, {"意见时限": "10"})
    page.get_by_label("申请绿色通道").check()
    press(page, "推算截止日")
    expect(page.locator("main")).to_contain_text("10 个工作日")
    expect(page.get_by_label("申请绿色通道")).to_be_checked()
    housing.check(axe=True)
    housing.shot("works-convene")
    press(page, "召集并通知审查单位")
    expect(page.locator("main")).to_contain_text("已召集第 1 轮联合审查")
    housing.check(axe=True)
    expect(page.locator("main")).to_contain_text("不适用（待定）")
    housing.shot("works-round")


@pytest.mark.parametrize("login", ["qd-housing", "qd-reform", "qd-finance"])
def test_08_departments_agree_from_their_desks(visit: Visit, login: str) -> None:
    reviewer = visit(login)
    say(reviewer, "同意")


def say(reviewer: Visitor, stance: str, reason: str = "") -> None:
    """Follow the task with its due day on the desk, give the opinion, and find the task gone.

    A refusal is looked at more closely.
    """
    page = reviewer.open("")
    title = f"出具审查意见：{PROJECT}"
    task = page.locator("main tr", has_text=title)
    expect(task).to_contain_text(re.compile(r"\d{4}-\d\d-\d\d"))
    reviewer.check(axe=bool(reason))
    reviewer.shot(f"works-desk-{reviewer.login}")
    task.get_by_role("link").first.click()
    follow(reviewer, "出具意见")
    page.get_by_label(stance, exact=True).check()
    fill(page, {"签署人": "测试签署人", "理由": reason})
    reviewer.check(axe=bool(reason))
    press(page, "出具意见")
    reviewer.check()
    expect(page.locator("main tr", has_text="测试签署人").last).to_contain_text(stance)
    page = reviewer.open("")
    expect(page.locator("main")).not_to_contain_text(title)


def test_09_silence_is_no_consent_and_planning_refuses(visit: Visit) -> None:
    housing = visit("qd-housing")
    page = into_review(housing, 1)
    press(page, "作出结论")
    expect(page.get_by_role("alert")).to_contain_text("还不能作出结论")
    expect(page.locator("main")).to_contain_text("区(市)自然资源和规划部门尚未出具意见")
    housing.check(axe=True)
    housing.shot("works-silent")
    planning = visit("qd-planning")
    say(planning, "不同意", REASON)
    page = into_review(housing, 1)
    press(page, "结论：未通过")
    expect(page.locator("main")).to_contain_text(f"“{PROJECT}”现为“已列入计划”")
    housing.shot("works-refused")
    page = enter(housing)
    expect(page.locator("main h1")).to_contain_text("已列入计划")
    expect(page.get_by_role("region", name="项目记录")).to_contain_text(REASON)
    press(page, "确定方案")
    page = enter(housing, "审查")
    follow(housing, "召集新一轮审查")
    fill(page, {"意见时限": "10"})
    press(page, "召集并通知审查单位")
    expect(page.locator("main")).to_contain_text("与第 1 轮相比")
    expect(page.locator("main")).to_contain_text(REASON)
    housing.check(axe=True)
    housing.shot("works-second-round")


def into_review(visitor: Visitor, number: int) -> Page:
    """The page of that round of the joint review."""
    enter(visitor, "审查")
    return follow(visitor, f"联合审查 第 {number} 轮")


@pytest.mark.parametrize("login", ["qd-reform", "qd-finance", "qd-planning"])
def test_10_the_others_agree_in_the_second_round(visit: Visit, login: str) -> None:
    say(visit(login), "同意")


def test_11_all_four_agree_and_the_project_is_approved(visit: Visit) -> None:
    housing = visit("qd-housing")
    say(housing, "同意")
    page = into_review(housing, 2)
    press(page, "结论：通过")
    expect(page.locator("main")).to_contain_text(f"“{PROJECT}”现为“已批准”")
    housing.check(axe=True)
    housing.shot("works-approved")
    for link in page.get_by_role("link", name="下载 Word").all():
        with page.expect_download() as download:
            link.click()
        with zipfile.ZipFile(download.value.path()) as word:
            assert PROJECT in word.read("word/document.xml").decode()
    page = enter(housing)
    expect(page.locator("main h1")).to_contain_text("已批准")


def test_12_pipelines_agree_and_housing_finds_it_ready(visit: Visit, paper: Path) -> None:
    utility = visit("qd-utility")
    page = enter(utility)
    follow(utility, "管线维修养护责任已明确")
    for name in ("给排水", "燃气"):
        page.get_by_role("checkbox", name=name).check()
    page.get_by_label("是", exact=True).check()
    attach(page, {"专业管线改造协议": paper})
    utility.shot("works-lines")
    press(page, "申报")
    expect(page.locator("main")).to_contain_text("已就“管线维修养护责任已明确”申报 2 项")
    housing = visit("qd-housing")
    page = enter(housing)
    press(page, "具备开工条件")
    expect(page.locator("main h1")).to_contain_text("具备开工条件")
    housing.check()


def test_13_district_concludes_tender_and_clearing(visit: Visit, paper: Path) -> None:
    district = visit("qd-district")
    page = enter(district, "开工准备")
    prepare(page, "招标", "施工招标一标段（含监理）", {"中标通知书": paper, "监理合同": paper})
    prepare(page, "清障", "东侧围墙违建拆除", {"清障拆违确认单": paper})
    district.check(axe=True)
    district.shot("works-preparation")


def prepare(page: Page, kind: str, title: str, papers: dict[str, Path]) -> None:
    """Register a piece of preliminary work and conclude it with its papers."""
    card = page.locator("main .card", has=page.get_by_role("heading", name=re.compile(kind)))
    card.get_by_role("link", name="登记一项").click()
    fill(page, {"内容": title})
    press(page, "登记这一事项")
    page.locator("main tr", has_text=title).get_by_role("link", name="办结").click()
    attach(page, papers)
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("main tr", has_text=title)).to_contain_text("已办结")


def test_14_housing_starts_the_works_and_street_may_not(visit: Visit) -> None:
    street = visit("qd-street")
    page = enter(street, "施工")
    expect(page.locator("main").get_by_role("button", name="登记开工")).to_have_count(0)
    expect(page.locator("main input[type=checkbox]")).to_have_count(0)
    housing = visit("qd-housing")
    page = enter(housing, "施工")
    for name in ("给排水", "绿化"):
        page.locator("main tr", has_text=name).get_by_role("checkbox").check()
    press(page, "登记开工")
    expect(page.locator("main")).to_contain_text("已登记 2 项开工")
    expect(page.locator("main h1")).to_contain_text("施工中")
    expect(page.locator("main tr", has_text="道路")).to_contain_text("未开工")
    housing.check(axe=True)
    housing.shot("works-building")


def test_15_finance_pays_only_what_has_arrived(visit: Visit) -> None:
    finance = visit("qd-finance")
    page = enter(finance, "资金")
    follow(finance, "登记到账")
    fill(page, {"金额": "500000"})
    press(page, "登记到账")
    expect(page.locator("main")).to_contain_text("已登记到账 500,000.00 元")
    follow(finance, "登记支付")
    fill(page, {"金额": "600000", "收款单位": "青岛样例建设有限公司"})
    press(page, "登记支付")
    expect(page.get_by_role("alert")).to_contain_text("500,000.00")
    expect(field(page, "金额")).to_have_value("600000")
    expect(field(page, "收款单位")).to_have_value("青岛样例建设有限公司")
    finance.check(axe=True)
    finance.shot("works-payment-refused")
    fill(page, {"金额": "300000"})
    press(page, "登记支付")
    expect(page.locator("main")).to_contain_text("已登记支付 300,000.00 元")
    expect(page.locator("main")).to_contain_text("200,000.00")
    finance.check(axe=True)
    finance.shot("works-source")


def test_16_leader_takes_the_plan(visit: Visit) -> None:
    leader = visit("qd-leader")
    page = into_plan(leader)
    leader.check(axe=True)
    leader.shot("works-plan")
    with page.expect_download() as download:
        page.get_by_role("link", name="导出").click()
    sheet = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes())).worksheets[0]
    rows = {row[4]: row for row in sheet.iter_rows(min_row=4, values_only=True)}
    assert (rows[PROJECT][2], rows[PROJECT][11]) == ("青改办〔2026〕9号", "施工中")
    assert LEFT_OFF in rows
