"""The door in a real browser: a security key (Chromium's own), and a login that ends while somebody types."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import OURS, PASSWORD, ROOT, WATCH, Site, Visitor

IDLE_SECONDS = 20
FORM = re.compile(r"^[^?]*/wulong/neighbourhoods/new/$")


@pytest.fixture(scope="module")
def impatient(site: Site) -> Iterator[Site]:
    """The same system served once more, by a server that waits seconds instead of half an hour."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if name not in OURS}
    if site.var != Path():
        environment |= {"HUANJU_VAR": str(site.var), "HUANJU_FSYNC": "off"}
    else:  # a system that runs already is named by the environment
        services = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")
        environment |= {name: os.environ[name] for name in services if name in os.environ}
    server = subprocess.Popen(
        [sys.executable, "manage.py", "runserver", f"127.0.0.1:{port}", "--noreload"],
        cwd=ROOT,
        env=environment | {"IDLE_TIMEOUT": str(IDLE_SECONDS)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/livez")
        yield Site(f"http://127.0.0.1:{port}", site.var)
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.3)
        else:
            return
    pytest.fail("the second server did not start")


@pytest.fixture
def person(chromium: Browser, site: Site) -> Iterator[Visitor]:
    """A clerk at a window of his own, not logged in."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    context.add_init_script(WATCH)
    context.set_default_timeout(20_000)
    yield Visitor(context.new_page(), site, "wl-utility")
    context.close()


def give_password(page: Page, login: str) -> None:
    page.fill("input[name=username]", login)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")


def confirm(page: Page) -> None:
    """That it is oneself, by the password."""
    page.fill("input[name=password]", PASSWORD)
    page.click("text=确认是本人")


def test_security_key_is_set_up_asked_for_and_removed(person: Visitor) -> None:
    page = person.page
    key = page.context.new_cdp_session(page)
    key.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True}
    key.send(
        "WebAuthn.addVirtualAuthenticator", {"options": {**options, "automaticPresenceSimulation": True}}
    )
    site = person.site.url.replace("127.0.0.1", "localhost")  # a key is bound to a name, never to a number
    page.goto(f"{site}/login/")
    give_password(page, person.login)
    page.wait_for_url(f"**/{person.tenant}/")

    page.goto(f"{site}/account/keys/add/")
    confirm(page)
    page.fill("input[name=name]", "办公室的密钥")
    person.check(axe=True)
    page.click("button:has-text('添加安全密钥')")
    page.wait_for_url("**/account/codes/")
    expect(page.locator("code")).to_have_count(10)
    person.check(axe=True)
    page.click("text=已保存好，继续")
    expect(page.locator("main")).to_contain_text("办公室的密钥")
    person.check(axe=True)
    assert set(person.english()) <= {"utility"}, "nothing but his user name"

    page.context.clear_cookies()
    page.goto(f"{site}/login/")
    give_password(page, person.login)
    page.wait_for_url("**/account/second/")
    person.check(axe=True)
    page.click("text=使用安全密钥")
    page.wait_for_url(f"**/{person.tenant}/")

    page.goto(f"{site}/account/")
    page.click("main a:has-text('移除')")
    confirm(page)
    page.click("main button:has-text('移除安全密钥')")
    expect(page.locator("main")).to_contain_text("还没有安全密钥")
    person.check()
    page.context.clear_cookies()
    page.goto(f"{site}/login/")
    give_password(page, person.login)
    page.wait_for_url(f"**/{person.tenant}/")


def test_warning_comes_in_time_and_going_on_keeps_the_login(impatient: Site, person: Visitor) -> None:
    page = _at_the_form(impatient, person)
    page.fill("#id_name", "海棠花园")
    expect(page.locator("#idle")).to_contain_text("登录即将过期", timeout=IDLE_SECONDS * 1000)
    page.click("#idle button:has-text('继续')")
    expect(page.locator("#idle")).to_have_count(0)
    page.wait_for_timeout(IDLE_SECONDS * 500)
    assert page.evaluate("fetch('/account/').then((answer) => answer.url.includes('/login/'))") is False
    expect(page.locator("#id_name")).to_have_value("海棠花园")
    person.check()


def test_form_sent_too_late_loses_nothing(impatient: Site, person: Visitor) -> None:
    page = _at_the_form(impatient, person)
    page.fill("#id_name", "玉兰花园")
    expect(page.locator("#idle")).to_contain_text("登录已过期", timeout=IDLE_SECONDS * 2000)
    page.wait_for_timeout(IDLE_SECONDS * 100 + 1000)  # the server waits a tenth longer than it says
    page.click("main form[data-draft] button[type=submit]")
    expect(page.locator("h1")).to_have_text("登录已过期")
    expect(page.locator("[data-if-draft]")).to_be_visible()
    person.errors.clear()  # the browser's own line about the answer 401
    page.click("main a:has-text('重新登录')")
    give_password(page, "wl-street")
    page.wait_for_url(FORM)
    page.click("text=恢复草稿")
    expect(page.locator("#id_name")).to_have_value("玉兰花园")
    person.check()


def _at_the_form(site: Site, person: Visitor) -> Page:
    page = person.page
    page.goto(f"{site.url}/login/?next=/wulong/neighbourhoods/new/")
    give_password(page, "wl-street")
    page.wait_for_url(FORM)
    return page
