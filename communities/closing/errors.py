"""Why an operator's wish is refused."""

from __future__ import annotations


class NotPossible(Exception):
    """Nothing has been written; `code` is the word for a program, `message` the sentence for a person."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
