"""A small server that speaks as much S3 as files on record need, and keeps no file public."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass
class Bucket:
    """What the server holds and was asked."""

    endpoint: str = ""
    objects: dict[str, bytes] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    is_full: bool = False


def _handler(bucket: Bucket) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _take(self) -> bytes:
            bucket.asked.append((self.command, self.path, dict(self.headers)))
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))

        def _say(self, status: int, content: bytes = b"", **headers: str) -> None:
            self.send_response(status)
            for name, value in {
                "ETag": '"x"',
                "Last-Modified": "Sun, 22 Nov 2026 03:00:00 GMT",
                **headers,
            }.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Connection", "close")
            self.close_connection = True
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        def do_PUT(self) -> None:
            content = self._take()
            if "AWS4-HMAC-SHA256" not in self.headers.get("Authorization", ""):
                return self._say(403)
            if bucket.is_full:
                return self._say(507, b"<Error><Code>InsufficientStorage</Code></Error>")
            bucket.objects[self.path] = content
            return self._say(200)

        def do_GET(self) -> None:
            self._take()
            found = bucket.objects.get(self.path.partition("?")[0])
            if found is None:
                return self._say(404, b"<Error><Code>NoSuchKey</Code></Error>")
            return self._say(200, found)

        def do_HEAD(self) -> None:
            self.do_GET()

        def do_DELETE(self) -> None:
            self._take()
            bucket.objects.pop(self.path.partition("?")[0], None)
            self._say(204)

        def log_message(self, *_: Any) -> None:
            """Nothing."""

    return Handler


@contextmanager
def bucket() -> Iterator[Bucket]:
    """A running server."""
    held = Bucket()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(held))
    held.endpoint = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield held
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
