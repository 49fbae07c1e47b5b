"""The project's own checks refuse what they are there to refuse, and pass the project as it is."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from config.checks import compose, css, hosts

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("sheet", "feature"),
    [
        ("a { color: light-dark(#000, #fff); }", "light-dark()"),
        ("a { color: rgb(from red r g b); }", "relative colours"),
        (".grid { grid-template-rows: subgrid; }", "subgrid"),
        ("@scope (.card) { a { color: red; } }", "@scope"),
        ("textarea { field-sizing: content; }", "field-sizing"),
        ("a:has(b) { color: red; }", ":has()"),
        ("a { inset: 0; }", "inset"),
        ("a { color: color-mix(in srgb, red, blue); }", "color-mix(), oklch()"),
    ],
)
def test_style_sheet_with_newer_feature_is_refused_at_its_line(sheet: str, feature: str) -> None:
    lines = css.objections(f"/* first line */\n{sheet}\n")

    assert [(line, sentence.rsplit(" needs ")[0]) for line, sentence in lines] == [(2, feature)]


def test_style_sheet_with_nested_rule_is_refused_but_not_one_in_a_media_query() -> None:
    assert css.nested_rules(".card {\n  color: red;\n  .title { color: blue; }\n}") == [
        (3, "nested rules need Chromium 112")
    ]
    assert css.nested_rules("@media print { .card { color: red; } }\n@page { size: A4; }") == []


@pytest.mark.parametrize(
    "sheet",
    [
        "/* light-dark() is too new for us */ a { color: red; }",
        "a { scroll-margin: 1px; -webkit-mask: none; background: url(if.png); }",
        "a { border-radius: 4px; grid-area: 1 / 1; color: #17222e; }",
    ],
)
def test_style_sheet_without_newer_features_passes(sheet: str) -> None:
    assert css.objections(sheet) == []


def test_registry_addresses_are_refused_and_others_are_not() -> None:
    named = "\n".join(
        [
            "a==1 @ https://files.python" + "hosted.org/packages/a.whl",
            "index-url" + " = http://packages.example/root",
            '"resolved": "https://registry.np' + 'mjs.org/echarts"',
            "see https://www.gov.cn/zhengce/index.html",
        ]
    )

    assert hosts.objections(named) == [1, 2, 3]


def test_compose_file_is_accepted_with_all_its_secrets_and_refused_without_one() -> None:
    assert compose.main() == 0
    names = compose.required_variables(compose.COMPOSE_FILE.read_text())
    assert {"SECRET_KEY", "HUANJU_APP_PASSWORD", "HUANJU_OWNER_PASSWORD", "REDIS_PASSWORD"} <= set(names)


def test_compose_file_with_a_misspelt_key_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "docker-compose.yml"
    wrong.write_text("services:\n  web:\n    imagee: huanju\n")

    done = compose.validate(wrong, {})

    assert done.returncode != 0
    assert "imagee" in done.stderr


def test_compose_services_are_pinned_watched_and_keep_the_owner_from_the_web() -> None:
    text = compose.COMPOSE_FILE.read_text()
    body = text.partition("\nservices:\n")[2].partition("\nvolumes:\n")[0]
    services = dict(re.findall(r"(?ms)^  ([a-z]+):\n(.*?)(?=^  [a-z]+:\n|\Z)", body))

    assert set(services) == {"web", "worker", "beat", "migrate", "postgres", "redis"}
    assert [name for name, body in services.items() if "healthcheck:" not in body] == ["migrate"]
    assert [name for name, body in services.items() if "DATABASE_OWNER_URL" in body] == ["migrate"]
    images = re.findall(r"image: \S+?:(\S+)", text)
    assert len(images) == 3
    assert all(re.fullmatch(r"\d+\.\d+(\.\d+)?", tag) for tag in images), images


def test_image_copies_the_front_end_files_that_set_up_copies() -> None:
    recipe = (ROOT / "Dockerfile").read_text()
    install = (ROOT / "config" / "setup" / "install.py").read_text()

    for_pages = list(re.findall(r'^    "([^"]+/dist/[^"]+)":', install, flags=re.MULTILINE))

    assert len(for_pages) == 3
    assert [path for path in for_pages if f"node_modules/{path}" not in recipe] == []


@pytest.mark.parametrize(
    "target", ["setup", "run", "test", "check", "audit", "guards", "bench", "demo-reset", "requirements"]
)
def test_make_target_is_there_and_prepares_the_machine_first(target: str) -> None:
    # Without what an outer `make test` has put into the environment.
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("MAKE") and name != "MFLAGS"
    }
    planned = subprocess.run(
        ["make", "-n", target], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout

    assert "config/setup/install.py" in planned.splitlines()[0]
