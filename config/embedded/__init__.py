"""PostgreSQL and Valkey for a machine that has neither: started by the first user, stopped by the last.

`ensure()` is called by any process that has no DATABASE_URL or REDIS_URL of its own. Each such process holds
a shared lock on `var/lease` for as long as it lives; a *keeper* process (`__main__.py`) owns the two servers
and stops them as soon as nobody holds that lock. The kernel drops the lock of a process that dies in any way,
so that nothing is left running even after `kill -9`. Linux only, like the binaries.
"""

from __future__ import annotations

import atexit
import os
import socket
import time
from pathlib import Path
from urllib.parse import urlsplit

from config.embedded import keeper
from config.embedded.lease import FileLock
from config.embedded.services import EmbeddedError, Services

__all__ = ["EmbeddedError", "Services", "ensure", "release"]

_STOP_SECONDS = 30.0

# var directory -> (lease, process that took it). A forked child shares its parent's lease and must not give
# it back.
_leases: dict[Path, tuple[FileLock, int]] = {}


def ensure(var_dir: Path) -> Services:
    """Start or join the embedded services under `var_dir` and keep them alive while this process lives.

    Joining costs a few milliseconds. Raises `EmbeddedError` with what to do when a server cannot be started.
    """
    var_dir = Path(var_dir).absolute()
    _make_directory(var_dir)
    if var_dir not in _leases:
        lease = FileLock(var_dir / "lease")
        lease.shared()
        _leases[var_dir] = (lease, os.getpid())
        atexit.register(release, var_dir)
    with FileLock(var_dir / "start.lock") as start_lock:
        start_lock.exclusive()
        return _running(var_dir) or keeper.spawn(var_dir)


def release(var_dir: Path) -> None:
    """Give back this process's lease; if it was the last one, return only after both servers have stopped."""
    var_dir = Path(var_dir).absolute()
    lease, holder = _leases.pop(var_dir, (None, 0))
    if lease is None or holder != os.getpid():
        return
    with lease:
        if lease.try_exclusive():
            keeper.stop(var_dir, seconds=_STOP_SECONDS)


def _make_directory(var_dir: Path) -> None:
    try:
        var_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EmbeddedError(f"cannot create {var_dir}: {error.strerror}") from error
    if not os.access(var_dir, os.R_OK | os.W_OK | os.X_OK):
        raise EmbeddedError(
            f"{var_dir} belongs to another user (was it made by root?). Remove it, run as that user, "
            "or name another directory in HUANJU_VAR."
        )


def _running(var_dir: Path) -> Services | None:
    """Services that a live keeper vouches for and that accept connections; None when there are none."""
    if not keeper.is_alive(var_dir):
        return None
    services = Services.read(var_dir)
    if services and _accepts(services.database_url) and _accepts(services.redis_url):
        return services
    # The keeper is stopping, or one of its servers died and would not come back in time: begin afresh.
    keeper.stop(var_dir, seconds=_STOP_SECONDS)
    return None


def _accepts(url: str, *, seconds: float = 5.0) -> bool:
    """Whether something listens at the address; waits while the keeper brings a crashed server back."""
    address = urlsplit(url)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            socket.create_connection((address.hostname or "", address.port or 0), timeout=1).close()
            return True
        except OSError:
            time.sleep(0.05)
    return False
