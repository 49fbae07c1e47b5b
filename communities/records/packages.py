"""What an office file carries inside, looked through without opening it: limits first, then each part's beginning."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import IO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.core.exceptions import ValidationError

# Ours, all of them: far above any honest file, far below what would hurt a worker.
MAX_UNPACKED_BYTES = 256 * 1024 * 1024
MAX_RATIO = 100
RATIO_COUNTS_FROM = 8 * 1024 * 1024
MAX_PARTS = 5_000
MAX_EMBEDDED = 20

PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ARCHIVES = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF")
PROGRAMS = (b"MZ", b"\x7fELF")
MACROS = re.compile(r"(^|/)(vbaProject|vbaData|macrosheets/|activeX/)", re.IGNORECASE)
EMBEDDED = re.compile(r"^(xl|word)/embeddings/[^/]+\.(xlsx|docx)$", re.IGNORECASE)
MACRO_TYPE = b"macroEnabled"
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    NotImplementedError,
)
"""What reading a damaged archive raises."""


def parts(content: IO[bytes]) -> set[str]:
    """The names of the parts of an office file that can do no harm to whoever opens it here or at his desk.

    Raises `ValidationError`: damaged, locked by a password, swelling when unpacked, with macros, with other archives
    or programs inside, with names that lead out of the folder, with entity definitions.
    """
    return _looked_through(content, depth=0)


def _looked_through(content: IO[bytes], depth: int) -> set[str]:
    try:
        with zipfile.ZipFile(content) as archive:
            entries = archive.infolist()
            _check_directory(entries, content)
            for number, entry in enumerate(e for e in entries if EMBEDDED.match(e.filename)):
                _check_embedded(archive, entry, number, depth)
            for entry in entries:
                _check_part(archive, entry)
            return {entry.filename for entry in entries}
    except BROKEN as broken:
        raise truncated() from broken


def truncated() -> ValidationError:
    """The sentence for a file that was cut off."""
    return ValidationError(
        "文件不完整或已损坏，多半是上传或拷贝中断。请在电脑上确认能打开，另存一份后重新上传。",
        code="truncated",
    )


def _check_directory(entries: list[zipfile.ZipInfo], content: IO[bytes]) -> None:
    """What the directory of the archive gives away, before anything is unpacked."""
    size = content.seek(0, io.SEEK_END)
    names = [entry.filename for entry in entries]
    if any(entry.flag_bits & 1 for entry in entries):
        raise ValidationError(
            "文件加了打开密码，无法读取。请在 Excel 或 Word 中取消密码，另存后重新上传。", code="password"
        )
    if any(entry.compress_type not in PACKINGS for entry in entries):
        raise truncated()
    unpacked = sum(entry.file_size for entry in entries)
    swelling = (entry for entry in entries if entry.file_size > RATIO_COUNTS_FROM)
    if (
        any(entry.file_size > MAX_RATIO * max(entry.compress_size, 1) for entry in swelling)
        or unpacked > max(MAX_RATIO * size, RATIO_COUNTS_FROM)
        or unpacked > MAX_UNPACKED_BYTES
        or len(entries) > MAX_PARTS
        or len({name.lower() for name in names}) < len(names)
    ):
        raise ValidationError(
            "文件解压后异常膨胀，可能损害系统，已拒绝。请把内容复制到新建的文件中，另存后重新上传。",
            code="zip_bomb",
        )
    if any(_leads_out(name) for name in names):
        raise ValidationError(
            "文件里夹带了指向系统目录的内容，已拒绝。请把内容复制到新建的文件中，另存后重新上传。",
            code="traversal",
        )
    if any(MACROS.search(name) for name in names):
        raise _with_macros()


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return "\\" in name or name.startswith("/") or ".." in parts or ":" in parts[0]


def _with_macros() -> ValidationError:
    return ValidationError(
        "文件里带有宏程序，不收。请在 Excel 或 Word 中“另存为”不带宏的 .xlsx 或 .docx 后重新上传。",
        code="macros",
    )


def _check_embedded(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, number: int, depth: int) -> None:
    """The workbook behind a chart is looked through in the same way; one inside that is too deep."""
    if depth or number >= MAX_EMBEDDED:
        raise _nested()
    _looked_through(io.BytesIO(archive.read(entry)), depth + 1)


def _check_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """The beginning of a part: no other archive, no program; of XML no document type before the first element."""
    with archive.open(entry) as part:
        head = part.read(8)
    if head.startswith((*ARCHIVES, *PROGRAMS)) and not EMBEDDED.match(entry.filename):
        raise _nested()
    if entry.filename == "[Content_Types].xml" and MACRO_TYPE in archive.read(entry):
        raise _with_macros()
    if entry.filename.lower().endswith((".xml", ".rels")) and head.strip():
        with archive.open(entry) as part:
            _check_xml(part)


def _nested() -> ValidationError:
    return ValidationError(
        "文件里又夹带了压缩包或程序，不收。请取出后分别上传需要的材料。", code="nested_archive"
    )


def _check_xml(part: IO[bytes]) -> None:
    try:
        next(iter(iterparse(part, events=("start",), forbid_dtd=True)), None)
    except DefusedXmlException as entities:
        raise ValidationError(
            "文件里夹带了实体定义，可能损害系统，已拒绝。请把内容复制到新建的文件中，另存后重新上传。",
            code="entities",
        ) from entities
    except ParseError as broken:
        raise truncated() from broken
