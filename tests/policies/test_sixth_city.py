"""A city that nobody thought of needs a YAML file and no code."""

from __future__ import annotations

from typing import Any

import pytest

from policies.pack import load_text
from policies.question import Question
from policies.rulebook import Rulebook
from tests.policies.asking import no, outcome, pack, yes
from tests.policies.sixth_city import SIXTH

LINHAI = Rulebook(load_text(SIXTH, "linhai.yaml"), [pack("national")])


def ask(rule: str, **question: Any) -> dict[str, Any]:
    return LINHAI.ask(rule, Question.from_json(question)).as_json()


@pytest.mark.parametrize(
    ("completed", "verdict"),
    [
        ("1980", "yes"),
        ("1979", "no"),
        ("1979/1980", "undetermined"),
        ("1980-01-01", "yes"),
        ("1979-12-31", "no"),
    ],
)
def test_lower_bound_mirrors_the_upper(completed, verdict):
    assert ask("LH-C-after", facts={"neighbourhood.completed_on": completed})["answer"] == verdict


def test_soft_criterion_warns_and_does_not_refuse():
    facts = {"neighbourhood.completed_on": "1990", "neighbourhood.buildings": 2}
    answer = ask("LH-E-1", facts=facts, declared={"LH-C-will": yes("village")})
    assert (answer["answer"], [w["id"] for w in answer["warnings"]]) == ("yes", ["LH-C-size"])


@pytest.mark.parametrize(("ratio", "verdict"), [("66.67", "yes"), ("66.66", "no"), (None, "undetermined")])
def test_measured_figure_decides_once_a_threshold_is_set(ratio, verdict):
    threshold = {"field": "neighbourhood.willing_ratio", "op": ">=", "value": "66.67"}
    answer = ask(
        "LH-C-will",
        facts={"neighbourhood.willing_ratio": ratio},
        declared={"LH-C-will": yes("village")},
        overlay={"LH-C-will.threshold": threshold},
    )
    assert (answer["answer"], answer["unused"]) == (verdict, ["declared.LH-C-will"])


@pytest.mark.parametrize(("grade", "verdict"), [("A", "no"), ("B", "yes"), ("C", "yes")])
def test_special_rule_answers_with_its_effects(grade, verdict):
    facts = {"building.danger_grade": grade, "rebuild.height": "9", "building.height": 10}
    answer = ask("LH-X-low", facts=facts)
    assert (answer["answer"], answer["applies"]) == (verdict, grade != "A")
    assert answer["effects"].get("waives") == (["配套费"] if verdict == "yes" else None)


def test_entry_that_is_item_and_category_means_both():
    amounts = {
        item: ask("LH-U-gas", item={"id": item, "cost": "10.00"})["amount"]
        for item in ("gas", "branch", "lamp")
    }
    assert amounts == {"gas": "3.33", "branch": "3.33", "lamp": "0.00"}


def test_flat_subsidy_is_for_the_whole_project():
    assert ask("LH-U-flat")["amount"] == "1234.56"


def test_fixed_percentages_need_no_payers():
    answer = ask("LH-S-may", item={"id": "lamp", "cost": "0.02"})
    assert [part["amount"] for part in answer["parts"]] == ["0.01", "0.00", "0.01"]
    assert "不是最大的一方" in answer["warnings"][0]["text"]


def test_citys_own_ballot_goes_before_the_national_one():
    facts = {
        "ballot.heads_total": 100, "ballot.heads_voting": 75, "ballot.heads_consent": 60,
        "ballot.area_total": 100, "ballot.area_voting": 75, "ballot.area_consent": 61,
    }  # fmt: skip
    answer = ask("NL-B-rebuild", facts=facts)
    assert (answer["pack"], answer["answer"]) == ("linhai", "no")
    assert outcome(answer) == {"LH-B-rebuild.participation": "yes", "LH-B-rebuild.consent": "no"}


# Gates whose switch nobody has answered.
QUIET = {"affects_sunlight_or_green": False}


def test_unanswered_switch_is_undetermined_and_says_which():
    answer = ask("LH-G-sun", item={"id": "lamp"})
    assert (answer["answer"], answer["missing"]) == (
        "undetermined",
        ["flag:affects_sunlight_or_green", "declared:LH-C-sun"],
    )


def test_unanswered_switch_does_not_matter_when_all_is_well_anyway():
    assert ask("LH-G-sun", item={"id": "lamp"}, declared={"LH-C-sun": yes("town")})["answer"] == "yes"


def test_refusal_under_an_unanswered_switch_is_not_no():
    assert ask("LH-G-sun", item={"id": "lamp"}, declared={"LH-C-sun": no("town")})["answer"] == "undetermined"


def test_only_the_items_that_match_are_asked():
    signed = {"LH-C-pipe": yes("town", "会签单")}
    subjects = [
        {"kind": "item", "id": "1", "item": {"id": "gas"}, "declared": signed},
        {"kind": "item", "id": "2", "item": {"id": "lamp"}},
    ]
    answer = ask("LH-G-pipe", subjects=subjects)
    assert (answer["answer"], [entry["subject"] for entry in answer["because"]]) == ("yes", ["item:1"])
    without = ask("LH-G-pipe", subjects=[{**subjects[0], "declared": {}}, subjects[1]])
    assert without["missing"] == ["declared:LH-C-pipe @item:1"]


def test_project_without_lines_is_not_asked_about_them():
    answer = ask("LH-G-pipe", item={"id": "lamp"})
    assert (answer["answer"], answer["applies"]) == ("yes", False)


@pytest.mark.parametrize(
    ("question", "verdict", "applies"),
    [
        ({"none": ["dispute"]}, "yes", False),
        ({"subjects": [{"kind": "dispute", "id": "1"}]}, "undetermined", True),
        (
            {"subjects": [{"kind": "dispute", "id": "1", "declared": {"LH-C-peace": yes("village")}}]},
            "yes",
            True,
        ),
        ({"facts": {"project.open_disputes": 1}}, "undetermined", True),
        ({"flags": {"ever_disputed": False}}, "yes", False),
        ({}, "undetermined", True),
        ({"flags": {"ever_disputed": True}, "none": ["dispute"]}, "yes", False),
    ],
)
def test_disputes_are_asked_one_by_one(question, verdict, applies):
    answer = ask("LH-G-peace", **question)
    assert (answer["answer"], answer["applies"]) == (verdict, applies)


def test_ranking_goes_step_by_step_and_shows_ties():
    projects = [
        {"kind": "project", "id": "late", "facts": {"project.batch": "implementing"}},
        {
            "kind": "project",
            "id": "new",
            "facts": {"project.batch": "reserve", "neighbourhood.completed_on": "1995"},
        },
        {
            "kind": "project",
            "id": "old",
            "facts": {"project.batch": "reserve", "neighbourhood.completed_on": "1985"},
        },
        {
            "kind": "project",
            "id": "same",
            "facts": {"project.batch": "reserve", "neighbourhood.completed_on": "1995"},
        },
    ]
    answer = ask("ranking", subjects=projects)
    assert answer["effects"]["order"] == [
        {"id": "old", "place": 1}, {"id": "new", "place": 2}, {"id": "same", "place": 2}, {"id": "late", "place": 4},
    ]  # fmt: skip
    assert (answer["answer"], answer["missing"]) == ("yes", [])


def test_ranking_names_the_fact_that_would_break_a_tie():
    projects = [{"kind": "project", "id": i, "facts": {"project.batch": "reserve"}} for i in "ab"]
    answer = ask("ranking", subjects=projects)
    assert (answer["answer"], answer["missing"][0]) == (
        "undetermined",
        "neighbourhood.completed_on @project:a",
    )


def test_section_without_rows_says_so_and_borrows_nothing():
    assert ask("modes")["note"] == "本文件没有此项规定"
    assert ask("transition:plan")["answer"] == "yes"


def test_channel_cap_may_be_any_path():
    money = {"withdrawals": [{"who": "other", "amount": 5}]}
    assert ask("channel:town", **money)["missing"] == ["project.investment"]
    assert ask("channel:town", facts={"project.investment": 4}, **money)["answer"] == "no"
