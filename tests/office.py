"""LibreOffice Writer for the tests that reopen a Word document: installed by apt as root where it is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

PACKAGE = "libreoffice-writer-nogui"
SECONDS = 180


def text_of(document: bytes, folder: Path) -> str:
    """The words of a Word document as LibreOffice reads them. Without Writer CI fails, anybody else skips."""
    (folder / "paper.docx").write_bytes(document)
    if not _converted(folder) and not (_installed() and _converted(folder)):
        if os.environ.get("CI") == "true":
            pytest.fail(f"no LibreOffice Writer here, and {PACKAGE} could not be installed")
        pytest.skip("LibreOffice Writer is not installed here")
    return (folder / "paper.txt").read_text(encoding="utf-8-sig")


def _converted(folder: Path) -> bool:
    """Whether LibreOffice could read the document; one without Writer ends well and writes nothing."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        return False
    profile = f"-env:UserInstallation=file://{folder}/profile"
    convert = ["--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder)]
    subprocess.run(
        [office, profile, *convert, str(folder / "paper.docx")],
        check=True,
        capture_output=True,
        timeout=SECONDS,
    )
    return (folder / "paper.txt").exists()


@cache
def _installed() -> bool:
    """Whether apt has installed Writer, where the machine lets us; tried once."""
    apt = shutil.which("apt-get")
    if os.geteuid() != 0 or apt is None:
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["install", "-y", "-qq", "--no-install-recommends", PACKAGE]
    steps = [
        subprocess.run([apt, *command], check=False, capture_output=True, timeout=900, env=quiet)
        for command in (["update", "-qq"], install)
    ]
    return steps[-1].returncode == 0
