"""Whatever the costs and percentages: parts sum to the whole, and the order of items and rules changes no sum."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from funding.queries.percentages import combined
from funding.queries.splitting import Sharing
from policies.vocabulary import PAYERS
from projects.models import WorksItem
from tests.funding.adopting import laid_over

COSTS = st.decimals(min_value=0, max_value=Decimal("9999999999.99"), places=2)
CLASSES = {"road": "basic", "green": "improvement", "market": "upgrade", "heat": "improvement"}


@st.composite
def hundreds(draw: st.DrawFn) -> list[tuple[str, Decimal]]:
    """Percentages of some payers, in any order, with four decimals, that sum to exactly 100."""
    payers = draw(st.lists(st.sampled_from(PAYERS), min_size=1, max_size=len(PAYERS), unique=True))
    cuts = sorted(
        draw(st.lists(st.integers(0, 1_000_000), min_size=len(payers) - 1, max_size=len(payers) - 1))
    )
    bounds = [0, *cuts, 1_000_000]
    steps = [upper - lower for lower, upper in pairwise(bounds)]
    return [(payer, Decimal(step) / 10_000) for payer, step in zip(payers, steps, strict=True)]


def sharing() -> Sharing:
    return Sharing(laid_over("qingdao", {f"item:{item}.class": class_ for item, class_ in CLASSES.items()}))


@given(cost=COSTS, percents=hundreds())
def test_parts_sum_to_the_whole(cost: Decimal, percents: list[tuple[str, Decimal]]) -> None:
    named = [("residents", Decimal(0)), ("government", Decimal(0))]
    entered = [*percents, *(pair for pair in named if pair[0] not in dict(percents))]
    division = sharing().divide(
        WorksItem(tenant_id=0, item="green", estimate=cost), {"QD-S-improvement": entered}
    )
    assert sum(amount for _, amount in division.parts) == cost
    assert all(amount >= 0 for _, amount in division.parts)
    assert not division.lacks


@given(costs=st.lists(COSTS, min_size=1, max_size=8), percents=hundreds(), order=st.randoms())
def test_order_changes_no_sum(
    costs: list[Decimal], percents: list[tuple[str, Decimal]], order: Random
) -> None:
    shared = sharing()
    ids = list(CLASSES)
    items = [WorksItem(tenant_id=0, item=ids[n % len(ids)], estimate=cost) for n, cost in enumerate(costs)]
    zero = [(payer, Decimal(0)) for payer in PAYERS if payer not in dict(percents)]
    rules = [(rule, [*percents, *zero]) for rule in ("QD-S-basic", "QD-S-improvement", "QD-S-upgrade")]

    def sums() -> dict[str, Decimal]:
        total: dict[str, Decimal] = {}
        for item in items:
            for payer, amount in shared.divide(item, dict(rules)).parts:
                total[payer] = total.get(payer, Decimal(0)) + amount
        return total

    before = sums()
    order.shuffle(items)
    order.shuffle(rules)
    assert sums() == before
    assert sum(before.values()) == sum(costs)


@given(percents=hundreds())
def test_the_rulebooks_percentage_goes_before_the_projects(percents: list[tuple[str, Decimal]]) -> None:
    path = "QD-S-improvement.payers.residents.percent"
    row = laid_over("qingdao", {path: "15"}).rulebook.get("shares", "QD-S-improvement")
    known = combined("QD-S-improvement", row, percents)
    assert dict(known.listed)["residents"] == Decimal(15)
    assert known.fixed == {"residents"}
