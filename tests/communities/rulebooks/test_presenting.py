"""An answer in words: criterion, fact, clause, who supplies what, and where a demonstration decided."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import policies
from communities.rulebooks.facts import as_facts
from communities.rulebooks.models import RulebookVersion
from communities.rulebooks.presenting import AnswerView, present
from communities.rulebooks.queries import Adopted, texts
from policies.question import Question
from policies.rulebook import Rulebook

Ask = Callable[..., AnswerView]


def adopted(code: str, overlay: dict[str, Any], demo: set[str]) -> Adopted:
    shipped = policies.shipped_packs()
    pack, layers = texts(shipped[code].read_text(), {"national": shipped["national"].read_text()})
    version = RulebookVersion(tenant_id=1, number=3, pack_id=code, effective_from=date(2021, 1, 1))
    return Adopted(version, Rulebook(pack, layers, overlay), pack, layers, overlay, frozenset(demo))


def ask(
    rule: str,
    question: dict[str, Any],
    *,
    code: str = "wulong",
    overlay: dict[str, Any] | None = None,
    demo: set[str] | None = None,
    subjects: dict[str, str] | None = None,
) -> AnswerView:
    book = adopted(code, overlay or {}, demo or set())
    asked = Question.from_json(question)
    answer = book.rulebook.ask(rule, asked)
    live = present(answer, book, tenant=code, facts=as_facts(asked), subjects=subjects)
    kept = present(answer.as_json(), book, tenant=code, facts=as_facts(asked), subjects=subjects)
    assert live == kept, "a stored verdict is shown exactly as the live one"
    return live


def needs(view: AnswerView) -> dict[str, list[str]]:
    return {c.id: [need.sentence for need in c.needs] for c in view.criteria if c.needs}


def test_criteria_stand_undetermined_first_then_no_then_yes() -> None:
    view = ask(
        "WL-E-1",
        {
            "facts": {"neighbourhood.completed_on": "1996"},
            "declared": {"WL-C-neglect": {"value": False, "by": "street"}},
        },
    )
    answers = [criterion.answer for criterion in view.criteria]
    assert answers == sorted(answers, key=["undetermined", "no", "yes"].index)
    assert view.answer == "no"
    assert view.summary == "6 项中 1 项为是、1 项为否、4 项待定。"


def test_date_too_coarse_asks_for_month_or_day() -> None:
    view = ask("WL-E-1", {"facts": {"neighbourhood.completed_on": "2000"}})
    built = next(c for c in view.criteria if c.id == "WL-C-built")
    assert built.fact == "建成时间：2000年"
    assert built.quote == "实施范围应为2000年以前建成的"
    assert any("补充到月或日" in sentence or "确定" in sentence for sentence in needs(view)["WL-C-built"])


def test_fact_not_known_is_asked_for_by_name() -> None:
    view = ask("WL-E-1", {})
    assert "由登记人员填写“建成时间”" in needs(view)["WL-C-built"]


def test_declaration_names_its_actor_and_its_documents() -> None:
    view = ask("WL-U-lift", {"item": {"id": "lift", "count": 1}, "facts": {"building.storeys": 7}})
    assert needs(view)["WL-C-liftok"] == [
        "由区规划自然资源局申报是否“区城市规划主管部门审批”，并附《审批文件》"
    ]
    assert needs(view)["WL-C-selffund"][0].startswith("由居民（由街道、社区代为录入）申报")


def test_missing_document_is_asked_of_the_declarer() -> None:
    view = ask(
        "WL-U-lift",
        {
            "item": {"id": "lift", "count": 1},
            "declared": {"WL-C-liftok": {"value": True, "by": "planning", "evidence": []}},
        },
    )
    assert needs(view)["WL-C-liftok"] == ["由区规划自然资源局补交《审批文件》"]


def test_declared_fact_says_who_stated_what_with_which_papers() -> None:
    view = ask(
        "WL-C-liftok",
        {"declared": {"WL-C-liftok": {"value": True, "by": "planning", "evidence": ["审批文件"]}}},
    )
    assert view.criteria[0].fact == "区规划自然资源局申报：是（材料：《审批文件》）"


def test_subject_is_named_and_has_its_own_facts_and_needs() -> None:
    lifts = [
        {"kind": "lift", "id": "1", "facts": {"building.storeys": 7}},
        {"kind": "lift", "id": "2", "facts": {"building.storeys": 5}},
    ]
    view = ask(
        "WL-U-lift",
        {"item": {"id": "lift"}, "subjects": lifts},
        subjects={"lift:1": "3号楼1单元", "lift:2": "3号楼2单元"},
    )
    storeys = {c.name: (c.answer, c.fact) for c in view.criteria if c.id == "WL-C-storeys"}
    assert storeys == {
        "6层(含6层)以上（3号楼1单元）": ("yes", "地上层数：7 层"),
        "6层(含6层)以上（3号楼2单元）": ("no", "地上层数：5 层"),
    }
    papers = next(c for c in view.criteria if c.id == "WL-C-selffund" and "1单元" in c.name)
    assert all("3号楼1单元" in need.what for need in papers.needs)


def test_missing_opinion_is_asked_of_the_reviewer() -> None:
    view = ask(
        "QD-R-1", {"review": {"opinions": [{"reviewer": "d-housing", "opinion": "agree"}]}}, code="qingdao"
    )
    assert "由区(市)财政部门发表审查意见" in view.missing


def test_open_value_links_to_the_open_question() -> None:
    view = ask("QD-U-award", {}, code="qingdao")
    every = [*view.needs, *(need for criterion in view.criteria for need in criterion.needs)]
    need = next(need for need in every if "标准" in need.what)
    assert need.url == "/qingdao/rulebook/unsettled/#QD-U-award.amount"


@pytest.mark.parametrize(
    ("rule", "question", "path", "value"),
    [
        ("WL-E-1", {"facts": {"neighbourhood.completed_on": "2000-05"}}, "WL-C-built.value", "2000-12-31"),
        ("QD-U-award", {}, "QD-U-award.amount", "50000"),
        ("QD-S-basic", {"item": {"id": "road", "cost": "100"}}, "item:road.class", "basic"),
    ],
)
def test_demonstration_entry_is_marked_where_it_decides(
    rule: str, question: dict[str, Any], path: str, value: Any
) -> None:
    code = "wulong" if rule.startswith("WL") else "qingdao"
    view = ask(rule, question, code=code, overlay={path: value}, demo={path})
    assert [entry for entry in view.demo if "（演示）" in entry], view.demo
    assert not ask(rule, question, code=code, overlay={path: value}).demo


def test_demonstration_entry_elsewhere_is_not_marked() -> None:
    overlay = {"QD-U-award.amount": "50000"}
    view = ask("QD-E-1", {}, code="qingdao", overlay=overlay, demo=set(overlay))
    assert view.demo == ()


def test_every_rule_of_every_city_can_be_shown() -> None:
    for code in ("qingdao", "wulong", "jilin", "beijing", "zhejiang"):
        book = adopted(code, {}, set())
        rules = [row.id for section in ("criteria", "eligibility", "gates", "subsidies", "special", "reviews")
                 for row in book.rulebook.rows(section)]  # fmt: skip
        rules += [f"transition:{at}" for at in ("register", "reserve", "plan", "start", "accept")]
        for rule in [*rules, "modes"]:
            view = present(book.rulebook.ask(rule, Question()), book, tenant=code)
            assert view.title
            assert view.answer != "undetermined" or view.missing, rule


def test_facts_of_a_question_read_back_to_the_same_question() -> None:
    question = Question.from_json(
        {
            "on": "2021-09-01",
            "facts": {"building.storeys": 7, "neighbourhood.floor_area": "1.50"},
            "declared": {"WL-C-structure": {"value": True, "by": "owners", "evidence": ["结构安全证明"]}},
            "flags": {"ever_disputed": True},
            "item": {"id": "lift", "cost": "1234567.89", "count": 2},
            "subjects": [{"kind": "lift", "id": "1", "facts": {"building.storeys": 6}}],
            "none": ["dispute"],
            "payers": [{"who": "residents", "percent": "20"}],
            "withdrawals": [{"who": "owner", "amount": "8000.00"}],
            "review": {"opinions": [{"reviewer": "d-housing", "opinion": "agree"}]},
        }
    )
    assert question.item.cost == Decimal("1234567.89")
    assert Question.from_json(as_facts(question)) == question


def test_demonstration_class_is_marked_only_where_a_class_is_asked_for() -> None:
    path = "item:road.class"
    question = {"item": {"id": "road", "cost": "100"}}
    gates = [row.id for row in adopted("qingdao", {}, set()).rulebook.rows("gates") if row.at == "reserve"]
    assert gates
    for rule in (*gates, "transition:reserve"):
        assert ask(rule, question, code="qingdao", overlay={path: "basic"}, demo={path}).demo == ()
