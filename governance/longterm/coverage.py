"""Coverage rates of a place and of those directly below it, each with numerator and denominator; the rows behind them.

The definitions are those of the computed figures, so that this page and a report say the same of the same day. The
fund is ours: no rulebook has a figure of it.
"""

# ruff: noqa: S608 - the SQL is put together from constants of this room and of figures; every value is a parameter

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from communities.models import Jurisdiction
from governance.figures import COMPUTES, Instant
from governance.figures.computes import WITH
from governance.figures.states import AT_OR_AFTER_COMPLETED, AT_PLACES, LIES_AT, fetch, params

HUNDREDTH = Decimal("0.01")
_DONE = ", ".join(f"'{state}'" for state in AT_OR_AFTER_COMPLETED)


@dataclass(frozen=True)
class Measure:
    """One rate: what is counted of which neighbourhoods; `compute` is the schema's figure, empty for our own."""

    id: str
    label: str
    counted: str
    base: str
    compute: str = ""
    own_sql: str = ""

    @property
    def sql(self) -> str:
        """(id, path, name, numerator, denominator) of every neighbourhood of the base."""
        return COMPUTES[self.compute].sql if self.compute else self.own_sql


MEASURES: Mapping[str, Measure] = {
    one.id: one
    for one in (
        Measure(
            "owners_body",
            "业委会和物管会组建率",
            "有在任的业委会或物管会",
            "已登记的小区",
            "neighbourhoods.with_owners_body",
        ),
        Measure("managed", "物业管理覆盖率", "已确定管理方式", "已登记的小区", "neighbourhoods.managed"),
        Measure("party", "党组织工作覆盖率", "已登记党组织", "已登记的小区", "neighbourhoods.with_party"),
        Measure(
            "accepted",
            "验收后长效管理率",
            "已确定管理方式",
            "已竣工及以后的小区",
            "neighbourhoods.managed_over_accepted",
        ),
        Measure(
            "fund",
            "维修资金建立率",
            "已建立维修资金",
            "已竣工及以后的小区",
            own_sql=f"""SELECT n.id, n.path, n.name, (EXISTS (SELECT 1 FROM communities_maintenancefund f
                WHERE f.neighbourhood_id = n.id AND f.tenant_id = %(tenant)s
                  AND f.set_up_on IS NOT NULL))::int::numeric, 1::numeric
                FROM neighbourhood_state n WHERE n.state IN ({_DONE})""",
        ),
    )
}


@dataclass(frozen=True)
class Rate:
    """So many of so many neighbourhoods."""

    numerator: int = 0
    denominator: int = 0

    def __sub__(self, other: Rate) -> Rate:
        return Rate(self.numerator - other.numerator, self.denominator - other.denominator)

    def __add__(self, other: Rate) -> Rate:
        return Rate(self.numerator + other.numerator, self.denominator + other.denominator)

    @property
    def percent(self) -> Decimal | None:
        """Half-up to two decimals; None of nothing: a rate of nothing is no rate."""
        if not self.denominator:
            return None
        return (Decimal(100 * self.numerator) / self.denominator).quantize(HUNDREDTH, ROUND_HALF_UP)


@dataclass(frozen=True)
class PlaceRates:
    """A place and its rate by measure; `node` is None for what lies at the parent itself."""

    node: Jurisdiction | None
    rates: Mapping[str, Rate]


@dataclass(frozen=True)
class Coverage:
    """The rates of a place and of the places directly below it: the parts add up to the whole."""

    whole: PlaceRates
    parts: tuple[PlaceRates, ...]


def coverage_of(node: Jurisdiction, children: Sequence[Jurisdiction], instant: Instant) -> Coverage:
    """Every rate of the place and of its children as known at the instant. One grouped query."""
    facts = " UNION ALL ".join(
        f"SELECT '{one.id}', fact.path, fact.numerator, fact.denominator "
        f"FROM ({one.sql}) AS fact(id, path, name, numerator, denominator)"
        for one in MEASURES.values()
    )
    sql = f"""{WITH}, {AT_PLACES}, fact(measure, path, numerator, denominator) AS ({facts})
        SELECT place.path, fact.measure, sum(fact.numerator)::bigint, sum(fact.denominator)::bigint
        FROM fact {LIES_AT.format(row="fact")} GROUP BY place.path, fact.measure"""
    places = [node.path, *(child.path for child in children)]
    found: dict[str, dict[str, Rate]] = {path: dict.fromkeys(MEASURES, Rate()) for path in places}
    for path, measure, numerator, denominator in fetch(sql, _values(instant) | {"places": places}):
        found[path][measure] = Rate(numerator, denominator)
    whole = PlaceRates(node, found[node.path])
    parts = [PlaceRates(child, found[child.path]) for child in children]
    rest = {id_: whole.rates[id_] - sum((part.rates[id_] for part in parts), Rate()) for id_ in MEASURES}
    if any(rate.denominator for rate in rest.values()):
        parts.append(PlaceRates(None, rest))
    return Coverage(whole, tuple(parts))


@dataclass(frozen=True)
class Found:
    """One page of the neighbourhoods behind a number: (id, state of its renovation or empty), how many in all."""

    rows: Sequence[tuple[int, str]]
    total: int
    next: str


def neighbourhoods_of(
    measure: Measure,
    node: Jurisdiction,
    instant: Instant,
    *,
    answer: str = "",
    text: str = "",
    after: str = "",
    size: int | None = 50,
) -> Found:
    """The neighbourhoods of a measure's base; `answer` yes: those counted, no: those not; `text`: folded.

    By place and name, `size` at a time (None: all) after the neighbourhood `after`. One query.
    """
    sql = f"""{WITH}, fact(id, path, name, numerator, denominator) AS ({measure.sql}),
        chosen AS (SELECT n.id, n.path, n.sort_key, COALESCE(state.state, '') AS state
            FROM fact JOIN communities_neighbourhood n ON n.tenant_id = %(tenant)s AND n.id = fact.id
            LEFT JOIN neighbourhood_state state ON state.id = n.id
            WHERE starts_with(fact.path, %(path)s)
              AND (%(answer)s = '' OR (fact.numerator = 1) = (%(answer)s = 'yes'))
              AND (%(text)s = '' OR strpos(n.search_text, %(text)s) > 0))
        SELECT (SELECT count(*) FROM chosen), id, state FROM chosen
        WHERE %(after)s::bigint IS NULL OR (path, sort_key, id) > (SELECT n.path, n.sort_key, n.id
            FROM communities_neighbourhood n WHERE n.tenant_id = %(tenant)s AND n.id = %(after)s::bigint)
        ORDER BY path, sort_key, id LIMIT %(size)s"""
    values = _values(instant) | {
        "path": node.path,
        "answer": answer,
        "text": text,
        "after": int(after) if after.isdecimal() and len(after) < 19 else None,
        "size": None if size is None else size + 1,
    }
    found = fetch(sql, values)
    shown = found if size is None else found[:size]
    rows = [(id_, state) for _, id_, state in shown]
    return Found(rows, found[0][0] if found else 0, str(rows[-1][0]) if len(found) > len(shown) else "")


def _values(instant: Instant) -> dict[str, object]:
    """What the expressions name; none of these figures begins on a day or asks for a channel of the centre."""
    return params(instant) | {"since": None, "central": []}
