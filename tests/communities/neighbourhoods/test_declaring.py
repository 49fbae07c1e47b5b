"""Who may declare what, with which papers; tried by strangers who hold the same elsewhere."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from communities.neighbourhoods import queries, services
from communities.neighbourhoods.models import DeclarationEvidence, Neighbourhood, NeighbourhoodDeclaration
from communities.people.models import Role
from communities.people.rights import Actor, Refused, actor_for
from communities.people.services import appoint, create_person, ensure_organisation
from communities.tenancy.models import Jurisdiction
from tests.cast import PASSWORD, TODAY, People, Town
from tests.communities.neighbourhoods import making


def _stranger(town: Town, actor: str, kind: str, place: Jurisdiction, role: str = "clerk") -> Actor:
    """Somebody with the same role in an organisation of the same kind at another place."""
    person = create_person(username=f"stranger-{actor}-{role}", name="别处的人", password=f"{PASSWORD}-x")
    organisation = ensure_organisation(
        actor_id=actor, kind=kind, name=f"{place.name}某单位", jurisdiction=place
    )
    appoint(
        person=person,
        role=Role.objects.get(code=role),
        jurisdiction=place,
        organisation=organisation,
        starts_on=date(2020, 1, 1),
    )
    found = actor_for(person=person, tenant=town.tenant, on=TODAY)
    assert found is not None
    return found


@pytest.fixture
def row(qingdao: Town, people: People) -> Neighbourhood:
    with qingdao.entered():
        return making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street)


def test_declare_by_the_same_kind_of_office_of_another_district_is_refused(
    qingdao: Town, people: People, row: Neighbourhood
) -> None:
    with qingdao.entered():
        stranger = _stranger(qingdao, "street", "street", qingdao.places[making.ELSEWHERE[:9]])

        with pytest.raises(Refused, match=r"不在.*辖区内"):
            making.declare("QD-C-residential", [row], stranger)

        assert not NeighbourhoodDeclaration.objects.exists()


@pytest.mark.parametrize(
    "login", ["qd_community", "qd_district", "qd_city", "qd_leader", "qd_admin", "qd_planning"]
)
def test_declare_by_another_actor_is_refused_and_names_who_may(
    qingdao: Town, people: People, row: Neighbourhood, login: str
) -> None:
    with qingdao.entered(), pytest.raises(Refused, match=r"由街道.*申报"):
        making.declare("QD-C-residential", [row], getattr(people, login))


def test_declare_without_the_capability_in_the_right_office_is_refused(
    qingdao: Town, people: People, row: Neighbourhood
) -> None:
    with qingdao.entered():
        reader = _stranger(qingdao, "street", "street", qingdao.places[making.COMMUNITY[:9]], role="reader")

        with pytest.raises(Refused):
            making.declare("QD-C-residential", [row], reader)


def test_declare_stated_by_an_actor_that_the_text_does_not_name_is_refused(
    qingdao: Town, people: People, row: Neighbourhood
) -> None:
    with qingdao.entered(), pytest.raises(ValidationError) as refused:
        making.declare("QD-C-residential", [row], people.qd_street, stated_by="residents")

    assert "stated_by" in refused.value.message_dict


def test_declare_by_an_organisation_that_the_person_is_not_in_is_refused(
    qingdao: Town, people: People, row: Neighbourhood
) -> None:
    with qingdao.entered():
        other = ensure_organisation(
            actor_id="street",
            kind="street",
            name="另一街道",
            jurisdiction=qingdao.places[making.COMMUNITY[:9]],
        )

        with pytest.raises(Refused):
            making.declare("QD-C-residential", [row], people.qd_street, organisation=other)


def test_declare_yes_without_a_named_paper_is_refused_and_no_needs_none(
    qingdao: Town, people: People, row: Neighbourhood
) -> None:
    with qingdao.entered():
        with pytest.raises(ValidationError) as refused:
            making.declare("QD-C-neglect", [row], people.qd_street, papers=False)
        making.declare("QD-C-neglect", [row], people.qd_street, value=False, papers=False)

        assert "摸底调查表" in str(refused.value.message_dict["evidence"])
        row.refresh_from_db()
        assert (row.eligible, row.first_reason) == ("no", "失养失修失管严重")


def test_declare_for_owners_needs_a_paper_even_for_a_no_and_keeps_both_names(
    wulong: Town, people: People
) -> None:
    with wulong.entered():
        row = making.neighbourhood(wulong.places[making.WL_COMMUNITY], people.wl_street)
        (building,) = services.add_buildings(row, [{"name": "1号楼"}], by=people.wl_street, now=making.NOW)

        def say_no(by: Actor, **more: object) -> None:
            services.declare(
                criterion="WL-C-structure",
                value=False,
                neighbourhoods=[row],
                building=building,
                on=making.DAY,
                by=by,
                now=making.NOW,
                **more,  # type: ignore[arg-type]
            )

        with pytest.raises(ValidationError, match="须附证明材料"):
            say_no(people.wl_street)
        with pytest.raises(Refused, match="街道或社区代"):
            say_no(people.wl_housing, evidence=[("证明", making.paper(row.jurisdiction, people.wl_housing))])
        say_no(people.wl_street, evidence=[("证明", making.paper(row.jurisdiction, people.wl_street))])

        made = NeighbourhoodDeclaration.objects.get()
        assert (made.stated_by, made.organisation.actor, made.entered_by) == (
            "owners",
            "street",
            people.wl_street.person,
        )


def test_declare_again_supersedes_and_keeps_the_former_row(
    qingdao: Town, people: People, row: Neighbourhood
) -> None:
    with qingdao.entered():
        making.declare("QD-C-residential", [row], people.qd_street)
        making.declare("QD-C-residential", [row], people.qd_street, value=False)

        values = NeighbourhoodDeclaration.objects.order_by("id").values_list("value", "is_current")
        assert list(values) == [(True, False), (False, True)]


def test_declare_a_day_to_come_is_refused(qingdao: Town, people: People, row: Neighbourhood) -> None:
    with qingdao.entered(), pytest.raises(ValidationError) as refused:
        services.declare(
            criterion="QD-C-residential",
            value=True,
            neighbourhoods=[row],
            on=making.NOW.date() + timedelta(days=1),
            by=people.qd_street,
            now=making.NOW,
        )

    assert "on" in refused.value.message_dict


def test_declare_with_a_paper_from_where_the_person_may_not_look_is_refused(
    qingdao: Town, people: People, row: Neighbourhood
) -> None:
    with qingdao.entered():
        theirs = making.paper(qingdao.places[making.ELSEWHERE], people.qd_city)

        with pytest.raises(ValidationError, match="不在您的辖区内"):
            services.declare(
                criterion="QD-C-neglect",
                value=True,
                neighbourhoods=[row],
                evidence=[("摸底调查表", theirs)],
                on=making.DAY,
                by=people.qd_street,
                now=making.NOW,
            )


def test_declare_in_bulk_one_paper_serves_all_with_constant_queries(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        place = qingdao.places[making.COMMUNITY]
        rows = [making.neighbourhood(place, people.qd_street, f"{n}号院") for n in range(13)]
        document = making.paper(place, people.qd_street)

        def declare(chosen: list[Neighbourhood]) -> None:
            services.declare(
                criterion="QD-C-neglect",
                value=True,
                neighbourhoods=chosen,
                evidence=[("摸底调查表", document)],
                on=making.DAY,
                by=people.qd_street,
                now=making.NOW,
            )

        with CaptureQueriesContext(connection) as one:
            declare(rows[:1])
        with CaptureQueriesContext(connection) as many:
            declare(rows[1:])

        assert len(one) == len(many)
        assert DeclarationEvidence.objects.filter(document=document).count() == 13
        assert Neighbourhood.objects.filter(missing_count=4).count() == 13


def test_declare_in_bulk_with_one_row_out_of_reach_writes_nothing(
    qingdao: Town, people: People, row: Neighbourhood
) -> None:
    with qingdao.entered():
        far = making.neighbourhood(qingdao.places[making.ELSEWHERE], people.qd_city, "远处小区")

        with pytest.raises(Refused, match="远处小区"):
            making.declare("QD-C-residential", [row, far], people.qd_street)

        assert not NeighbourhoodDeclaration.objects.exists()


def test_todo_counts_what_my_office_has_still_to_declare(
    qingdao: Town, people: People, row: Neighbourhood
) -> None:
    with qingdao.entered():
        place = qingdao.places[making.COMMUNITY]
        making.neighbourhood(place, people.qd_street, "第二小区")
        making.neighbourhood(
            place, people.qd_street, "新小区", built="2010"
        )  # not eligible: nothing to declare for it
        making.neighbourhood(qingdao.places[making.ELSEWHERE], people.qd_city, "远处小区")
        making.declare("QD-C-residential", [row], people.qd_street)

        street = {
            need.criterion.id: (need.count, need.total) for need in queries.todo(people.qd_street, making.DAY)
        }
        community = {need.criterion.id: need.count for need in queries.todo(people.qd_community, making.DAY)}

        assert street["QD-C-residential"] == (1, 2)
        assert street["QD-C-neglect"] == (2, 2)
        assert "QD-C-will" not in street
        assert community == {"QD-C-will": 2}
        assert queries.todo(people.qd_admin, making.DAY) == []
