"""The page on security: no claim without a test or a command beside it, and every one named there exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.core.management import get_commands

from config.checks.__main__ import STEPS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/security.md").read_text("utf-8")
OPERATOR = "operator"
TABLES = ("Guards", "By the control families")


def rows(heading: str) -> Iterator[list[str]]:
    """The cells of each line of the table under a heading."""
    body = re.split(r"\n## ", PAGE.partition(f"\n## {heading}")[2])[0]
    for line in body.splitlines():
        if line.startswith("|") and not line.startswith("|---"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def named() -> list[str]:
    """Everything on the page that is set as code."""
    return sorted(set(re.findall(r"`([^`\n]+)`", PAGE)))


def exists(word: str) -> bool:
    """Whether a path, a command or a name of ours that the page mentions is there."""
    if match := re.fullmatch(r"make (\w+)( ARGS=.*)?", word):
        return f"\n{match[1]}: setup" in (ROOT / "Makefile").read_text("utf-8")
    if match := re.fullmatch(r"python manage\.py (\w+)", word):
        return match[1] in get_commands()
    if word == "python -m config.checks production":
        return "production" in dict(STEPS)
    if match := re.fullmatch(r"python -m ([\w.]+)", word):
        return find_spec(match[1]) is not None
    if re.fullmatch(r"[A-Z_]+", word):
        settings = [
            (ROOT / f"config/settings/{name}.py").read_text("utf-8") for name in ("base", "production")
        ]
        return any(re.search(rf"\b{word}\b", text) for text in settings)
    if word.startswith("django."):
        return find_spec(word) is not None
    return (ROOT / word).exists()


@pytest.mark.parametrize("word", [w for w in named() if not w.startswith(("/", "X-"))])
def test_everything_named_is_there(word: str) -> None:
    assert exists(word), word


@pytest.mark.parametrize("heading", TABLES)
def test_every_line_says_how_it_is_shown(heading: str) -> None:
    head, *lines = rows(heading)
    assert head[-1] == "Shown by"
    assert len(lines) > 10
    bare = [cells[0] for cells in lines if "`" not in cells[-1] and cells[1] != OPERATOR]
    assert bare == []


def test_every_test_of_security_is_on_the_page() -> None:
    tests = sorted(path.name for path in (ROOT / "tests/security").glob("test_*.py"))
    assert [name for name in tests if f"tests/security/{name}" not in PAGE] == []
