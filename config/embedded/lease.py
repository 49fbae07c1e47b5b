"""Advisory locks on files, which the kernel gives back when their holder dies in whatever way."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path
from types import TracebackType

from config.embedded.services import EmbeddedError


class FileLock:
    """A `flock` on one file. Closing it, or the death of the last process that has it open, gives it back.

    The descriptor is not inherited through `exec`, but a forked child shares the lock of its parent.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except PermissionError as error:
            raise EmbeddedError(
                f"{path} belongs to another user. Remove {path.parent}, run as that user, "
                "or name another directory in HUANJU_VAR."
            ) from error

    def shared(self) -> None:
        """Wait for a lock that others may share."""
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)

    def exclusive(self) -> None:
        """Wait for a lock that nobody shares."""
        fcntl.flock(self._descriptor, fcntl.LOCK_EX)

    def try_exclusive(self) -> bool:
        """Take the lock alone if nobody else holds it. A shared lock held before is lost when this fails."""
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def exclusive_within(self, seconds: float) -> bool:
        """Take the lock alone, waiting at most `seconds`; whether it was got."""
        deadline = time.monotonic() + seconds
        while not self.try_exclusive():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.005)
        return True

    def close(self) -> None:
        """Give the lock back."""
        os.close(self._descriptor)

    def __enter__(self) -> FileLock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
