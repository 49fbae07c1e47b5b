"""`make check`: every judgement on the code that needs no test. Runs all steps, fails at the end."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from config import embedded

ROOT = Path(__file__).resolve().parents[2]

# What production needs at least; no server is asked, so the addresses lead nowhere.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "check-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLM",
    "ALLOWED_HOSTS": "huanju.example",
    "DATABASE_URL": "postgresql://runtime@127.0.0.1:1/none",
    "DATABASE_OWNER_URL": "postgresql://owner@127.0.0.1:1/none",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "FIELD_KEYS": "check:Y2hlY2stb25seS0wMTIzNDU2Nzg5LWFiY2RlZmdoaWo=",
    "FIELD_HASH_KEY": "check-only-0123456789-abcdefghijklmnopqrstuvwxyz",
}

STEPS: list[tuple[str, list[str]]] = [
    ("format", ["-m", "ruff", "format", "--check", "."]),
    ("lint", ["-m", "ruff", "check", "--output-format", "concise", "."]),
    ("layers", ["-c", "from importlinter.cli import lint_imports_command as run; run()"]),
    ("types", ["-m", "mypy"]),
    ("templates", ["-m", "djlint", "--lint", "--quiet", "templates"]),
    ("migrations", ["manage.py", "makemigrations", "--check", "--dry-run"]),
    ("system", ["manage.py", "check", "--fail-level", "WARNING", "--database", "default"]),
    ("production", ["manage.py", "check", "--fail-level", "WARNING", "--deploy"]),
    ("compose file", ["-m", "config.checks.compose"]),
    ("style sheets", ["-m", "config.checks.css"]),
    ("addresses", ["-m", "config.checks.hosts"]),
    ("unsafe idioms", ["-m", "config.checks.unsafe"]),
    ("licences", ["-m", "config.checks.licences"]),
    ("known faults", ["-m", "config.checks.audit", "--lenient"]),
]


def main(names: list[str]) -> int:
    """Run the named steps, or all; one line each, with the tool's words where it objects."""
    services = embedded.ensure(Path(os.environ.get("HUANJU_VAR") or ROOT / "var" / "test"))
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": services.database_url,
        "DATABASE_OWNER_URL": services.owner_url,
        "REDIS_URL": services.redis_url,
    }
    failed = [
        name
        for name, command in STEPS
        if (not names or name in names)
        and not passes(name, command, environment | (PRODUCTION if name == "production" else {}))
    ]
    print(f"{len(failed)} of the checks failed: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


def passes(name: str, command: list[str], environment: dict[str, str]) -> bool:
    """Run one step and say how it went."""
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    seconds = time.monotonic() - start
    words = (done.stdout + done.stderr).strip()
    if done.returncode:
        print(f"FAIL  {name:16} {seconds:5.1f} s\n{words}", flush=True)
        return False
    last = words.splitlines()[-1].strip() if words else ""
    print(f"ok    {name:16} {seconds:5.1f} s   {last[:120]}", flush=True)
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
