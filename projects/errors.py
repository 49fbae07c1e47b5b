"""Refusals of this room, each with the sentence that the person reads."""

from __future__ import annotations


class NotPossible(ValueError):
    """The rule says no: `sentence` says why and what to do next."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Stale(NotPossible):
    """Somebody else has changed the row since it was opened."""

    def __init__(self) -> None:
        super().__init__("这一项目刚被他人修改过。您填写的内容已保留，请核对最新内容后再保存。")
