"""No committed file names a package registry: where packages come from is the business of the machine."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Public registries, and the shapes that the addresses of private ones take. The dots below keep this file
# innocent.
PATTERN = re.compile(
    r"""https?://[^\s"']*(?:pypi[.]org|pythonhosted[.]org|npmjs[.]org|yarnpkg[.]com|npmmirror[.]com|/simple\b)"""
    r"""|(?:index[-_]url|find[-_]links|registry)\s*[=:]\s*["']?\w+://"""
)


def objections(text: str) -> list[int]:
    """Line numbers that name a registry."""
    return [number for number, line in enumerate(text.splitlines(), 1) if PATTERN.search(line)]


def main() -> int:
    """Judge every file that git has or would add."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout
    paths = [ROOT / name for name in listed.decode().split("\0") if name]
    count = 0
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue  # a picture, a spreadsheet, a file deleted but not yet committed
        for number in objections(text):
            count += 1
            print(f"{path.relative_to(ROOT)}:{number}: names a package registry")
    print(f"{len(paths)} files, {count} addresses of registries")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
