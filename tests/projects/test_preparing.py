"""Parties, tenders, clearing and notices before the works, and confirming what another unit has concluded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from communities.people.rights import Actor, Refused
from projects import services
from projects.errors import NotPossible
from projects.models import (
    NamedParty,
    Preparation,
    Project,
    ProjectDeclaration,
    ProjectNeighbourhood,
    ProjectPaper,
)
from projects.queries import facts_of
from tests.cast import People, Town, found_town
from tests.projects import making
from tests.projects.test_filing import bare_project, lowest

pytestmark = pytest.mark.django_db

BEIJING = {
    "bj-street": (("street",), "clerk", "110101001"),
    "bj-district": (("district-gov",), "clerk", "110101"),
    "bj-entity": (("entity",), "department", ""),
}


@pytest.fixture
def beijing(db: None) -> Iterator[Town]:
    town = found_town("beijing", "北京市", BEIJING, adopted=date(2021, 1, 1))
    with town.entered():
        yield town


@pytest.fixture
def town(qingdao: Town) -> Iterator[Town]:
    with qingdao.entered():
        yield qingdao


@pytest.fixture
def project(town: Town, people: People) -> Project:
    return making.project([making.eligible(town.places[making.COMMUNITY], people)], people.qd_street)


def begin(project: Project, by: Actor, kind: str = "tender", **more: object) -> Preparation:
    return services.add_preparation(
        project, kind=kind, title="一标段", on=making.DAY, by=by, now=making.NOW, **more
    )


def conclude(row: Preparation, by: Actor, *names: str) -> Preparation:
    papers = [(name, making.paper(name, row.project.jurisdiction, by)) for name in names]
    return services.conclude_preparation(row, evidence=papers, adopted=making.today(), by=by, on=making.DAY)


def stated(project: Project) -> dict[str, set[str]]:
    """Criterion -> names of the papers, of what stands as yes."""
    rows = ProjectDeclaration.objects.filter(project=project, is_current=True, value=True)
    return {row.criterion: {e.name for e in row.evidence.all()} for row in rows}


def test_beijing_clearing_files_both_criteria_with_one_paper(beijing: Town) -> None:
    street, entity = beijing.actors["bj-street"], beijing.actors["bj-entity"]
    project = bare_project(lowest(beijing), street)
    row = begin(project, entity, "clearing")
    with pytest.raises(Refused, match="街道"):
        conclude(row, entity, "治理完成确认")
    conclude(row, street, "治理完成确认")
    assert stated(project) == {id_: {"治理完成确认"} for id_ in ("BJ-C-demolish", "BJ-C-holes")}


def test_tender_wants_award_and_supervision_and_keeps_the_papers_of_every_lot(
    project: Project, people: People
) -> None:
    first, second = begin(project, people.qd_district), begin(project, people.qd_district)
    with pytest.raises(NotPossible, match="监理合同"):
        conclude(first, people.qd_district, "中标通知书")
    first.refresh_from_db()
    assert first.concluded_on is None
    conclude(first, people.qd_district, "中标通知书", "监理合同")
    assert stated(project) == {"QD-C-tender": {"中标通知书", "监理合同"}}
    conclude(second, people.qd_district, "中标通知书")
    (filed,) = ProjectDeclaration.objects.filter(project=project, is_current=True)
    assert filed.evidence.count() == 3
    with pytest.raises(NotPossible, match="已于"):
        conclude(second, people.qd_district, "中标通知书")


def test_record_that_no_criterion_names_stands_on_its_own(project: Project, people: People) -> None:
    row = begin(project, people.qd_utility, "utility_notice", unit="青岛水务")
    with pytest.raises(NotPossible, match="管线单位"):
        begin(project, people.qd_street, "utility_notice")
    concluded = conclude(row, people.qd_street, "告知函")
    assert concluded.concluded_on == making.DAY
    assert stated(project) == {}
    assert ProjectPaper.objects.get().preparation == concluded


def test_change_of_a_party_ends_the_former_and_keeps_it(beijing: Town) -> None:
    street, district = beijing.actors["bj-street"], beijing.actors["bj-district"]
    project = bare_project(lowest(beijing), street)

    def name(who: str, by: Actor = district) -> NamedParty:
        return services.name_party(
            project,
            role="implementing_entity",
            name=who,
            from_on=making.DAY,
            adopted=making.today(),
            by=by,
            now=making.NOW,
        )

    with pytest.raises(Refused, match="区"):
        name("城建集团", street)
    first = name("城建集团")
    with pytest.raises(NotPossible, match="已经是"):
        name("城建集团")
    second = name("首开集团")
    first.refresh_from_db()
    assert (first.until_on, second.until_on) == (making.DAY, None)
    assert set(stated(project)) == {"BJ-C-entity"}
    assert ProjectDeclaration.objects.filter(project=project).count() == 2


def test_unit_confirms_its_part_of_a_concluded_record_and_may_take_it_back(
    project: Project, people: People
) -> None:
    with pytest.raises(NotPossible, match="还没有办结"):
        services.confirm_record(
            project, "tender", adopted=making.today(), by=people.qd_district, on=making.DAY
        )
    conclude(begin(project, people.qd_district), people.qd_district, "中标通知书", "监理合同")
    with pytest.raises(Refused):
        services.unconfirm_record(
            project, "tender", adopted=making.today(), by=people.qd_street, on=making.DAY, note="流标"
        )
    services.unconfirm_record(
        project, "tender", adopted=making.today(), by=people.qd_district, on=making.DAY, note="流标"
    )
    assert stated(project) == {}
    services.confirm_record(project, "tender", adopted=making.today(), by=people.qd_district, on=making.DAY)
    assert stated(project) == {"QD-C-tender": {"中标通知书", "监理合同"}}


def test_each_street_confirms_clearing_for_its_own_part(db: None) -> None:
    logins = BEIJING | {"bj-next": (("street",), "clerk", "110101002")}
    town = found_town("beijing", "北京市", logins, adopted=date(2021, 1, 1))
    with town.entered():
        first, second = town.actors["bj-street"], town.actors["bj-next"]
        project = bare_project(lowest(town), first)
        beside = next(
            p
            for p in town.places.values()
            if p.path.startswith(second.seats[0].path) and p.division == "community"
        )
        row = making.neighbourhood(beside, second, "东四七条小区")
        above = town.places["110101"]
        Project.objects.filter(pk=project.pk).update(jurisdiction=above, path=above.path)
        ProjectNeighbourhood.objects.create(project=project, neighbourhood=row)
        project.refresh_from_db()
        conclude(begin(project, first, "clearing"), first, "治理完成确认")
        adopted = making.today()
        (facts,) = facts_of([project], adopted)
        assert facts.subject.declared["BJ-C-holes"].value is None
        services.confirm_record(project, "clearing", adopted=adopted, by=second, on=making.DAY)
        (facts,) = facts_of([project], adopted)
        assert facts.subject.declared["BJ-C-holes"].value is True
