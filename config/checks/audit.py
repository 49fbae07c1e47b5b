"""Known faults of the pinned packages, asked of the public advisories by pip-audit: `make audit`.

A machine without a way there can't know: it says so and for how many packages, and never hangs. `make check` goes on
then; `make audit` does not pass.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FILES = ("requirements.txt", "requirements-dev.txt")
SECONDS = 90
"""Ours: a whole answer takes about ten."""
FOUND, COULD_NOT = 1, 2


@dataclass(frozen=True)
class Answer:
    """What could be learnt: packages asked about, those nobody knew, and a line for every known fault."""

    packages: int
    unanswered: int
    faults: tuple[str, ...]
    trouble: str = ""


def command(program: str = "pip_audit") -> list[str]:
    """pip-audit over the pinned files, as they stand: nothing is resolved, downloaded or installed."""
    files = [part for name in FILES for part in ("--requirement", str(ROOT / name))]
    options = [
        "--disable-pip",
        "--no-deps",
        "--format",
        "json",
        "--progress-spinner",
        "off",
        "--timeout",
        "10",
    ]
    return [sys.executable, "-m", program, *files, *options]


def ask(command: list[str], seconds: int = SECONDS) -> Answer:
    """Run it, within the time limit; whatever keeps it from answering is said in `trouble`."""
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=os.environ | {"NO_COLOR": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Answer(0, 0, (), f"no answer within {seconds} s")
    try:
        told = json.loads(done.stdout)
    except ValueError:
        words = (done.stderr or done.stdout).strip().splitlines() or ["no answer"]
        return Answer(0, 0, (), words[-1][:200])
    return read(told)


def read(told: dict[str, Any]) -> Answer:
    """pip-audit's own report as an answer; a package in both files counts once."""
    packages = {row["name"]: row for row in told["dependencies"]}
    faults = [
        f"{name} {row['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'no version yet'}"
        for name, row in sorted(packages.items())
        for fault in row.get("vulns", ())
    ]
    return Answer(len(packages), sum("skip_reason" in row for row in packages.values()), tuple(faults))


def verdict(answer: Answer) -> tuple[int, str]:
    """The exit code of `make audit`, and the sentence."""
    if answer.faults:
        return FOUND, f"{len(answer.faults)} known faults in {answer.packages} pinned packages"
    if answer.trouble or not answer.packages:
        return COULD_NOT, f"NOT AUDITED: {answer.trouble or 'no package was read'}"
    if answer.unanswered:
        return COULD_NOT, (
            f"NOT AUDITED: {answer.unanswered} of {answer.packages} packages are unknown to the service "
            "that this machine reaches"
        )
    return 0, f"no known fault in {answer.packages} pinned packages"


def main(arguments: list[str]) -> int:
    """`--lenient`: not being able to ask is no failure, a known fault is."""
    answer = ask(command())
    for line in answer.faults:
        print(line)
    code, sentence = verdict(answer)
    print(sentence)
    return 0 if code == COULD_NOT and "--lenient" in arguments else code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
