"""Scenarios S1, S2, S4, S12, S22: subsidies, shares and channels, figure by figure from the texts."""

from __future__ import annotations

import pytest

from policies.errors import BadValue
from tests.policies.asking import ask, no, yes

STRUCTURE = {"WL-C-structure": yes("owners", "结构安全证明")}
SELF_FUNDED = {"WL-C-selffund": yes("residents", "自筹资金协议")}
APPROVED = {"WL-C-liftok": yes("planning", "审批文件")}
WULONG_SCOPE = {
    "WL-C-neglect": yes("street"),
    "WL-C-municipal": yes("street"),
    "WL-C-services": yes("street"),
    "WL-C-will": yes("street"),
    "WL-C-place": yes("planning"),
}
SEVEN_STOREYS = {"neighbourhood.completed_on": "1996-05-01", "building.storeys": 7}


def test_two_lifts_in_a_seven_storey_block_get_160000_yuan():
    answer = ask(
        "wulong",
        "WL-U-lift",
        facts=SEVEN_STOREYS,
        declared={**WULONG_SCOPE, **STRUCTURE, **SELF_FUNDED, **APPROVED},
        item={"id": "lift", "count": 2},
    )
    assert (answer["answer"], answer["amount"], answer["count_allowed"]) == ("yes", "160000.00", 2)
    derived = [entry["id"] for entry in answer["because"] if entry["rule"] == "WL-E-1"]
    assert derived == [
        "WL-C-built", "WL-C-neglect", "WL-C-municipal", "WL-C-services", "WL-C-will", "WL-C-place",
    ]  # fmt: skip
    assert answer["unused"] == []


@pytest.mark.parametrize(
    ("second", "verdict", "amount", "missing"),
    [
        (APPROVED, "yes", "160000.00", []),
        ({}, "undetermined", None, ["declared:WL-C-liftok @lift:2"]),
        ({"WL-C-liftok": no("planning")}, "yes", "80000.00", []),
        ({"WL-C-liftok": yes("planning")}, "undetermined", None, ["evidence:审批文件 @lift:2"]),
        ({"WL-C-liftok": yes("housing", "审批文件")}, "undetermined", None, ["declared:WL-C-liftok @lift:2"]),
    ],
)
def test_each_lift_is_judged_on_its_own(second, verdict, amount, missing):
    answer = ask(
        "wulong",
        "WL-U-lift",
        facts={**SEVEN_STOREYS, "neighbourhood.eligible": True},
        declared={**STRUCTURE, **SELF_FUNDED},
        item={"id": "lift"},
        subjects=[
            {"kind": "lift", "id": "1", "declared": APPROVED},
            {"kind": "lift", "id": "2", "declared": second},
        ],
    )
    assert (answer["answer"], answer["amount"], answer["missing"]) == (verdict, amount, missing)
    assert answer["count_allowed"] == (2 if amount == "160000.00" else 1)


def test_lifts_that_are_all_refused_get_nothing():
    answer = ask(
        "wulong",
        "WL-U-lift",
        facts={**SEVEN_STOREYS, "neighbourhood.eligible": True},
        declared={**STRUCTURE, **SELF_FUNDED},
        item={"id": "lift"},
        subjects=[{"kind": "lift", "id": i, "declared": {"WL-C-liftok": no("planning")}} for i in "12"],
    )
    assert (answer["answer"], answer["amount"], answer["count_allowed"]) == ("no", "0.00", 0)


def test_lift_carries_the_storeys_of_its_own_building():
    answer = ask(
        "wulong",
        "WL-U-lift",
        facts={"neighbourhood.eligible": True},
        declared={**STRUCTURE, **SELF_FUNDED, **APPROVED},
        item={"id": "lift"},
        subjects=[
            {"kind": "lift", "id": "a", "facts": {"building.storeys": 7}},
            {"kind": "lift", "id": "b", "facts": {"building.storeys": 5}},
        ],
    )
    assert (answer["answer"], answer["amount"], answer["count_allowed"]) == ("yes", "80000.00", 1)
    storeys = {e["subject"]: e["answer"] for e in answer["because"] if e["id"] == "WL-C-storeys"}
    assert storeys == {"lift:a": "yes", "lift:b": "no"}


def test_five_storeys_fail_on_the_clause_about_storeys():
    answer = ask(
        "wulong",
        "WL-U-lift",
        facts={"neighbourhood.eligible": True, "building.storeys": 5},
        declared={**STRUCTURE, **SELF_FUNDED, **APPROVED},
        item={"id": "lift", "count": 2},
    )
    failing = [entry for entry in answer["because"] if entry["answer"] != "yes"]
    assert (answer["answer"], answer["amount"]) == ("no", "0.00")
    assert [(entry["id"], entry["quote"]) for entry in failing] == [("WL-C-storeys", "6层(含6层)以上的房屋")]


@pytest.mark.parametrize(
    ("item", "cost", "verdict", "amount"),
    [
        ("p-gas", "1234567.89", "yes", "617283.95"),  # 617283.945: half-even and binary floats give .94
        ("p-water", "0.01", "yes", "0.01"),
        ("p-cable", 100, "yes", "50.00"),
        ("road", "1234567.89", "no", "0.00"),
    ],
)
def test_half_of_the_cost_of_a_pipeline_is_paid(item, cost, verdict, amount):
    in_step = {"WL-C-linesync": yes("housing")}
    answer = ask("wulong", "WL-U-pipes", declared=in_step, item={"id": item, "cost": cost})
    assert (answer["answer"], answer["amount"]) == (verdict, amount)


def test_pipelines_are_rounded_once_per_item():
    lines = [
        {"kind": "item", "id": n, "item": {"id": n, "cost": "0.01"}} for n in ("p-gas", "p-water", "p-power")
    ]
    answer = ask("wulong", "WL-U-pipes", declared={"WL-C-linesync": yes("housing")}, subjects=lines)
    assert answer["amount"] == "0.03"


def test_item_outside_the_subsidy_is_refused_by_the_subsidy_itself():
    answer = ask("wulong", "WL-U-pipes", item={"id": "road", "cost": 1})
    assert [entry["id"] for entry in answer["because"]] == ["WL-U-pipes"]


def test_cost_is_part_of_the_question_even_where_the_condition_fails():
    answer = ask(
        "wulong", "WL-U-pipes", item={"id": "p-gas", "cost": "100"}, declared={"WL-C-linesync": no("housing")}
    )
    assert (answer["answer"], answer["amount"], answer["unused"]) == ("no", "0.00", [])


def test_pipeline_without_a_cost_is_undetermined():
    answer = ask("wulong", "WL-U-pipes", declared={"WL-C-linesync": yes("housing")}, item={"id": "p-gas"})
    assert (answer["answer"], answer["missing"], answer["amount"]) == ("undetermined", ["item.cost"], None)


IMPROVEMENT = {"item:road.class": "improvement"}
ROAD = {"id": "road", "cost": "200000.00"}


def payers(**percents: str) -> list[dict[str, str]]:
    return [{"who": who, "percent": percent} for who, percent in percents.items()]


def test_open_percentages_leave_the_share_undetermined():
    answer = ask("qingdao", "QD-S-improvement", item=ROAD, overlay=IMPROVEMENT)
    assert answer["answer"] == "undetermined"
    assert answer["missing"] == ["payer:residents", "payer:government"]
    assert answer["parts"] == []


def test_twenty_and_eighty_percent_divide_the_cost():
    answer = ask(
        "qingdao",
        "QD-S-improvement",
        item=ROAD,
        overlay=IMPROVEMENT,
        payers=payers(residents="20", government="80"),
    )
    assert answer["parts"] == [
        {"who": "residents", "amount": "40000.00"},
        {"who": "government", "amount": "160000.00"},
    ]
    assert (answer["answer"], answer["warnings"], answer["unused"]) == ("yes", [], [])


def test_ninety_percent_is_refused_in_words():
    answer = ask(
        "qingdao",
        "QD-S-improvement",
        item=ROAD,
        overlay=IMPROVEMENT,
        payers=payers(residents="20", government="70"),
    )
    assert (answer["answer"], answer["note"], answer["parts"]) == ("no", "合计90%,应为100%", [])


def test_residents_at_zero_draw_a_warning_and_pass():
    answer = ask(
        "qingdao",
        "QD-S-improvement",
        item=ROAD,
        overlay=IMPROVEMENT,
        payers=payers(residents="0", government="100"),
    )
    assert answer["answer"] == "yes"
    assert "由居民承担部分改造费用" in answer["warnings"][0]["text"]


def test_one_fen_at_fifty_fifty_goes_to_the_first_listed():
    answer = ask(
        "qingdao",
        "QD-S-improvement",
        item={"id": "road", "cost": "0.01"},
        overlay=IMPROVEMENT,
        payers=payers(residents="50", government="50"),
    )
    assert [part["amount"] for part in answer["parts"]] == ["0.01", "0.00"]


def test_percentages_may_stand_in_the_overlay():
    overlay = {
        **IMPROVEMENT,
        "QD-S-improvement.payers.residents.percent": "12.5",
        "QD-S-improvement.payers.government.percent": "87.5",
    }
    answer = ask("qingdao", "QD-S-improvement", item=ROAD, overlay=overlay)
    assert [part["amount"] for part in answer["parts"]] == ["25000.00", "175000.00"]


@pytest.mark.parametrize(
    ("overlay", "verdict", "missing"),
    [
        ({}, "undetermined", ["overlay:item:road.class"]),
        ({"item:road.class": "upgrade"}, "no", []),
    ],
)
def test_item_of_another_class_is_not_for_this_share(overlay, verdict, missing):
    answer = ask(
        "qingdao",
        "QD-S-improvement",
        item=ROAD,
        overlay=overlay,
        payers=payers(residents="20", government="80"),
    )
    assert (answer["answer"], answer["missing"]) == (verdict, missing)


@pytest.mark.parametrize(
    ("entered", "verdict"),
    [
        ({"residents": "20", "government": "80"}, "yes"),
        ({"residents": "20", "government": "70"}, "no"),
        ({}, "undetermined"),
    ],
)
def test_design_waits_for_the_ratio(entered, verdict):
    answer = ask("qingdao", "QD-C-split", item=ROAD, overlay=IMPROVEMENT, payers=payers(**entered))
    assert answer["answer"] == verdict


def test_beijing_lift_with_government_money_is_warned_about():
    answer = ask(
        "beijing",
        "BJ-S-optional",
        item={"id": "lift", "cost": 100},
        payers=payers(government="30", residents="40", market="30"),
    )
    assert answer["answer"] == "yes"
    assert "自選類採用居民付費、社會投資的方式實施" in answer["warnings"][0]["text"]


def test_row_with_of_divides_the_part_it_speaks_of():
    answer = ask(
        "beijing", "BJ-S-citydistrict", item={"cost": "100.01"}, payers=payers(city="50", district="50")
    )
    assert [part["amount"] for part in answer["parts"]] == ["50.01", "50.00"]


def test_qingdao_does_not_borrow_wulongs_amount():
    answer = ask(
        "qingdao",
        "QD-U-lift",
        facts={"building.storeys": 7},
        declared={
            "QD-C-liftaward": yes("d-housing"),
            "QD-C-liftformal": yes("d-planning", "规划审查", "施工图审查", "施工备案"),
        },
        item={"id": "lift", "count": 2},
    )
    assert (answer["answer"], answer["amount"], answer["count_allowed"]) == ("undetermined", None, 2)
    assert answer["missing"] == ["overlay:QD-U-lift.amount"]
    assert answer["unused"] == ["facts.building.storeys"]
    assert {entry["clause"] for entry in answer["because"]} == {"二(八)5"}


def test_beijing_pipeline_has_no_rate_yet():
    answer = ask(
        "beijing",
        "BJ-U-lines",
        declared={"BJ-C-lineproject": yes("ndrc")},
        item={"id": "lines", "cost": "1234567.89"},
    )
    assert (answer["answer"], answer["missing"]) == ("undetermined", ["overlay:BJ-U-lines.rate"])


@pytest.mark.parametrize(
    ("drawn", "verdict", "amount", "remaining"),
    [
        ([("owner", "8000.00"), ("spouse", "4000.00")], "yes", "4000.00", "0.00"),
        ([("owner", "8000.00"), ("spouse", "4000.01")], "no", "0.00", "4000.00"),
        ([("owner", "8000.00")], "yes", "8000.00", "4000.00"),
        ([("other", "1.00")], "no", "0.00", "12000.00"),
    ],
)
def test_household_may_not_withdraw_more_than_it_paid(drawn, verdict, amount, remaining):
    answer = ask(
        "qingdao",
        "channel:provident",
        facts={"household.paid": "12000.00"},
        withdrawals=[{"who": who, "amount": sum_} for who, sum_ in drawn],
    )
    assert (answer["answer"], answer["amount"], answer["remaining"]) == (verdict, amount, remaining)


def test_channel_under_study_is_undetermined():
    answer = ask("beijing", "channel:provident", withdrawals=[{"who": "owner", "amount": 1}])
    assert answer["missing"] == ["overlay:channel:provident.enabled", "overlay:channel:provident.who"]


def test_long_figures_are_reckoned_to_the_last_place():
    linesync = {"WL-C-linesync": yes("housing")}
    cost = "123456789012345678901234567890.13"
    answer = ask("wulong", "WL-U-pipes", item={"id": "p-gas", "cost": cost}, declared=linesync)
    assert answer["amount"] == "61728394506172839450617283945.07"
    nearly = {"residents": "33." + "3" * 30, "government": "66." + "6" * 30}
    given = [{"who": who, "percent": percent} for who, percent in nearly.items()]
    assert ask("qingdao", "QD-S-improvement", item={"cost": 100}, payers=given)["answer"] == "no"


@pytest.mark.parametrize("item", [{"cost": 10**60}, {"cost": "0." + "1" * 60}, {"count": 10**9}])
def test_figure_without_measure_is_no_question(item):
    with pytest.raises(BadValue):
        ask("wulong", "WL-U-pipes", item={"id": "p-gas", **item})
