"""Beijing in September 2020, as S18 has it."""

from __future__ import annotations

from datetime import date

import pytest

from projects.enums import State
from tests.cast import Town, found_town
from tests.governance.figures import ground

BEIJING_LOGINS = {
    "bj-perf": (("perf",), "leader", ""),
    "bj-housing": (("housing",), "department", ""),
    "bj-district": (("district-gov",), "clerk", "110101"),
    "bj-admin": ((), "system-administrator", ""),
}
SEPTEMBER = date(2020, 9, 1)
LATE = ground.at("2021-03-05")


@pytest.fixture
def beijing(db: None) -> Town:
    """S18: 62 started and 31 completed in the year, 9.35亿 of work done; 30 lie in the second district."""
    town = found_town("beijing", "北京市", BEIJING_LOGINS, adopted=date(2020, 1, 1))
    with town.entered():
        first, second = (ground.communities_of(town, code)[0] for code in ("110101", "110102"))
        rows = ground.neighbourhoods(first, 33) + ground.neighbourhoods(second, 30)
        made = ground.projects([[row] for row in rows])
        ground.carried(made[:31], State.COMPLETED, "2020-02-01", start="2020-03-01", accept="2020-08-15")
        ground.carried(made[31:62], State.BUILDING, "2020-02-01", start="2020-04-01")
        ground.carried(made[62:], State.BUILDING, "2020-02-01", start="2020-10-01 00:00")  # too late to count
        for project, row, money in zip(made[:2], rows[:2], ("600000000", "335000000"), strict=True):
            (item,) = ground.items(project, row, "road")
            ground.progress(item, "2020-08", invested=money, confirmed="2020-09-05")
            ground.progress(
                item, "2020-09", invested="1", confirmed="2020-10-05"
            )  # confirmed after the month
    return town
