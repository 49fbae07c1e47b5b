"""The rulebooks shipped, and every mistake that a clerk can make in one: file, line, field, sentence."""

from __future__ import annotations

import hashlib
import json
import re

import pytest
import yaml

from policies import shipped_packs
from policies.pack import PackMistakes, json_schema, load, load_text
from tests.policies.asking import pack
from tests.policies.sixth_city import SIXTH

NAMES = sorted(shipped_packs())
LINES = SIXTH.splitlines()


def test_six_rulebooks_are_shipped():
    assert NAMES == ["beijing", "jilin", "national", "qingdao", "wulong", "zhejiang"]


@pytest.mark.parametrize("name", NAMES)
def test_shipped_rulebook_has_no_mistakes(name):
    assert load(shipped_packs()[name]).id == name


@pytest.mark.parametrize("name", NAMES)
def test_version_is_the_hash_of_the_canonical_json(name):
    plain = yaml.safe_load(shipped_packs()[name].read_text(encoding="utf-8"))
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    assert pack(name).version == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("name", NAMES)
def test_quotes_are_short_and_chinese_is_everywhere(name):
    for section in ("criteria", "gates", "subsidies", "shares", "indicators", "duties"):
        for row in pack(name).rows(section):
            assert 0 < len(row.quote) <= 40
            assert re.search(r"[一-鿿]", row.name)


def test_comments_and_layout_do_not_change_the_version():
    assert load_text("# a remark\n" + SIXTH, "x").version == load_text(SIXTH, "y").version


def test_pack_is_frozen():
    criterion = pack("wulong").get("criteria", "WL-C-storeys")
    with pytest.raises(ValueError, match="frozen"):
        criterion.value = 5


LONG = "长" * 41


def line_of(fragment: str) -> int:
    return next(number for number, line in enumerate(LINES, 1) if fragment in line)


@pytest.mark.parametrize(
    ("old", "new", "field", "words"),
    [
        ("rate: '0.333'", "rate: 0.333", "subsidies[0].rate", "带引号"),
        ("times: '0.9'", "times: 0.9", "criteria[4].times", "带引号"),
        ("rate: '0.333'", "rate: '1.5'", "subsidies[0].rate", "0到1"),
        ("rate: '0.333', ", "", "subsidies[0].amount", "其中一个"),
        ("{at: start, by: [town]", "{on: start, by: [town]", "transitions[0].on", "at"),
        ("require: [LH-C-sun]", "require: [LH-C-moon]", "gates[1].require[0]", "LH-C-moon"),
        ("require: [LH-C-sun]", "requires: [LH-C-sun]", "gates[1].requires", "不认识的键"),
        ("id: LH-G-sun", "id: LH-G-pipe", "gates[1].id", "重复"),
        ("quote: 管线须经会签}\n  - {id: LH-C-sun", f"quote: {LONG}}}\n  - {{id: LH-C-sun", "criteria[5].quote", "40"),
        ("name: 日照已公示", "name: sunlight", "criteria[6].name", "中文"),
        (", quote: 争议须经调解}\nelig", "}\nelig", "criteria[7].quote", "缺少原文引文"),
        ("field: neighbourhood.buildings", "field: neighbourhood.towers", "criteria[1].field", "towers"),
        ("value: 1980-01-01", "value: '1980-01-01'", "criteria[0].value", "不加引号"),
        ("value: 1980-01-01", "value: 1980-02-30", "criteria[0].value", "日期"),
        ("value: [B, C]", "value: [B, E]", "criteria[3].value", "E"),
        ("percent: '33.4'", "percent: '133'", "shares[0].payers[2].percent", "0到100"),
        ("cost, when: [], paid_from: town", "cost, when: [], paid_from: x", "subsidies[0].paid_from", "x"),
        ("other, class: must, concept: gas", "other, class: must, concept: oil", "items[0].concept", "oil"),
        ("unit: street", "unit: city", "identity.unit", "city"),
        ("{id: LH-G-pipe, at: start", "{id: LH-G-pipe, at: begin", "gates[0].at", "begin"),
        ("kind: declared, by: village, threshold", "kind: declared, threshold", "criteria[2].by", "由谁声明"),
        ("duties: []\n", "", "duties", "缺少这一部分"),
        ("document_no: 临政", "issuer: 某处\n  document_no: 临政", "identity.issuer", "写了两次"),
        ("in_force: 2023-02-01", "in_force: 2023-02-01, of: x", "ballots[0].of", "不认识的键"),
        ("more_than: '4/5'", "more_than: '5/4'", "ballots[0].consent.more_than", "分数"),
        ("cap: project.investment", "cap: project.batch", "channels[0].cap", "不是数"),
        ("than: building.height", "than: building.use", "criteria[4].than", "不能与"),
    ],
)  # fmt: skip
def test_mistake_is_named_with_its_line_and_field(old, new, field, words):
    assert SIXTH.count(old) == 1
    broken = SIXTH.replace(old, new)
    with pytest.raises(PackMistakes) as found:
        load_text(broken, "linhai.yaml")
    mistake = next(m for m in found.value.mistakes if m.field == field)
    assert words in mistake.sentence
    assert mistake.file == "linhai.yaml"
    if field not in ("duties", "identity.issuer"):
        assert mistake.line == line_of(old.splitlines()[0] if "\n" in old else old)


def test_second_of_two_keys_is_the_mistake():
    broken = SIXTH.replace("  nature: plan\n", "  nature: plan\n  id: other\n")
    with pytest.raises(PackMistakes) as found:
        load_text(broken, "x")
    assert [(m.line, m.field) for m in found.value.mistakes] == [
        (line_of("  nature: plan") + 1, "identity.id")
    ]


def test_every_mistake_is_reported_at_once():
    broken = SIXTH.replace("rate: '0.333'", "rate: 0.333").replace(
        "require: [LH-C-sun]", "require: [LH-C-moon]"
    )
    broken = broken.replace("name: 日照已公示", "name: sunlight").replace("duties: []\n", "")
    with pytest.raises(PackMistakes) as found:
        load_text(broken, "x")
    fields = {mistake.field for mistake in found.value.mistakes}
    assert fields == {"subsidies[0].rate", "gates[1].require[0]", "criteria[6].name", "duties"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "just words",
        "- a list",
        "a: [1",
        "a: " + "[" * 2000 + "]" * 2000,
        "a: \x00",
        "a: &x {b: *x}",
        "a: !!python/object:os.system {}",
    ],
)
def test_what_is_no_rulebook_is_refused_with_a_line(text):
    with pytest.raises(PackMistakes) as found:
        load_text(text, "x")
    assert all(mistake.line >= 1 and mistake.sentence for mistake in found.value.mistakes)


def test_json_schema_knows_every_section():
    properties = json_schema()["properties"]
    assert {"identity", "criteria", "gates", "ballots", "unsettled"} <= set(properties)
