"""The glossary and the code: every name has its line, every line its name, and the labels agree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from communities.neighbourhoods.models import AbstractDeclaration, ImportState
from communities.people.enums import Capability
from communities.people.labels import ACTOR_KINDS
from communities.records.models import JobState
from communities.rulebooks.labels import RECORDS, SECTIONS
from communities.tenancy.owned import OwnedEvent
from policies.verdict import Verdict
from projects.enums import Batch, ItemState, Route, State
from projects.stages import TRANSITIONS

ROOT = Path(__file__).resolve().parents[2]
APPS = ("policies", "communities", "projects", "funding", "approvals", "governance", "config")


@cache
def tables() -> dict[str, list[tuple[str, str, str]]]:
    """Heading -> (English, Chinese, meaning) of each line under it."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    heading = ""
    for line in (ROOT / "docs/glossary.md").read_text("utf-8").splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ")
        elif match := re.fullmatch(r"\| `([^`]+)` \| (.+?) \| (.+?) \|", line):
            found.setdefault(heading, []).append((match[1], match[2], match[3]))
    return found


@cache
def terms() -> dict[str, str]:
    """English -> Chinese."""
    return {english: chinese for lines in tables().values() for english, chinese, _ in lines}


def labelled() -> Iterator[tuple[str, str]]:
    """Every name of a closed list with the word that people see for it."""
    for choices in (State, Capability, Batch, Route, ItemState, JobState, ImportState):
        for choice in choices:
            yield f"{choices.__name__}.{choice.name}", str(choice.label)
    for verdict in Verdict:
        yield f"Verdict.{verdict.name}", verdict.label
    for step in TRANSITIONS.values():
        yield step.name, step.label
    yield from SECTIONS.items()


def own_models() -> list[type[models.Model]]:
    """Our models, without the tables of their history."""
    found = [
        model for app in APPS if app in apps.app_configs for model in apps.get_app_config(app).get_models()
    ]
    return [AbstractDeclaration, *(model for model in found if not issubclass(model, OwnedEvent))]


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model.__name__)
def test_model_stands_in_the_glossary(model: type[models.Model]) -> None:
    assert model.__name__ in terms()


@pytest.mark.parametrize(("english", "label"), list(labelled()))
def test_label_is_the_glossarys_term(english: str, label: str) -> None:
    assert terms()[english] == label


@pytest.mark.parametrize(
    "name", [kind for kind in (*ACTOR_KINDS, *RECORDS) if kind not in ("street", "other")]
)
def test_closed_list_of_the_rulebooks_stands_in_the_glossary(name: str) -> None:
    assert terms()[name].partition("（")[0] == {**ACTOR_KINDS, **RECORDS}[name].partition("（")[0]


def test_english_name_stands_once() -> None:
    names = Counter(english for lines in tables().values() for english, _, _ in lines)
    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize("heading", list(tables()))
def test_chinese_term_stands_for_one_thing(heading: str) -> None:
    words = Counter(chinese for _, chinese, _ in tables()[heading])
    assert [word for word, times in words.items() if times > 1] == []


def test_every_name_is_used_by_code_or_rulebooks() -> None:
    files = [path for app in APPS for kind in ("py", "yaml") for path in (ROOT / app).rglob(f"*.{kind}")]
    used = set(re.findall(r"[A-Za-z][\w-]*", "\n".join(path.read_text("utf-8") for path in files)))
    assert [name for name in terms() if name.rpartition(".")[2] not in used] == []
