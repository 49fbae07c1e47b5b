"""`make guards`: each guard is taken away in a copy of the tree, and its test must fail.

    python -m tests.security.take_away [NAME...]

All tests of the guards asked for run first with every guard in place, in a database made for the purpose (or in the one
that `HUANJU_TEST_DB` names, which stays). Then, one after the other: a copy of that database, the change, the one test.
A guard whose test stays green is shown by nothing; a test that fails for another reason (nothing collected, a broken
fixture, a time-out) shows nothing either. Exit code 1 in both cases.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

import psycopg
from psycopg.sql import SQL, Identifier

from tests.security.guards import GUARDS, Guard, Sql, Text

ROOT = Path(__file__).resolve().parents[2]
LINKED = (".venv", "static/vendor")
"""What a checkout has and git does not."""
LONGEST = 900
"""Seconds of one test, its world included."""
UNHAPPY = ("failure", "error", "skipped")
"""How pytest's report marks a test that did not pass."""


class Verdict(StrEnum):
    """What came of a test run."""

    PASSED = "stayed green"
    FAILED = "noticed"
    NOTHING = "shows nothing"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict, a line of what was said, and by its name whether each test passed."""

    verdict: Verdict
    said: str = ""
    passed: Mapping[str, bool] = field(default_factory=dict)


def outcome(report: Path) -> Outcome:
    """What pytest's report (junit) says: `FAILED` only if a test itself failed and nothing else went wrong."""
    if not report.exists():
        return Outcome(Verdict.NOTHING, "pytest wrote no report")
    cases = list(ElementTree.parse(report).iter("testcase"))  # noqa: S314 - written by our own pytest
    passed = {_name(case): all(case.find(kind) is None for kind in UNHAPPY) for case in cases}
    for kind in UNHAPPY[1:]:
        for found in (case.find(kind) for case in cases):
            if found is not None:
                return Outcome(Verdict.NOTHING, f"{kind}: {_first_line(found)}", passed)
    failures = [found for case in cases if (found := case.find("failure")) is not None]
    if not cases:
        return Outcome(Verdict.NOTHING, "no such test", passed)
    if not failures:
        return Outcome(Verdict.PASSED, passed=passed)
    if any("Timeout" in found.get("message", "") for found in failures):
        return Outcome(Verdict.NOTHING, "it ran out of time", passed)
    return Outcome(Verdict.FAILED, _first_line(failures[0]), passed)


def _name(case: ElementTree.Element) -> str:
    """As in a node id: tests/x/test_y.py::test_z[a]."""
    return f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}"


def _first_line(found: ElementTree.Element) -> str:
    return (found.get("message") or "").partition("\n")[0][:100]


def without(tree: Path, changes: Sequence[Text]) -> dict[Path, str]:
    """Change the files below `tree`; what stood in them before. Raises `ValueError` for a text not there just once."""
    before: dict[Path, str] = {}
    for change in changes:
        path = tree / change.file
        text = path.read_text("utf-8")
        if text.count(change.old) != 1:
            raise ValueError(f"{change.file} contains {text.count(change.old)} times: {change.old}")
        before.setdefault(path, text)
        path.write_text(text.replace(change.old, change.new), "utf-8")
    return before


def copied(tree: Path) -> Path:
    """The files of this checkout as they stand, those not committed yet among them."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tree / name)
    for name in LINKED:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).symlink_to(ROOT / name)
    return tree


class Database:
    """The database with every guard in place, and copies of it, made and dropped as the owner."""

    def __init__(self, owner_url: str, name: str) -> None:
        self._server, self.name = owner_url.rpartition("/")[0], name

    @contextmanager
    def changed(self, statements: Sequence[Sql]) -> Iterator[str]:
        """The name of a copy in which these have been run."""
        name = f"{self.name}_{os.getpid()}"
        self.drop(name)
        self._run(
            "postgres", SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(self.name))
        )
        try:
            for one in statements:
                self._run(name, SQL(one.statement))  # type: ignore[arg-type]  # our own constants
            yield name
        finally:
            self.drop(name)

    def drop(self, name: str) -> None:
        """Drop it if it is there."""
        self._run("postgres", SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))

    def _run(self, database: str, statement: object) -> None:
        with psycopg.connect(f"{self._server}/{database}", autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]


@dataclass(frozen=True, slots=True)
class Workshop:
    """A copy of the tree, and how tests run in it."""

    tree: Path
    environment: Mapping[str, str]

    def run(self, tests: Sequence[str], database: str, *more: str) -> Outcome:
        """These tests, in this database."""
        report = self.tree / "report.xml"
        report.unlink(missing_ok=True)
        command = [
            str(ROOT / ".venv/bin/python"), "-m", "pytest", "-n0", "-q", "-p", "no:cacheprovider",
            "-p", "no:schemathesis", f"--junitxml={report}", "--reuse-db", *more, *tests,
        ]  # fmt: skip
        try:
            done = subprocess.run(
                command,
                cwd=self.tree,
                env={**self.environment, "HUANJU_TEST_DB": database},
                capture_output=True,
                text=True,
                check=False,
                timeout=LONGEST * len(tests),
            )
        except subprocess.TimeoutExpired:
            return Outcome(Verdict.NOTHING, "it ran out of time")
        if done.returncode not in (0, 1):
            last = (done.stdout + done.stderr).strip().splitlines() or [""]
            return Outcome(Verdict.NOTHING, f"pytest ended with {done.returncode}: {last[-1][:100]}")
        return outcome(report)


def passes(guard: Guard, passed: Mapping[str, bool]) -> bool:
    """Whether the guard's test is among those that ran, and passed with all of its parameters."""
    own = [is_fine for name, is_fine in passed.items() if f"{name}[".startswith(f"{guard.test}[")]
    return bool(own) and all(own)


def tried(guard: Guard, workshop: Workshop, database: Database) -> Outcome:
    """The outcome of the guard's test without the guard; the tree stands afterwards as before."""
    texts = [change for change in guard.without if isinstance(change, Text)]
    statements = [change for change in guard.without if isinstance(change, Sql)]
    before = without(workshop.tree, texts)
    try:
        with database.changed(statements) as name:
            return workshop.run([guard.test], name, "-x")
    finally:
        for path, text in before.items():
            path.write_text(text, "utf-8")


def chosen(names: Sequence[str]) -> list[Guard]:
    """The guards of these names, all without any. Ends the program for a name that none has."""
    if unknown := set(names) - {guard.name for guard in GUARDS}:
        sys.exit(f"no such guard: {', '.join(sorted(unknown))}")
    return [guard for guard in GUARDS if not names or guard.name in names]


def say(line: str) -> None:
    """Tell whoever waits at the terminal, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(names: Sequence[str]) -> int:
    """Try these guards, or all; how it went as an exit code."""
    from config.settings import test as settings  # joins or starts the database of the tests

    guards, unshown = chosen(names), 0
    own = f"guards_{os.getpid()}"
    database = Database(settings.DATABASE_OWNER_URL, os.environ.get("HUANJU_TEST_DB") or own)
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    with TemporaryDirectory(prefix="huanju-guards-") as folder:
        workshop = Workshop(copied(Path(folder) / "tree"), environment)
        try:
            tests = sorted({guard.test for guard in guards})
            say(f"{len(tests)} tests with every guard in place ...")
            whole = workshop.run(tests, database.name)
            if whole.verdict is not Verdict.PASSED:
                say(f"  not all of them pass: {whole.said}")
            for guard in guards:
                start = time.monotonic()
                if passes(guard, whole.passed):
                    found = tried(guard, workshop, database)
                else:
                    found = Outcome(Verdict.NOTHING, "it does not pass with the guard in place")
                unshown += found.verdict is not Verdict.FAILED
                spent = time.monotonic() - start
                say(f"{found.verdict:14}{spent:5.0f} s  {guard.name:32}{found.said}")
        finally:
            database.drop(own)
    say(f"{len(guards) - unshown} of {len(guards)} guards are missed by their test when they are gone")
    return 1 if unshown else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
