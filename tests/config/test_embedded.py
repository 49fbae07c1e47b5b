"""The embedded services, judged from outside: real processes that start, join, leave, and are killed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
import redis

from config.embedded import Services

pytestmark = pytest.mark.xdist_group("embedded")  # they share one directory, made once

ROOT = Path(__file__).resolve().parents[2]
USER = """
import dataclasses, json, pathlib, sys
from config import embedded
try:
    services = embedded.ensure(pathlib.Path(sys.argv[1]))
except embedded.EmbeddedError as error:
    sys.exit(str(error))
print(json.dumps(dataclasses.asdict(services)), flush=True)
sys.stdin.read()
"""


class User:
    """A process that uses the services until it is told to leave."""

    def __init__(self, var: Path, *, prefix: tuple[str, ...] = (), **environment: str) -> None:
        self.process = subprocess.Popen(
            [*prefix, sys.executable, "-c", USER, str(var)],
            cwd=ROOT,
            env=os.environ | {"HUANJU_FSYNC": "off"} | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def services(self) -> Services:
        """Wait until the services are there."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, self.process.communicate()[1]
        return Services(**json.loads(line))

    def leave(self) -> None:
        """End as a program ends."""
        _, errors = self.process.communicate()
        assert self.process.returncode == 0, errors

    def complaint(self) -> str:
        """What it says when it ends with an error."""
        _, errors = self.process.communicate()
        assert self.process.returncode == 1
        return errors

    def kill(self) -> None:
        """End as a process ends that the kernel kills."""
        self.process.kill()
        self.process.communicate()


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A directory where the services run for the tests that only look at them."""
    var = tmp_path_factory.mktemp("standing")
    user = User(var)
    user.services()
    yield var
    user.leave()


@pytest.fixture
def services(standing: Path) -> Services:
    """The addresses of the standing services."""
    found = Services.read(standing)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def var_of_module() -> Iterator[Path]:
    """A directory with a space in its name, as a home may have, that other users may enter."""
    root = Path(tempfile.mkdtemp(prefix="huanju embedded "))
    root.chmod(0o755)
    yield root / "var"
    shutil.rmtree(root)


@pytest.fixture
def var(var_of_module: Path) -> Iterator[Path]:
    """The directory, with nothing running in it before and after."""
    yield var_of_module
    wait_until(lambda: not running(var_of_module), "something still runs")


@pytest.fixture
def user(var: Path) -> Iterator[Callable[..., User]]:
    """Makes users of the services; those that are still there at the end are killed."""
    made: list[User] = []

    def make(**options: str) -> User:
        made.append(User(var, **options))
        return made[-1]

    yield make
    for each in made:
        if each.process.poll() is None:
            each.kill()


def running(var: Path) -> dict[int, str]:
    """Processes that have to do with the directory: it is named on their command line, or they work in it."""
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            command = (entry / "cmdline").read_bytes().decode(errors="replace")
            if str(var) in command or os.readlink(entry / "cwd").startswith(str(var)):
                found[int(entry.name)] = (entry / "comm").read_text().strip()
        except OSError:
            continue
    return found


def pid_of(var: Path, name: str) -> int:
    """The server of that name: the one whose parent has another name."""
    return min(pid for pid, comm in running(var).items() if comm == name)


def keeper_pid(var: Path) -> int:
    return int((var / "keeper.lock").read_text())


def wait_until(condition: Callable[[], bool], otherwise: str, *, seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, otherwise
        time.sleep(0.05)


def ask(url: str, query: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(query).fetchone()  # type: ignore[call-overload]
    return row[0] if row else None


def answers(url: str) -> bool:
    try:
        return ask(url, "SELECT 1") == 1
    except psycopg.OperationalError:
        return False


def broker_answers(url: str) -> bool:
    with redis.Redis.from_url(url) as broker:
        try:
            return bool(broker.ping())
        except redis.ConnectionError:
            return False


def test_ensure_on_empty_directory_gives_two_weak_logins(services: Services) -> None:
    rights = "SELECT rolsuper OR rolbypassrls OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
    assert ask(services.database_url, rights) is False
    assert ask(services.owner_url, rights) is False
    creates = "SELECT rolcreatedb FROM pg_roles WHERE rolname = current_user"
    assert (ask(services.database_url, creates), ask(services.owner_url, creates)) == (False, True)
    owner = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"
    assert ask(services.owner_url, owner) == "huanju_owner"
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(services.database_url, "CREATE TABLE mine (id int)")


def test_database_of_the_owner_has_trigrams_of_chinese(services: Services) -> None:
    count = "SELECT cardinality(show_trgm('老旧小区'))"
    assert ask(services.database_url, count) == 5
    with psycopg.connect(services.owner_url, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS another")
        connection.execute("CREATE DATABASE another")
    assert ask(services.owner_url.removesuffix("huanju") + "another", count) == 5


def test_runtime_role_may_use_but_not_own_new_tables(services: Services) -> None:
    with psycopg.connect(services.owner_url) as connection:
        connection.execute("DROP TABLE IF EXISTS thing")
        connection.execute("CREATE TABLE thing (id serial, name text)")

    with psycopg.connect(services.database_url) as connection:
        connection.execute("INSERT INTO thing (name) VALUES ('一')")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("TRUNCATE thing")


def test_broker_never_evicts_and_wants_its_password(services: Services) -> None:
    with redis.Redis.from_url(services.redis_url) as broker:
        assert broker.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        assert broker.config_get("appendonly") == {"appendonly": "yes"}
    stranger = redis.Redis(port=urlsplit(services.redis_url).port or 0)
    with stranger, pytest.raises(redis.AuthenticationError):
        stranger.ping()


def test_secrets_are_readable_by_their_owner_alone(services: Services, standing: Path) -> None:
    var = standing
    secrets = [var / "passwords.json", var / "services.json", var / "valkey" / "valkey.conf"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in secrets} == {0o600}
    assert not list((var / "pg").glob("*password*"))


def test_second_user_joins_and_the_last_one_out_stops_both(user: Callable[..., User], var: Path) -> None:
    first = user()
    services = first.services()
    second = user()

    assert second.services() == services
    first.leave()
    assert ask(services.database_url, "SELECT 1") == 1
    second.leave()
    assert running(var) == {}  # at once: the last one out waits for the end


def test_users_that_start_together_share_one_pair_of_servers(user: Callable[..., User], var: Path) -> None:
    users = [user() for _ in range(3)]

    assert len({each.services() for each in users}) == 1
    assert list(running(var).values()).count("valkey-server") == 1


def test_killed_user_leaves_nothing_running(user: Callable[..., User], var: Path) -> None:
    lonely = user()
    lonely.services()

    lonely.kill()

    wait_until(lambda: not running(var), "the servers outlived their only user", seconds=5)


def test_killed_server_comes_back_at_its_address(user: Callable[..., User], var: Path) -> None:
    services = user().services()
    before = pid_of(var, "postgres"), pid_of(var, "valkey-server")

    for pid in before:
        os.kill(pid, signal.SIGKILL)

    wait_until(lambda: not {*before} & {*running(var)}, "the servers survived SIGKILL")
    wait_until(lambda: answers(services.database_url), "PostgreSQL did not come back")
    wait_until(lambda: broker_answers(services.redis_url), "Valkey did not come back")


def test_killed_keeper_takes_its_servers_along_and_is_replaced(user: Callable[..., User], var: Path) -> None:
    services = user().services()
    with psycopg.connect(services.owner_url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (id int)")
    os.kill(keeper_pid(var), signal.SIGKILL)

    again = user().services()

    assert ask(again.owner_url, "SELECT count(*) FROM kept") == 0
    assert list(running(var).values()).count("valkey-server") == 1


def test_after_everything_was_killed_and_the_port_taken_it_starts_elsewhere(
    user: Callable[..., User], var: Path
) -> None:
    first = user(HUANJU_FSYNC="on")  # what is committed must survive
    services = first.services()
    with psycopg.connect(services.owner_url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS survivor (id int)")
    # The keeper first, or it would bring the servers back; they leave their pid files behind.
    for pid in [keeper_pid(var), *running(var)]:
        if pid != first.process.pid and Path(f"/proc/{pid}").exists():
            os.kill(pid, signal.SIGKILL)
    first.kill()
    wait_until(lambda: not running(var), "something survived SIGKILL")
    (var / "pg" / "data" / "postmaster.pid").write_text(f"{os.getpid()}\n")  # a number that lives again

    with socket.socket() as thief:
        thief.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        thief.bind(("127.0.0.1", urlsplit(services.database_url).port or 0))
        thief.listen()
        again = user().services()

    assert urlsplit(again.database_url).port != urlsplit(services.database_url).port
    assert ask(again.owner_url, "SELECT count(*) FROM survivor") == 0


def test_ordinary_user_can_run_it(user: Callable[..., User], tmp_path: Path) -> None:
    namespace = ("unshare", "--user", "--map-user=1000", "--map-group=1000") if os.geteuid() == 0 else ()
    ordinary = User(tmp_path / "var", prefix=namespace)

    assert ask(ordinary.services().database_url, "SELECT current_user::text") == "huanju_app"
    ordinary.leave()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become somebody else")
def test_root_without_user_namespaces_runs_it_as_nobody(user: Callable[..., User], var: Path) -> None:
    closed = [parent for parent in ROOT.parents if not parent.stat().st_mode & 0o001]
    if closed:
        pytest.skip(f"nobody may not enter {closed[0]}, where this checkout lies")

    services = user(PATH="/nonexistent").services()  # no `unshare` to be found

    assert ask(services.database_url, "SELECT 1") == 1
    assert Path(f"/proc/{pid_of(var, 'postgres')}").stat().st_uid == 65534


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become somebody else")
def test_root_without_user_namespaces_in_a_closed_directory_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)

    complaint = User(tmp_path / "var", PATH="/nonexistent").complaint()

    assert f"{tmp_path} is closed to other users" in complaint
    assert "DATABASE_URL" in complaint


def test_data_of_another_version_is_refused_with_advice(tmp_path: Path) -> None:
    data = tmp_path / "pg" / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("9\n")

    complaint = User(tmp_path).complaint()

    assert "was made by PostgreSQL 9" in complaint
    assert "Install the earlier version again, or remove" in complaint


def test_lost_passwords_are_explained(user: Callable[..., User], var: Path) -> None:
    user().leave()
    kept = (var / "passwords.json").rename(var / "passwords.kept")

    try:
        complaint = user().complaint()
    finally:
        kept.replace(var / "passwords.json")

    assert "passwords.json was lost, bring it back" in complaint
