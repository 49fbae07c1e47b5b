"""What the register of owners asks about before it writes."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError


class Doubtful(ValidationError):
    """Something looks wrong and may be right all the same: whoever confirms it may write it. Sentences by field."""

    def __init__(self, doubts: Mapping[str, str]) -> None:
        advice = "请核对；确实如此的，勾选“资料如此，仍然保存”"
        super().__init__({field: f"{said}。{advice}。" for field, said in doubts.items()})
        self.doubts = dict(doubts)
