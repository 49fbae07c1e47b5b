"""`manage.py import_register` as policy/ask.md has it, with the two real registers."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import Count, Sum

from communities.neighbourhoods.models import (
    ImportedRow,
    Neighbourhood,
    PlausibilityQuery,
    RegisterImport,
    Survey,
)
from communities.people.models import Person
from communities.records.models import Document
from communities.tenancy.context import enter
from tests.cast import Town
from tests.communities.imports.conftest import FILES, City
from tests.communities.imports.files import at, sheet
from tests.communities.register.sheets import REGISTERS, raw, register

KEYS = ["committed", "created", "updated", "unchanged", "totals", "districts", "errors", "queries"]


class Said:
    """What a call left on standard output, on standard error and as its exit code."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.err = code, err
        self.json: dict[str, Any] = json.loads(out) if out else {}


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*arguments: object) -> Said:
        code = 0
        try:
            call_command("import_register", *map(str, arguments), "--json")
        except SystemExit as ended:
            code = int(ended.code or 0)
        out, err = capsys.readouterr()
        return Said(code, out, err)

    return call


def sums() -> tuple[int, ...]:
    found = Neighbourhood.objects.aggregate(
        Count("pk"), Sum("buildings"), Sum("households"), area=Sum("floor_area")
    )
    return found["pk__count"], found["buildings__sum"], found["households__sum"], int(found["area"])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "rows", "buildings", "households", "area"),
    [("qingdao", 473, 3782, 137714, "1109.48"), ("wulong", 31, 1618, 13072, "166.65")],
)
def test_real_register_has_its_exact_totals_and_is_unchanged_the_second_time(
    request: pytest.FixtureRequest,
    command: Any,
    code: str,
    rows: int,
    buildings: int,
    households: int,
    area: str,
) -> None:
    city: City = request.getfixturevalue(f"real_{code}")
    file = REGISTERS / FILES[code]

    first = command("--tenant", city.tenant.code, file, "--commit")
    assert (first.code, list(first.json)) == (0, KEYS)
    assert [first.json[key] for key in KEYS[:4]] == [True, rows, 0, 0]
    expected = {"neighbourhoods": rows, "buildings": buildings, "households": households, "area_wan_m2": area}
    assert first.json["totals"] == expected
    with (REGISTERS / file.name.replace("register.xlsx", "totals.csv")).open(encoding="utf-8") as table:
        published = [list(row.values()) for row in csv.DictReader(table)]
    assert [list(map(str, district.values())) for district in first.json["districts"]] == published

    with enter(city.tenant.pk):
        assert sums() == (rows, buildings, households, int(float(area) * 10_000))
        assert Survey.objects.count() == rows
        assert not Neighbourhood.objects.filter(willing_ratio=None).exists()
        before = list(Neighbourhood.objects.order_by("pk").values_list("pk", "revision", "updated_at"))
    second = command("--tenant", city.tenant.code, file, "--commit")
    assert (second.code, [second.json[key] for key in KEYS[:4]]) == (0, [True, 0, 0, rows])
    with enter(city.tenant.pk):
        after = list(Neighbourhood.objects.order_by("pk").values_list("pk", "revision", "updated_at"))
        assert (after, Survey.objects.count()) == (before, rows)


@pytest.mark.slow
def test_wulong_register_is_judged_and_its_building_count_draws_a_query(
    real_wulong: City, command: Any
) -> None:
    said = command("--tenant", real_wulong.tenant.code, REGISTERS / FILES["wulong"], "--commit")
    about_sum = said.json["queries"][0]
    assert (about_sum["row"], about_sum["column"], about_sum["value"]) == (4, "G", "1618")
    assert "1,618 栋 13,072 户，平均每栋 8.1 户" in about_sum["message"]
    with enter(real_wulong.tenant.pk):
        refused = Neighbourhood.objects.get(eligible="no")
        assert refused.completed_from is not None
        assert refused.completed_from.year == 2003
        assert Neighbourhood.objects.filter(open_queries__gt=0).count() == PlausibilityQuery.objects.count()
        assert not any(row.is_registered for row in Neighbourhood.objects.filter(open_queries__gt=0))


@pytest.fixture
def mixed(qingdao: Town, tmp_path: Path) -> Path:
    """Two good rows and one with two wrong cells."""
    path = tmp_path / "2023.xlsx"
    path.write_bytes(sheet(qingdao, {}, {"households": "约300", "completed": "不详"}, {"name": "棉纺厂宿舍"}))
    return path


def test_dry_run_writes_nothing_at_all(qingdao: Town, command: Any, mixed: Path) -> None:
    said = command("--tenant", "qingdao", mixed)
    assert (said.code, said.json["committed"], said.json["created"]) == (1, False, 2)
    with qingdao.entered():
        for model in (Neighbourhood, RegisterImport, Document, ImportedRow):
            assert not model.objects.exists()
    assert not Person.objects.filter(username="system", last_login__isnull=False).exists()


def test_errors_name_row_column_value_and_what_to_do(qingdao: Town, command: Any, mixed: Path) -> None:
    errors = command("--tenant", "qingdao", mixed).json["errors"]
    assert [(error["row"], error["column"], error["value"]) for error in errors] == [
        (5, "F", "不详"),
        (5, "H", "约300"),
    ]
    assert errors[1]["message"] == "“约300”是约数；应为整数，单位户；核实后填写确数，如 300"


def test_commit_is_all_or_nothing_unless_told_clean_rows(qingdao: Town, command: Any, mixed: Path) -> None:
    refused = command("--tenant", "qingdao", mixed, "--commit")
    assert (refused.code, refused.json["committed"]) == (1, False)
    with qingdao.entered():
        assert not Neighbourhood.objects.exists()

    done = command("--tenant", "qingdao", mixed, "--commit", "--clean-rows")
    assert (done.code, done.json["committed"], done.json["created"]) == (1, True, 2)
    with qingdao.entered():
        assert set(Neighbourhood.objects.values_list("name", flat=True)) == {"四建西家属楼", "棉纺厂宿舍"}
        kept = RegisterImport.objects.get()
        assert (kept.state, kept.uploaded_by.username) == ("written", "system")
        assert kept.summary == {"created": 2, "updated": 0, "unchanged": 0, "left_out": 1}
        assert (kept.reading or {})["receipt"] is not None


def test_the_named_user_signs_for_the_import(qingdao: Town, command: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(sheet(qingdao))
    assert command("--tenant", "qingdao", path, "--commit", "--user", "qd-district").code == 0
    with qingdao.entered():
        assert RegisterImport.objects.get().uploaded_by.username == "qd-district"


def test_update_needs_no_second_row(qingdao: Town, command: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(sheet(qingdao))
    command("--tenant", "qingdao", path, "--commit")
    path.write_bytes(sheet(qingdao, {"households": 331}))
    said = command("--tenant", "qingdao", path, "--commit")
    assert [said.json[key] for key in KEYS[1:4]] == [0, 1, 0]
    with qingdao.entered():
        assert Neighbourhood.objects.get().households == 331


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", "empty"),
        (b"a,b\n1,2\n", "not_a_workbook"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "old_xls"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "password"),
        (raw(["甲", "乙"], [1, 2]), "no_header"),
        (register({})[:2000], "truncated"),
    ],
)
def test_unusable_file_has_its_own_word_and_writes_nothing(
    qingdao: Town, command: Any, tmp_path: Path, content: bytes, error: str
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    said = command("--tenant", "qingdao", path, "--commit")
    assert (said.code, said.json) == (2, {})
    told = json.loads(said.err)
    assert told["error"] == error
    assert len(told["message"]) > 10
    with qingdao.entered():
        assert not RegisterImport.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("--tenant", "nowhere", "x.xlsx"), "unknown_tenant"),
        (("--tenant", "qingdao", "/nowhere/x.xlsx"), "missing_file"),
    ],
)
def test_unusable_arguments(qingdao: Town, command: Any, arguments: tuple[str, ...], error: str) -> None:
    said = command(*arguments)
    assert (said.code, json.loads(said.err)["error"]) == (2, error)


def test_blank_community_is_registered_at_the_street_and_asked_about(
    qingdao: Town, command: Any, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(register({**at(qingdao), "community": None}))
    said = command("--tenant", "qingdao", path, "--commit")
    assert "先登记在" in said.json["queries"][0]["message"]
    with qingdao.entered():
        row = Neighbourhood.objects.get()
        assert (row.jurisdiction.code, row.open_queries) == ("370202001", 1)
