"""The supervisor from outside: it starts everything, answers, refuses a second start, and leaves nothing behind."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = [pytest.mark.xdist_group("embedded"), pytest.mark.slow, pytest.mark.timeout(600)]

ROOT = Path(__file__).resolve().parents[2]
OURS = (
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "REDIS_URL",
    "DJANGO_SETTINGS_MODULE",
    "HUANJU_AS_OWNER",
    "PORT",
    "BIND",
)


def supervisor(var: Path, port: int) -> subprocess.Popen[str]:
    """Start it without the demonstration and without what the test run has put into the environment."""
    environment = {name: value for name, value in os.environ.items() if name not in OURS}
    return subprocess.Popen(
        [sys.executable, "-m", "config.supervisor", "--no-demo", "--var", str(var), "--port", str(port)],
        cwd=ROOT,
        env=environment | {"HUANJU_FSYNC": "off"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(condition: Callable[[], bool], otherwise: str, *, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, otherwise
        time.sleep(0.1)


def family(var: Path) -> dict[int, str]:
    """Processes that were told this directory: by environment, by command line, or as a place to work in."""
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            told = (entry / "environ").read_bytes() + (entry / "cmdline").read_bytes()
            if str(var).encode() in told or os.readlink(entry / "cwd").startswith(str(var)):
                found[int(entry.name)] = (
                    (entry / "cmdline").read_bytes().decode(errors="replace").replace("\0", " ")
                )
        except OSError:
            continue
    return found


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[subprocess.Popen[str], Path, str]]:
    """A running system: the supervisor's process, its directory, its address."""
    var = tmp_path_factory.mktemp("system") / "var"
    process = supervisor(var, free_port())
    try:
        wait_until(
            lambda: (var / "run.json").exists() or process.poll() is not None,
            "it does not start",
            seconds=300,
        )
        assert process.poll() is None, process.communicate()[1]
        yield process, var, json.loads((var / "run.json").read_text())["url"]
    finally:
        process.kill()
        process.communicate()


def test_running_system_answers_and_has_web_worker_and_clock(
    system: tuple[subprocess.Popen[str], Path, str],
) -> None:
    process, var, url = system

    with urllib.request.urlopen(f"{url}readyz", timeout=10) as response:
        assert json.load(response)["status"] == "ok"
    assert json.loads((var / "run.json").read_text())["pid"] == process.pid
    commands = " ".join(family(var).values())
    assert all(word in commands for word in ("gunicorn config.wsgi", "config worker", "config beat"))


def test_second_start_on_the_same_directory_is_refused_with_the_address(
    system: tuple[subprocess.Popen[str], Path, str],
) -> None:
    _, var, url = system

    second = supervisor(var, free_port())
    _, complaint = second.communicate(timeout=60)

    assert second.returncode == 1
    assert "already running" in complaint
    assert url in complaint


def test_start_on_a_busy_port_is_refused(
    system: tuple[subprocess.Popen[str], Path, str], tmp_path: Path
) -> None:
    _, _, url = system
    port = int(url.rstrip("/").rpartition(":")[2])

    other = supervisor(tmp_path / "var", port)
    _, complaint = other.communicate(timeout=60)

    assert other.returncode == 1
    assert f"port {port} is busy" in complaint


def test_killed_web_server_is_started_again(system: tuple[subprocess.Popen[str], Path, str]) -> None:
    process, var, url = system
    before = {pid for pid, command in family(var).items() if "gunicorn" in command}
    (master,) = [
        pid for pid in before if f"\nPPid:\t{process.pid}\n" in Path(f"/proc/{pid}/status").read_text()
    ]

    os.kill(master, signal.SIGKILL)

    def answers_anew() -> bool:
        if before & family(var).keys():
            return False
        try:
            with urllib.request.urlopen(f"{url}livez", timeout=5) as response:
                return bool(response.status == 200)
        except OSError:
            return False

    wait_until(answers_anew, "the web server did not come back", seconds=120)


def test_stopped_system_leaves_nothing_running(system: tuple[subprocess.Popen[str], Path, str]) -> None:
    process, var, _ = system

    process.send_signal(signal.SIGINT)
    words, _ = process.communicate(timeout=60)

    assert process.returncode == 0
    assert words.rstrip().endswith("Stopped.")
    assert family(var) == {}
    assert not (var / "run.json").exists()


def test_killed_supervisor_leaves_nothing_running(tmp_path: Path) -> None:
    var = tmp_path / "var"
    process = supervisor(var, free_port())
    wait_until(lambda: "beat" in " ".join(family(var).values()), "the children do not start", seconds=300)

    process.kill()
    process.communicate()

    wait_until(lambda: not family(var), "something outlived the supervisor", seconds=15)
