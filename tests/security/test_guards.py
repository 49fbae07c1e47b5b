"""The table of guards fits the code, the tests and docs/security.md; `make guards` takes them away."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.docs.test_security import rows
from tests.security.guards import GUARDS, IN_NO_TEXT, Guard, Sql, Text
from tests.security.take_away import Verdict, chosen, outcome, passes, without

ROOT = Path(__file__).resolve().parents[2]


@cache
def lines() -> dict[str, str]:
    """The page's table of guards: against what -> by which tests and commands it is shown."""
    _, *found = rows("Guards")
    return {cells[0]: cells[-1] for cells in found}


@cache
def functions(file: str) -> frozenset[str]:
    """The tests of a file, without running it."""
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def changes() -> Iterator[tuple[Guard, Text]]:
    """Every change of a file."""
    for guard in GUARDS:
        yield from ((guard, change) for change in guard.without if isinstance(change, Text))


def test_every_guard_is_where_its_row_says() -> None:
    wrong = {
        (guard.name, change.file): found
        for guard, change in changes()
        if (found := (ROOT / change.file).read_text("utf-8").count(change.old)) != 1
    }
    assert wrong == {}, "how often the text of a guard is found; after a change of the code, change the row"
    assert [guard.name for guard, change in changes() if change.old == change.new] == []


def test_every_row_takes_something_away_and_names_a_test() -> None:
    assert [guard.name for guard in GUARDS if not guard.without] == []
    assert [name for name, count in Counter(guard.name for guard in GUARDS).items() if count > 1] == []
    missing = []
    for guard in GUARDS:
        file, _, name = guard.test.partition("::")
        if name.partition("[")[0] not in functions(file):
            missing.append(guard.test)
    assert missing == []


def test_every_row_stands_on_a_line_of_the_page_that_names_its_test() -> None:
    unnamed = [
        (guard.name, guard.against, guard.test)
        for guard in GUARDS
        if f"`{guard.test.partition('::')[0]}`" not in lines().get(guard.against, "")
    ]
    assert unnamed == []


def test_every_line_of_the_page_has_a_row_or_a_reason() -> None:
    held = {guard.against for guard in GUARDS}
    assert held & set(IN_NO_TEXT) == set()
    assert held | set(IN_NO_TEXT) == set(lines())


REPORT = '<testsuite><testcase classname="tests.a.test_b" name="test_c[d]">{}</testcase></testsuite>'


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("", Verdict.PASSED),
        ('<failure message="assert 1 == 2"/>', Verdict.FAILED),
        ('<failure message="Failed: Timeout &gt;300.0s"/>', Verdict.NOTHING),
        ('<error message="fixture broke"/>', Verdict.NOTHING),
        ('<failure message="assert 1 == 2"/><error message="then the fixture broke"/>', Verdict.NOTHING),
        ('<skipped message="no browser"/>', Verdict.NOTHING),
    ],
)
def test_only_a_test_that_fails_itself_has_missed_its_guard(
    said: str, verdict: Verdict, tmp_path: Path
) -> None:
    report = tmp_path / "report.xml"
    assert outcome(report).verdict is Verdict.NOTHING
    report.write_text(REPORT.format(said))
    found = outcome(report)
    assert found.verdict is verdict
    assert found.passed == {"tests/a/test_b.py::test_c[d]": said == ""}


def test_guard_counts_only_where_its_test_passed_before() -> None:
    [guard] = chosen(["lock"])
    one, other = f"{guard.test}[a]", f"{guard.test}_as_well"
    assert passes(guard, {guard.test: True, other: False})
    assert passes(guard, {one: True})
    assert not passes(guard, {one: True, f"{guard.test}[b]": False})
    assert not passes(guard, {other: True})
    with pytest.raises(SystemExit, match="no such guard: lokc"):
        chosen(["lokc"])


def test_text_that_is_not_there_once_is_not_taken_away(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text("x = 1\nx = 1\ny = 2\n")
    with pytest.raises(ValueError, match="2 times"):
        without(tmp_path, [Text("a.py", "x = 1", "x = 2")])
    before = without(tmp_path, [Text("a.py", "y = 2", "y = 3"), Text("a.py", "y = 3")])
    assert (file.read_text(), before) == ("x = 1\nx = 1\n\n", {file: "x = 1\nx = 1\ny = 2\n"})


def test_sql_is_of_the_owner_and_names_one_statement() -> None:
    statements = {change.statement for guard in GUARDS for change in guard.without if isinstance(change, Sql)}
    assert len(statements) > 5
    assert [statement for statement in statements if ";" in statement] == []
