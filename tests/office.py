"""LibreOffice for the tests that reopen a Word document: on PATH, else by apt as root, else told in a line."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

PACKAGE = "libreoffice-writer-nogui"
SECONDS = 180


@cache
def program() -> str | None:
    """LibreOffice's command, installed where it is missing and the machine lets us; None without one."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", PACKAGE]):
            subprocess.run(["apt-get", *command], check=False, capture_output=True, timeout=900, env=quiet)
        found = shutil.which("soffice")
    return found


def text_of(document: bytes, folder: Path) -> str:
    """The words of a Word document as LibreOffice reads them. Without LibreOffice CI fails, anybody else skips."""
    office = program()
    if office is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"LibreOffice is missing and {PACKAGE} could not be installed")
        pytest.skip("LibreOffice is not installed here: soffice is not on PATH")
    (folder / "paper.docx").write_bytes(document)
    subprocess.run(
        [
            office,
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "txt:Text (encoded):UTF8",
            "--outdir",
            str(folder),
            str(folder / "paper.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=SECONDS,
    )
    return (folder / "paper.txt").read_text(encoding="utf-8-sig")
