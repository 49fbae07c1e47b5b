"""`make demo-reset`: throw the local data away and load the demonstration anew."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from config import embedded, supervisor
from config.embedded.lease import FileLock


def main() -> None:
    """Empty the embedded services' directory, unless somebody uses it, and prepare it again."""
    if os.environ.get("DATABASE_URL"):
        sys.exit("DATABASE_URL is set: this command empties only the embedded database of a demonstration.")
    var_dir = Path(os.environ.get("HUANJU_VAR") or supervisor.ROOT / "var").absolute()
    if var_dir.exists():
        with FileLock(var_dir / "lease") as lease:
            if not lease.try_exclusive():
                sys.exit(f"{var_dir} is in use. Stop the system first (Ctrl-C where `make run` runs).")
            embedded.keeper.stop(var_dir, seconds=30)
            for name in ("pg", "valkey", "files"):
                shutil.rmtree(var_dir / name, ignore_errors=True)
    supervisor.prepare(supervisor.child_environment(var_dir, embedded.ensure(var_dir)), demo=True)


if __name__ == "__main__":
    main()
