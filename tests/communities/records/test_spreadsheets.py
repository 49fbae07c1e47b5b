"""One guard against live formulas: whoever writes a workbook goes through it, and it holds."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from communities.records.formulas import put_text

ROOT = Path(__file__).resolve().parents[3]
APPS = ("approvals", "communities", "config", "funding", "governance", "projects")
GUARD = "communities/records/formulas.py"


def sources() -> list[tuple[str, str]]:
    """Every module of ours with its text."""
    return [
        (path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
    ]


def test_every_workbook_is_written_with_the_guard() -> None:
    writers = 0
    for name, text in sources():
        for line in text.splitlines():
            if "xlsxwriter.Workbook(" in line and "with " in line:
                writers += 1
                assert "TEXTS_STAY_TEXTS" in line, name
        assert name == GUARD or "data_type =" not in text, f"{name} goes around put_text"
        assert "import csv" not in text or "csv.writer" not in text, f"{name} writes CSV without a guard"
    assert writers >= 4


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("//e.cn")', "河清路"])
def test_text_in_a_template_stays_a_text(text: str) -> None:
    book = openpyxl.Workbook()
    put_text(book.worksheets[0]["A1"], text)
    saved = io.BytesIO()
    book.save(saved)
    cell = openpyxl.load_workbook(saved).worksheets[0]["A1"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert bool(cell.quotePrefix) == (text[0] in "=+-@\t")
