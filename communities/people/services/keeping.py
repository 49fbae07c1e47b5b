"""What must stay: an administrator that the tenant has is not lost by anybody's act."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError

from communities.people import queries


@contextmanager
def keeping_administrators() -> Iterator[None]:
    """Raise `ValidationError` if what is done inside leaves the tenant without one that it had: nobody could bring
    him back.
    """
    before = queries.administered()
    yield
    lost = sorted(before - queries.administered())
    if lost:
        names = "、".join(kind.label for kind in lost)
        raise ValidationError(f"至少要保留一名管理全辖区、没有结束日期的{names}。请先任命接任的人。")
