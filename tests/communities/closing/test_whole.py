"""A rich tenant taken out whole and deleted, its neighbour untouched: every table counted, every hash compared."""

from __future__ import annotations

import hashlib
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone

from communities.audit.models import Tombstone
from communities.audit.tombstones import is_genuine
from communities.closing import services, tables
from communities.closing.deleting import NOBODY, delete_whole
from communities.closing.errors import NotPossible
from communities.closing.exporting import Exported, export_whole
from communities.people import tokens
from communities.people.models import Person, Role
from communities.people.services import appoint
from communities.records.models import Document
from communities.tenancy.models import Tenant
from tests.approvals.plan import planning
from tests.cast import People, Town
from tests.conftest import logged_in_as
from tests.projects import making


@pytest.fixture
def rich(qingdao: Town, people: People) -> Town:
    """Projects in the pool with their papers, decisions and history; phones of people."""
    with qingdao.entered():
        planning.ripe(qingdao, people, "登州路小区")
        Person.objects.filter(pk=people.qd_street.person_id).update(phone="13800000001")
    return qingdao


def read(path: Path) -> tuple[dict[str, Any], dict[str, bytes]]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        content = {name: archive.read(name) for name in archive.namelist()}
    return json.loads(content["index.json"]), content


def export(town: Town, to: Path, **more: Any) -> Exported:
    return export_whole(town.tenant, to=to, now=timezone.now(), **more)


def counted(town: Town) -> dict[str, int]:
    """Rows of every owned and history table."""
    with town.entered():
        return {m._meta.label: tables.of_tenant(m).count() for m in tables.owned()}


def test_archive_holds_every_row_file_and_text(rich: Town, tmp_path: Path) -> None:
    before = counted(rich)
    done = export(rich, tmp_path)
    index, content = read(done.path)

    assert hashlib.sha256(done.path.read_bytes()).hexdigest() == done.sha256
    assert done.rows == before
    assert sum(1 for count in before.values() if count) > 25  # rich indeed
    for name, told in index["parts"].items():
        assert hashlib.sha256(content[name]).hexdigest() == told["sha256"], name
        assert len(content[name]) == told["bytes"]
        assert "rows" not in told or content[name].count(b"\n") == told["rows"]
    for label, rows in before.items():
        told = index["parts"][f"tables/{label}.jsonl"]
        assert told["rows"] == rows
        lines = [json.loads(line) for line in content[f"tables/{label}.jsonl"].splitlines()]
        assert {line["tenant_id"] for line in lines} <= {rich.tenant.pk}
        if lines:
            assert {column["name"] for column in told["columns"]} == set(lines[0])
    with rich.entered():
        papers = list(Document.objects.values_list("file", "sha256"))
    assert papers
    for name, digest in papers:
        assert hashlib.sha256(content[f"files/{name}"]).hexdigest() == digest
    assert index["files"] == {"taken": len(papers), "missing": 0, "differing": 0}
    assert "改造" in content["rulebook/1/qingdao.yaml"].decode()


def test_personal_data_and_keys_are_left_out_unless_asked(rich: Town, people: People, tmp_path: Path) -> None:
    with rich.entered():
        key = tokens.issue(person=people.qd_street.person, tenant=rich.tenant)
    plain, full = (
        export(rich, tmp_path / name, with_personal_data=name == "b.zip") for name in ("a.zip", "b.zip")
    )
    without, with_ = plain.path, full.path

    def phones(path: Path) -> set[str]:
        people_part = read(path)[1]["people.jsonl"].decode()
        return {json.loads(line).get("phone", "") for line in people_part.splitlines()}

    assert phones(without) == {""}
    assert "13800000001" in phones(with_)
    for path in (without, with_):
        content = read(path)[1]
        assert tokens.hash_of(key).encode() not in content["tables/communities.AccessToken.jsonl"]
        assert b"argon2" not in b"".join(content.values())
    assert "owner" in read(without)[0]["parts"]["tables/communities.Dwelling.jsonl"]["withheld"]
    assert read(with_)[0]["with_personal_data"] is True


def test_export_refuses_an_existing_file_and_a_full_disk(
    rich: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "there.zip"
    there.write_bytes(b"mine")
    with pytest.raises(NotPossible, match="不会覆盖"):
        export(rich, there)
    assert there.read_bytes() == b"mine"
    with rich.entered():
        Document.objects.update(size=2**60)
    with pytest.raises(NotPossible, match="空间不足"):
        export(rich, tmp_path / "new.zip")
    with pytest.raises(NotPossible, match="无法写入"):
        export(rich, tmp_path / "no" / "such.zip")
    assert sorted(p.name for p in tmp_path.iterdir() if p.suffix) == ["there.zip"]


def test_missing_and_changed_files_are_told(rich: Town, tmp_path: Path) -> None:
    with rich.entered():
        gone, changed, *_ = Document.objects.order_by("id")
    for paper in (gone, changed):
        default_storage.delete(paper.file.name)
    default_storage.save(changed.file.name, ContentFile(b"something else"))
    done = export(rich, tmp_path)
    assert (done.missing, done.differing) == (1, 1)
    lines = [json.loads(line) for line in read(done.path)[1]["files.jsonl"].splitlines()]
    assert [line["id"] for line in lines if "missing" in line] == [gone.pk]
    assert [(line["id"], line["differs"]) for line in lines if "differs" in line] == [
        (changed.pk, changed.sha256)
    ]


def test_deletion_needs_suspension_export_and_time(rich: Town, tmp_path: Path) -> None:
    now, tenant = timezone.now(), rich.tenant
    with pytest.raises(NotPossible, match="只有停用的租户"):
        services.ask_deletion(tenant, reason="试用结束", now=now)
    export(rich, tmp_path / "early.zip")
    services.suspend(tenant, reason="试用结束", now=now)
    with pytest.raises(NotPossible, match="停用以后还没有整体导出"):
        services.ask_deletion(tenant, reason="试用结束", now=now)
    done = export(rich, tmp_path / "late.zip")
    with pytest.raises(NotPossible, match="没有校验码为"):
        services.ask_deletion(tenant, reason="试用结束", export_sha256="0" * 64, now=now)
    held = services.ask_deletion(tenant, reason="试用结束", export_sha256=done.sha256, now=now)
    assert held.delete_after == now + timedelta(days=settings.TENANT_DELETION_DAYS)
    with pytest.raises(NotPossible, match="等待期未满"):
        delete_whole(tenant, reason="试用结束", now=now + timedelta(days=29))
    with pytest.raises(NotPossible, match="数据库所有者"):
        delete_whole(tenant, reason="试用结束", now=now + timedelta(days=31))
    services.resume(tenant, now=now)
    with pytest.raises(NotPossible, match="还没有申请删除"):
        delete_whole(tenant, reason="试用结束", now=now + timedelta(days=31))


def test_deleted_tenant_leaves_a_stone_and_its_neighbour_whole(
    committed: None, rich: Town, wulong: Town, people: People, tmp_path: Path
) -> None:
    both, only = people.qd_city.person, people.qd_street.person
    with wulong.entered():
        appoint(
            person=both, role=Role.objects.get(code="reader"), jurisdiction=wulong.top, starts_on=making.DAY
        )
        making.paper("武隆材料", wulong.top, people.wl_housing)
    now = timezone.now()
    services.suspend(rich.tenant, reason="试用结束", now=now)
    done = export(rich, tmp_path)
    services.ask_deletion(rich.tenant, reason="试用结束", now=now)
    mine, theirs = counted(rich), counted(wulong)
    with wulong.entered():
        (kept,) = Document.objects.values_list("file", flat=True)
    with rich.entered():
        papers = list(Document.objects.values_list("file", flat=True))

    with logged_in_as(settings.DATABASE_OWNER_URL):
        gone = delete_whole(rich.tenant, reason="试用结束", now=now + timedelta(days=31))
        assert total_rows() == {m._meta.db_table: theirs[m._meta.label] for m in tables.owned()}

    assert (gone.rows, counted(wulong)) == (mine, theirs)
    assert not Tenant.objects.filter(code="qingdao").exists()
    assert papers
    assert not any(map(default_storage.exists, papers))
    assert default_storage.exists(kept)
    stone = Tombstone.objects.get()
    assert (stone.code, stone.rows, stone.export_sha256) == ("qingdao", mine, done.sha256)
    assert is_genuine(stone)
    both.refresh_from_db()
    only.refresh_from_db()
    assert (both.username, both.is_active) == ("qd-city", True)
    assert (only.name, only.phone, only.is_active, only.has_usable_password()) == (NOBODY, "", False, False)


def total_rows() -> dict[str, int]:
    """Rows in every owned table of the whole database, whosever: as the owner, from tenant to tenant."""
    found = {m._meta.db_table: 0 for m in tables.owned()}
    with transaction.atomic(), connection.cursor() as cursor:
        for table in found:
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - our own names
            found[table] = cursor.fetchone()[0]
        transaction.set_rollback(True)
    return found
