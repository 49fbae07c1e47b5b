"""Which tables the running code has written to, told by the statements themselves: it asks the database nothing.

`pg_current_xact_id_if_assigned()` would cost a statement and call a row lock a write; here a form that was refused
after its row was locked, or whose savepoint was rolled back, has written nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

_WRITE = re.compile(r'\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|MERGE\s+INTO|COPY)\s+"?(\w+)"?', re.IGNORECASE)
_POINT = re.compile(r"(SAVEPOINT|ROLLBACK TO SAVEPOINT|RELEASE SAVEPOINT) (\S+)")
_IN_WITH = re.compile(r'(?:INSERT\s+INTO|(?<!FOR )UPDATE|DELETE\s+FROM)\s+"?(\w+)"?', re.IGNORECASE)

Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


class Watch:
    """The tables written to and kept, in order; a rolled-back savepoint takes its own with it."""

    def __init__(self) -> None:
        self._tables: list[str] = []
        self._points: list[tuple[str, int]] = []

    @property
    def tables(self) -> set[str]:
        """Names of the tables."""
        return set(self._tables)

    def __call__(self, execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        result = execute(sql, params, many, context)
        start = sql.lstrip()[:4].upper() if isinstance(sql, str) else ""
        if start in ("SAVE", "ROLL", "RELE"):
            self._point(sql)
        elif start in ("INSE", "UPDA", "DELE", "MERG", "COPY") and context["cursor"].rowcount:
            if table := _WRITE.match(sql):
                self._tables.append(table[1])
        elif start == "WITH":
            self._tables += _IN_WITH.findall(sql)
        return result

    def _point(self, sql: str) -> None:
        if not (found := _POINT.match(sql)):
            return
        act, name = found.groups()
        if act == "SAVEPOINT":
            self._points.append((name, len(self._tables)))
            return
        while self._points:
            at, length = self._points.pop()
            if at == name:
                if act.startswith("ROLLBACK"):
                    del self._tables[length:]
                    self._points.append((at, length))  # it is still there, as in the database
                return


@contextmanager
def watching() -> Iterator[Watch]:
    """What is written inside, on the connection of this thread. Stands before all other wrappers, which change the
    statements: pghistory puts the context of the history in front of them.
    """
    watch = Watch()
    wrappers = connection.execute_wrappers
    wrappers.insert(0, watch)
    try:
        yield watch
    finally:
        wrappers.remove(watch)
