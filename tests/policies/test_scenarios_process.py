"""Scenarios S5, S7, S9, S11, S14, S18, S19: scope, gates, reviews, modes and the monthly sheet."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from policies.costs import two_decimals
from policies.errors import NotAllowed
from tests.policies.asking import ask, no, outcome, yes

QINGDAO_SCOPE = {
    "QD-C-residential": yes("street"),
    "QD-C-neglect": yes("street", "摸底调查表"),
    "QD-C-municipal": yes("street", "摸底调查表"),
    "QD-C-services": yes("street", "摸底调查表"),
    "QD-C-will": yes("community", "居民意愿征询记录"),
}


@pytest.mark.parametrize(
    ("completed", "verdict"),
    [
        ("2005-12-31", "yes"),
        ("2006-01-01", "no"),
        ("1998", "yes"),
        ("2005", "yes"),
        ("2005-12", "yes"),
        ("2006", "no"),
        ("2005/2006", "undetermined"),
        ("1998-07-01", "yes"),
        (None, "undetermined"),
    ],
)
def test_qingdao_takes_what_was_built_by_the_end_of_2005(completed, verdict):
    answer = ask("qingdao", "QD-E-1", facts={"neighbourhood.completed_on": completed}, declared=QINGDAO_SCOPE)
    assert answer["answer"] == verdict
    assert answer["missing"] == (["neighbourhood.completed_on"] if verdict == "undetermined" else [])
    built = next(entry for entry in answer["because"] if entry["id"] == "QD-C-built")
    assert (built["answer"], built["quote"]) == (verdict, "将2005年12月31日前建成")


def test_one_criterion_not_yet_declared_is_undetermined_and_not_no():
    declared = {id_: value for id_, value in QINGDAO_SCOPE.items() if id_ != "QD-C-services"}
    answer = ask("qingdao", "QD-E-1", facts={"neighbourhood.completed_on": "1998-07-01"}, declared=declared)
    assert (answer["answer"], answer["missing"]) == ("undetermined", ["declared:QD-C-services"])


@pytest.mark.parametrize(
    ("completed", "settled", "verdict", "missing"),
    [
        ("2000", None, "undetermined", ["overlay:WL-C-built.value"]),
        ("2000", "2000-12-31", "yes", []),
        ("2000", "1999-12-31", "no", []),
        ("1999", None, "yes", []),
        ("2001", None, "no", []),
        ("1999/2000", None, "undetermined", ["overlay:WL-C-built.value", "neighbourhood.completed_on"]),
        ("2000", "2000-06-30", "undetermined", ["neighbourhood.completed_on"]),
    ],
)
def test_wulong_before_2000_has_two_readings(completed, settled, verdict, missing):
    overlay = {"WL-C-built.value": settled} if settled else {}
    answer = ask("wulong", "WL-C-built", facts={"neighbourhood.completed_on": completed}, overlay=overlay)
    assert (answer["answer"], answer["missing"]) == (verdict, missing)


def test_date_outside_both_readings_is_refused_with_the_clause():
    with pytest.raises(NotAllowed) as refused:
        ask("wulong", "WL-C-built", overlay={"WL-C-built.value": "2005-12-31"})
    assert refused.value.clause == "三(一)"


# Beijing: no property agreement, no start.
AGREED = {"BJ-C-fees": yes("owners-body", "表决记录"), "BJ-C-contract": yes("owners-body", "物业服务协议")}
CLEARED = {"BJ-C-demolish": yes("street", "治理完成确认"), "BJ-C-holes": yes("street", "治理完成确认")}
ON_SITE = {"BJ-C-forum": yes("street"), "BJ-C-schedule": yes("entity", "施工计划")}


def start(item: str, declared: dict[str, Any], **more: Any) -> dict[str, Any]:
    return ask("beijing", "transition:start", item={"id": item}, declared={**ON_SITE, **declared}, **more)


def test_start_waits_for_the_signed_agreement():
    unsigned = {**AGREED, "BJ-C-contract": yes("owners-body")}
    answer = start("seismic", {**unsigned, **CLEARED})
    blocking = [entry for entry in answer["because"] if entry["answer"] != "yes"]
    assert answer["answer"] == "undetermined"
    assert answer["missing"] == ["evidence:物业服务协议"]
    assert [(e["rule"], e["quote"]) for e in blocking] == [
        ("BJ-G-property", "並簽訂物業服務協議的,綜合整治項目方可實施")
    ]
    assert start("seismic", {**AGREED, **CLEARED})["answer"] == "yes"


def test_clean_up_items_start_before_the_clean_up_is_done():
    locks_still_there = {"BJ-C-demolish": no("street"), "BJ-C-holes": yes("street", "治理完成确认")}
    assert start("locks", {**AGREED, **locks_still_there})["answer"] == "yes"
    assert start("lift", {**AGREED, **locks_still_there})["answer"] == "no"
    assert start("seismic", {**AGREED, **locks_still_there})["answer"] == "undetermined"
    basic = {"item:seismic.class": "basic"}
    assert start("seismic", {**AGREED, **locks_still_there}, overlay=basic)["answer"] == "no"
    assert start("seismic", {**AGREED, **CLEARED}, overlay=basic)["answer"] == "yes"


def test_gate_that_does_not_apply_is_silent():
    answer = ask("beijing", "BJ-G-governance", item={"id": "locks"})
    assert (answer["answer"], answer["applies"], answer["because"], answer["missing"]) == (
        "yes",
        False,
        [],
        [],
    )


def test_warning_gate_warns_and_never_refuses():
    answer = ask("beijing", "transition:start", item={"id": "locks"}, declared=AGREED)
    assert answer["answer"] == "yes"
    assert [warning["id"] for warning in answer["warnings"]] == ["BJ-G-site"]


# Beijing: the joint conference confirms.
PREPARED = {
    "BJ-C-investor": yes("district-gov"),
    "BJ-C-entity": yes("district-gov"),
    "BJ-C-fiscal": yes("district-gov", "财政可承受能力评估"),
}


def test_plan_is_blocked_without_the_confirmation_document():
    answer = ask("beijing", "transition:plan", declared=PREPARED)
    assert answer["answer"] == "undetermined"
    assert answer["missing"] == ["declared:BJ-C-confirmed", "opinion:conference"]


def test_plan_passes_when_the_conference_has_confirmed():
    answer = ask(
        "beijing",
        "transition:plan",
        declared={**PREPARED, "BJ-C-confirmed": yes("conference", "项目确认文件")},
        review={"id": "BJ-R-1", "opinions": [{"reviewer": "conference", "opinion": "agree"}]},
    )
    assert (answer["answer"], answer["unused"]) == ("yes", [])


def test_district_cannot_declare_the_confirmation():
    declared = {**PREPARED, "BJ-C-confirmed": yes("district-gov", "项目确认文件")}
    assert outcome(ask("beijing", "BJ-G-plan", declared=declared))["BJ-C-confirmed"] == "undetermined"


def test_ripe_leaves_out_what_the_confirmation_itself_files():
    order = ask(
        "beijing",
        "ranking",
        subjects=[
            {"kind": "project", "id": "raw", "facts": {"project.ripe": False}},
            {"kind": "project", "id": "ripe", "declared": PREPARED},
        ],
    )
    assert order["effects"]["order"] == [{"id": "ripe", "place": 1}, {"id": "raw", "place": 2}]


# Qingdao: joint review by four departments.
FILED = {"QD-C-plans": yes("district-gov", "实施方案", "资金筹措方案")}
CONSULTED = {"QD-C-consulted": yes("street", "征求意见记录")}
FOUR = ("d-housing", "d-ndrc", "d-finance", "d-planning")


def joint(opinions: dict[str, str], **more: Any) -> dict[str, Any]:
    review = {"opinions": [{"reviewer": who, "opinion": what} for who, what in opinions.items()], **more}
    return ask("qingdao", "QD-R-1", declared={**FILED, **CONSULTED, **GREEN}, review=review)


GREEN = {"QD-C-noland": yes("d-planning"), "QD-C-nopollution": no("district-gov")}


def test_review_is_not_convened_before_the_consultation():
    answer = ask("qingdao", "QD-R-1", declared=FILED)
    assert answer["answer"] == "undetermined"
    assert "declared:QD-C-consulted" in answer["missing"]


@pytest.mark.parametrize(
    ("opinions", "verdict", "missing"),
    [
        (dict.fromkeys(FOUR[:3], "agree"), "undetermined", ["opinion:d-planning"]),
        ({**dict.fromkeys(FOUR[:3], "agree"), "d-planning": "disagree"}, "no", []),
        (dict.fromkeys(FOUR, "agree"), "yes", []),
        ({**dict.fromkeys(FOUR, "agree"), "d-finance": "no_opinion"}, "yes", []),
        ({**dict.fromkeys(FOUR, "agree"), "d-finance": "agree_with_conditions"}, "yes", []),
        ({"d-planning": "disagree"}, "no", []),
    ],
)
def test_every_department_must_agree(opinions, verdict, missing):
    answer = joint(opinions)
    assert (answer["answer"], answer["missing"]) == (verdict, missing)
    approve = ask(
        "qingdao",
        "transition:approve",
        declared={**FILED, **CONSULTED},
        review={"opinions": [{"reviewer": who, "opinion": what} for who, what in opinions.items()]},
    )
    assert approve["answer"] == verdict


def test_green_channel_is_closed_and_the_review_stands():
    answer = joint(dict.fromkeys(FOUR, "agree"), asked=["fast_track"])
    assert (answer["answer"], answer["effects"]["fast_track"]) == ("yes", "no")


def test_later_opinion_counters_the_earlier():
    opinions = [
        {"reviewer": "d-planning", "opinion": "agree", "on": "2021-03-02"},
        {"reviewer": "d-planning", "opinion": "disagree", "on": "2021-03-01"},
        *({"reviewer": who, "opinion": "agree"} for who in FOUR[:3]),
    ]
    answer = ask("qingdao", "QD-R-1", declared={**FILED, **CONSULTED}, review={"opinions": opinions})
    assert answer["answer"] == "yes"


# Zhejiang: six departments, six utilities and the residents.
THIRTEEN = (
    "ndrc",
    "finance",
    "land",
    "police",
    "urban",
    "fire",
    "power",
    "water",
    "gas",
    "telecom",
    "cable",
    "tower",
    "reps",
)
FIELDS = (
    "优化简化审批程序和材料的具体要求",
    "改造范围",
    "改造涉及的房屋面积",
    "改造内容",
    "文明施工",
    "工程概算",
)
PAPERS = {
    "ZJ-C-scheme": yes("lead", "改造方案", "工程概算"),
    "ZJ-C-minutes": yes("lead", "审查会议纪要"),
}


def zhejiang(
    rule: str, *, without: str = "", refusing: str = "", lacking: str = "", attended: int = 1
) -> dict[str, Any]:
    opinions = [
        {"reviewer": who, "opinion": "disagree" if who == refusing else "agree"}
        for who in THIRTEEN
        if who != without
    ]
    outputs = {
        "minutes": {name: "已写明" for name in FIELDS if name != lacking},
        "form": dict.fromkeys(FIELDS, "已写明"),
    }
    review = {"opinions": opinions, "attended": {"reps": attended}, "outputs": outputs}
    return ask("zhejiang", rule, declared=PAPERS, review=review, flags={"off_standard": False})


def test_complete_joint_review_opens_approval():
    assert zhejiang("ZJ-R-1")["answer"] == "yes"
    assert zhejiang("transition:approve")["answer"] == "yes"


def test_minutes_without_the_budget_keep_approval_shut():
    review = zhejiang("ZJ-R-1", lacking="工程概算")
    assert (review["answer"], review["missing"]) == ("undetermined", ["output:minutes.工程概算"])
    assert review["effects"]["outputs_missing"] == ["minutes.工程概算"]
    assert zhejiang("transition:approve", lacking="工程概算")["answer"] == "undetermined"


def test_without_residents_the_review_does_not_carry():
    answer = zhejiang("transition:approve", attended=0)
    assert answer["answer"] == "no"
    assert outcome(answer)["ZJ-C-reps"] == "no"


def test_tower_company_that_has_not_signed_blocks():
    answer = zhejiang("ZJ-C-opinion", without="tower")
    assert (answer["answer"], answer["missing"]) == ("undetermined", ["opinion:tower"])


def test_refusal_by_the_police_is_no_although_all_have_signed():
    assert zhejiang("ZJ-C-opinion", refusing="police")["answer"] == "yes"
    assert zhejiang("ZJ-R-1", refusing="police")["answer"] == "no"


def test_thirteenth_unit_may_join_and_a_named_one_may_not_leave():
    answer = ask("zhejiang", "ZJ-R-1", review={"reviewers_added": ["civil"]})
    assert "opinion:civil" in answer["missing"]
    signed = {"reviewers_added": ["civil"], "opinions": [{"reviewer": "civil", "opinion": "agree"}]}
    assert "opinion:civil" not in ask("zhejiang", "ZJ-R-1", review=signed)["missing"]
    with pytest.raises(NotAllowed) as refused:
        ask("zhejiang", "ZJ-R-1", overlay={"ZJ-R-1.reviewers": [who for who in THIRTEEN if who != "police"]})
    assert refused.value.clause == "一(二)"
    grown = ask("zhejiang", "ZJ-R-1", overlay={"ZJ-R-1.reviewers": [*THIRTEEN, "civil"]})
    assert "opinion:civil" in grown["missing"]


@pytest.mark.parametrize(
    "question",
    [
        {"review": {"id": "BJ-R-1", "reviewers_added": ["housing"]}},
        {"overlay": {"BJ-R-1.reviewers": ["conference", "housing"]}},
    ],
)
def test_closed_list_takes_nobody_in(question):
    with pytest.raises(NotAllowed) as refused:
        ask("beijing", "BJ-R-1", **question)
    assert refused.value.clause == "二(一)5"


# Beijing: the monthly sheet of September 2020.
SEPTEMBER = {"figure.BJ-I-start": 62, "figure.BJ-I-done": 31, "figure.BJ-I-invest": "9.35"}


def test_beijing_sheet_shows_rates_and_no_total():
    answer = ask(
        "beijing",
        "BJ-A-1",
        facts={**SEPTEMBER, "figure.BJ-I-progress.numerator": 40, "figure.BJ-I-progress.denominator": 62},
    )
    effects = answer["effects"]
    shown = {
        row["id"]: (row["value"], row["target"], row["rate"], row["answer"]) for row in effects["indicators"]
    }
    assert shown == {
        "BJ-I-progress": ("64.52", None, None, None),
        "BJ-I-start": (62, 80, "77.50", "no"),
        "BJ-I-done": (31, 50, "62.00", "no"),
        "BJ-I-invest": ("9.35", "12.8", "73.05", "no"),
    }
    assert (effects["total"], effects["total_missing"]) == (None, ["BJ-A-1.weights"])


def test_sheet_with_every_weight_and_target_has_a_total():
    answer = ask(
        "beijing",
        "BJ-A-1",
        facts={**SEPTEMBER, "figure.BJ-I-progress": "50.00"},
        overlay={
            "BJ-A-1.weights": {"BJ-I-start": 40, "BJ-I-done": 40, "BJ-I-invest": "10", "BJ-I-progress": "10"},
            "BJ-I-progress.target": 100,
        },
    )
    assert answer["effects"]["total"] == "68.10"  # (77.5 + 62) x 0.4 + (73.046875 + 50) x 0.1 = 68.1046875
    assert (answer["answer"], answer["missing"]) == ("no", [])


def test_qingdao_is_not_assessed_until_the_cadence_is_set():
    assert "overlay:QD-A-1.cadence" in ask("qingdao", "QD-A-1")["missing"]


# Wulong: three ways of management, one after the other.
A, B, C = "WL-C-mode-a", "WL-C-mode-b", "WL-C-mode-c"


@pytest.mark.parametrize(
    ("declared", "verdict", "mode"),
    [
        ({A: yes("street")}, "yes", "property-company"),
        ({A: no("street"), B: yes("street")}, "yes", "service-centre"),
        ({A: no("street"), B: yes("street"), C: yes("street")}, "yes", "self-management"),
        ({C: yes("street")}, "undetermined", None),
        ({A: no("street"), B: no("street")}, "no", None),
    ],
)
def test_wulong_proposes_the_mode_furthest_down(declared, verdict, mode):
    answer = ask("wulong", "modes", declared=declared)
    assert (answer["answer"], answer["effects"].get("mode")) == (verdict, mode)
    assert [row["id"] for row in answer["effects"]["modes"]] == [
        "property-company",
        "service-centre",
        "self-management",
    ]


def test_self_management_needs_the_recorded_unfitness_for_a_company():
    answer = ask("wulong", "mode:self-management", declared={C: yes("street")})
    assert (answer["answer"], answer["missing"]) == ("undetermined", [f"declared:{B}"])


def test_modes_without_an_order_are_listed_and_none_is_proposed():
    answer = ask("zhejiang", "modes")
    assert (answer["answer"], "mode" in answer["effects"]) == ("undetermined", False)
    assert {row["answer"] for row in answer["effects"]["modes"]} == {"yes"}
    assert answer["missing"][0] == "overlay:mode:property-company.order"


def test_management_waits_for_the_residents_resolution():
    answer = ask("wulong", "transition:manage", declared={"WL-C-modeset": yes("street")})
    assert answer["missing"] == ["evidence:业主大会决议"]
    settled = {"WL-C-modeset": yes("street", "业主大会决议")}
    assert ask("wulong", "transition:manage", declared=settled)["answer"] == "yes"


# Jilin: the register and readiness.
def test_jilin_register_lists_the_empty_fields_even_on_no():
    answer = ask(
        "jilin",
        "transition:register",
        facts={"neighbourhood.buildings": 3, "neighbourhood.completed_on": "1998"},
    )
    assert (answer["answer"], answer["missing"]) == (
        "no",
        ["neighbourhood.households", "neighbourhood.floor_area"],
    )


def test_jilin_is_ready_only_with_the_preliminary_work():
    assert ask("jilin", "transition:ready")["missing"] == ["declared:JL-C-prelim"]
    done = {"JL-C-prelim": yes("city-gov", "前期手续清单")}
    assert ask("jilin", "transition:ready", declared=done)["answer"] == "yes"


def test_jilins_831_neighbourhoods_share_out_to_a_hundred_percent():
    shares = [two_decimals(Fraction(number * 100, 831)) for number in (303, 226, 302)]
    assert [str(share) for share in shares] == ["36.46", "27.20", "36.34"]
    assert sum(shares) == 100


def test_acceptance_always_needs_its_record():
    assert ask("wulong", "transition:accept")["missing"] == ["acceptance.passed"]
    assert ask("wulong", "transition:accept", facts={"acceptance.passed": True})["answer"] == "yes"
    assert ask("wulong", "transition:accept", facts={"acceptance.passed": False})["answer"] == "no"
