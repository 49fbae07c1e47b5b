"""Wulong's dangerous buildings: D grade, the four originals, the floor-area bonus, and heritage before all."""

from __future__ import annotations

import pytest

from tests.policies.asking import ask, no, yes

PAPERS = {
    "WL-C-appraised": yes("appraiser", "房屋等级鉴定报告"),
    "WL-C-planok": yes("planning", "审批文件"),
}
ORDINARY = {**PAPERS, "WL-C-heritage": no("culture")}
SAME = {
    "building.danger_grade": "D",
    "building.floor_area": "1000.00", "rebuild.floor_area": "1000.00",
    "building.counted_area": "1000.00", "rebuild.counted_area": "1000.00",
    "building.footprint": 200, "rebuild.footprint": 200,
    "building.height": 15, "rebuild.height": 15,
    "building.use": "住宅", "rebuild.use": "住宅",
}  # fmt: skip


def test_d_grade_building_is_rebuilt_as_it_was():
    answer = ask("wulong", "WL-X-d", facts=SAME, declared=ORDINARY)
    assert (answer["answer"], answer["effects"]["approver"]) == ("yes", "planning")


@pytest.mark.parametrize(
    ("change", "criterion"),
    [
        ({"rebuild.floor_area": "1000.01"}, "WL-C-area"),
        ({"rebuild.height": "15.1"}, "WL-C-height"),
        ({"rebuild.footprint": 201}, "WL-C-footprint"),
        ({"rebuild.use": "商业"}, "WL-C-use"),
    ],
)
def test_none_of_the_four_originals_may_be_exceeded(change, criterion):
    answer = ask("wulong", "WL-X-d", facts={**SAME, **change}, declared=ORDINARY)
    assert answer["answer"] == "no"
    failing = [e["id"] for e in answer["because"] if e["answer"] == "no" and e["rule"] == "WL-X-d"]
    assert failing == [criterion]


def test_c_grade_building_is_not_of_this_rule():
    answer = ask("wulong", "WL-X-d", facts={**SAME, "building.danger_grade": "C"}, declared=ORDINARY)
    assert (answer["answer"], answer["applies"], answer["effects"]) == ("no", False, {})


@pytest.mark.parametrize(("counted", "warned"), [("1150.00", False), ("1150.01", True)])
def test_bonus_replaces_the_floor_area_alone_and_its_ceiling_is_soft(counted, warned):
    bigger = {**SAME, "rebuild.floor_area": "1200.00", "rebuild.counted_area": counted}
    answer = ask("wulong", "WL-X-bonus", facts=bigger, declared=ORDINARY)
    assert answer["answer"] == "yes"
    assert bool(answer["warnings"]) is warned
    assert answer["effects"]["waives"] == ["城市建设配套费", "防空地下室易地建设费"]
    assert "WL-C-area" not in [entry["id"] for entry in answer["because"]]
    higher = ask("wulong", "WL-X-bonus", facts={**bigger, "rebuild.height": 16}, declared=ORDINARY)
    assert higher["answer"] == "no"


@pytest.mark.parametrize("rule", ["WL-X-d", "WL-X-bonus"])
def test_heritage_goes_before_rebuilding(rule):
    listed = ask("wulong", rule, facts=SAME, declared={**PAPERS, "WL-C-heritage": yes("culture")})
    assert listed["answer"] == "no"
    unknown = ask("wulong", rule, facts=SAME, declared=PAPERS)
    assert (unknown["answer"], unknown["missing"]) == ("undetermined", ["declared:WL-C-heritage"])


def test_heritage_building_is_restored():
    answer = ask("wulong", "WL-X-heritage", declared={"WL-C-heritage": yes("culture")})
    assert (answer["answer"], answer["effects"]["effect"]["zh"][:4]) == ("yes", "不得拆除")


def test_comparison_names_every_figure_that_it_lacks():
    answer = ask("wulong", "WL-C-area")
    assert answer["missing"] == ["rebuild.floor_area", "building.floor_area"]
    half = ask("wulong", "WL-C-area", facts={"building.floor_area": "1000.00"})
    assert (half["missing"], half["unused"]) == (["rebuild.floor_area"], [])
