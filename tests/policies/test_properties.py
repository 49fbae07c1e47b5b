"""What must hold for any figures and any order: sums are exact, all-of is a lattice, compiled equals asked."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.costs import divide, to_fen, two_decimals
from policies.criteria import counted
from policies.dates import DateInterval
from policies.pack import load_text
from policies.question import Declaration, Question, Subject, WorksItem
from policies.rulebook import Rulebook
from policies.verdict import Verdict, all3, any3
from tests.policies.asking import book
from tests.policies.sixth_city import SIXTH

verdicts = st.sampled_from(Verdict)
fen = st.integers(0, 10**13).map(lambda n: Decimal(n) / 100)
weights = st.lists(st.decimals(0, 1000, places=3), min_size=1, max_size=9).filter(any)
days = st.dates(date(1950, 1, 1), date(2030, 12, 31))


@given(fen, weights)
def test_parts_sum_exactly_to_the_whole(total, parts):
    amounts = divide(total, parts)
    assert sum(amounts) == total
    whole = sum(parts)
    assert all(
        abs(amount - total * part / whole) < Decimal("0.01")
        for amount, part in zip(amounts, parts, strict=True)
    )


@given(fen, weights)
def test_nobody_with_a_heavier_weight_pays_less(total, parts):
    amounts = divide(total, parts)
    paid = sorted(zip(parts, amounts, strict=True))
    assert all(a[1] <= b[1] + Decimal("0.01") for a, b in pairwise(paid) if a[0] < b[0])


@given(st.decimals(0, 10**9, places=4))
def test_half_up_is_within_half_a_fen(amount):
    assert abs(to_fen(amount) - amount) <= Decimal("0.005")
    assert to_fen(amount) == two_decimals(amount)


@given(st.lists(verdicts, max_size=6), st.randoms())
def test_all_of_does_not_care_about_order_or_repetition(values, random):
    shuffled = [*values, *values[:2]]
    random.shuffle(shuffled)
    assert all3(shuffled) is all3(values)
    assert any3(shuffled) is any3(values)


@given(verdicts, verdicts, verdicts)
def test_all_of_is_a_lattice(a, b, c):
    assert all3([a, all3([b, c])]) is all3([all3([a, b]), c])
    assert all3([a, any3([a, b])]) is a
    assert all3([a, Verdict.YES]) is a
    assert all3([a, Verdict.NO]) is Verdict.NO


@given(days, days)
def test_interval_reads_back_what_it_writes(one, other):
    interval = DateInterval(min(one, other), max(one, other))
    assert DateInterval.parse(str(interval)) == interval


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("1998", "1998年"),
        ("1998-06", "1998年6月"),
        ("1998-06-01", "1998年6月1日"),
        ("1990/1999", "1990年至1999年"),
    ],
)
def test_interval_is_shown_in_chinese(text, label):
    interval = DateInterval.parse(text)
    assert (str(interval), interval.label) == (text, label)


@pytest.mark.parametrize(
    "text", ["", "98", "1998-13", "1998-6", "2001-02-29", "1999/1998", "1998/", "1998年", "１９９８"]
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r"\S"):
        DateInterval.parse(text)


@settings(deadline=None, max_examples=60)
@given(st.permutations(["p-gas", "p-water", "p-power", "p-cable"]), st.lists(fen, min_size=4, max_size=4))
def test_order_of_items_changes_no_sum(order, costs):
    by_item = dict(zip(sorted(order), costs, strict=True))
    in_step = {"WL-C-linesync": Declaration(True, "housing")}
    items = tuple(Subject("item", name, item=WorksItem(name, by_item[name])) for name in order)
    answer = book("wulong").ask("WL-U-pipes", Question(declared=in_step, subjects=items))
    assert answer.amount == sum(to_fen(cost / 2) for cost in costs)


# Compiled verdicts against asked ones.
CITIES = {name: book(name) for name in ("qingdao", "wulong", "beijing", "jilin", "zhejiang")}
LINHAI = Rulebook(
    load_text(SIXTH, "linhai.yaml"),
    overlay={"LH-C-will.threshold": {"field": "neighbourhood.willing_ratio", "op": ">=", "value": "66.67"}},
)
BOOKS = [
    *CITIES.values(),
    CITIES["wulong"].with_overlay({"WL-C-built.value": "2000-06-30"}),
    LINHAI,
    LINHAI.with_overlay({}),
]


def declarations(rulebook):
    return st.builds(
        Declaration,
        st.sampled_from([True, True, True, False, None]),
        st.sampled_from([None, *(actor.id for actor in rulebook.rows("actors"))]),
        st.sampled_from([(), ("摸底调查表",), ("摸底调查表", "居民意愿征询记录")]),
    )


@settings(deadline=None, max_examples=200)
@given(
    rulebook=st.sampled_from(BOOKS),
    at=st.sampled_from([None, "register", "reserve"]),
    span=st.none() | st.tuples(days, st.integers(0, 900)),
    buildings=st.none() | st.integers(0, 9),
    households=st.none() | st.integers(0, 900),
    area=st.none() | st.decimals(0, 10**6, places=2),
    ratio=st.none() | st.decimals(0, 100, places=2),
    data=st.data(),
)
def test_compiled_verdict_equals_the_asked_one(rulebook, at, span, buildings, households, area, ratio, data):
    compiled = rulebook.compile_eligibility(at)
    declared = {}
    for id_ in compiled.criteria:
        if rulebook.get("criteria", id_).kind == "declared" and data.draw(st.booleans() | st.just(True)):
            right = rulebook.get("criteria", id_)
            proper = st.just(Declaration(True, right.by, right.evidence))
            declared[id_] = data.draw(proper | proper | declarations(rulebook))
    interval = None if span is None else DateInterval(span[0], span[0] + timedelta(days=span[1]))
    facts = {
        "neighbourhood.completed_on": interval,
        "neighbourhood.buildings": buildings,
        "neighbourhood.households": households,
        "neighbourhood.floor_area": area,
        "neighbourhood.willing_ratio": ratio,
    }
    question = Question(facts=facts, declared=declared)
    rules = [rule.id for rule in rulebook.rows("eligibility") if at in (None, rule.for_)]
    asked = all3(rulebook.ask(rule, question).answer for rule in rules)
    if at == "register":
        asked = rulebook.ask("transition:register", question).answer
    counts = {
        id_: value
        for id_ in declared
        if (value := counted(rulebook.get("criteria", id_), declared[id_])) is not None
    }
    quick = compiled.verdict(
        (interval.first, interval.last) if interval else None,
        buildings,
        households,
        area,
        counts,
        {"neighbourhood.willing_ratio": ratio},
    )
    assert quick is asked


@pytest.mark.slow
def test_two_hundred_thousand_verdicts_take_about_a_second():
    compiled = CITIES["qingdao"].compile_eligibility()
    declared = dict.fromkeys(compiled.declared, True)
    day = (date(1998, 1, 1), date(1998, 12, 31))
    from time import perf_counter

    started = perf_counter()
    answers = [compiled.verdict(day, 8, 290, Decimal("23456.00"), declared) for _ in range(220_000)]
    assert set(answers) == {Verdict.YES}
    assert (
        perf_counter() - started < 5
    )  # about 0.3 s on a free core; the bound only catches a slip of ten times
