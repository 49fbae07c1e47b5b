"""Who may import what, where; and what a stranger finds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from communities.neighbourhoods.imports import services
from communities.neighbourhoods.imports.dry_run import dry_run_of
from communities.neighbourhoods.models import Neighbourhood, RegisterImport
from communities.people import services as people_services
from communities.people.models import Person
from communities.people.rights import Actor, Refused, actor_for
from tests.cast import PASSWORD, TODAY, People, Town
from tests.communities.imports.files import (
    OTHER_DISTRICT,
    WULONG_COMMUNITY,
    checked,
    run,
    sheet,
    uploaded,
    written,
)

ClientOf = Callable[[Actor], Client]


def officer(town: Town, role: str, code: str) -> Actor:
    """Somebody in a standard role at a place; to be called inside the tenant."""
    person = Person.objects.create_user(f"{role}-{code}", PASSWORD, name=role)
    people_services.appoint(
        person=person,
        role=people_services.create_standard_roles()[role],
        jurisdiction=town.places[code],
        starts_on=date(2020, 1, 1),
    )
    actor = actor_for(person=person, tenant=town.tenant, on=TODAY)
    assert actor is not None
    return actor


def errors(register_import: RegisterImport) -> list[tuple[int, str]]:
    return [(error.row, error.code) for error in dry_run_of(register_import).reading.errors]


def test_who_may_only_add_adds_but_never_overwrites(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        written(sheet(qingdao), by=people.qd_district)
        recorder = officer(qingdao, "recorder", "370202")
        content = sheet(qingdao, {"households": 999}, {"name": "棉纺厂宿舍"})
        found = checked(content, by=recorder)
        assert errors(found) == [(4, "edit_refused")]
        (refusal,) = dry_run_of(found).reading.errors
        assert "居民户数 330 户 → 999 户" in refusal.message
        run(services.write(found, by=recorder), by=recorder)
        assert dict(Neighbourhood.objects.values_list("name", "households")) == {
            "四建西家属楼": 330,
            "棉纺厂宿舍": 330,
        }


def test_what_was_planned_by_one_who_may_edit_is_not_written_by_one_who_may_not(
    qingdao: Town, people: People
) -> None:
    with qingdao.entered():
        written(sheet(qingdao), by=people.qd_district)
        found = checked(sheet(qingdao, {"households": 999}), by=people.qd_district)
        recorder = officer(qingdao, "recorder", "370202")
        stopped = run(services.write(found, by=recorder), by=recorder)
        assert stopped.state == "writing"
        assert Neighbourhood.objects.get().households == 330


def test_another_district_is_refused_at_the_cell(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        found = checked(sheet(qingdao, community=OTHER_DISTRICT), by=people.qd_district)
        (error,) = dry_run_of(found).reading.errors
        assert (error.code, error.column, error.value) == ("outside_own_place", "B", "市北区")
        with pytest.raises(ValidationError, match="没有要写入的行"):
            services.write(found, by=people.qd_district)


def test_officer_can_not_choose_a_place_that_is_not_his(qingdao: Town, people: People) -> None:
    with qingdao.entered(), pytest.raises(Refused):
        uploaded(sheet(qingdao), by=people.qd_street, place=qingdao.places["370202"])


@pytest.mark.parametrize("login", ["qd_housing", "qd_leader", "qd_admin"])
def test_without_the_right_the_pages_say_so(
    qingdao: Town, people: People, client_of: ClientOf, login: str
) -> None:
    client = client_of(getattr(people, login))
    for address in ("/qingdao/imports/", "/qingdao/imports/new/"):
        response = client.get(address)
        assert response.status_code == 403
        assert "用电子表格导入小区台账" in response.content.decode()


def test_import_of_another_place_or_tenant_does_not_exist(
    qingdao: Town, wulong: Town, people: People, client_of: ClientOf
) -> None:
    with wulong.entered():  # the stranger has the same kind of rows at home
        own = checked(sheet(wulong, community=WULONG_COMMUNITY), by=people.wl_district)
    with qingdao.entered():
        city_wide = checked(sheet(qingdao), by=people.qd_city)
        receipt_of = city_wide.document_id
    stranger, below = client_of(people.wl_district), client_of(people.qd_street)
    for client, code in ((stranger, "qingdao"), (stranger, "wulong"), (below, "qingdao")):
        for part in ("", "columns/", "rows/"):
            assert client.get(f"/{code}/imports/{city_wide.pk}/{part}").status_code == 404
        for part in ("check/", "write/", "undo/"):
            assert client.post(f"/{code}/imports/{city_wide.pk}/{part}").status_code == 404
        assert client.get(f"/{code}/documents/{receipt_of}/").status_code == 404
    assert stranger.get(f"/wulong/imports/{own.pk}/").status_code == 200
