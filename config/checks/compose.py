"""The compose file is accepted by the real Compose, without an engine, and demands its secrets."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMPOSE_FILE = ROOT / "docker-compose.yml"


def required_variables(text: str) -> list[str]:
    """Names that the file demands from the environment, `${NAME:?...}`."""
    return sorted(set(re.findall(r"\$\{([A-Z_]+):\?", text)))


def validate(compose_file: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Ask Compose whether the file is right; only `environment` is known to it, beside PATH and HOME."""
    beside_python = Path(sys.executable).parent / "docker-compose"
    program = str(beside_python) if beside_python.exists() else shutil.which("docker-compose")
    if program is None:
        raise FileNotFoundError("docker-compose is not installed; run `make setup`")
    known = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        # An empty env file: a .env beside the compose file must not decide what this check says.
        [program, "--env-file", os.devnull, "-f", str(compose_file), "config", "-q"],
        env=known | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def main() -> int:
    """Accepted with all secrets, refused without any one of them."""
    names = required_variables(COMPOSE_FILE.read_text(encoding="utf-8"))
    complete = dict.fromkeys(names, "check")
    done = validate(COMPOSE_FILE, complete)
    if done.returncode:
        print(done.stderr or done.stdout)
        return 1
    for name in names:
        if (
            validate(COMPOSE_FILE, {key: value for key, value in complete.items() if key != name}).returncode
            == 0
        ):
            print(f"{COMPOSE_FILE.name} is accepted without {name}")
            return 1
    print("valid; without an engine this proves nothing about images, build and running system")
    return 0


if __name__ == "__main__":
    sys.exit(main())
