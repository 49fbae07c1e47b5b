"""A small ClamAV: speaks INSTREAM over a socket and knows one virus, the one that every scanner knows."""

from __future__ import annotations

import socket
import socketserver
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class _Handler(socketserver.BaseRequestHandler):
    """One scan."""

    def handle(self) -> None:
        assert self._exactly(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!I", self._exactly(4))[0]:
            content += self._exactly(size)
        said: bytes = self.server.says or (b"Eicar-Signature FOUND" if EICAR in content else b"OK")  # type: ignore[attr-defined]
        self.request.sendall(b"stream: " + said + b"\0")

    def _exactly(self, size: int) -> bytes:
        got = b""
        while len(got) < size:
            part = self.request.recv(size - len(got))
            if not part:
                raise ConnectionError("hung up")
            got += part
        return got


class _Unix(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


class _Tcp(socketserver.ThreadingTCPServer):
    daemon_threads = True


@contextmanager
def scanner(where: Path | None = None, says: bytes = b"") -> Iterator[str]:
    """A running scanner; the value of `CLAMAV_SOCKET` that leads to it. `says`: one answer to everything."""
    server: socketserver.BaseServer = (
        _Unix(str(where), _Handler) if where else _Tcp(("127.0.0.1", 0), _Handler)
    )
    server.says = says  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield str(where) if where else f"127.0.0.1:{server.server_address[1]}"  # type: ignore[index]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def nobody() -> str:
    """An address where nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"
