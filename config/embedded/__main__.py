"""The keeper: `python -m config.embedded VAR`, started by `keeper.spawn()` only.

Starts the two servers, brings one back that dies, and stops both when nobody holds the lease any more or on
SIGTERM. If the keeper itself is killed, the kernel stops its servers (`process.spawn`).
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

from config.embedded import keeper
from config.embedded.lease import FileLock
from config.embedded.postgres import OWNER, RUNTIME, Postgres
from config.embedded.services import EmbeddedError, Passwords, Services
from config.embedded.valkey import Valkey

_LOOK_SECONDS = 0.2
_RESTARTS_IN_A_ROW = 5
_CALM_SECONDS = 60.0


def main(var_dir: Path) -> None:
    """Leave the starter's process behind, start the servers, say `ready` or what went wrong, keep them."""
    if os.fork():
        os._exit(0)  # the starter need not wait for us, nor bury us
    lock = FileLock(keeper.lock_file(var_dir))
    if not lock.exclusive_within(30):
        sys.exit(f"another keeper looks after {var_dir} and does not stop")
    keeper.lock_file(var_dir).write_text(str(os.getpid()))
    # Received where we wait for them, not in the middle of something. Children take them again.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT, signal.SIGCHLD})
    postgres, valkey = _servers(var_dir)
    try:
        postgres.start()
        valkey.start()
        _addresses(postgres, valkey).publish(var_dir)
        _answer(keeper.READY)
        _keep(var_dir, postgres, valkey)
    except EmbeddedError as error:
        _answer(str(error))
    finally:
        valkey.stop()
        postgres.stop()


def _servers(var_dir: Path) -> tuple[Postgres, Valkey]:
    """The two servers, on the ports that they had before: they are taken again where they are free."""
    passwords = Passwords.load(var_dir)
    durable = os.environ.get("HUANJU_FSYNC", "on") != "off"
    before = Services.read(var_dir)
    Services.withdraw(var_dir)
    return (
        Postgres(
            var_dir / "pg", passwords, durable=durable, port=_port(before.owner_url if before else None)
        ),
        Valkey(var_dir / "valkey", passwords, port=_port(before.redis_url if before else None)),
    )


def _port(url: str | None) -> int | None:
    return urlsplit(url).port if url else None


def _addresses(postgres: Postgres, valkey: Valkey) -> Services:
    return Services(
        database_url=postgres.url(RUNTIME, postgres.passwords.runtime),
        owner_url=postgres.url(OWNER, postgres.passwords.owner),
        redis_url=valkey.url,
    )


def _answer(words: str) -> None:
    """Tell the starter, who reads until we close our output, and keep a copy of bad news in the log."""
    if words != keeper.READY:
        print(words, file=sys.stderr, flush=True)
    print(words, flush=True)
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _keep(var_dir: Path, postgres: Postgres, valkey: Valkey) -> None:
    """Wait until the lease is free or somebody asks us to stop, bringing back servers that die meanwhile.

    A server that dies again and again is not brought back a sixth time: then both stop, and the next
    `ensure()` starts afresh or says why it cannot.
    """
    restarts, last_restart = 0, 0.0
    with FileLock(var_dir / "lease") as lease:
        while not lease.try_exclusive():
            if _stop_is_asked():
                return
            for server in (postgres, valkey):
                if server.is_alive():
                    continue
                restarts = 1 if time.monotonic() - last_restart > _CALM_SECONDS else restarts + 1
                last_restart = time.monotonic()
                print(f"{type(server).__name__} died, restart {restarts}", file=sys.stderr, flush=True)
                if restarts > _RESTARTS_IN_A_ROW:
                    return
                server.start()
                _addresses(postgres, valkey).publish(var_dir)
        # While we hold the lease alone: who wants it now waits, and then starts the servers again.
        valkey.stop()
        postgres.stop()


def _stop_is_asked() -> bool:
    """Sleep a little, less when a server dies; whether we got a signal to stop."""
    signals = {signal.SIGTERM, signal.SIGINT, signal.SIGCHLD}
    caught = signal.sigtimedwait(signals, _LOOK_SECONDS)
    return caught is not None and caught.si_signo != signal.SIGCHLD


if __name__ == "__main__":
    main(Path(sys.argv[1]))
