"""A tenant taken out whole: every row of every table, every file, every rulebook text, in one archive that can be
checked without us.

Rows leave the database one by one and go straight into the archive: memory does not grow with the tenant. One
transaction sees all of them at one instant.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from django.db import connection, models, transaction
from django.db.models import Sum
from django.utils import timezone
from psycopg.sql import SQL, Identifier

from communities.audit.enums import Action
from communities.audit.services import note
from communities.closing import tables
from communities.closing.errors import NotPossible
from communities.closing.services import EXPORTED
from communities.people.models import Person
from communities.privacy.fields import decrypt
from communities.records.models import Document
from communities.rulebooks.models import RulebookVersion
from communities.tenancy.context import enter
from communities.tenancy.models import Tenant

FORMAT = 1
CHUNK = 1000
"""Rows in memory at a time."""
PERSON = ("id", "username", "name", "phone", "is_active", "created_at")
"""What is told of a person: never the password."""
README = """焕居 整体导出
============

租户：{name}（{code}）
导出时刻：{at}（数据库中同一时刻的全部数据）
个人信息：{personal}

目录
----
index.json            每个文件的行数、字节数和 SHA-256；每张表各列的含义和取值
tables/<表名>.jsonl    每行一条记录（JSON Lines，UTF-8）；名称以 Event 结尾的是该表的历史，
                      每次新增、修改、删除一行；pgh_created_at 是时刻，pgh_context 是谁、为什么、哪一次请求
people.jsonl          这些记录提到的人员：用户名、姓名，没有密码
files/                上传和生成的文件，路径与 tables/communities.Document.jsonl 的 file 一栏相同
files.jsonl           每个文件的 SHA-256 和大小；missing 表示存储中已找不到，differs 表示与登记的校验码不符
rulebook/<版本号>/     各版本规则的原文、所依据的共用底层、本级补充设定

核对
----
解压后逐个计算 SHA-256，与 index.json 的 sha256 比较；行数与 rows 比较。整个压缩文件的 SHA-256 由命令在导出完成时给出，
并记入审计记录。面积单位为平方米，金额单位为元，时刻为 UTC。口令、令牌和邀请链接的密钥不在其中。
"""


@dataclass(frozen=True)
class Exported:
    """A finished archive: its file, its SHA-256, rows by table, files taken, files not as they were on record."""

    path: Path
    sha256: str
    rows: dict[str, int]
    files: int
    missing: int
    differing: int


def export_whole(tenant: Tenant, *, to: Path, with_personal_data: bool = False, now: datetime) -> Exported:
    """Write the archive, to a file `*.zip` or under a name of its own into a directory; keep a line of it on record.

    It stands under its name only when it is complete. Raises `NotPossible` for a file that exists, a directory that
    does not, a disk that is full.
    """
    path = to / f"huanju-{tenant.code}-{timezone.localtime(now):%Y%m%d-%H%M%S}.zip" if to.is_dir() else to
    if path.suffix != ".zip":
        raise NotPossible("bad_target", f"{to} 既不是已有的目录，也不是 .zip 文件名。")
    if path.exists():
        raise NotPossible("file_exists", f"文件 {path} 已经存在，不会覆盖。请换一个名称。")
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with partial.open("xb") as target:
            done = _write(tenant, target, with_personal_data=with_personal_data, now=now)
            target.flush()
            os.fsync(target.fileno())
        with partial.open("rb") as written:
            digest = hashlib.file_digest(written, "sha256").hexdigest()
        if path.exists():
            raise NotPossible("file_exists", f"文件 {path} 已经存在，不会覆盖。请换一个名称。")
        partial.rename(path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        partial.unlink(missing_ok=True)
    with enter(tenant.pk):
        what = f"{path.name}（{'含' if with_personal_data else '不含'}个人信息）"
        note(Action.EXPORT, EXPORTED, by=None, about=tenant, name=what, reason=digest)
    return Exported(path, digest, **done)


def _unwritable(path: Path, error: OSError) -> NotPossible:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return NotPossible("disk_full", f"{path.parent} 所在磁盘空间不足，没有留下文件。")
    return NotPossible("not_writable", f"文件 {path} 无法写入（{error.strerror}）。")


def _write(tenant: Tenant, target: IO[bytes], *, with_personal_data: bool, now: datetime) -> dict[str, Any]:
    """Everything into the archive, as of one instant."""
    with _one_instant(), enter(tenant.pk), zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        _check_space(target)
        parts = _Parts(archive)
        rows = _tables(parts, with_personal_data)
        _people(parts, with_personal_data)
        _rulebooks(parts)
        files, missing, differing = _files(parts)
        personal = "含（已解密，请按规定保管）" if with_personal_data else "不含（加密的列为空）"
        said = README.format(
            name=tenant.name, code=tenant.code, at=timezone.localtime(now).isoformat(), personal=personal
        )
        parts.text("README.txt", said)
        index = {
            "format": FORMAT,
            "tenant": {
                "code": tenant.code,
                "name": tenant.name,
                "founded_at": tenant.created_at.isoformat(),
            },
            "exported_at": now.isoformat(),
            "with_personal_data": with_personal_data,
            "files": {"taken": files, "missing": missing, "differing": differing},
            "parts": parts.written,
        }
        archive.writestr("index.json", json.dumps(index, ensure_ascii=False, indent=1))
    return {"rows": rows, "files": files, "missing": missing, "differing": differing}


@contextmanager
def _one_instant() -> Iterator[None]:
    """A transaction that sees the database as it was at its beginning; inside another one, that one's."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _check_space(target: IO[bytes]) -> None:
    """Refuse at once what can't end well: files hardly shrink."""
    needed = Document.objects.aggregate(n=Sum("size"))["n"] or 0
    if needed > shutil.disk_usage(Path(target.name).parent).free:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class _Parts:
    """The parts of the archive, each hashed and counted while it is written."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.written: dict[str, dict[str, Any]] = {}

    def text(self, name: str, text: str) -> None:
        content = text.encode()
        self.archive.writestr(name, content)
        self.written[name] = {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}

    def lines(self, name: str, lines: Iterator[str], **more: Any) -> int:
        """One line each; the number of them."""
        digest, size, count = hashlib.sha256(), 0, 0
        with self.archive.open(name, "w", force_zip64=True) as part:
            for line in lines:
                content = f"{line}\n".encode()
                digest.update(content)
                size += len(content)
                count += 1
                part.write(content)
        self.written[name] = {"rows": count, "sha256": digest.hexdigest(), "bytes": size, **more}
        return count

    def file(self, name: str, source: IO[bytes]) -> tuple[str, int]:
        """A file as it is; its SHA-256 and bytes."""
        digest, size = hashlib.sha256(), 0
        with self.archive.open(name, "w", force_zip64=True) as part:
            while chunk := source.read(1 << 20):
                digest.update(chunk)
                size += len(chunk)
                part.write(chunk)
        return digest.hexdigest(), size


def _tables(parts: _Parts, with_personal_data: bool) -> dict[str, int]:
    found = {}
    for model in tables.owned():
        label = model._meta.label
        withheld = sorted(tables.SECRETS & {f.column for f in model._meta.local_fields})
        if not with_personal_data:
            withheld += tables.encrypted(model)
        found[label] = parts.lines(
            f"tables/{label}.jsonl",
            _rows(model, withheld, with_personal_data),
            columns=tables.columns(model),
            withheld=withheld,
        )
    return found


def _rows(model: type[models.Model], withheld: list[str], with_personal_data: bool) -> Iterator[str]:
    """The rows of the tenant entered as the database writes them in JSON, in the order of their keys."""
    asked = SQL(
        "SELECT (to_jsonb(r) || jsonb_build_object({}))::text FROM {} r WHERE tenant_id = {} ORDER BY {}"
    ).format(
        SQL(", ").join(SQL("{}, NULL").format(column) for column in withheld),
        Identifier(model._meta.db_table),
        SQL("current_setting('app.tenant_id')::bigint"),
        Identifier(tables.key_of(model)),
    )
    sealed = tables.encrypted(model) if with_personal_data else {}
    with connection.chunked_cursor() as cursor:
        cursor.execute(asked.as_string(None))  # a command keeps history: what watches statements reads text
        while chunk := cursor.fetchmany(CHUNK):
            for (line,) in chunk:
                yield _opened(line, sealed) if sealed else line


def _opened(line: str, sealed: dict[str, str]) -> str:
    """The row with its personal data readable."""
    row = json.loads(line)
    for column, purpose in sealed.items():
        if row.get(column):
            row[column] = decrypt(row[column], purpose=purpose)
    return json.dumps(row, ensure_ascii=False)


def _people(parts: _Parts, with_personal_data: bool) -> None:
    known = Person.objects.filter(pk__in=tables.people()).order_by("pk")
    wanted = [name for name in PERSON if with_personal_data or name != "phone"]
    rows = known.values(*wanted).iterator(chunk_size=CHUNK)
    parts.lines("people.jsonl", (json.dumps(row, ensure_ascii=False, default=str) for row in rows))


def _rulebooks(parts: _Parts) -> None:
    for version in RulebookVersion.objects.order_by("number").iterator(chunk_size=1):
        folder = f"rulebook/{version.number}"
        parts.text(f"{folder}/{version.pack_id}.yaml", version.pack_text)
        for layer, text in version.layers.items():
            parts.text(f"{folder}/layers/{layer}.yaml", text)
        parts.text(f"{folder}/overlay.json", json.dumps(version.overlay, ensure_ascii=False, indent=1))


def _files(parts: _Parts) -> tuple[int, int, int]:
    """(taken, missing in the storage, differing from their SHA-256 on record). Their list is spooled, not held."""
    counts = {"taken": 0, "missing": 0, "differs": 0}
    with TemporaryFile("w+", encoding="utf-8") as told:
        for row, field in tables.files():
            file = getattr(row, field.name)
            line: dict[str, Any] = {"file": file.name, "table": row._meta.label, "id": row.pk}
            recorded = getattr(row, "sha256", "")
            if not file.storage.exists(file.name):
                counts["missing"] += 1
                line["missing"] = True
            else:
                with file.storage.open(file.name) as source:
                    line["sha256"], line["size"] = parts.file(f"files/{file.name}", source)
                counts["taken"] += 1
                if recorded and recorded != line["sha256"]:
                    counts["differs"] += 1
                    line["differs"] = recorded
            told.write(json.dumps(line, ensure_ascii=False) + "\n")
        told.seek(0)
        parts.lines("files.jsonl", (line.rstrip("\n") for line in told))
    return counts["taken"], counts["missing"], counts["differs"]
