"""How far a job is. It travels through the cache: what a transaction writes is invisible to others until its
end.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache

KEPT_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` units, and what is being done just now."""

    done: int = 0
    total: int = 0
    text: str = ""


def report(job_id: int, done: int, total: int, text: str = "") -> None:
    """Say how far the job is; the last word counts."""
    cache.set(_key(job_id), (done, total, text), KEPT_SECONDS)


def read(job_id: int) -> Progress:
    """What the job said last; nothing where it has not said anything."""
    return Progress(*cache.get(_key(job_id), (0, 0, "")))


def forget(job_id: int) -> None:
    """The job has ended: its row says the rest."""
    cache.delete(_key(job_id))


def _key(job_id: int) -> str:
    return f"job-progress:{job_id}"
