"""The operator's commands as a program calls them: one object, exit codes, a sentence for every refusal."""

from __future__ import annotations

import hashlib
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from communities.tenancy.models import Tenant
from manage import OWNER_COMMANDS
from tests.cast import Town


def run(*arguments: object) -> tuple[int, dict[str, Any]]:
    """(exit code, the object, or the error)."""
    out, err, code = StringIO(), StringIO(), 0
    try:
        call_command(*map(str, arguments), "--json", stdout=out, stderr=err)
    except SystemExit as end:
        code = int(end.code or 0)
    return code, json.loads(out.getvalue() or err.getvalue())


def test_a_tenant_is_closed_step_by_step(qingdao: Town, tmp_path: Path) -> None:
    why = ("--reason", "试用结束")
    assert run("delete_tenant", "qingdao", *why) == (
        2,
        {"error": "not_suspended", "message": "只有停用的租户才能删除，请先执行 suspend_tenant。"},
    )
    assert run("suspend_tenant", "qingdao", *why)[0] == 0
    code, exported = run("export_tenant", "qingdao", "--to", tmp_path / "all.zip")
    assert (code, exported["files_missing"]) == (0, 0)
    assert hashlib.sha256((tmp_path / "all.zip").read_bytes()).hexdigest() == exported["sha256"]
    assert run("export_tenant", "qingdao", "--to", tmp_path / "all.zip")[1]["error"] == "file_exists"
    code, asked = run("delete_tenant", "qingdao", *why, "--export-sha256", exported["sha256"])
    assert (code, "delete_after" in asked) == (0, True)
    refused = [
        run("delete_tenant", "qingdao", *why, *more)[1]["error"]
        for more in (["--now"], ["--execute"], ["--execute", "--confirm", "qingdao"])
    ]
    assert refused == ["must_wait", "not_confirmed", "too_early"]
    assert run("resume_tenant", "qingdao") == (0, {"tenant": "qingdao", "deletion_cancelled": True})
    assert Tenant.objects.filter(code="qingdao", suspended_at=None, delete_after=None).exists()


def test_superior_is_named_and_taken_back(qingdao: Town, wulong: Town) -> None:
    assert run("set_superior", "wulong", "--superior", "qingdao") == (
        0,
        {"tenant": "wulong", "superior": "qingdao"},
    )
    assert run("set_superior", "qingdao", "--superior", "wulong")[1]["error"] == "in_a_circle"
    assert run("set_superior", "wulong", "--superior", "nobody")[1]["error"] == "unknown_tenant"
    assert run("set_superior", "wulong", "--none") == (0, {"tenant": "wulong", "superior": None})


@pytest.mark.parametrize("command", ["suspend_tenant", "delete_tenant"])
def test_unknown_tenant_is_said(db: None, command: str) -> None:
    assert run(command, "nowhere", "--reason", "x")[1]["error"] == "unknown_tenant"


def test_deleting_runs_as_the_owner() -> None:
    assert "delete_tenant" in OWNER_COMMANDS
