"""What an assessment answers instead of doing it, besides `projects.errors.NotPossible`."""

from __future__ import annotations


class NotBegun(Exception):
    """The month has not begun: there is nothing to assess."""

    def __init__(self) -> None:
        super().__init__("这个月还没有开始，没有可考核的数据。")
