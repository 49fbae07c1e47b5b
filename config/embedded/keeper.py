"""Dealing with the keeper (`__main__.py`), the process that owns the servers: start it, find it, stop it.

A keeper holds `var/keeper.lock` for life and has written its process id there: that is how others know
that it lives.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from config.embedded import process
from config.embedded.lease import FileLock
from config.embedded.services import EmbeddedError, Services

READY = "ready"

_ROOT = Path(__file__).resolve().parents[2]


def spawn(var_dir: Path) -> Services:
    """Start a keeper and wait until its servers answer. The caller holds `start.lock` and a lease."""
    arguments = [sys.executable, "-m", "config.embedded", str(var_dir)]
    log = var_dir / "keeper.log"
    with log.open("ab") as errors:
        started = subprocess.run(
            arguments,
            cwd=_ROOT,
            env=process.clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
            text=True,
            check=False,
        )
    words, services = started.stdout.strip(), Services.read(var_dir)
    if words == READY and services is not None:
        return services
    raise EmbeddedError(
        words or f"the embedded services did not start. The end of {log}:\n{process.last_words(log)}"
    )


def is_alive(var_dir: Path) -> bool:
    """Whether a keeper looks after this directory."""
    with FileLock(lock_file(var_dir)) as lock:
        return not lock.try_exclusive()


def stop(var_dir: Path, *, seconds: float) -> None:
    """Tell the keeper to stop its servers and wait until it has."""
    with FileLock(lock_file(var_dir)) as lock:
        if lock.try_exclusive():
            return
        if pid := _pid(var_dir):
            process.send(pid, signal.SIGTERM)
        if not lock.exclusive_within(seconds):
            raise EmbeddedError(
                f"the embedded services under {var_dir} did not stop within {seconds:.0f} seconds"
            )


def _pid(var_dir: Path) -> int | None:
    """The keeper's process id; None if the file is stale and the number somebody else's by now."""
    try:
        pid = int(lock_file(var_dir).read_text())
        return pid if b"config.embedded" in Path(f"/proc/{pid}/cmdline").read_bytes() else None
    except (ValueError, FileNotFoundError):
        return None


def lock_file(var_dir: Path) -> Path:
    """The file that a live keeper has locked; it holds the keeper's process id."""
    return var_dir / "keeper.lock"
