"""The management mode: the order of the rulebook with the recorded unfitness of the earlier ones (S19), its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from communities.models import Neighbourhood, NeighbourhoodDeclaration
from communities.neighbourhoods.queries import question_for
from communities.people.rights import Refused
from communities.rulebooks.models import Decision
from communities.upkeep import services
from communities.upkeep.choosing import choice_of
from communities.upkeep.models import ManagementMode
from policies.verdict import Verdict
from tests.cast import People, Town, found_town
from tests.communities.upkeep.making import settle
from tests.projects import making
from tests.projects.test_filing import lowest

pytestmark = pytest.mark.django_db

RESOLUTION = "业主大会决议"
FIT, UNFIT_COMPANY, UNFIT_CENTRE = "WL-C-mode-a", "WL-C-mode-b", "WL-C-mode-c"


@pytest.fixture
def row(wulong: Town, people: People) -> Iterator[Neighbourhood]:
    with wulong.entered():
        yield making.neighbourhood(wulong.places[making.WL_COMMUNITY], people.wl_street)


def proposed(row: Neighbourhood) -> str:
    option = choice_of(row, making.today(), making.NOW.date()).proposed
    return option.mode.id if option else ""


def is_settled(row: Neighbourhood) -> list[bool]:
    stated = NeighbourhoodDeclaration.objects.filter(
        neighbourhood=row, criterion="WL-C-modeset", is_current=True
    )
    return [one.value for one in stated]


@pytest.mark.parametrize(
    ("declared", "mode"),
    [
        ((FIT,), "property-company"),
        ((UNFIT_COMPANY,), "service-centre"),
        ((UNFIT_COMPANY, UNFIT_CENTRE), "self-management"),
        ((UNFIT_CENTRE,), ""),
        ((), ""),
    ],
)
def test_s19_mode_is_the_one_that_the_recorded_unfitness_comes_to(
    row: Neighbourhood, people: People, declared: tuple[str, ...], mode: str
) -> None:
    for criterion in declared:
        making.state(criterion, [row], people.wl_street)
    assert proposed(row) == mode
    if mode:
        made = settle(row, mode, RESOLUTION, by=people.wl_street)
        row.refresh_from_db()
        assert (made.mode, row.mode, is_settled(row)) == (mode, mode, [True])
        kept = made.decision
        assert kept is not None
        assert (kept.rule, kept.answer) == (f"mode:{mode}", "yes")
        assert {entry["id"] for entry in kept.verdict["because"]} == set(declared)
        facts = question_for(row, making.today(), making.DAY).facts
        assert facts["neighbourhood.mode"] == mode


def test_s19_self_management_waits_for_the_unfitness_for_a_company(
    row: Neighbourhood, people: People
) -> None:
    street = people.wl_street
    making.state(UNFIT_CENTRE, [row], street)
    choice = choice_of(row, making.today(), making.NOW.date())
    assert [one.answer.answer for one in choice.options] == [Verdict.UNDETERMINED] * 3
    with pytest.raises(ValidationError, match=r"待定：“不具备引入专业物业管理”（四\(二\)2）尚待申报"):
        settle(row, "self-management", RESOLUTION, by=street)
    making.state(UNFIT_COMPANY, [row], street, value=False)
    with pytest.raises(ValidationError, match="不符合：“不具备引入专业物业管理”"):
        settle(row, "self-management", RESOLUTION, by=street)
    assert not ManagementMode.objects.exists()
    assert not Decision.objects.filter(rule="mode:self-management").exists()


def test_recorded_unfitness_rules_the_earlier_mode_out(row: Neighbourhood, people: People) -> None:
    for criterion in (UNFIT_COMPANY, UNFIT_CENTRE):
        making.state(criterion, [row], people.wl_street)
    with pytest.raises(ValidationError, match="应为“居民自治物业管理”"):
        settle(row, "service-centre", RESOLUTION, by=people.wl_street)


def test_services_of_the_rulebook_stand_where_none_are_named(row: Neighbourhood, people: People) -> None:
    making.state(UNFIT_COMPANY, [row], people.wl_street)
    made = settle(row, "service-centre", RESOLUTION, by=people.wl_street)
    assert made.services == "日常保洁、设施设备管护、公共秩序维护"


def test_residents_resolution_is_compulsory_and_only_the_street_records(
    row: Neighbourhood, people: People
) -> None:
    making.state(FIT, [row], people.wl_street)
    with pytest.raises(ValidationError, match="业主大会"):
        settle(row, "property-company", by=people.wl_street)
    with pytest.raises(ValidationError, match=RESOLUTION):
        settle(row, "property-company", "别的文件", by=people.wl_street)
    with pytest.raises(Refused, match="街道"):
        settle(row, "property-company", RESOLUTION, by=people.wl_housing)
    with pytest.raises(ValidationError, match="不能晚于今天"):
        settle(row, "property-company", RESOLUTION, by=people.wl_street, from_on=date(2027, 1, 1))
    assert (ManagementMode.objects.count(), is_settled(row)) == (0, [])


def test_bare_yes_names_the_act_and_a_no_stands(row: Neighbourhood, people: People) -> None:
    with pytest.raises(ValidationError, match="在确定管理方式时一并申报"):
        making.state("WL-C-modeset", [row], people.wl_street, RESOLUTION)
    making.state("WL-C-modeset", [row], people.wl_street, value=False)
    assert is_settled(row) == [False]


def test_new_mode_ends_the_former_and_the_last_can_be_ended(row: Neighbourhood, people: People) -> None:
    street, early = people.wl_street, making.DAY - timedelta(days=30)
    making.state(FIT, [row], street)
    first = settle(row, "property-company", RESOLUTION, by=street, from_on=early)
    making.state(UNFIT_COMPANY, [row], street)
    with pytest.raises(ValidationError, match="不能早于现行管理方式"):
        settle(row, "service-centre", RESOLUTION, by=street, from_on=early - timedelta(days=1))
    second = settle(row, "service-centre", RESOLUTION, by=street)
    first.refresh_from_db()
    assert (first.until_on, first.until_at, second.until_on) == (making.DAY, making.NOW, None)
    with pytest.raises(IntegrityError, match="one_mode_in_force"), transaction.atomic():
        ManagementMode.objects.filter(pk=first.pk).update(until_on=None, until_at=None)
    told = {"adopted": making.today(), "by": street, "now": making.NOW}
    with pytest.raises(ValidationError, match="不能早于开始日期"):
        services.end_mode(second, on=early, **told)
    services.end_mode(second, on=making.DAY, **told)
    row.refresh_from_db()
    assert (row.mode, is_settled(row)) == ("", [False])
    with pytest.raises(ValidationError, match="已于"):
        services.end_mode(second, on=making.DAY, **told)


def test_where_the_order_is_open_none_is_proposed_and_any_may_be_chosen(db: None) -> None:
    logins = {"zj-lead": (("lead",), "clerk", "330102")}
    town = found_town("zhejiang", "浙江省", logins, adopted=date(2021, 1, 1))
    with town.entered():
        lead = town.actors["zj-lead"]
        row = making.neighbourhood(lowest(town), lead)
        choice = choice_of(row, making.today(), making.DAY)
        assert (choice.proposed, choice.is_ordered) == (None, False)
        assert len(choice.choosable) == len(choice.options) == 3
        with pytest.raises(ValidationError, match="须附其决议"):
            settle(row, "self-managed", by=lead)
        settle(row, "self-managed", "业主大会决议", by=lead)
        row.refresh_from_db()
        answer = making.today().rulebook.ask("ZJ-C-managed", question_for(row, making.today(), making.DAY))
        assert (row.mode, answer.answer) == ("self-managed", Verdict.YES)


def test_mode_that_the_rulebook_in_force_lacks_is_no_fact(row: Neighbourhood) -> None:
    Neighbourhood.objects.filter(pk=row.pk).update(mode="managed-by-nobody-known")
    row.refresh_from_db()
    assert "neighbourhood.mode" not in question_for(row, making.today(), making.DAY).facts
