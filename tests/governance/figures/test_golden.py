"""S16: 831 neighbourhoods of Jilin by state, to the digit, and one that moves."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from governance.figures import Basis, Instant, figures
from governance.figures.states import neighbourhoods_by_state
from projects.enums import State
from tests.cast import Town, found_town
from tests.governance.figures import ground

JUNE, JULY = (Instant.end_of(ground.month(m)) for m in ("2020-06", "2020-07"))
BASIS = Basis(None, ())


@pytest.fixture
def jilin(db: None) -> Town:
    return found_town("jilin", "吉林省", {}, adopted=date(2020, 1, 1))


def test_golden_dashboard_of_jilin(jilin: Town) -> None:
    with jilin.entered():
        here = next(p for p in jilin.places.values() if p.level == "community")
        rows = ground.neighbourhoods(here, 830, households=262, floor_area=Decimal("18853.00"))
        rows += ground.neighbourhoods(here, 1, households=540, floor_area=Decimal("19010.00"))
        made = ground.projects([[row] for row in rows])
        ground.moved(made[:303], State.COMPLETED, "2020-05-01")
        ground.moved(made[303:529], State.BUILDING, "2020-05-01")
        ground.moved(made[529:], State.READY, "2020-05-01")
        ground.moved(ground.projects([[rows[600]]]), State.COMPLETED, "2020-05-01")  # a second, further on
        ground.moved(made[529:530], State.BUILDING, "2020-07-01 00:00")

        top = jilin.top.path
        found = neighbourhoods_by_state(JUNE, places=[top])[top]
        counts = {state: totals.neighbourhoods for state, totals in found.items()}
        assert counts == {State.COMPLETED: 303, State.BUILDING: 226, State.READY: 302}
        whole = sum(counts.values())
        assert whole == 831
        shares = [
            (Decimal(100 * n) / whole).quantize(Decimal("0.01"), ROUND_HALF_UP) for n in counts.values()
        ]
        assert sorted(shares) == [Decimal("27.20"), Decimal("36.34"), Decimal("36.46")]
        assert sum(shares) == Decimal("100.00")
        assert sum(t.floor_area for t in found.values()) == Decimal("15667000.00")  # 1566.7 万㎡
        assert sum(t.households for t in found.values()) == 218000  # 21.8 万户

        def three(instant: Instant) -> list[object]:
            names = (
                "neighbourhoods.at_or_after_completed",
                "neighbourhoods.building",
                "neighbourhoods.ready",
            )
            return [figures(name, [top], instant, BASIS)[top].value for name in names]

        assert three(JUNE) == [303, 226, 302]
        assert three(JULY) == [303, 227, 301]
