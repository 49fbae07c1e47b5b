"""Unsafe idioms, found by bandit: each that stays is listed with its reason; a new one fails, a stale entry too."""

from __future__ import annotations

import json
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("config", "governance", "approvals", "funding", "projects", "communities", "policies", "manage.py")

OPTIONS = ("--quiet", "--recursive", "--exclude", "*/migrations/*", "--format", "json")

OWN_SQL = "put together from constants of ours; whatever a request brings is a parameter of the query"
OWN_PROGRAM = "a program of ours with our own arguments, in a list, without a shell"

# (rule of bandit, files) -> why it may stand there
ACCEPTED: dict[tuple[str, str], str] = {
    ("B608", "governance/figures/*.py"): OWN_SQL,
    ("B608", "governance/dashboard/*.py"): OWN_SQL,
    ("B608", "governance/monthly/counting.py"): OWN_SQL,
    ("B608", "governance/longterm/coverage.py"): OWN_SQL,
    ("B608", "communities/neighbourhoods/services/judging.py"): OWN_SQL,
    ("B608", "communities/audit/*.py"): OWN_SQL,
    ("B608", "communities/closing/deleting.py"): OWN_SQL,
    ("B608", "communities/people/separation.py"): OWN_SQL,
    ("B608", "communities/privacy/rotating.py"): OWN_SQL,
    ("B105", "communities/audit/*.py"): "words of the record in which the word password stands",
    ("B105", "communities/people/login/*.py"): "words that people read at the door, and names of forms",
    ("B105", "config/settings/base.py"): "the class of a form and a rate of tries",
    ("B104", "communities/people/login/adapters.py"): "an address that nobody has; nothing is bound",
    ("B405", "communities/records/packages.py"): "the type of an error; defusedxml does the reading",
    ("B404", "config/*.py"): "the supervisor, the set-up and the checks start programs: that is their work",
    ("B603", "config/*.py"): OWN_PROGRAM,
    ("B607", "config/setup/install.py"): OWN_PROGRAM,
    ("B607", "config/checks/hosts.py"): OWN_PROGRAM,
    (
        "B405",
        "communities/neighbourhoods/register/*.py",
    ): "the type of an element; defusedxml does the reading",
    ("B310", "config/supervisor.py"): "asks our own server on this machine whether it is ready",
    ("B104", "config/supervisor.py"): "compares with the address, binds what the operator names",
    ("B105", "config/demonstration/cast.py"): "the password of the demonstration, printed when it starts",
    ("B105", "config/demonstration/founding.py"): "the name of a field set to False, no password",
    ("B105", "config/checks/__main__.py"): "no secret: the settings are only read, no server is asked",
    ("B105", "communities/people/services/accounts.py"): "the alphabet from which passwords are drawn",
    ("B101", "governance/monthly/views/acting.py"): "tells the types what a condition above has settled",
    ("B101", "communities/rulebooks/forms.py"): "tells the types what a condition above has settled",
}


def findings() -> list[dict[str, Any]]:
    """What bandit finds in our own code, migrations left out. Raises `ValueError` when it says nothing readable."""
    done = subprocess.run(
        [sys.executable, "-m", "bandit", *OPTIONS, *ROOMS],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    told = json.loads(done.stdout)
    failed = [f"{error['filename']}: {error['reason']}" for error in told["errors"]]
    if failed:
        raise ValueError("bandit could not read " + "; ".join(failed))
    return list(told["results"])


def objections(
    found: list[dict[str, Any]], accepted: dict[tuple[str, str], str] = ACCEPTED
) -> tuple[list[str], list[str]]:
    """A line for every finding that no entry covers, and for every entry that covers none."""
    wrong, used = [], set()
    for one in found:
        file = one["filename"].removeprefix("./")
        entry = next((key for key in accepted if key[0] == one["test_id"] and fnmatch(file, key[1])), None)
        if entry is None:
            wrong.append(f"{file}:{one['line_number']}: {one['test_id']} {one['issue_text']}")
        else:
            used.add(entry)
    stale = [
        f"{rule} in {files}: accepted, but not there any more"
        for rule, files in accepted
        if (rule, files) not in used
    ]
    return wrong, stale


def main() -> int:
    """Judge the code as it is."""
    found = findings()
    wrong, stale = objections(found)
    for line in wrong + stale:
        print(line)
    print(
        f"{len(found)} findings, {len(found) - len(wrong)} of them stand with a reason ({len(ACCEPTED)} reasons)"
    )
    return 1 if wrong or stale else 0


if __name__ == "__main__":
    sys.exit(main())
