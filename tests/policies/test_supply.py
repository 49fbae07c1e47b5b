"""What is missing becomes a task: from whom, in which words."""

from __future__ import annotations

import pytest

from policies.question import Question
from tests.policies.asking import book, yes

IN_STEP = {"WL-C-linesync": yes("housing")}
CONCLUDABLE = {
    "facts": {
        "review.ZJ-R-1.result": "none",
        "review.ZJ-R-1.all_signed": True,
        "review.ZJ-R-1.resident_representatives": 1,
    },
    "declared": {"ZJ-C-minutes": yes("lead", "审查会议纪要")},
    "flags": {"off_standard": False},
}
"""Everybody has spoken and nobody has concluded."""


@pytest.mark.parametrize(
    ("city", "rule", "question", "by", "words"),
    [
        ("qingdao", "QD-C-will", {}, "community", "请社区说明是否“居民改造意愿强烈”,并附《居民意愿征询记录》"),
        ("qingdao", "QD-C-will", {"declared": {"QD-C-will": yes("community")}}, "community", "请社区补交《居民意愿"),
        ("qingdao", "QD-C-built", {}, None, "请填写建成时间"),
        ("wulong", "WL-C-built", {"facts": {"neighbourhood.completed_on": "2000"}}, None, "《2000年以前建成》的 value"),
        ("qingdao", "QD-G-idle", {"item": {"id": "road"}}, None, "请说明是否利用空地"),
        ("qingdao", "QD-S-improvement", {}, None, "请填写居民的出资比例"),
        ("zhejiang", "ZJ-C-opinion", {}, "ndrc", "发展改革尚未出具意见"),
        ("zhejiang", "transition:approve", CONCLUDABLE, "lead", "作出“联合审查”的结论"),
        ("wulong", "WL-U-pipes", {"item": {"id": "p-gas"}, "declared": IN_STEP}, None, "请填写费用"),
    ],
)  # fmt: skip
def test_missing_key_says_who_and_what(city, rule, question, by, words):
    rulebook = book(city)
    answer = rulebook.ask(rule, Question.from_json(question))
    task = rulebook.supplies(answer)[0]
    assert task.by == by
    assert words in task.sentence


def test_every_missing_key_becomes_one_task_with_its_subject():
    rulebook = book("wulong")
    lifts = [{"kind": "lift", "id": "1"}, {"kind": "lift", "id": "2"}]
    answer = rulebook.ask("WL-C-selffund", Question.from_json({"subjects": lifts}))
    tasks = rulebook.supplies(answer)
    assert [(task.kind, task.id, task.subject) for task in tasks] == [
        ("declared", "WL-C-selffund", "lift:1"),
        ("declared", "WL-C-selffund", "lift:2"),
    ]


def test_verdict_on_a_neighbourhood_is_one_answer_per_rule():
    answers = book("qingdao").may_be_renovated(Question(facts={"neighbourhood.completed_on": "2010"}))
    assert [(answer.rule, answer.answer) for answer in answers] == [("QD-E-1", "no")]
    assert book("jilin").may_be_renovated(Question()) == ()
    assert answers[0].failing()[0].id == "QD-C-built"
