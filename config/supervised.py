"""Loaded by the worker that `supervisor.py` starts: no process of its pool outlives it, whatever task it is in."""

from __future__ import annotations

import signal

from celery.signals import worker_process_init

from config.embedded import process


@worker_process_init.connect
def die_with_worker(**_: object) -> None:
    """The kernel ends this process of the pool when the worker is gone; the task is delivered again later."""
    process.die_with_parent(signal.SIGKILL)
