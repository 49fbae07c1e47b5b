"""The whole system by one command: `python -m config.supervisor`, or `make run`.

Ensures the services, brings the database up to date, loads the demonstration, then runs web, worker and clock
until Ctrl-C, restarting one that crashes. For development and demonstration; production has `docker-
compose.yml`.

Another program can drive it: when `var/run.json` appears, `{"url", "pid"}` are those of a system that
answers.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from config import embedded
from config.embedded import process
from config.embedded.lease import FileLock
from config.embedded.services import write_private

ROOT = Path(__file__).resolve().parents[1]
DEFAULT_PORT = 8000

_READY_SECONDS = 300.0
_STOP_SECONDS = 15.0
_LOOK_SECONDS = 0.2
_SERVICES_LOOK_SECONDS = 5.0
_LONGEST_BACKOFF_SECONDS = 30.0
_CALM_SECONDS = 60.0


class Refusal(Exception):
    """The system cannot run; the message is for the person at the terminal."""


@dataclass
class Program:
    """One long-running child: its command, its log, when it may next be started."""

    name: str
    command: Sequence[str]
    log: Path
    _child: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _started: float = field(default=0.0, init=False)
    _crashes: int = field(default=0, init=False)

    def start(self, environment: dict[str, str]) -> None:
        """Start it in a session of its own: the terminal's Ctrl-C is for us, who stop things in order."""
        with self.log.open("ab") as output:
            self._child = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=lambda: process.die_with_parent(signal.SIGKILL),
            )
        self._started = time.monotonic()

    def exit_code(self) -> int | None:
        """The code that it ended with; None while it runs."""
        return self._child.poll() if self._child else None

    def restart_if_crashed(self, environment: dict[str, str]) -> None:
        """Start it again after 1, 2, 4 ... 30 seconds; a calm minute makes past crashes forgotten."""
        if self._child is None or (code := self._child.poll()) is None:
            return
        age = time.monotonic() - self._started
        if age > _CALM_SECONDS:
            self._crashes = 0
        if age < min(2.0**self._crashes, _LONGEST_BACKOFF_SECONDS):
            return
        self._crashes += 1
        _say(f"{self.name} ended with code {code}, restarting it. Its log: {self.log}")
        _sweep(self._child)
        self.start(environment)

    def ask_to_stop(self) -> None:
        """Let it finish what it has in hand."""
        if self._child and self._child.poll() is None:
            self._child.terminate()

    def stop(self, *, deadline: float) -> None:
        """Wait for its end until the deadline, then end it and whatever it started."""
        if self._child is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._child.wait(max(0.0, deadline - time.monotonic()))
        _sweep(self._child)
        self._child.wait()


def _sweep(leader: subprocess.Popen[bytes]) -> None:
    """End what is left of a child's own process group."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(leader.pid, signal.SIGKILL)


def programs(*, host: str, port: int, logs: Path) -> list[Program]:
    """Web, worker and clock, as they run on one machine."""
    gunicorn = f"-m gunicorn config.wsgi:application --bind {host}:{port} --worker-class gthread"
    celery = "-m celery -A config"
    scheduler = "django_celery_beat.schedulers:DatabaseScheduler"
    commands = {
        "web": f"{gunicorn} --preload --workers 2 --threads 4 --timeout 60",
        "worker": f"{celery} worker --concurrency 2 --loglevel INFO --include config.supervised",
        "clock": f"{celery} beat --scheduler {scheduler} --pidfile= --loglevel INFO",
    }
    return [
        Program(name, [sys.executable, *command.split()], logs / f"{name}.log")
        for name, command in commands.items()
    ]


def run(*, host: str, port: int | None, var_dir: Path, demo: bool) -> None:
    """Run the system until a signal asks to stop; leave nothing running. `Refusal` when it cannot start."""
    var_dir.mkdir(parents=True, exist_ok=True)
    with FileLock(var_dir / "run.lock") as lock:
        announcement = var_dir / "run.json"
        if not lock.try_exclusive():
            raise Refusal(f"already running on {var_dir}: {process.last_words(announcement)}")
        announcement.unlink(missing_ok=True)
        port = _choose_port(host, port)
        logs = var_dir / "log"
        logs.mkdir(exist_ok=True)
        children = programs(host=host, port=port, logs=logs)
        try:
            _say("Starting ...")
            services = _services(var_dir)
            prepare(child_environment(var_dir, services), demo=demo)
            for child in children:
                child.start(child_environment(var_dir, services))
            url = f"http://{_reachable(host)}:{port}/"
            _wait_until_ready(url, children)
            write_private(announcement, json.dumps({"url": url, "pid": os.getpid()}))
            _say(f"Huanju is ready: {url}   (Ctrl-C stops it; logs are in {logs})")
            _watch(children, var_dir, services)
        finally:
            _ignore_signals()
            announcement.unlink(missing_ok=True)
            _stop(children)
            embedded.release(var_dir)


def _services(var_dir: Path) -> embedded.Services | None:
    """The embedded services; None when the environment names others."""
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        return None
    return embedded.ensure(var_dir)


def child_environment(var_dir: Path, services: embedded.Services | None) -> dict[str, str]:
    """What the children are told. They need no lease of their own: ours lasts as long as they do."""
    environment = os.environ | {"HUANJU_VAR": str(var_dir), "PYTHONUNBUFFERED": "1"}
    environment.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
    if services is not None:
        environment.setdefault("DATABASE_URL", services.database_url)
        environment.setdefault("DATABASE_OWNER_URL", services.owner_url)
        environment.setdefault("REDIS_URL", services.redis_url)
    return environment


def prepare(environment: dict[str, str], *, demo: bool) -> None:
    """Bring the database up to date; load the demonstration, which says its logins itself."""
    steps = [["migrate", "--no-input", "--verbosity", "0", "--skip-checks"]]  # `make check` is for those
    if demo:
        steps.append(["load_demo"])
    for step in steps:
        done = subprocess.run([sys.executable, "manage.py", *step], cwd=ROOT, env=environment, check=False)
        if done.returncode:
            raise Refusal(f"manage.py {step[0]} failed, see above")


def _choose_port(host: str, asked: int | None) -> int:
    """The port asked for, or the first free one from 8000 on."""
    if asked is not None:
        if not _is_free(host, asked):
            raise Refusal(f"port {asked} is busy. Choose another: make run PORT=…")
        return asked
    for port in range(DEFAULT_PORT, DEFAULT_PORT + 100):
        if _is_free(host, port):
            if port != DEFAULT_PORT:
                _say(f"Port {DEFAULT_PORT} is busy, taking {port}. To choose one: make run PORT=…")
            return port
    raise Refusal(f"no free port from {DEFAULT_PORT} to {DEFAULT_PORT + 99}. Choose one: make run PORT=…")


def _is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def _reachable(host: str) -> str:
    return "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104 compared, not bound


def _wait_until_ready(url: str, children: Sequence[Program]) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    while not _answers(f"{url}readyz"):
        for child in children:
            if (code := child.exit_code()) is not None:
                raise Refusal(f"{child.name} ended with code {code}:\n{process.last_words(child.log)}")
        if time.monotonic() > deadline:
            web = children[0]
            raise Refusal(
                f"{url}readyz did not answer in time. The end of {web.log}:\n{process.last_words(web.log)}"
            )
        time.sleep(_LOOK_SECONDS)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310 our own http address
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _watch(children: Sequence[Program], var_dir: Path, services: embedded.Services | None) -> None:
    """Restart what crashes, for ever. The services have a keeper; here we only notice if it is gone."""
    environment = child_environment(var_dir, services)
    next_look = time.monotonic() + _SERVICES_LOOK_SECONDS
    while True:
        time.sleep(_LOOK_SECONDS)
        for child in children:
            child.restart_if_crashed(environment)
        if services is not None and time.monotonic() > next_look:
            found = embedded.ensure(var_dir)
            if found != services:
                _say("The embedded services have moved, restarting everything on them.")
                services, environment = found, child_environment(var_dir, found)
                _stop(children)
                for child in children:
                    child.start(environment)
            next_look = time.monotonic() + _SERVICES_LOOK_SECONDS


def _stop(children: Sequence[Program]) -> None:
    for child in children:
        child.ask_to_stop()
    deadline = time.monotonic() + _STOP_SECONDS
    for child in children:
        child.stop(deadline=deadline)


_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _ignore_signals() -> None:
    for number in _STOP_SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _say(words: str) -> None:
    print(words, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line and run; exit code 0 after Ctrl-C, 1 when the system could not start."""
    parser = argparse.ArgumentParser(
        prog="python -m config.supervisor", description="Run Huanju on this machine."
    )
    asked_port = os.environ.get("PORT")
    parser.add_argument("--port", type=int, default=int(asked_port) if asked_port else None)
    parser.add_argument("--host", default=os.environ.get("BIND") or "127.0.0.1")
    parser.add_argument("--var", type=Path, default=Path(os.environ.get("HUANJU_VAR") or ROOT / "var"))
    parser.add_argument("--no-demo", action="store_true", help="do not load the demonstration")
    parser.add_argument("--with-parent", action="store_true", help="stop when the calling process ends")
    options = parser.parse_args(arguments)
    for number in _STOP_SIGNALS:
        signal.signal(number, _interrupt)
    if options.with_parent:
        process.die_with_parent(signal.SIGTERM)
    try:
        run(host=options.host, port=options.port, var_dir=options.var.absolute(), demo=not options.no_demo)
    except KeyboardInterrupt:
        _say("Stopped.")
        return 0
    except (Refusal, embedded.EmbeddedError) as refusal:
        print(f"Huanju cannot run: {refusal}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
