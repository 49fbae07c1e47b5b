"""Decisions: kept once a digest, with version and facts; never changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, transaction

from communities.rulebooks import queries, services
from communities.rulebooks.models import Decision
from policies.question import Question
from tests.cast import People, Town

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
RULE = "QD-E-1"


@pytest.fixture
def inside(qingdao: Town) -> Iterator[Town]:
    with qingdao.entered():
        yield qingdao


@pytest.fixture
def decide(inside: Town, people: People) -> Callable[..., Decision]:
    def decide(facts: dict[str, Any], subject: int = 7) -> Decision:
        adopted = queries.in_force(NOW.date())
        return services.record_decision(
            rule=RULE,
            subject_kind="neighbourhood",
            subject_id=subject,
            jurisdiction=inside.top,
            adopted=adopted,
            facts={"facts": facts},
            answer=adopted.rulebook.ask(RULE, Question(facts=facts)),
            by=people.qd_street,
            now=NOW,
        )

    return decide


def test_decision_keeps_version_facts_and_verdict(decide: Callable[..., Decision]) -> None:
    decision = Decision.objects.get(pk=decide({"neighbourhood.completed_on": "2010"}).pk)
    assert decision.answer == "no"
    assert decision.version.number == 1
    assert decision.facts == {"facts": {"neighbourhood.completed_on": "2010"}}
    assert decision.verdict["rule"] == RULE
    assert {entry["id"]: entry["answer"] for entry in decision.verdict["because"]}["QD-C-built"] == "no"


def test_same_decision_again_is_the_one_kept(decide: Callable[..., Decision]) -> None:
    first = decide({"neighbourhood.completed_on": "2010"})
    assert decide({"neighbourhood.completed_on": "2010"}) == first
    assert Decision.objects.count() == 1


def test_answer_that_comes_back_is_a_new_decision(decide: Callable[..., Decision]) -> None:
    facts: list[dict[str, Any]] = [{"neighbourhood.completed_on": year} for year in ("2010", "1990", "2010")]
    assert len({decide(one).pk for one in facts}) == 3


def test_new_version_makes_a_new_decision(decide: Callable[..., Decision], people: People) -> None:
    first = decide({"neighbourhood.completed_on": "2010"})
    services.settle(
        path="item:gas.class",
        value="basic",
        basis="青改办〔2024〕1号",
        reason="",
        effective_from=NOW.date(),
        by=people.qd_admin,
        now=NOW,
    )
    second = decide({"neighbourhood.completed_on": "2010"})
    assert second != first
    assert (first.version.number, second.version.number) == (1, 2)


def test_many_decisions_cost_as_many_queries_as_one(
    inside: Town, django_assert_num_queries: Callable[[int], Any]
) -> None:
    adopted = queries.in_force(NOW.date())
    answer = adopted.rulebook.ask(RULE, Question())
    facts = {"facts": {"neighbourhood.floor_area": Decimal("1.5")}}
    for batch in (range(1, 2), range(10, 60)):
        rulings = [services.Ruling(RULE, "neighbourhood", n, inside.top, facts, answer) for n in batch]
        with django_assert_num_queries(2):
            kept = services.record_decisions(rulings, adopted=adopted, by=None, now=NOW)
        assert [decision.subject_id for decision in kept] == list(batch)
    assert Decision.objects.filter(facts__facts={"neighbourhood.floor_area": "1.5"}).count() == 51


def test_decision_cannot_be_changed_or_deleted(decide: Callable[..., Decision]) -> None:
    decision = decide({"neighbourhood.completed_on": "2010"})
    with pytest.raises(TypeError):
        decision.save()
    for attempt in (lambda: Decision.objects.update(answer="yes"), lambda: Decision.objects.all().delete()):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            attempt()
