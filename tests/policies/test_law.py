"""The national layer: ballots by heads and area, statutory periods, the split of a common cost."""

from __future__ import annotations

from datetime import date

import pytest

from policies.clocks import CalendarLacksYear, add_working_days, due_day
from policies.errors import BadValue, NotAllowed, UnknownRule
from policies.question import Question
from policies.rulebook import Rulebook
from tests.policies.asking import ask, outcome, pack


def votes(
    total: int, voting: int, consent: int, *, area: tuple[str, str, str] = ("300", "200", "150")
) -> dict[str, object]:
    return {
        "ballot.heads_total": total, "ballot.heads_voting": voting, "ballot.heads_consent": consent,
        "ballot.area_total": area[0], "ballot.area_voting": area[1], "ballot.area_consent": area[2],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "facts", "participation", "consent"),
    [
        ("NL-B-rebuild", votes(300, 200, 150), "yes", "yes"),
        ("NL-B-rebuild", votes(300, 199, 150), "no", "yes"),
        ("NL-B-rebuild", votes(300, 200, 149), "yes", "no"),
        ("NL-B-rebuild", votes(300, 200, 150, area=("300", "199.99", "150")), "no", "yes"),
        ("NL-B-use-fund", votes(300, 200, 101, area=("300", "200", "100.01")), "yes", "yes"),
        ("NL-B-use-fund", votes(300, 200, 100, area=("300", "200", "100")), "yes", "no"),
        ("NL-B-other", votes(300, 0, 0), "no", "no"),
    ],
)
def test_both_thresholds_are_met_by_heads_and_by_area(rule, facts, participation, consent):
    answer = ask("qingdao", rule, facts=facts, on="2021-09-01")
    assert outcome(answer) == {f"{rule}.participation": participation, f"{rule}.consent": consent}
    assert (answer["pack"], {entry["quote"] for entry in answer["because"]}) == ("national", {None})
    assert answer["answer"] == ("yes" if participation == consent == "yes" else "no")


def test_before_the_civil_code_the_rule_does_not_apply():
    answer = ask("qingdao", "NL-B-rebuild", facts=votes(300, 200, 150), on="2020-12-31")
    assert answer["answer"] == "undetermined"
    assert "2021-01-01" in answer["note"]


def test_more_voters_than_owners_is_no_question():
    with pytest.raises(BadValue):
        ask("qingdao", "NL-B-other", facts=votes(300, 301, 150))


def test_layer_answers_only_where_it_is_given():
    with pytest.raises(UnknownRule):
        Rulebook(pack("qingdao")).ask("NL-B-other", Question())


def test_law_is_not_the_tenants_to_change():
    with pytest.raises(NotAllowed) as refused:
        ask("qingdao", "NL-B-rebuild", overlay={"NL-B-rebuild.participation": {"at_least": "1/2"}})
    assert "民法典" in (refused.value.clause or "")


@pytest.mark.parametrize(
    ("start", "length", "unit", "due"),
    [
        ("2021-03-01", 15, "days", "2021-03-16"),
        ("2020-02-29", 5, "years", "2025-02-28"),
        ("2021-03-01", 2, "years", "2023-03-01"),
        ("2021-01-31", 1, "months", "2021-02-28"),
        ("2021-09-30", 2, "working_days", "2021-10-09"),  # National Day, and a Saturday worked in its stead
    ],
)
def test_day_of_the_event_is_not_counted(start, length, unit, due):
    assert due_day(date.fromisoformat(start), length, unit) == date.fromisoformat(due)


def test_working_days_end_where_the_calendar_ends():
    with pytest.raises(CalendarLacksYear):
        add_working_days(date(2090, 1, 1), 1)
    answer = ask("qingdao", "NL-K-publish", facts={"clock.from": "2090-01-01"})
    assert (answer["answer"], answer["effects"]) == ("undetermined", {})


@pytest.mark.parametrize(
    ("rule", "facts", "due", "missing"),
    [
        ("NL-K-waterproof", {"clock.from": "2021-03-01"}, "2026-03-01", []),
        ("NL-K-structure", {"clock.from": "2021-03-01"}, None, ["item.design_life_years"]),
        ("NL-K-structure", {"clock.from": "2021-03-01", "item.design_life_years": 50}, "2071-03-01", []),
        ("NL-K-waterproof", {}, None, ["clock.from"]),
        ("NL-K-waterproof", {"clock.from": "2021-03"}, None, ["clock.from"]),
        ("NL-K-heating", {"clock.from": "2021-03-01"}, None, []),
    ],
)
def test_statutory_periods(rule, facts, due, missing):
    answer = ask("jilin", rule, facts=facts)
    assert (answer["effects"].get("due"), answer["missing"]) == (due, missing)
    assert answer["answer"] == ("yes" if due else "undetermined")


def test_common_cost_is_split_by_exclusive_area():
    flats = [
        {"kind": "dwelling", "id": i, "facts": {"dwelling.exclusive_area": a}}
        for i, a in (("101", "60"), ("102", "30"))
    ]
    answer = ask("wulong", "NL-S-owners", subjects=flats, item={"cost": "100.00"})
    assert answer["parts"] == [{"who": "101", "amount": "66.67"}, {"who": "102", "amount": "33.33"}]
    unknown = ask(
        "wulong", "NL-S-owners", subjects=[flats[0], {"kind": "dwelling", "id": "9"}], item={"cost": 1}
    )
    assert unknown["missing"] == ["dwelling.exclusive_area @dwelling:9"]


def test_before_its_day_a_split_does_not_apply():
    flat = {"kind": "dwelling", "id": "101", "facts": {"dwelling.exclusive_area": "60"}}
    early = ask("wulong", "NL-S-owners", subjects=[flat], item={"cost": "100.00"}, on="2020-12-31")
    assert (early["answer"], early["parts"]) == ("undetermined", [])
    assert "2021-01-01" in early["note"]
    on_the_day = ask("wulong", "NL-S-owners", subjects=[flat], item={"cost": "100.00"}, on="2021-01-01")
    assert on_the_day["parts"] == [{"who": "101", "amount": "100.00"}]


def test_period_beyond_the_last_year_has_no_last_day():
    answer = ask(
        "jilin", "NL-K-structure", facts={"clock.from": "2021-03-01", "item.design_life_years": 9000}
    )
    assert (answer["answer"], answer["effects"], answer["missing"]) == ("undetermined", {}, [])
    assert answer["note"]
