"""The papers keep their word: links resolve, the user guide names buttons and sentences as the interface does."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("approvals", "communities", "config", "funding", "governance", "policies", "projects")
PAPERS = [ROOT / "README.md", ROOT / "README.zh.md", *sorted((ROOT / "docs").rglob("*.md"))]
GUIDE = sorted((ROOT / "docs/zh").glob("*.md"))

HAN = re.compile("[\u4e00-\u9fff]")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
LABEL = re.compile(r"\*\*「(.+?)」\*\*")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
NOT_SHOWN = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}", re.DOTALL)
SEAM = re.compile(r"{%.*?%}|{{.*?}}|[<>\"]", re.DOTALL)
WIDE = str.maketrans("，：；（）", ",:;()")
GAP = "……"
"""Where a sentence of the guide leaves out a name or a number."""


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def plain(text: str) -> str:
    """Without regard to the width of punctuation and to blanks."""
    return re.sub(r"\s+", "", text.translate(WIDE))


def strings_of_python(source: str) -> list[str]:
    """The string literals of a module, docstrings and such left out: what may reach a person."""
    tree = ast.parse(source)
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent
    ]


@cache
def words() -> frozenset[str]:
    """Every text of the interface: of templates between tags and in attributes, of Python and of scripts."""
    found: list[str] = []
    for path in (ROOT / "templates").rglob("*.html"):
        if "styleguide" not in named(path):
            found += SEAM.split(NOT_SHOWN.sub("", path.read_text("utf-8")))
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            if "migrations" not in path.parts:
                found += strings_of_python(path.read_text("utf-8"))
    for path in (ROOT / "static/js").glob("*.js"):
        found += re.findall(r"'([^'\n]*)'", path.read_text("utf-8"))
    return frozenset(plain(text) for text in found if HAN.search(text))


def links() -> list[tuple[Path, str]]:
    """(paper, target) of every link inside the repository."""
    return [
        (path, target)
        for path in PAPERS
        for target in LINK.findall(FENCED.sub("", path.read_text("utf-8")))
        if not re.match(r"[a-z]+:|#", target)
    ]


def labels() -> list[tuple[str, str]]:
    """(paper, label) of every button, menu and heading that the guide names."""
    return sorted(
        {(named(path), label) for path in GUIDE for label in LABEL.findall(path.read_text("utf-8"))}
    )


def sentences() -> list[str]:
    """The first column of the tables that explain what the system says."""
    lines = (ROOT / "docs/zh/08-questions.md").read_text("utf-8").splitlines()
    cells = [line.split("|")[1].strip() for line in lines if line.startswith("|")]
    return [cell for cell in cells if cell != "系统的话" and not cell.startswith("---")]


@pytest.mark.parametrize(("path", "target"), links(), ids=lambda part: str(part).removeprefix(f"{ROOT}/"))
def test_relative_link_resolves(path: Path, target: str) -> None:
    assert (path.parent / unquote(target.partition("#")[0])).exists()


@pytest.mark.parametrize(("paper", "label"), labels())
def test_label_of_the_guide_stands_in_the_interface(paper: str, label: str) -> None:
    known = any(plain(label) == text.strip(":。“”") for text in words())
    assert known, f"{paper}: no template, label or script says 「{label}」"


@pytest.mark.parametrize("sentence", sentences())
def test_sentence_of_the_guide_stands_in_the_interface(sentence: str) -> None:
    for part in filter(None, plain(sentence).split(GAP)):
        known = any(part.strip(",") in text for text in words())
        assert known, f"nothing in the interface says “{part}”"


def test_every_chapter_is_in_the_index() -> None:
    index = (ROOT / "docs/zh/README.md").read_text("utf-8")
    chapters = {path.name for path in GUIDE} - {"README.md"}
    assert chapters == {target for target in LINK.findall(index) if "/" not in target}
