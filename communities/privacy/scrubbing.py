"""Log lines and error reports without anybody's numbers, whatever was put into them."""

from __future__ import annotations

import logging
import re
from collections.abc import MutableMapping
from typing import Any

NUMBERS = re.compile(
    r"(?<![0-9A-Za-z])(?:(?P<identity>[1-9]\d{5}(?:18|19|20)\d{9}[\dXx])|(?P<phone>(?:\+?86-?)?1[3-9]\d{9}))(?![0-9A-Za-z])"
)
"""An identity number or a mobile number standing alone; part of a longer word (a hash, an id) it is none."""


def scrub(text: str) -> str:
    """The text with identity and mobile numbers masked: 3702**********1234, 138****5678."""
    return NUMBERS.sub(_masked, text)


def _masked(found: re.Match[str]) -> str:
    number = found.group()
    kept = 4 if found.group("identity") else 3
    return number[:kept] + "*" * (len(number) - kept - 4) + number[-4:]


class NumbersFilter(logging.Filter):
    """Masks numbers in a line before any formatter sees it: in its words, its arguments and its traceback."""

    formatter = logging.Formatter()

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.msg, dict):  # a line of structlog: words by their names
            record.msg = {key: _plain(value) for key, value in record.msg.items()}
        else:
            record.msg, record.args = scrub(record.getMessage()), ()
        if record.exc_info and record.exc_info[0] is not None:
            record.exc_text = scrub(record.exc_text or self.formatter.formatException(record.exc_info))
        return True


def scrub_event(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The same as a step of structlog, after tracebacks have become text."""
    return {key: _plain(value) for key, value in event.items()}


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | float) else scrub(str(value))
