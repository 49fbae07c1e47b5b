"""The right people, and nobody else: let in by two administrators, acting for each other, seeing what is theirs."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from playwright.sync_api import Browser

from tests.browser.conftest import PASSWORD, WATCH, Site, Visitor

OFFICER, NAME = "qd-officer", "郑小街"
TWO_MINUTES = 120
STREET = "即墨路街道"


def choose(visitor: Visitor, field: str, words: str) -> None:
    """The first option of a select whose words contain these."""
    options = visitor.page.locator(f"select[name={field}] option")
    label = next(text for text in options.all_inner_texts() if words in text)
    visitor.page.select_option(f"select[name={field}]", label=label.strip())


def submit(visitor: Visitor, words: str) -> None:
    visitor.page.locator("main").get_by_role("button", name=words).click()
    visitor.check()


def test_new_officer_gets_exactly_the_right_rights_in_two_minutes(
    visit: Callable[..., Visitor], site: Site, chromium: Browser
) -> None:
    accounts, rights = visit("qd-admin"), visit("qd-security")
    begun = time.monotonic()
    accounts.open("system/invitations/new/")
    accounts.page.fill("input[name=name]", NAME)
    choose(accounts, "organisation", f"{STREET}")
    choose(accounts, "role", "经办")
    submit(accounts, "生成邀请链接")
    link = accounts.page.input_value("#link")
    spent = time.monotonic() - begun

    stranger = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    stranger.add_init_script(WATCH)
    page = stranger.new_page()
    guest = Visitor(page, site, OFFICER)
    page.goto(link)
    guest.check(axe=True)
    page.fill("input[name=username]", OFFICER)
    page.fill("input[name=password]", PASSWORD)
    page.fill("input[name=again]", PASSWORD)
    page.get_by_role("button", name="建立账号并加入").click()
    guest.check()
    assert "已加入" in page.inner_text("main, body")
    assert page.goto(link).status == 404, "a link opens once"  # type: ignore[union-attr]  # a page was asked for
    stranger.close()

    begun = time.monotonic()
    rights.open("system/authorisations/")
    rights.check(axe=True)
    row = rights.page.get_by_role("row").filter(has_text=NAME)
    row.get_by_role("link", name="核对并授权").click()
    submit(rights, "任命")
    assert NAME in rights.page.inner_text("main")
    spent += time.monotonic() - begun
    assert spent < TWO_MINUTES

    officer = visit(OFFICER)
    assert officer.page.locator("nav, .hj-side").get_by_text("系统", exact=True).count() == 0
    rows = officer.open("neighbourhoods/").inner_text("main")
    assert STREET in rows
    assert "香港中路街道" not in rows
    mine = officer.open("my-rights/").inner_text("main")
    assert STREET in mine
    assert "任职：经办" in mine
    for path in ("system/people/", "audit/"):
        refused = officer.page.goto(f"{site.url}/qingdao/{path}")
        assert refused is not None
        assert refused.status == 403, path

    record = visit("qd-audit")
    lines = record.open(f"audit/?person={NAME}").inner_text("main")
    assert "被拒绝" in lines
    record.check(axe=True)
    lines = record.open("audit/").inner_text("main")
    assert re.search("授|任命", lines), lines[:2000]


def test_delegate_acts_in_the_others_name_on_every_page(visit: Callable[..., Visitor]) -> None:
    city = visit("qd-city")
    city.open("delegations/")
    city.check(axe=True)
    city.page.get_by_role("row").filter(has_text="赵明远").get_by_role("link").first.click()
    submit(city, "以赵明远的名义办理")
    assert "您正在以赵明远的名义办理" in city.page.inner_text("main")
    for path in ("", "projects/", "dashboard/"):
        assert "您正在以赵明远的名义办理" in city.open(path).inner_text("main"), path
    submit(city, "停止，恢复本人")
    assert "您正在以" not in city.open("projects/").inner_text("main")


def test_outsider_sees_his_projects_and_no_other(visit: Callable[..., Visitor], site: Site) -> None:
    designer = visit("qd-designer")
    own = designer.open("my-projects/")
    designer.check(axe=True)
    links = own.locator("main a[href*='/projects/']").evaluate_all("all => all.map(a => a.pathname)")
    assert links
    number = int(re.findall(r"/projects/(\d+)/", links[0])[0])
    designer.open(f"projects/{number}/")
    answer = designer.page.goto(f"{site.url}/qingdao/projects/{number + 1}/")
    assert answer is not None
    assert answer.status == 404
    for path in ("neighbourhoods/", "projects/", "pool/", "money/"):
        designer.page.goto(f"{site.url}/qingdao/{path}")
        shown = designer.page.locator("main a").evaluate_all("all => all.map(a => a.pathname)")
        rows = set(re.findall(r"/(?:neighbourhoods|projects)/(\d+)/", " ".join(shown)))
        assert rows <= {str(number)}, path


def test_owner_is_masked_until_a_reason_is_given(visit: Callable[..., Visitor]) -> None:
    community = visit("qd-community")
    links = (
        community.open("neighbourhoods/").locator("main a").evaluate_all("all => all.map(a => a.pathname)")
    )
    numbers = list(dict.fromkeys(re.findall(r"/neighbourhoods/(\d+)/", " ".join(links))))
    page = next(
        page
        for number in numbers
        if "138****0001" in (page := community.open(f"neighbourhoods/{number}/dwellings/")).inner_text("main")
    )
    community.check(axe=True)
    assert "13800000001" not in page.content()
    page.get_by_role("row").filter(has_text="138****0001").get_by_role(
        "link", name=re.compile("查看")
    ).click()
    page.fill("[name=reason]", "核对征求意见表的签名")
    submit(community, "查看")
    assert "13800000001" in page.inner_text("main")
    lines = visit("qd-audit").open("audit/?action=personal").inner_text("main")
    assert "核对征求意见表的签名" in lines
    assert "13800000001" not in lines


def test_province_returns_what_a_city_submitted_and_sees_nothing_else(
    visit: Callable[..., Visitor], site: Site
) -> None:
    reason = "请补报楼栋数"
    city, province = visit("qd-city"), visit("sd-housing")
    city.open("submissions/new/")
    city.page.select_option("select[name=kind]", label="摸底汇总表")
    choose(city, "year", "2023")
    submit(city, "看要上报的数字")
    city.check(axe=True)
    figures = city.page.get_by_role("row").filter(has_text="合计").first.inner_text()
    submit(city, "上报这些数字")
    assert "待签收" in city.page.inner_text("main")

    assert "签收下级报送" in province.page.inner_text("main")
    province.open("submissions/received/")
    waiting = province.page.get_by_role("region", name="等您签收").get_by_role("row")
    waiting.filter(has_text="2023年").get_by_role("link", name="核对").click()
    province.check()
    assert figures in province.page.inner_text("main")
    province.page.get_by_role("link", name="签收或退回").click()
    province.page.check("input[name=outcome][value=returned]")
    province.page.fill("[name=reason]", reason)
    submit(province, "答复青岛市")

    assert f"上级退回：{reason}" in city.open("").inner_text("main")
    city.page.get_by_role("row").filter(has_text=reason).get_by_role("link", name="去重报").click()
    city.check()
    assert city.page.get_by_role("button", name="上报这些数字").is_visible()
    for path in ("", "neighbourhoods/", "projects/", "dashboard/", "submissions/"):
        answer = province.page.goto(f"{site.url}/qingdao/{path}")
        assert answer is not None
        assert answer.status == 404, path
