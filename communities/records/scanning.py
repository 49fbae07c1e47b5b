"""Asking ClamAV about a file, over its socket (protocol INSTREAM). Not configured: nobody is asked."""

from __future__ import annotations

import re
import socket
import struct
from typing import IO

from django.conf import settings

from communities.records.models import ScanState

CHUNK = 64 * 1024
LONGEST_ANSWER = 4096


class ScannerDown(RuntimeError):
    """The scanner is configured and does not answer as it should: the file must wait."""


def is_configured() -> bool:
    """Whether uploads are scanned at all."""
    return bool(settings.CLAMAV_SOCKET)


def scanned(content: IO[bytes]) -> ScanState:
    """What the scanner says: unscanned (none is configured), clean or infected; quarantined while it is down."""
    if not is_configured():
        return ScanState.UNSCANNED
    try:
        return ScanState.INFECTED if finding(content) else ScanState.CLEAN
    except ScannerDown:
        return ScanState.QUARANTINED


def finding(content: IO[bytes]) -> str:
    """The name of what was found, empty for a clean file. Raises `ScannerDown`.

    Only a plain `OK` counts as clean: anything that is not understood is no answer.
    """
    content.seek(0)
    try:
        with _connected() as connection:
            connection.sendall(b"zINSTREAM\0")
            while chunk := content.read(CHUNK):
                connection.sendall(struct.pack("!I", len(chunk)) + chunk)
            connection.sendall(struct.pack("!I", 0))
            said = _answer(connection)
    except OSError as failure:
        raise ScannerDown("The scanner does not answer.") from failure
    finally:
        content.seek(0)
    if said == "stream: OK":
        return ""
    if found := re.fullmatch(r"stream: (.+) FOUND", said):
        return found.group(1)[:120]
    raise ScannerDown(f"The scanner said: {said[:120]}")


def _connected() -> socket.socket:
    """Connected to `host:port`, or to the path of a unix socket."""
    where: str = settings.CLAMAV_SOCKET
    host, _, port = where.rpartition(":")
    if host and port.isdecimal():
        return socket.create_connection((host, int(port)), timeout=settings.CLAMAV_TIMEOUT)
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(settings.CLAMAV_TIMEOUT)
    try:
        connection.connect(where)
    except OSError:
        connection.close()
        raise
    return connection


def _answer(connection: socket.socket) -> str:
    said = b""
    while len(said) < LONGEST_ANSWER and b"\0" not in said and (part := connection.recv(1024)):
        said += part
    return said.partition(b"\0")[0].decode("utf-8", "replace").strip()
