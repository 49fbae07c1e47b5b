"""What an assessment may answer instead of doing it."""

from __future__ import annotations


class NotBegun(Exception):
    """The month has not begun: there is nothing to assess."""

    def __init__(self) -> None:
        super().__init__("这个月还没有开始，没有可考核的数据。")


class NotPossible(Exception):
    """The rule says no; `sentence` is shown to the person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
