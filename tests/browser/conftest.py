"""A real browser against the real supervisor: its own directory, ports and demonstration, driven from outside."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.cast import PASSWORD as STAGED_PASSWORD

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "huanju-demo-2026"
TENANTS = {"qd": "qingdao", "wl": "wulong", "sd": "shandong", "be": "beijing", "zh": "zhejiang"}
"""By the first letters of a login; the last two are staged."""
STAGED = ("be", "zh")
AXE = ROOT / "static" / "vendor" / "axe" / "axe.min.js"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OURS = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "HUANJU_AS_OWNER", "DJANGO_SETTINGS_MODULE")
READY_SECONDS = 900
PATIENCE = 1200
"""Seconds a test may take: the first waits for the whole system to start, a walk opens some hundred pages."""
WATCH = """
window.violations = [];
document.addEventListener('securitypolicyviolation',
  e => window.violations.push(e.violatedDirective + ' ' + e.blockedURI));
"""


@cache
def axe() -> str:
    """The text of axe, read once."""
    return AXE.read_text()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker runs them all: one site, one browser, in the order written."""
    for item in items:
        if Path(item.fspath).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
            item.add_marker(pytest.mark.timeout(PATIENCE))


@dataclass
class Site:
    """The running system."""

    url: str
    var: Path


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """`make run` in a fresh directory, without a variable of ours; stopped by Ctrl-C, and gone afterwards.

    While writing a test: `HUANJU_SITE` names a system that runs already.
    """
    if running := os.environ.get("HUANJU_SITE"):
        yield Site(running.rstrip("/"), Path())
        return
    var = tmp_path_factory.mktemp("site")
    environment = {name: value for name, value in os.environ.items() if name not in OURS}
    environment |= {"HUANJU_VAR": str(var), "HUANJU_FSYNC": "off"}
    log = (var / "supervisor.log").open("wb")
    supervisor = subprocess.Popen(
        [sys.executable, "-m", "config.supervisor", "--var", str(var)],
        cwd=ROOT,
        env=environment,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        yield Site(_ready(var, supervisor), var)
    finally:
        supervisor.send_signal(signal.SIGINT)
        supervisor.wait(60)
        log.close()


def _ready(var: Path, supervisor: subprocess.Popen[bytes]) -> str:
    deadline = time.monotonic() + READY_SECONDS
    run = var / "run.json"
    while time.monotonic() < deadline:
        if run.exists():
            return str(json.loads(run.read_text())["url"]).rstrip("/")
        if supervisor.poll() is not None:
            break
        time.sleep(0.2)
    pytest.fail("the system did not start:\n" + (var / "supervisor.log").read_text(errors="replace")[-4000:])


@pytest.fixture(scope="package")
def staged(site: Site) -> dict[str, dict[str, int]]:
    """The ids of what `tests.browser.staging` brought about in two tenants of its own, on the same site.

    With `HUANJU_SITE`, `HUANJU_STAGED` gives what was printed when they were staged there.
    """
    if done_before := os.environ.get("HUANJU_STAGED"):
        known: dict[str, dict[str, int]] = json.loads(done_before)
        return known
    environment = dict(os.environ)
    if site.var != Path():
        environment = {name: value for name, value in os.environ.items() if name not in OURS}
        environment |= {"HUANJU_VAR": str(site.var), "HUANJU_FSYNC": "off"}
    program = [sys.executable, "-m", "tests.browser.staging"]
    done = subprocess.run(program, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-4000:]
    ids: dict[str, dict[str, int]] = json.loads(done.stdout.splitlines()[-1])
    return ids


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Chromium on PATH, else Playwright's own; without one CI fails, and anybody else is told in a line.

    Closed after the last test of this folder: Playwright's loop would forbid the ORM to whatever runs next.
    """
    path = next(
        (p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None
    )
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        except Exception as error:
            if os.environ.get("CI"):
                raise
            pytest.skip(f"no Chromium on this machine: {str(error).splitlines()[0]}")
        yield browser
        browser.close()


class Visitor:
    """One person at one browser window; every page seen is checked for what the rules of the house forbid."""

    def __init__(self, page: Page, site: Site, login: str) -> None:
        self.page = page
        self.site = site
        self.login = login
        self.errors: list[str] = []
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: self.errors.append(str(e)))

    @property
    def tenant(self) -> str:
        return TENANTS[self.login.partition("-")[0]]

    def open(self, path: str) -> Page:
        """A page of the person's tenant: `open("pool/")`."""
        self.page.goto(f"{self.site.url}/{self.tenant}/{path}")
        self.check()
        return self.page

    def check(self, *, axe: bool = False) -> None:
        """No policy violation, no script error, no English left over; with `axe` no serious barrier."""
        self.page.wait_for_load_state()
        assert self.page.evaluate("window.violations || []") == []
        assert self.errors == [], self.errors
        if axe:
            assert self.barriers() == []

    def barriers(self) -> list[str]:
        """Serious and critical findings of axe on the page as it stands.

        Without loading style sheets and media once more: no rule of these two weights asks for them.
        """
        self.page.evaluate(axe())
        options = "{resultTypes: ['violations'], preload: false, elementRef: false}"
        result: dict[str, Any] = self.page.evaluate(f"axe.run(document, {options})")
        return [
            f"{v['id']}: {node['html'][:160]}"
            for v in result["violations"]
            if v["impact"] in ("serious", "critical")
            for node in v["nodes"]
        ]

    def english(self) -> list[str]:
        """Words in Latin letters on the page that no bureau writes; units, codes and clause ids are no words."""
        text = self.page.evaluate(
            """() => {
              const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), words = [];
              while (walker.nextNode()) {
                const parent = walker.currentNode.parentElement;
                const speaks = parent && !parent.closest('script,style,code,[translate=no]');
                if (speaks && parent.checkVisibility()) words.push(walker.currentNode.data);
              }
              return words.join(' ');
            }"""
        )
        return [word for word in re.findall(r"[A-Za-z]{4,}", text) if word.lower() not in PLAIN]

    def shot(self, name: str) -> None:
        """A picture for people, when `HUANJU_SHOTS` names a folder."""
        if folder := os.environ.get("HUANJU_SHOTS"):
            self.page.screenshot(path=f"{folder}/{name}.png", full_page=True)


PLAIN = {"xlsx", "excel", "docx", "word", "pdf", "qingdao", "wulong", "huanju", "register", "reviewers"}
"""Formats, and what stands in the names of files."""


@pytest.fixture
def visit(site: Site, chromium: Browser) -> Iterator[Callable[[str], Visitor]]:
    """`visit("qd-street")`: that person, logged in, in a window of his own."""
    opened = []

    def log_in(login: str, *, width: int = 1366, height: int = 768) -> Visitor:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", accept_downloads=True
        )
        context.add_init_script(WATCH)
        context.set_default_timeout(45_000)
        opened.append(context)
        visitor = Visitor(context.new_page(), site, login)
        page = visitor.page
        page.goto(f"{site.url}/login/")
        page.fill("input[name=username]", login)
        page.fill("input[name=password]", STAGED_PASSWORD if login[:2] in STAGED else PASSWORD)
        page.click("main button[type=submit], form button[type=submit]")
        page.wait_for_url(f"**/{visitor.tenant}/")
        visitor.check()
        return visitor

    yield log_in
    for context in opened:
        context.close()
