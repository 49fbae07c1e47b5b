"""Every package that we install has a licence under which a government may run and change the system.

Said by the packages themselves. AGPL and unknown licences are refused everywhere, the plain GPL in what is delivered.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DELIVERED, OURS_TO_WORK_WITH = "requirements.txt", "requirements-dev.txt"
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^]]*\])?==[^\s;]+( ?;[^\\\n]*)?", re.MULTILINE)

# The first that fits counts: the strictest stand first.
FAMILIES = (
    ("AGPL", r"\bAGPL|Affero"),
    ("LGPL", r"\bLGPL|Lesser General Public"),
    ("GPL", r"\bGPL|GNU General Public"),
    ("MPL", r"\bMPL|Mozilla"),
    ("Apache", r"Apache"),
    ("BSD", r"\bBSD\b"),
    ("PSF", r"\bPSFL?\b|Python Software Foundation"),
    ("MIT", r"\bMIT\b"),
)
UNKNOWN = "unknown"
REFUSED = {
    DELIVERED: ("AGPL", "GPL", UNKNOWN),
    OURS_TO_WORK_WITH: ("AGPL", UNKNOWN),  # a tool under the GPL leaves no trace in what it judges
}


def pinned(text: str) -> dict[str, str]:
    """Package -> the condition under which it is installed, of a requirement file."""
    return {found[1]: (found[2] or "").strip(" ;") for found in PINNED.finditer(text)}


def family(words: str) -> str:
    """The family of a licence by what a package says of itself; `unknown` when it says nothing that we know."""
    return next((name for name, pattern in FAMILIES if re.search(pattern, words)), UNKNOWN)


def words_of(package: str) -> str:
    """What an installed package says of its licence: its expression, else classifiers and the first line.

    Raises `metadata.PackageNotFoundError`.
    """
    said = metadata.metadata(package)
    if "License-Expression" in said:
        return said["License-Expression"]
    classifiers = [name for name in said.get_all("Classifier") or [] if name.startswith("License ::")]
    return " | ".join(
        [*classifiers, next(iter(said.get_all("License") or []), "").strip().partition("\n")[0]]
    )


def objections() -> tuple[Counter[str], list[str]]:
    """How many packages there are of each family, and a line for each that may not be here."""
    count: Counter[str] = Counter()
    wrong = []
    delivered = pinned((ROOT / DELIVERED).read_text(encoding="utf-8"))
    everything = pinned((ROOT / OURS_TO_WORK_WITH).read_text(encoding="utf-8"))
    for package, condition in sorted({**everything, **delivered}.items()):
        file = DELIVERED if package in delivered else OURS_TO_WORK_WITH
        try:
            words = words_of(package)
        except metadata.PackageNotFoundError:
            if not condition:  # for another system or another Python
                wrong.append(f"{package}: pinned in {file} but not installed; run `make setup`")
            continue
        found = family(words)
        count[found] += 1
        if found in REFUSED[file]:
            wrong.append(f"{package}: {found} licence in {file} ({words[:60] or 'nothing said'})")
    return count, wrong


def main() -> int:
    """Judge all; the last line counts them."""
    count, wrong = objections()
    for line in wrong:
        print(line)
    print(
        f"{count.total()} packages: {', '.join(f'{number} {name}' for name, number in count.most_common())}"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
