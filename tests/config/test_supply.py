"""The checks on what we install and on unsafe idioms refuse what they are there to refuse."""

from __future__ import annotations

import sys
import time
from typing import Any

import pytest

from config.checks import audit, licences, unsafe

CLEAN = {"name": "django", "version": "5.2.19", "vulns": []}
FAULTY = {"name": "pillow", "version": "9.0", "vulns": [{"id": "CVE-2022-22817", "fix_versions": ["9.0.1"]}]}
UNKNOWN = {"name": "redis", "skip_reason": "Dependency not found on PyPI and could not be audited"}


@pytest.mark.parametrize(
    ("rows", "code", "words"),
    [
        ([CLEAN], 0, "no known fault in 1 pinned packages"),
        ([CLEAN, CLEAN], 0, "no known fault in 1 pinned packages"),
        ([CLEAN, FAULTY], audit.FOUND, "1 known faults in 2 pinned packages"),
        ([FAULTY, UNKNOWN], audit.FOUND, "1 known faults in 2 pinned packages"),
        ([CLEAN, UNKNOWN], audit.COULD_NOT, "NOT AUDITED: 1 of 2 packages are unknown"),
        ([], audit.COULD_NOT, "NOT AUDITED: no package was read"),
    ],
    ids=["clean", "in both files", "faulty", "faulty and unknown", "unknown", "nothing"],
)
def test_audit_says_what_it_learnt(rows: list[dict[str, Any]], code: int, words: str) -> None:
    answer = audit.read({"dependencies": rows})
    assert audit.verdict(answer)[0] == code
    assert words in audit.verdict(answer)[1]


def test_audit_names_the_fault_and_what_mends_it() -> None:
    (line,) = audit.read({"dependencies": [FAULTY]}).faults
    assert line == "pillow 9.0: CVE-2022-22817, mended in 9.0.1"


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("import time; time.sleep(60)", "no answer within 1 s"),
        ("import sys; sys.exit('Network is unreachable')", "Network is unreachable"),
        ("print('<html>a proxy answers</html>')", "a proxy answers"),
    ],
    ids=["hangs", "offline", "proxy"],
)
def test_audit_that_cannot_ask_says_so_and_never_hangs(program: str, words: str) -> None:
    started = time.monotonic()
    answer = audit.ask([sys.executable, "-c", program], seconds=1 if "sleep" in program else 30)
    assert time.monotonic() - started < 30
    code, sentence = audit.verdict(answer)
    assert (code, sentence.startswith("NOT AUDITED: ")) == (audit.COULD_NOT, True)
    assert words in sentence


@pytest.mark.parametrize(
    ("words", "family"),
    [
        ("AGPL-3.0-only", "AGPL"),
        ("License :: OSI Approved :: GNU Affero General Public License v3", "AGPL"),
        ("LGPL-3.0-only", "LGPL"),
        ("GPL-3.0-or-later", "GPL"),
        ("License :: OSI Approved :: GNU General Public License v2 (GPLv2)", "GPL"),
        ("MIT-0", "MIT"),
        ("Apache-2.0 OR BSD-3-Clause", "Apache"),
        ("Proprietary", licences.UNKNOWN),
        ("", licences.UNKNOWN),
    ],
)
def test_licence_is_told_by_the_words_of_the_package(words: str, family: str) -> None:
    assert licences.family(words) == family


def test_pinned_packages_are_read_with_their_conditions() -> None:
    text = "django==5.2.19 \\\n    --hash=x\n    # via huanju\npsycopg[binary]==3.3.9\n"
    text += "colorama==0.4 ; sys_platform == 'win32' \\\n"
    assert licences.pinned(text) == {"django": "", "psycopg": "", "colorama": "sys_platform == 'win32'"}


def test_every_installed_package_may_be_here(monkeypatch: pytest.MonkeyPatch) -> None:
    count, wrong = licences.objections()
    assert wrong == []
    assert count.total() > 100
    monkeypatch.setitem(licences.REFUSED, licences.DELIVERED, ("MIT",))
    assert len(licences.objections()[1]) > 20, "a family that is refused is found"


def test_unsafe_idiom_without_a_reason_fails_and_so_does_a_stale_reason() -> None:
    found = [
        {"filename": "./funding/queries.py", "test_id": "B608", "line_number": 3, "issue_text": "SQL"},
        {"filename": "config/supervisor.py", "test_id": "B603", "line_number": 9, "issue_text": "shell"},
    ]
    accepted = {("B603", "config/*.py"): "a program of ours", ("B301", "funding/*.py"): "gone"}
    wrong, stale = unsafe.objections(found, accepted)
    assert wrong == ["funding/queries.py:3: B608 SQL"]
    assert stale == ["B301 in funding/*.py: accepted, but not there any more"]


def test_every_idiom_that_stands_says_why() -> None:
    assert all(len(reason.split()) > 4 for reason in unsafe.ACCEPTED.values())
