"""Unpacks an uploaded .xlsx without trusting it: every limit is checked before anything reads the whole."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TypeAlias
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

# Ours, all of them: far above any register seen, far below what would hurt a worker of 300 MB.
MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_UNPACKED_BYTES = 64 * 1024 * 1024
MAX_RATIO = 100
RATIO_COUNTS_FROM = 8 * 1024 * 1024
MAX_PARTS = 2_000

PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How spreadsheets are packed; other ways may ask for gigabytes before they give a byte."""

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
OLD_EXCEL = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")

BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, KeyError, OSError, RuntimeError, ValueError)
"""What reading a damaged archive raises; a part of unknown packing is a RuntimeError."""

Source: TypeAlias = str | Path | bytes


class UnusableFile(Exception):
    """The file cannot be read as a register. `message` says what, why and what next, for the person who
    uploaded it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def read_content(source: Source) -> bytes:
    """The bytes of a file, refused when there are too many or none."""
    if not isinstance(source, bytes):
        path = Path(source)
        if path.stat().st_size > MAX_FILE_BYTES:
            raise _too_large(path.stat().st_size)
        source = path.read_bytes()
    if len(source) > MAX_FILE_BYTES:
        raise _too_large(len(source))
    if not source:
        raise UnusableFile(
            "empty", "文件是空的（0 字节），多半是上传或拷贝中断。请在电脑上确认能打开后重新上传。"
        )
    return source


def _too_large(size: int) -> UnusableFile:
    shown, limit = f"{size / 1024 / 1024:.1f}", MAX_FILE_BYTES // 1024 // 1024
    return UnusableFile(
        "too_large",
        f"文件有 {shown} MB，超过 {limit} MB 的上限。请删去图片和无关的工作表，或按区（市）拆开上传。",
    )


def unzipped(content: bytes) -> zipfile.ZipFile:
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise UnusableFile(
                "password", "文件加了打开密码，无法读取。请在 Excel 中取消密码，另存后重新上传。"
            )
        raise UnusableFile(
            "old_xls",
            "这是旧版 .xls（或 .et）文件，本系统只读 .xlsx。请在 Excel 或 WPS 中“另存为”.xlsx 后重新上传。",
        )
    if content.startswith(OLD_EXCEL):
        raise UnusableFile(
            "old_xls", "这是旧版 .xls 文件，本系统只读 .xlsx。请在 Excel 或 WPS 中“另存为”.xlsx 后重新上传。"
        )
    if not content.startswith(b"PK"):
        raise UnusableFile(
            "not_a_workbook",
            "这不是 .xlsx 文件（可能是网页、CSV 或文本改了扩展名）。请用 Excel 或 WPS 打开，"
            "“另存为”.xlsx 后重新上传。",
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except BROKEN as broken:
        raise truncated() from broken
    _check_archive(archive, len(content))
    return archive


def truncated() -> UnusableFile:
    return UnusableFile(
        "truncated", "文件不完整或已损坏，多半是上传或拷贝中断。请在电脑上确认能打开，另存一份后重新上传。"
    )


def _check_archive(archive: zipfile.ZipFile, size: int) -> None:
    """What the directory of the archive already gives away, before anything is unpacked."""
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnusableFile("password", "压缩包加了密码，无法读取。请取消密码，另存为 .xlsx 后重新上传。")
    if any(entry.compress_type not in PACKINGS for entry in entries):
        raise truncated()
    bombs = (entry for entry in entries if entry.file_size > RATIO_COUNTS_FROM)
    if (
        any(entry.file_size > MAX_RATIO * max(entry.compress_size, 1) for entry in bombs)
        or sum(entry.file_size for entry in entries) > max(MAX_RATIO * size, RATIO_COUNTS_FROM)
        or len(entries) > MAX_PARTS
        or len(set(names)) < len(names)
    ):
        raise _bomb()
    if "xl/workbook.xml" not in names:
        raise UnusableFile(
            "not_a_workbook",
            "这个压缩文件里没有 .xlsx 工作簿（可能是 Word、.ods、.xlsb 或普通压缩包）。"
            "请解压或“另存为”.xlsx 后重新上传。",
        )


def _bomb() -> UnusableFile:
    return UnusableFile(
        "zip_bomb",
        "文件解压后异常膨胀，可能损害系统，已拒绝读取。请把台账内容复制到新建的工作簿中，另存后重新上传。",
    )


class Parts:
    """The parts of the archive, unpacked within one common allowance."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names = {info.filename: info for info in archive.infolist()}
        self.left = MAX_UNPACKED_BYTES

    def stream(self, name: str) -> IO[bytes]:
        try:
            return self.archive.open(name)
        except BROKEN as broken:
            raise truncated() from broken

    def elements(self, name: str) -> Iterator[Element]:
        """The elements of a part as they end; refuses document types and what exceeds the allowance."""
        with self.stream(name) as stream:
            try:
                for _, element in iterparse(_Limited(stream, self), events=("end",), forbid_dtd=True):
                    yield element
            except DefusedXmlException as entities:
                raise UnusableFile(
                    "entities",
                    "文件里夹带了实体定义，可能损害系统，已拒绝读取。请把台账内容复制到新建的工作簿中另存后上传。",
                ) from entities
            except (ParseError, *BROKEN) as broken:
                raise truncated() from broken

    def repacked(self, leave_out: set[str]) -> io.BytesIO:
        """A plain archive of the parts that hold values: what we measured is what the next parser gets."""
        wanted = [
            name
            for name in self.names
            if name not in leave_out
            and (
                name == "[Content_Types].xml"
                or name.startswith("_rels/")
                or re.match(r"xl/(?!media/).*\.(xml|rels)$", name)
            )
            and not re.match(r"xl/(drawings|charts|theme|printerSettings|pivot\w*|externalLinks)/", name)
        ]
        if sum(self.names[name].file_size for name in wanted) > MAX_UNPACKED_BYTES:
            raise _too_much()
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as target:
            for name in wanted:
                try:
                    target.writestr(name, self.archive.read(name))
                except BROKEN as broken:
                    raise truncated() from broken
        packed.seek(0)
        return packed


class _Limited:
    """A stream that takes from the common allowance and refuses to give more."""

    def __init__(self, stream: IO[bytes], parts: Parts) -> None:
        self.stream = stream
        self.parts = parts

    def read(self, size: int = -1) -> bytes:
        chunk = self.stream.read(size if size > 0 else 65536)
        self.parts.left -= len(chunk)
        if self.parts.left < 0:
            raise _too_much()
        return chunk


def _too_much() -> UnusableFile:
    limit = MAX_UNPACKED_BYTES // 1024 // 1024
    return UnusableFile(
        "too_much_content",
        f"文件解压后超过 {limit} MB，不像一份台账。请删去无关的工作表和空白格式行，或按区（市）拆开上传。",
    )
