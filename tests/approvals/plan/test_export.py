"""export_plan as a program calls it, and the same table from the page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import ManagementUtility
from django.db import connections
from django.test import Client

from approvals.plan.services import adjust, open_plan
from communities.people.rights import Actor
from projects.enums import State
from tests.approvals.plan import planning
from tests.approvals.plan.test_adjusting import put
from tests.cast import People, Town
from tests.projects import making

pytestmark = pytest.mark.django_db
KEYS = ["file", "sha256", "year", "frozen", "document_no", "batches", "rows", "totals"]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Call manage.py in this process: (exit code, standard output, standard error)."""
    monkeypatch.setattr(connections, "close_all", lambda: None)  # the test's transaction lives there

    def call(*arguments: object) -> tuple[int, str, str]:
        code = 0
        try:
            ManagementUtility(["manage.py", "export_plan", *map(str, arguments)]).execute()
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def texts(path: Path | BytesIO) -> list[list[Any]]:
    sheet: Any = openpyxl.load_workbook(path).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_confirmed_plan_is_written(qingdao: Town, people: People, run: Any, tmp_path: Path) -> None:
    with qingdao.entered():
        projects = [planning.ripe(qingdao, people, name) for name in ("一号院", "二号院", "=三号院")]
        plan, entries = planning.drafted(projects, people.qd_street)
        planning.confirmed(plan, entries[:1], people.qd_city)
        planning.confirmed(plan, entries[1:], people.qd_city, "青建发〔2026〕12号")
        put(projects[0], State.COMPLETED)
        put(projects[2], State.BUILDING)
        adjust(
            entries[1],
            kind="remove",
            document_no="调一",
            reason="撤",
            on=planning.DAY,
            by=people.qd_city,
            now=making.NOW,
        )
    path = tmp_path / "plan.xlsx"
    code, out, err = run("--tenant", "qingdao", "--year", 2027, path, "--json")
    assert (code, err) == (0, "")
    answer = json.loads(out)
    assert list(answer) == KEYS
    city = qingdao.top.code
    assert answer == {
        "file": str(path),
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "year": 2027,
        "frozen": True,
        "document_no": "青建发〔2026〕12号",
        "batches": [
            {
                "body": f"city-gov@{city}",
                "document_no": "青建发〔2026〕11号",
                "confirmed_on": "2026-11-20",
                "rows": 1,
            },
            {
                "body": f"city-gov@{city}",
                "document_no": "青建发〔2026〕12号",
                "confirmed_on": "2026-11-20",
                "rows": 1,
            },
        ],
        "rows": 2,
        "totals": {
            "neighbourhoods": 2,
            "buildings": 16,
            "households": 624,
            "area_wan_m2": "5.02",
            "investment_wan_yuan": "93.60",
            "started": 2,
            "completed": 1,
        },
    }
    rows = texts(path)
    assert rows[0][0] == "青岛市城镇老旧小区改造 2027 年度计划"
    assert rows[4][1:] == [
        "第 2 批", "青建发〔2026〕12号", projects[2].code, "=三号院改造项目", "云霄路社区",
        1, 8, 312, 2.51, 46.8, "施工中", "是", None,
    ]  # fmt: skip


def test_draft_is_written_marked_and_answered_1(
    qingdao: Town, people: People, run: Any, tmp_path: Path
) -> None:
    with qingdao.entered():
        planning.drafted([planning.reserved(qingdao, people, estimate=None)], people.qd_street)
    path = tmp_path / "plan.xlsx"
    code, out, _ = run("--tenant", "qingdao", "--year", 2027, path, "--json")
    answer = json.loads(out)
    assert (code, answer["frozen"], answer["document_no"], answer["batches"]) == (1, False, None, [])
    assert (answer["rows"], answer["totals"]["investment_wan_yuan"]) == (1, None)
    assert "（草稿）" in texts(path)[0][0]


def test_partly_confirmed_plan_is_not_frozen(qingdao: Town, people: People, run: Any, tmp_path: Path) -> None:
    with qingdao.entered():
        projects = [planning.ripe(qingdao, people, name) for name in ("一号院", "二号院")]
        plan, entries = planning.drafted(projects, people.qd_street)
        planning.confirmed(plan, entries[:1], people.qd_city)
    path = tmp_path / "plan.xlsx"
    code, out, _ = run("--tenant", "qingdao", "--year", 2027, path, "--json")
    answer = json.loads(out)
    assert (code, answer["frozen"], answer["rows"], len(answer["batches"])) == (0, False, 2, 1)
    assert "（草稿）" in texts(path)[0][0]


@pytest.mark.parametrize("opened", [True, False])
def test_year_without_projects_is_an_empty_draft(
    qingdao: Town, people: People, run: Any, tmp_path: Path, opened: bool
) -> None:
    if opened:
        with qingdao.entered():
            open_plan(2027, by=people.qd_street, now=making.NOW)
    path = tmp_path / "plan.xlsx"
    code, out, err = run("--tenant", "qingdao", "--year", 2027, path)
    assert (code, out, "草稿" in err, path.exists()) == (1, "", True, True)


@pytest.mark.parametrize(
    ("tenant", "year", "name", "error"),
    [
        ("nowhere", "2027", "plan.xlsx", "unknown_tenant"),
        ("qingdao", "2027", "no/such/plan.xlsx", "unwritable_file"),
        ("qingdao", "1999", "plan.xlsx", "bad_year"),
        ("qingdao", "next", "plan.xlsx", "bad_arguments"),
    ],
)
def test_unusable_call_writes_nothing(
    qingdao: Town, run: Any, tmp_path: Path, tenant: str, year: str, name: str, error: str
) -> None:
    path = tmp_path / name
    code, out, err = run("--tenant", tenant, "--year", year, path, "--json")
    assert (code, out) == (2, "")
    said = json.loads(err)
    assert (list(said), said["error"]) == (["error", "message"], error)
    assert not path.exists()


def test_page_exports_what_the_person_sees(
    qingdao: Town, people: People, client_of: Callable[[Actor], Client]
) -> None:
    with qingdao.entered():
        planning.drafted([planning.reserved(qingdao, people)], people.qd_street)
        answer = client_of(people.qd_finance).get("/qingdao/plans/2027/file/")
        assert answer.status_code == 200
        rows = texts(BytesIO(answer.content))
        assert (rows[3][4], rows[4][4]) == ("河清路二小区改造项目", "合计 1 个项目")
        refused = client_of(people.qd_admin).get("/qingdao/plans/2027/file/")
        assert (refused.status_code, "导出表格" in refused.content.decode()) == (403, True)
