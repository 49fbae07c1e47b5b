"""`python -m policies` as a stranger runs it: exit codes, standard output, standard error."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from policies import packs_dir
from policies.cli import main
from tests.policies.sixth_city import SIXTH

ROOT = packs_dir().parents[1]
WULONG = str(packs_dir() / "wulong.yaml")
NATIONAL = str(packs_dir() / "national.yaml")
BUILT = "neighbourhood.completed_on"
STRANGER = {"reviewer": "x", "opinion": "agree"}
PIPES = {
    "declared": {"WL-C-linesync": {"value": True, "by": "housing"}},
    "item": {"id": "p-gas", "cost": "1234567.89"},
}


@pytest.fixture
def here(capsys):
    """The same command in this process: quick enough for long tables."""

    def run_here(*arguments: str) -> tuple[int, str, str]:
        code = main(list(arguments))
        written = capsys.readouterr()
        return code, written.out, written.err

    return run_here


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
    command = [sys.executable, "-m", "policies", *arguments]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", cwd=ROOT, env=environment, check=False
    )


@pytest.fixture
def question(tmp_path: Path):
    def write(value: object) -> str:
        path = tmp_path / "q.json"
        path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
        return str(path)

    return write


def test_answer_has_every_key_in_order(question):
    done = run("ask", WULONG, "WL-U-pipes", question(PIPES))
    answer = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert list(answer) == [
        "rule", "pack", "version", "overlay_hash", "layers", "answer", "applies", "amount", "count_allowed",
        "remaining", "parts", "effects", "because", "missing", "warnings", "unused", "note",
    ]  # fmt: skip
    assert answer["amount"] == "617283.95"
    assert answer["because"] == [
        {
            "id": "WL-C-linesync", "rule": "WL-U-pipes", "subject": None, "answer": "yes", "clause": "四(一)5",
            "quote": "合理安排或及时调整管线改造计划同步实施改造", "reading": None,
        }
    ]  # fmt: skip


def test_layers_answer_with_their_version(question):
    done = run(
        "ask",
        WULONG,
        "NL-K-waterproof",
        question({"facts": {"clock.from": "2021-03-01"}}),
        "--with",
        NATIONAL,
    )
    answer = json.loads(done.stdout)
    assert (answer["pack"], answer["effects"], list(answer["layers"])) == (
        "national",
        {"due": "2026-03-01"},
        ["national"],
    )


def test_layer_may_be_asked_alone(here, question):
    _, out, _ = here("ask", NATIONAL, "NL-K-waterproof", question({"facts": {"clock.from": "2021-03-01"}}))
    assert json.loads(out)["effects"] == {"due": "2026-03-01"}


@pytest.mark.parametrize(
    ("rule", "value", "error", "key"),
    [
        ("WL-U-nothing", {}, "unknown_rule", "rule"),
        ("NL-K-waterproof", {}, "unknown_rule", "rule"),
        ("road", {}, "unknown_rule", "rule"),
        ("WL-Y-1", {}, "unknown_rule", "rule"),
        ("transition:begin", {}, "unknown_rule", "rule"),
        ("WL-U-pipes", {**PIPES, "item": {"id": "gas-line"}}, "unknown_id", "item.id"),
        ("WL-U-pipes", {"fact": {}}, "unknown_key", "fact"),
        ("WL-U-pipes", {"facts": {"building.floors": 7}}, "unknown_key", "facts.building.floors"),
        ("WL-U-pipes", {"facts": {"project.item_count.sky": 7}}, "unknown_id", "facts.project.item_count.sky"),
        ("WL-U-pipes", {"declared": {"QD-C-built": {"value": True}}}, "unknown_id", "declared.QD-C-built"),
        ("WL-U-pipes", {"declared": {"WL-C-will": {"value": 1}}}, "bad_value", "declared.WL-C-will.value"),
        ("WL-U-pipes", {"declared": {"WL-C-will": {"by": "pope"}}}, "unknown_id", "declared.WL-C-will.by"),
        ("WL-U-pipes", {"flags": {"red": True}}, "unknown_key", "flags.red"),
        ("WL-U-pipes", {"item": {"cost": 1.5}}, "bad_value", "item.cost"),
        ("WL-U-pipes", {"item": {"cost": "-1"}}, "bad_value", "item.cost"),
        ("WL-U-pipes", {"item": {"count": 0}}, "bad_value", "item.count"),
        ("WL-U-pipes", {"facts": {"building.storeys": "7"}}, "bad_value", "facts.building.storeys"),
        ("WL-U-pipes", {"facts": {"building.storeys": 7.5}}, "bad_value", "facts.building.storeys"),
        ("WL-U-pipes", {"facts": {"building.height": "NaN"}}, "bad_value", "facts.building.height"),
        ("WL-U-pipes", {"facts": {"building.danger_grade": "E"}}, "bad_value", "facts.building.danger_grade"),
        ("WL-U-pipes", {"facts": {BUILT: "90年代"}}, "bad_value", f"facts.{BUILT}"),
        ("WL-U-pipes", {"facts": {BUILT: "2001/1999"}}, "bad_value", f"facts.{BUILT}"),
        ("WL-U-pipes", {"facts": {BUILT: 1998}}, "bad_value", f"facts.{BUILT}"),
        ("WL-U-pipes", {"on": "2021-09"}, "bad_value", "on"),
        ("WL-U-pipes", {"subjects": [{"kind": "castle", "id": "1"}]}, "bad_value", "subjects[0].kind"),
        ("WL-U-pipes", {"subjects": [{"kind": "lift"}]}, "bad_value", "subjects[0].id"),
        ("WL-U-pipes", {"none": ["castle"]}, "bad_value", "none[0]"),
        ("WL-U-pipes", {"payers": [{"who": "king", "percent": 1}]}, "bad_value", "payers[0].who"),
        ("WL-U-pipes", {"review": {"opinions": [STRANGER]}}, "unknown_id", "review.opinions[0].reviewer"),
        ("WL-U-pipes", {"review": {"id": "WL-R-1"}}, "unknown_id", "review.id"),
        ("WL-U-pipes", {"overlay": {"item:castle.class": "basic"}}, "unknown_id", "overlay.item:castle.class"),
        ("WL-U-pipes", {"overlay": {"WL-C-built.value": "2010-01-01"}}, "not_allowed", "overlay.WL-C-built.value"),
        ("WL-U-pipes", "{", "bad_json", ""),
        ("WL-U-pipes", "[]", "bad_json", ""),
        ("WL-U-pipes", '{"on": null, "on": null}', "bad_json", "on"),
        ("WL-U-pipes", '{"facts": {"building.height": NaN}}', "bad_json", ""),
    ],
)  # fmt: skip
def test_question_that_cannot_be_understood(here, question, rule, value, error, key):
    code, out, err = here("ask", WULONG, rule, question(value))
    assert (code, out) == (2, "")
    found = json.loads(err)
    assert set(found) == {"error", "key", "value", "message", "clause"}
    assert (found["error"], found["key"]) == (error, key)
    assert bool(found["clause"]) == (error == "not_allowed")


def test_example_of_an_unknown_item_is_said_in_words(question):
    done = run("ask", WULONG, "WL-U-pipes", question({"item": {"id": "gas-line", "cost": "1234567.89"}}))
    assert json.loads(done.stderr) == {
        "error": "unknown_id",
        "key": "item.id",
        "value": "gas-line",
        "message": "规则包 wulong 中没有改造内容 gas-line",
        "clause": None,
    }


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "nowhere.yaml", "X", "q.json"),
        ("ask", WULONG, "X", "nowhere.json"),
        ("check", "nowhere.yaml"),
        ("unsettled", "nowhere.yaml"),
    ],
)
def test_missing_file(here, arguments):
    code, out, err = here(*arguments)
    assert (code, out, json.loads(err)["error"]) == (2, "", "missing_file")


@pytest.mark.parametrize("arguments", [(), ("sing",), ("ask", WULONG), ("check",)])
def test_arguments_that_make_no_command(here, arguments):
    code, out, err = here(*arguments)
    assert (code, out) == (2, "")
    assert json.loads(err)["error"] == "bad_value"


def test_check_is_quiet_about_good_packs():
    done = run("check", *map(str, sorted(packs_dir().glob("*.yaml"))))
    assert (done.returncode, done.stderr) == (0, "")


def test_broken_pack_is_exit_1_for_every_command(tmp_path, question):
    broken = tmp_path / "broken.yaml"
    broken.write_text(SIXTH.replace("rate: '0.333'", "rate: 0.333"), encoding="utf-8")
    line = SIXTH[: SIXTH.index("rate: '0.333'")].count("\n") + 1
    done = run("check", str(broken), WULONG)
    assert done.returncode == 1
    assert f"{broken}:{line}: subsidies[0].rate: " in done.stdout
    for arguments in (("ask", str(broken), "LH-U-gas", question({})), ("unsettled", str(broken))):
        done = run(*arguments)
        assert (done.returncode, done.stdout) == (1, "")
        assert f"{broken}:{line}" in done.stderr


def test_unsettled_lists_what_blocks_what():
    done = run("unsettled", WULONG)
    listed = json.loads(done.stdout)
    assert (done.returncode, listed["pack"]) == (0, "wulong")
    built = next(item for item in listed["items"] if item["path"] == "WL-C-built.value")
    assert built == {
        "path": "WL-C-built.value",
        "section": "criteria",
        "kind": "decision",
        "id": "WL-N-1",
        "question": {"zh": "“2000年以前”按哪一种理解?", "en": 'Which reading of "2000年以前" applies?'},
        "blocks": ["eligibility"],
        "source": "三(一)",
    }


def test_schema_is_json():
    done = run("schema")
    schema = json.loads(done.stdout)
    assert (done.returncode, schema["type"], schema["title"]) == (0, "object", "Huanju rulebook")
