"""Every rule of every rulebook answers, whatever is or is not known, and keeps the promises of an answer."""

from __future__ import annotations

import pytest

from policies import shipped_packs
from policies.pack import PREFIXES
from policies.question import Question
from policies.rulebook import Rulebook
from policies.vocabulary import CRITERION_SUBJECTS, TRANSITIONS
from tests.policies.asking import pack

ASKED = {
    "criteria", "eligibility", "gates", "subsidies", "special", "reviews", "shares", "assessments", "ballots", "clocks",
    "splits", "items", "channels", "modes",
}  # fmt: skip


def rules(name: str) -> list[str]:
    rows = [(section, row.id) for section in sorted(ASKED) for row in pack(name).rows(section)]
    ids = [f"{PREFIXES[section]}:{id_}" if section in PREFIXES else id_ for section, id_ in rows]
    return [*ids, *(f"transition:{at}" for at in TRANSITIONS), "modes", "ranking"]


EVERY = [(name, rule) for name in shipped_packs() for rule in rules(name)]
QUESTIONS = {
    "nothing": {},
    "two of each": {"subjects": [{"kind": kind, "id": i} for kind in CRITERION_SUBJECTS for i in "12"]},
    "none of each": {"none": list(CRITERION_SUBJECTS)},
}


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
@pytest.mark.parametrize("name", shipped_packs())
def test_every_rule_answers(name, question):
    layers = [] if name == "national" else [pack("national")]
    rulebook = Rulebook(pack(name), layers)
    for rule in rules(name):
        answer = rulebook.ask(rule, Question.from_json(question)).as_json()
        gaps = [row for row in rulebook.rows("criteria") if row.complete]
        assert answer["rule"] == rule
        assert not answer["missing"] or answer["answer"] == "undetermined" or gaps, rule
        assert (answer["amount"] is None) or answer["answer"] != "undetermined", rule
        assert answer["answer"] != "undetermined" or answer["missing"] or answer["note"], rule
        assert len(rulebook.supplies(rulebook.ask(rule, Question.from_json(question)))) == len(
            answer["missing"]
        )
        assert len({(b["id"], b["rule"], b["subject"]) for b in answer["because"]}) == len(
            answer["because"]
        ), rule


def test_the_list_of_rules_is_not_empty():
    assert len(EVERY) > 300
