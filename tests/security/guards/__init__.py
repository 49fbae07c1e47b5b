"""The guards of docs/security.md, one a row: how each is taken away, and which test must then fail.

`make guards` does it for all of them (`take_away.py`); `test_guards.py` holds the rows to the code and to the page.
"""

from __future__ import annotations

from tests.security.guards.browsers import BROWSERS
from tests.security.guards.door import DOOR
from tests.security.guards.incoming import INCOMING
from tests.security.guards.record import RECORD
from tests.security.guards.rights import RIGHTS
from tests.security.guards.row import Guard, Sql, Text
from tests.security.guards.rows import ROWS

__all__ = ["GUARDS", "IN_NO_TEXT", "Guard", "Sql", "Text"]

GUARDS = (*ROWS, *RIGHTS, *DOOR, *BROWSERS, *INCOMING, *RECORD)

IN_NO_TEXT = {
    "Known faults of packages": "the answer of the public advisories; what `make audit` makes of one is tried in "
    "`tests/config/test_supply.py`",
}
"""Lines of the page whose guard no text of ours is: why."""
