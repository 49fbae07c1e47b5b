"""Running a server as a child that cannot outlive its parent, also when we are root; and finding strays."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from config.embedded.services import EmbeddedError

_NOBODY = 65534
_PR_SET_PDEATHSIG = 1
# PostgreSQL refuses to run as root. In a user namespace of its own root looks like an ordinary user to it,
# while the files stay root's: no account is made and no directory opened to others.
_NAMESPACE = ("unshare", "--user", "--map-user=1000", "--map-group=1000")


@dataclass(frozen=True)
class Identity:
    """Whom a server runs as: a command prefix or a user id, or neither."""

    prefix: tuple[str, ...] = ()
    user: int | None = None


def unprivileged(directory: Path) -> Identity:
    """An identity other than root that may write `directory` (which need not exist yet, its parent must).

    Not root: oneself. Root, and the directory belongs to somebody: that user. Else a user namespace; where
    the kernel refuses those, `nobody`, to whom the directory is then given.
    """
    if os.geteuid() != 0:
        return Identity()
    owner = directory.stat().st_uid if directory.exists() else 0
    if owner not in (0, _NOBODY):
        return Identity(user=owner)
    if owner == 0 and _namespaces_work():
        return Identity(prefix=_NAMESPACE)
    _refuse_closed_parents(directory)
    for path in [directory, *directory.rglob("*")] if owner == 0 and directory.exists() else []:
        os.chown(path, _NOBODY, _NOBODY, follow_symlinks=False)
    return Identity(user=_NOBODY)


@cache
def _namespaces_work() -> bool:
    try:
        return subprocess.run([*_NAMESPACE, "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def _refuse_closed_parents(directory: Path) -> None:
    for parent in directory.parents:
        if parent.exists() and not parent.stat().st_mode & 0o001:
            raise EmbeddedError(
                "PostgreSQL cannot run as root, this kernel refuses user namespaces, "
                f"and {parent} is closed to other users. Run as an ordinary user, "
                "or set DATABASE_URL, or name an open directory in HUANJU_VAR."
            )


def run(arguments: Sequence[str | Path], *, identity: Identity, cwd: Path) -> None:
    """Run a command to its end; raise `EmbeddedError` with its last words when it fails."""
    done = subprocess.run(
        [*identity.prefix, *map(str, arguments)],
        user=identity.user,
        group=identity.user,
        extra_groups=None if identity.user is None else [],
        cwd=cwd,
        env=clean_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    if done.returncode:
        raise EmbeddedError(
            f"{Path(arguments[0]).name} failed: {(done.stderr or done.stdout).strip()[-2000:]}"
        )


def spawn(
    arguments: Sequence[str | Path],
    *,
    log: Path,
    death_signal: signal.Signals,
    identity: Identity | None = None,
) -> subprocess.Popen[bytes]:
    """Start a server that gets `death_signal` from the kernel when we die. Its output goes to `log`.

    Must be called from the main thread: the kernel's "parent" is the thread that forked.
    """
    who = identity or Identity()
    with log.open("ab") as output:
        return subprocess.Popen(
            [*who.prefix, *map(str, arguments)],
            user=who.user,
            group=who.user,
            extra_groups=None if who.user is None else [],
            cwd="/",
            env=clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,  # the terminal's Ctrl-C is not for it
            preexec_fn=lambda: die_with_parent(death_signal),
        )


def die_with_parent(death_signal: signal.Signals) -> None:
    """In a fresh child: get `death_signal` when the parent dies, and take all signals again."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])


def clean_environment() -> dict[str, str]:
    """Our environment without the variables by which a user steers other PostgreSQL servers."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C.UTF-8"}


def free_port(preferred: int | None = None) -> int:
    """A loopback port that nobody listens on: the preferred one if it is free, else any."""
    for candidate in (preferred, 0) if preferred else (0,):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", candidate))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise EmbeddedError("no free port on 127.0.0.1")


def stop(process: subprocess.Popen[bytes], *signals: signal.Signals, seconds: float = 10.0) -> None:
    """Ask a child to stop by each signal in turn, at last by SIGKILL, and wait until it is gone."""
    for number in (*signals, signal.SIGKILL):
        process.send_signal(number)
        try:
            process.wait(seconds)
            return
        except subprocess.TimeoutExpired:
            continue


def stop_strays(home: Path, *, names: Sequence[str], seconds: float = 10.0) -> None:
    """Stop servers of these names that still work in `home`, left by a keeper that was killed.

    Both servers make their data directory their working directory, so no pid file, which could be stale, is
    asked.
    """
    deadline = time.monotonic() + seconds
    pause = 0.01
    while strays := [pid for pid in _processes() if _works_in(pid, home, names)]:
        if time.monotonic() > deadline:
            raise EmbeddedError(f"another server (pid {strays[0]}) still uses {home} and does not stop")
        for pid in strays:
            send(pid, signal.SIGINT)
        time.sleep(pause)
        pause = min(2 * pause, 0.5)


def _processes() -> list[int]:
    return [int(entry) for entry in os.listdir("/proc") if entry.isdigit()]


def _works_in(pid: int, home: Path, names: Sequence[str]) -> bool:
    try:
        if Path(f"/proc/{pid}/comm").read_text().strip() not in names:
            return False
        return os.path.realpath(f"/proc/{pid}/cwd") == os.path.realpath(home)
    except OSError:  # it has ended, or belongs to somebody else
        return False


def send(pid: int, number: signal.Signals) -> None:
    """Send a signal to a process that may be gone by now."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def last_words(log: Path, *, characters: int = 1500) -> str:
    """The end of a log, for an error message."""
    try:
        return log.read_text(errors="replace")[-characters:].strip()
    except FileNotFoundError:
        return "(no log)"
