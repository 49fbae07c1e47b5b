"""By whom, and for whom: every column that names who acted has one beside it, and whoever writes one writes both."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from approvals.models import PlanAdjustment
from communities.people import acting
from communities.people.acting import ActedForField
from communities.people.delegation.enums import NEVER_LENT
from communities.people.enums import Capability
from governance.models import MonthSupplement
from tests.config.acting import APPS, LEFT_OUT, acts_of, for_whom, models, partner, people_of

ROOT = Path(__file__).resolve().parents[2]


def test_every_column_that_names_who_acted_has_one_that_says_for_whom() -> None:
    lacking, idle = [], []
    for model in models():
        own, beside = model.__name__, for_whom(model)
        acts = {
            column: partner(column, beside)
            for column in people_of(model)
            if f"{own}.{column}" not in LEFT_OUT
        }
        lacking += [
            f"{own}.{column}"
            for column, found in acts.items()
            if list(acts.values()).count(found) > 1 or not found
        ]
        idle += [f"{own}.{one}" for one in for_whom(model) - set(acts.values())]
    assert lacking == [], (
        "each wants an ActedForField of its own (communities/people/acting.py), or a reason above"
    )
    assert idle == [], "stands beside nobody"


def test_what_is_left_out_exists_and_can_be_done_by_nobody_else() -> None:
    every = {f"{model.__name__}.{column}" for model in models() for column in people_of(model)}
    assert set(LEFT_OUT) <= every
    assert {why for why in LEFT_OUT.values() if isinstance(why, Capability)} <= NEVER_LENT


def test_new_row_takes_the_principal_and_a_later_act_waits_for_its_service() -> None:
    fields = [f for model in models() for f in model._meta.concrete_fields if isinstance(f, ActedForField)]
    assert {field.default for field in fields} == {acting.principal_id, None}
    with acting.acting_for(7):
        assert {field.get_default() for field in fields if field.default is not None} == {7}
    assert {field.get_default() for field in fields} == {None}


def written(tree: ast.AST) -> Iterator[tuple[int, set[str]]]:
    """(line, names) of each place that writes columns: attributes set in a function, a list of names, `.update(…)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            stored = (
                n for n in ast.walk(node) if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store)
            )
            yield node.lineno, {each.attr for each in stored}
        elif isinstance(node, ast.List | ast.Tuple | ast.Set):
            names = {e.value for e in node.elts if isinstance(e, ast.Constant) and isinstance(e.value, str)}
            yield node.lineno, names
        elif (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "update"
        ):
            yield node.lineno, {word.arg for word in node.keywords if word.arg}
        elif isinstance(node, ast.Call) and any(word.arg == "entered_by_id" for word in node.keywords):
            yield node.lineno, {word.arg.removesuffix("_id") for word in node.keywords if word.arg}


def sources() -> list[Path]:
    """Where rows are written: everything but models, migrations, forms and the JSON interface."""
    skipped = {"models", "migrations", "forms", "api", "templatetags"}
    every = (path for app in APPS for path in (ROOT / app).rglob("*.py"))
    return [path for path in every if not skipped & {*path.parts, path.stem}]


def is_final(model: Any) -> bool:
    """Whether its rows are never changed: then the field has filled itself for good."""
    return hasattr(model, "sealed_by") or model in (PlanAdjustment, MonthSupplement)


@pytest.mark.parametrize("app", APPS)
def test_whoever_writes_who_acted_later_writes_for_whom_too(app: str) -> None:
    pairs = {column for model in models() if not is_final(model) for column in acts_of(model)}
    forgotten = [
        f"{path.relative_to(ROOT)}:{line} {column}"
        for path in sources()
        if path.is_relative_to(ROOT / app) and "delegation" not in path.parts
        for line, names in written(ast.parse(path.read_text("utf-8")))
        for column in names & pairs
        if not partner(column, names)
    ]
    assert forgotten == []
