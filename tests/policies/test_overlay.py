"""The tenant's own entries: what they may settle, what is refused and by which clause, what is still open."""

from __future__ import annotations

import pytest

from policies.errors import BadValue, NotAllowed, UnknownId, UnknownKey
from policies.rulebook import Rulebook
from tests.policies.asking import book, pack


@pytest.mark.parametrize(
    ("city", "path", "value"),
    [
        ("wulong", "WL-C-built.value", "2000-12-31"),
        ("qingdao", "QD-C-built.value", "2005-12-30"),
        ("qingdao", "QD-C-will.threshold", {"field": "neighbourhood.willing_ratio", "op": ">=", "value": 80}),
        ("qingdao", "item:road.class", "basic"),
        ("qingdao", "QD-S-improvement.payers.residents.percent", "20"),
        ("qingdao", "QD-U-lift.amount", 100000),
        ("qingdao", "QD-R-1.chair", "d-housing"),
        ("qingdao", "QD-R-1.fast_track.days", 5),
        ("qingdao", "QD-R-1.outputs.approval.fields", ["批准意见"]),
        ("qingdao", "QD-A-1.cadence", "yearly"),
        ("qingdao", "QD-I-households.target", "100"),
        ("qingdao", "QD-R-1.decision", "chair"),
        ("beijing", "channel:provident.enabled", True),
        ("beijing", "channel:provident.who", ["owner", "spouse"]),
        ("zhejiang", "mode:property-company.order", 1),
        ("beijing", "BJ-U-lines.rate", "0.3"),
        ("wulong", "WL-A-1.weights", {"WL-I-organise": 100}),
        ("wulong", "WL-U-lift.amount", 90000),
        ("wulong", "NL-K-waterproof.in_force", "2000-01-30"),
    ],
)
def test_tenant_may_settle_it(city, path, value):
    book(city).validate_overlay(path, value)


@pytest.mark.parametrize(
    ("city", "path", "value", "clause"),
    [
        ("zhejiang", "ZJ-R-1.reviewers", ["ndrc"], "一(二)"),
        ("zhejiang", "ZJ-R-1.open_list", False, "一(二)"),
        ("beijing", "BJ-R-2.reviewers", ["planner", "housing"], "二(一)6"),
        ("wulong", "WL-C-built.value", "2010-12-31", "三(一)"),
        ("wulong", "WL-C-storeys.quote", "4层以上", "四(一)4"),
        ("beijing", "BJ-G-property.require", ["BJ-C-fees"], "二(一)7"),
        ("beijing", "BJ-G-property.effect", "warn", "二(一)7"),
        ("qingdao", "QD-C-plans.evidence", [], "二(七)2"),
        ("qingdao", "NL-B-other.consent", {"at_least": "1/3"}, "民法典第二百七十八条"),
    ],
)
def test_what_breaks_the_rule_is_refused_with_the_clause(city, path, value, clause):
    with pytest.raises(NotAllowed) as refused:
        book(city).validate_overlay(path, value)
    assert refused.value.clause == clause
    assert refused.value.key == f"overlay.{path}"


@pytest.mark.parametrize(
    ("path", "value", "error"),
    [
        ("QD-C-nothing.value", 1, UnknownId),
        ("item:castle.class", "basic", UnknownId),
        ("road.class", "basic", UnknownId),
        ("QD-S-improvement.payers.market.percent", 1, UnknownId),
        ("QD-C-will.colour", 1, UnknownKey),
        ("QD-C-will", 1, UnknownKey),
        ("QD-C-will.value.deep", 1, UnknownKey),
        ("item:road.class", "fancy", BadValue),
        ("QD-C-built.value", "2005", BadValue),
        ("QD-C-built.value", "2005-02-30", BadValue),
        ("QD-S-improvement.payers.residents.percent", "120", BadValue),
        ("QD-U-lift.amount", "-1", BadValue),
        ("QD-U-lift.amount", "open", BadValue),
        ("QD-A-1.cadence", "hourly", BadValue),
        ("QD-A-1.weights", {"QD-I-score": 1}, BadValue),
        ("QD-R-1.chair", "nobody", BadValue),
        ("QD-R-1.reviewers", "d-housing", BadValue),
    ],
)
def test_entry_that_cannot_be_understood(path, value, error):
    with pytest.raises(error):
        book("qingdao").validate_overlay(path, value)


def test_overlay_changes_the_answers_and_not_the_version():
    plain = Rulebook(pack("wulong"))
    settled = plain.with_overlay({"WL-C-built.value": "2000-12-31"})
    assert settled.version == plain.version
    assert plain.overlay_hash is None
    assert settled.overlay_hash != settled.with_overlay({"WL-C-built.value": "1999-12-31"}).overlay_hash
    assert plain.get("criteria", "WL-C-built").value == "open"


def test_message_names_the_entry_that_does_not_fit():
    with pytest.raises(BadValue) as refused:
        Rulebook(pack("qingdao"), overlay={"item:road.class": "basic", "item:gas.class": "fancy"})
    assert refused.value.key == "overlay.item:gas.class"


# The list of what is still to be settled.
def test_open_path_is_merged_with_its_question():
    entries = {entry.path: entry for entry in book("wulong").unsettled()}
    assert (entries["WL-C-built.value"].id, entries["WL-C-built.value"].kind) == ("WL-N-1", "decision")
    assert entries["item:road.class"].id == entries["item:gas.class"].id == "WL-N-2"


def test_open_path_without_a_question_gets_a_sentence():
    entries = {entry.path: entry for entry in book("jilin").unsettled()}
    target = entries["JL-I-done.target"]
    assert (target.question_zh, target.kind, target.id) == (
        "《已完成》的 target 由本级确定",
        "decision",
        None,
    )
    chair = next(e for e in book("qingdao").unsettled() if e.path == "QD-R-1.outputs.approval.fields")
    assert (chair.kind, chair.blocks) == ("advice", ())


def test_questions_without_an_open_path_come_last_as_advice():
    entries = book("wulong").unsettled()
    last = [entry for entry in entries if entry.path is None]
    assert entries[-len(last) :] == tuple(last)
    assert {entry.kind for entry in last} == {"advice"}
    assert [entry.id for entry in last] == [
        "WL-N-3",
        "WL-N-4",
        "WL-N-5",
        "WL-N-6",
        "WL-N-7",
        "WL-N-8",
        "WL-N-9",
        "WL-N-10",
    ]


def test_settled_path_leaves_the_list():
    settled = book("wulong").with_overlay({"WL-C-built.value": "2000-12-31"})
    assert "WL-C-built.value" not in settled.open_paths()
    assert set(book("wulong").open_paths()) - set(settled.open_paths()) == {"WL-C-built.value"}


def test_row_without_a_clause_is_refused_without_one():
    with pytest.raises(NotAllowed) as refused:
        book("wulong").validate_overlay("actor:housing.kind", "office")
    assert refused.value.clause is None
    assert "None" not in refused.value.message
