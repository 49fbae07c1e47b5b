"""What a file is, told by its content: a name can say anything."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO

from django.core.exceptions import ValidationError

from communities.records import packages

ZIP = b"PK\x03\x04"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class FileType:
    """A kind of file that is taken in: its media type and the endings that its name may have."""

    content_type: str
    suffixes: tuple[str, ...]


PDF = FileType("application/pdf", (".pdf",))
PNG = FileType("image/png", (".png",))
JPEG = FileType("image/jpeg", (".jpg", ".jpeg"))
XLSX = FileType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (".xlsx",))
DOCX = FileType("application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",))

PDF_MARK = b"%PDF-"
BEGINNINGS = ((PDF_MARK, PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
PICTURES = {PNG.content_type: "PNG", JPEG.content_type: "JPEG"}
"""Media type -> the name that the library of pictures has for it."""
OFFICE_PARTS = (("xl/workbook.xml", XLSX), ("word/document.xml", DOCX))

ACCEPTED = "PDF、PNG、JPG、XLSX、DOCX"


def of(content: IO[bytes]) -> FileType:
    """The type of a file by its first bytes, and for office files by what they contain.

    Raises `ValidationError` with a sentence that says what the file is and what to do; the position in the
    file is lost.
    """
    content.seek(0)
    head = content.read(1024)
    for beginning, filetype in BEGINNINGS:
        if head.startswith(beginning):
            if filetype is PDF and zipfile.is_zipfile(content):
                raise _two_in_one()
            return filetype
    if head.startswith(ZIP):
        if PDF_MARK in head:
            raise _two_in_one()
        return _office(content)
    if head.startswith(OLE):
        raise _old_office(content)
    raise ValidationError(
        f"这种文件不收。可以上传 {ACCEPTED} 文件；其他文件请另存为其中一种后重新上传。", code="type_refused"
    )


def _office(content: IO[bytes]) -> FileType:
    names = packages.parts(content)
    found = [filetype for part, filetype in OFFICE_PARTS if part in names]
    if len(found) > 1:
        raise _two_in_one()
    if found:
        return found[0]
    raise ValidationError(
        f"这是压缩包，不收。请解压后分别上传其中的 {ACCEPTED} 文件。", code="archive_refused"
    )


def _two_in_one() -> ValidationError:
    """A file that is two things at once is read as one by us and as the other by somebody else."""
    return ValidationError(
        "文件同时是两种格式，不收。请用原来的软件打开，另存一份后重新上传。", code="polyglot"
    )


def _old_office(content: IO[bytes]) -> ValidationError:
    content.seek(0)
    if any(ENCRYPTED_PACKAGE in chunk for chunk in _overlapping(content)):
        return ValidationError(
            "文件加了打开密码，无法读取。请在 Excel 或 Word 中取消密码，另存后重新上传。", code="password"
        )
    return ValidationError(
        "这是旧版 Office 文件（.xls、.doc、.et、.wps）。"
        "请在 Excel 或 WPS 中“另存为”.xlsx 或 .docx 后重新上传。",
        code="old_office",
    )


def _overlapping(content: IO[bytes], size: int = 1024 * 1024) -> list[bytes]:
    """The content in pieces that overlap by the length of what is looked for."""
    pieces, tail = [], b""
    while chunk := content.read(size):
        pieces.append(tail + chunk)
        tail = chunk[-len(ENCRYPTED_PACKAGE) :]
    return pieces


def named(filename: str, filetype: FileType) -> str:
    """A file name that is safe to store and to send: no folders, no invisible characters, the ending of its
    true type.

    At most 200 characters; what remains empty becomes 文件.
    """
    last = PurePath(filename.replace("\\", "/")).name
    shown = "".join(char for char in last if char.isprintable() and char not in '<>:"|?*/').strip(" .")
    stem, suffix = PurePath(shown).stem or "文件", PurePath(shown).suffix
    if suffix.lower() not in filetype.suffixes:
        stem, suffix = shown or "文件", filetype.suffixes[0]
    return f"{stem[: 200 - len(suffix)]}{suffix}"
