"""create_tenant and api_token as a program calls them: one object, exit codes, nothing written on refusal."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import ManagementUtility
from django.db import connections

import policies
from communities.people.models import AccessToken, Membership, Person
from communities.people.rights import actor_for
from communities.people.tokens import find
from communities.rulebooks.models import RulebookVersion
from communities.tenancy.context import enter
from communities.tenancy.models import Jurisdiction, Tenant
from tests.cast import DIVISIONS, Town

pytestmark = pytest.mark.django_db

TREES: dict[str, tuple[str, dict[str, int]]] = {
    "qingdao": ("city", {"city": 1, "district": 10, "street": 141, "community": 1291, "unnamed": 0}),
    "wulong": ("district", {"district": 1, "street": 26, "community": 30, "unnamed": 0}),
    "jilin": ("province", {"province": 1, "city": 78, "street": 1075, "community": 2287, "unnamed": 0}),
    "beijing": ("city", {"city": 1, "district": 16, "street": 349, "community": 3735, "unnamed": 0}),
    "zhejiang": ("province", {"province": 1, "city": 11, "district": 90, "community": 5785, "unnamed": 1387}),
}

WULONG = {"pack": policies.packs_dir() / "wulong.yaml", "divisions": DIVISIONS / "wulong.csv.gz"}


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Call manage.py in this process: (exit code, standard output, standard error)."""
    monkeypatch.setattr(
        connections, "close_all", lambda: None
    )  # a command hangs up; the test's transaction lives there

    def call(*arguments: object) -> tuple[int, str, str]:
        code = 0
        try:
            ManagementUtility(["manage.py", *map(str, arguments)]).execute()
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def arguments(code: str, **changes: object) -> list[object]:
    given = {
        "--name": "某地",
        "--pack": policies.packs_dir() / f"{code}.yaml",
        "--divisions": DIVISIONS / f"{code}.csv.gz",
        "--admin": f"{code}-admin",
        **{f"--{name}": value for name, value in changes.items()},
    }
    return ["create_tenant", code, "--json", *(part for pair in given.items() for part in pair)]


@pytest.mark.parametrize("code", TREES)
def test_tenant_is_created_from_any_shipped_rulebook(code: str, run: Any) -> None:
    unit, counts = TREES[code]
    exit_code, out, err = run(*arguments(code))
    assert (exit_code, err) == (0, "")
    answer = json.loads(out)
    assert list(answer) == [
        "tenant", "name", "unit", "rulebook", "jurisdictions", "admin", "password", "unsettled"
    ]  # fmt: skip
    assert (answer["tenant"], answer["unit"], answer["jurisdictions"]) == (code, unit, counts)
    tenant = Tenant.objects.get(code=code)
    with enter(tenant.pk):
        version = RulebookVersion.objects.get()
        assert Jurisdiction.objects.count() == sum(counts.values())
    assert answer["rulebook"] == {
        "id": code,
        "version": version.pack_hash,
        "effective_from": version.effective_from.isoformat(),
    }


def test_administrator_has_that_role_only_and_must_change_the_password(run: Any) -> None:
    answer = json.loads(run(*arguments("wulong"))[1])
    person = Person.objects.get(username="wulong-admin")
    assert person.check_password(answer["password"])
    assert person.must_change_password
    tenant = Tenant.objects.get(code="wulong")
    with enter(tenant.pk):
        seat = Membership.objects.get()
        assert (seat.person, seat.role.code, seat.jurisdiction.parent) == (
            person,
            "system-administrator",
            None,
        )
        actor = actor_for(person=person, tenant=tenant, on=seat.starts_on)
    assert actor is not None
    assert actor.seats[0].capabilities == {"configure", "people"}


@pytest.mark.parametrize(
    ("changes", "expected"), [({"from": "2023-01-01"}, date(2023, 1, 1)), ({}, date(2021, 1, 1))]
)
def test_rulebook_counts_from_the_day_given_or_from_its_own_period(
    changes: dict[str, str], expected: date, run: Any
) -> None:
    assert run(*arguments("wulong", **changes))[0] == 0
    with enter(Tenant.objects.get(code="wulong").pk):
        assert RulebookVersion.objects.get().effective_from == expected


@pytest.mark.parametrize(
    ("code", "changes", "error"),
    [
        ("wulong", {"divisions": DIVISIONS / "qingdao.csv.gz"}, "bad_divisions"),
        ("wulong", {"divisions": "/nowhere.csv"}, "missing_file"),
        ("wulong", {"pack": "/nowhere.yaml"}, "missing_file"),
        ("wulong", {"pack": policies.packs_dir() / "national.yaml"}, "not_allowed"),
        ("wulong", {"admin": "taken"}, "username_taken"),
        ("wulong", {"from": "2023-13-01"}, "bad_arguments"),
        ("login", WULONG, "bad_tenant"),
        ("Wulong", WULONG, "bad_tenant"),
    ],
)
def test_unusable_input_writes_nothing(code: str, changes: dict[str, object], error: str, run: Any) -> None:
    Person.objects.create_user("taken", name="在用")
    exit_code, out, err = run(*arguments(code, **changes))
    assert (exit_code, out) == (2, "")
    said = json.loads(err)
    assert list(said) == ["error", "message"]
    assert said["error"] == error
    assert not Tenant.objects.exists()
    assert Person.objects.count() == 1


def test_pack_with_a_mistake_is_refused_with_file_and_line(run: Any, tmp_path: Path) -> None:
    text = (policies.packs_dir() / "wulong.yaml").read_text()
    pack = tmp_path / "broken.yaml"
    pack.write_text(text.replace("kind: leading-body", "kind: party", 1))
    exit_code, _, err = run(*arguments("wulong", pack=pack))
    assert exit_code == 2
    said = json.loads(err)
    assert said["error"] == "pack_mistakes"
    assert "broken.yaml:" in said["message"]
    assert not Tenant.objects.exists()


def test_code_that_exists_is_refused(run: Any) -> None:
    assert run(*arguments("wulong"))[0] == 0
    exit_code, _, err = run(*arguments("wulong", admin="another"))
    assert (exit_code, json.loads(err)["error"]) == (2, "tenant_exists")
    assert not Person.objects.filter(username="another").exists()


def test_without_json_the_words_stand_on_standard_error(run: Any) -> None:
    exit_code, out, err = run(*[part for part in arguments("wulong") if part != "--json"])
    assert (exit_code, out) == (0, "")
    assert "wulong-admin" in err


def test_token_is_printed_and_only_its_hash_is_kept(run: Any, qingdao: Town) -> None:
    exit_code, out, err = run("api_token", "--tenant", "qingdao", "--user", "qd-street")
    assert (exit_code, err) == (0, "")
    key = out.strip()
    assert key.startswith("qingdao.")
    with qingdao.entered():
        token = find(key)
        assert token is not None
        assert token.person.username == "qd-street"
        assert not AccessToken.objects.filter(key_hash__contains=key[10:]).exists()


@pytest.mark.parametrize(
    ("tenant", "user", "error"),
    [
        ("qingdao", "wl-street", "unknown_user"),
        ("qingdao", "nobody", "unknown_user"),
        ("nowhere", "qd-street", "unknown_tenant"),
    ],
)
def test_token_for_a_stranger_is_refused(
    tenant: str, user: str, error: str, run: Any, qingdao: Town, wulong: Town
) -> None:
    exit_code, out, err = run("api_token", "--tenant", tenant, "--user", user)
    assert (exit_code, out, json.loads(err)["error"]) == (2, "", error)
