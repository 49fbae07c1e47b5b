"""S12: percentages of a project, divided to the fen; Beijing's parts of parts; what a rulebook leaves out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps

from approvals import gates
from communities.people.enums import Capability
from communities.people.rights import Refused
from funding import queries, services
from funding.models import CostShare, PayerPercent
from projects.errors import NotPossible, Stale
from projects.models import Project, WorksItem
from tests.cast import People, Town, found_town
from tests.funding import money
from tests.projects import making

pytestmark = pytest.mark.django_db


def fixed(project: Project) -> bool | None:
    items = list(WorksItem.objects.filter(project=project))
    return queries.shares_fixed({project.pk: items}, making.today())[project.pk]


def parts_of(project: Project) -> list[dict[str, Decimal]]:
    return [line.parts for line in queries.split_of(project, making.today()).lines]


def test_open_percentages_leave_the_share_undetermined(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        project = money.qingdao_project(qingdao, people, "200000.00")
        split = queries.split_of(project, making.today())
        assert fixed(project) is None
        assert [line.parts for line in split.lines] == [{}]
        assert [(lack.kind, lack.key) for lack in split.lines[0].division.lacks] == [
            ("percent", "QD-S-improvement")
        ]
        assert split.total.pending == split.total.cost == Decimal("200000.00")
        assert queries.government_burden([project], making.today()) == {
            project.pk: (Decimal("200000.00"), False)
        }


def test_20_and_80_per_cent_divide_200000_yuan(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        project = money.qingdao_project(qingdao, people, "200000.00")
        money.share(project, people.qd_street, residents="20", government="80")
        assert fixed(project) is True
        assert parts_of(project) == [{"residents": Decimal("40000.00"), "government": Decimal("160000.00")}]
        assert queries.government_burden([project], making.today()) == {
            project.pk: (Decimal("160000.00"), True)
        }


def test_the_gate_at_design_asks_for_the_percentages(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        project = money.qingdao_project(qingdao, people, "200000.00")

        def said() -> str:
            asked = gates.ask(project, "design", adopted=making.today(), on=making.DAY)
            return next(entry.answer for entry in asked.answer.because if entry.id == "QD-C-split")

        assert said() == "undetermined"
        money.share(project, people.qd_street, residents="20", government="80")
        assert said() == "yes"


@pytest.mark.parametrize(
    ("residents", "government", "sentence"),
    [
        ("20", "70", "合计90%，应为100%。"),
        ("33.3333", "66.6666", "合计99.9999%，应为100%。"),
        ("50", "50.01", "合计100.01%，应为100%。"),
        ("0", "0", "合计0%，应为100%。"),
    ],
)
def test_any_sum_but_100_is_refused(
    qingdao: Town, people: People, residents: str, government: str, sentence: str
) -> None:
    with qingdao.entered():
        project = money.qingdao_project(qingdao, people, "200000.00")
        with pytest.raises(NotPossible) as refused:
            money.share(project, people.qd_street, residents=residents, government=government)
        assert refused.value.sentence == sentence
        assert not CostShare.objects.exists()
        assert fixed(project) is None


def test_a_payer_of_the_rule_without_a_percentage_is_asked_for(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        project = money.qingdao_project(qingdao, people, "200000.00")
        with pytest.raises(NotPossible, match="请填写居民的出资比例"):
            money.share(project, people.qd_street, government="100")


def test_residents_at_0_are_warned_of_with_the_words_of_the_text(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        project = money.qingdao_project(qingdao, people, "200000.00")
        money.share(project, people.qd_street, residents="0", government="100")
        (warning,) = queries.split_of(project, making.today()).warnings
        assert warning.clause == "二(三)1"
        assert "由居民承担部分改造费用" in (warning.quote or "")
        assert fixed(project) is True
        assert parts_of(project) == [{"residents": Decimal("0.00"), "government": Decimal("200000.00")}]


def test_a_payer_beside_those_of_the_rule_may_join_and_is_warned_of(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        project = money.qingdao_project(qingdao, people, "200000.00")
        money.share(
            project, people.qd_street, residents="20", government="70", original_owner="10", market="0"
        )
        (warning,) = queries.split_of(project, making.today()).warnings
        assert "原产权单位出资10%" in warning.text
        assert parts_of(project)[0] == {
            "residents": Decimal("40000.00"),
            "government": Decimal("140000.00"),
            "original-owner": Decimal("20000.00"),
        }


def test_the_last_fen_goes_to_the_first_listed(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        project = money.qingdao_project(qingdao, people, "0.01", "0.03")
        money.share(project, people.qd_street, residents="50", government="50")
        assert parts_of(project) == [
            {"residents": Decimal("0.01"), "government": Decimal("0.00")},
            {"residents": Decimal("0.02"), "government": Decimal("0.01")},
        ]
        split = queries.split_of(project, making.today())
        assert split.total.parts == {"residents": Decimal("0.03"), "government": Decimal("0.01")}
        assert sum(split.total.parts.values()) == split.total.cost


def test_an_item_without_a_class_or_an_estimate_says_what_is_missing(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        project = money.qingdao_project(qingdao, people, "100.00")
        row = project.memberships.get().neighbourhood
        money.item(project, row, people.qd_street, "heat", "50.00")
        money.settled("item:gas.class", "improvement", people.qd_admin)
        money.item(project, row, people.qd_street, "gas")
        money.share(project, people.qd_street, residents="20", government="80")
        split = queries.split_of(project, making.today())
        assert [
            (line.row.item.item, lack.kind, lack.key)
            for line in split.undetermined
            for lack in line.division.lacks
        ] == [
            ("heat", "class", "item:heat.class"),
            ("gas", "estimate", str(WorksItem.objects.get(item="gas").pk)),
        ]
        assert fixed(project) is None
        assert (split.total.cost, split.total.pending, split.total.lacking) == (
            Decimal("150.00"),
            Decimal("50.00"),
            1,
        )
        assert queries.government_burden([project], making.today())[project.pk] == (Decimal("130.00"), False)


def test_the_split_sums_by_class_and_neighbourhood(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        rows = [
            making.eligible(qingdao.places[making.COMMUNITY], people, name)
            for name in ("河清路二小区", "河清路三小区")
        ]
        for id_, class_ in (("road", "basic"), ("green", "improvement")):
            money.settled(f"item:{id_}.class", class_, people.qd_admin)
        project = making.project(rows, people.qd_street)
        for row, cost in zip(rows, ("100.01", "33.33"), strict=True):
            money.item(project, row, people.qd_street, "road", cost)
            money.item(project, row, people.qd_street, "green", cost)
        money.share(project, people.qd_street, "QD-S-basic", government="100")
        money.share(project, people.qd_street, residents="33.3333", government="66.6667")
        split = queries.split_of(project, making.today())
        assert [(row.name, row.cost) for row in split.classes] == [
            ("基础类", Decimal("133.34")),
            ("完善类", Decimal("133.34")),
        ]
        assert [(row.name, row.cost) for row in split.neighbourhoods] == [
            ("河清路二小区", Decimal("200.02")),
            ("河清路三小区", Decimal("66.66")),
        ]
        for table in (split.classes, split.neighbourhoods):
            for line in table:
                assert sum(line.parts.values()) + line.pending == line.cost
            assert sum(line.cost for line in table) == split.total.cost
        assert split.is_complete


def test_city_money_counts_for_the_governments_part(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        project = money.qingdao_project(qingdao, people, "200000.00")
        money.share(project, people.qd_street, residents="20", government="80")
        money.source(project, people.qd_street, "150000.00")
        split = queries.split_of(project, making.today())
        assert [(line.name, line.part, line.planned) for line in split.by_payer] == [
            ("政府", Decimal("160000.00"), Decimal("150000.00")),
            ("其中市级", Decimal(0), Decimal("150000.00")),
            ("居民", Decimal("40000.00"), Decimal(0)),
        ]
        assert (split.money.part, split.money.planned) == (Decimal("200000.00"), Decimal("150000.00"))


def test_percentages_of_the_overlay_are_not_the_projects_to_change(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        project = money.qingdao_project(qingdao, people, "200000.00")
        money.settled("QD-S-improvement.payers.residents.percent", "15", people.qd_admin, is_demo=True)
        with pytest.raises(NotPossible, match="居民的比例由规则确定"):
            money.share(project, people.qd_street, residents="20", government="80")
        money.share(project, people.qd_street, government="85")
        split = queries.split_of(project, making.today())
        assert split.lines[0].parts == {
            "residents": Decimal("30000.00"),
            "government": Decimal("170000.00"),
        }
        assert split.lines[0].is_demo
        (rule,) = split.rules
        assert rule.percentages.fixed == {"residents"}
        assert rule.is_editable


def test_a_class_without_a_share_rule_takes_the_projects_own(wulong: Town, people: People) -> None:
    with wulong.entered():
        money.settled("item:road.class", "basic", people.wl_admin)
        project, _ = money.wulong_project(wulong, people, lifts=0)
        row = project.memberships.get().neighbourhood
        money.item(project, row, people.wl_street, "road", "1000.01")
        money.share(project, people.wl_street, "class:basic", government="90", utility="10")
        split = queries.split_of(project, making.today())
        road = next(line for line in split.lines if line.row.item.item == "road")
        assert road.parts == {"government": Decimal("900.01"), "utility": Decimal("100.00")}
        with pytest.raises(NotPossible, match="没有这一条费用分担"):
            money.share(project, people.wl_street, "class:nonsense", government="100")


def test_beijings_government_part_is_divided_between_city_and_district(db: None) -> None:
    town = found_town(
        "beijing",
        "北京市",
        {
            "bj-street": (("street",), "clerk", "110101001"),
            "bj-admin": ((), "system-administrator", ""),
        },
        adopted=date(2021, 1, 1),
    )
    with town.entered():
        by, admin = town.actors["bj-street"], town.actors["bj-admin"]
        place = next(
            p for p in town.places.values() if p.division == "community" and by.may(Capability.ADD, p.path)
        )
        row = making.neighbourhood(place, by)
        money.settled("item:energy.class", "basic", admin)
        project = making.project([row], by)
        money.item(project, row, by, "energy", "100.01")
        lift = money.item(project, row, by, "lift", "100.00")
        money.share(project, by, "BJ-S-basic", government="100")
        split = queries.split_of(project, making.today())
        assert split.lines[0].parts == {"government": Decimal("100.01")}
        assert [lack.kind for lack in split.lines[0].division.lacks] == ["inner"]
        money.share(project, by, "BJ-S-citydistrict", city="50", district="50")
        split = queries.split_of(project, making.today())
        (inner,) = split.lines[0].division.inner
        assert inner.parts == (("city", Decimal("50.01")), ("district", Decimal("50.00")))
        assert split.total.inner == {
            ("government", "city"): Decimal("50.01"),
            ("government", "district"): Decimal("50.00"),
        }
        money.share(project, by, "BJ-S-optional", residents="40", market="30", government="30")
        warned = queries.split_of(project, making.today()).warnings
        assert "自選類採用居民付費、社會投資的方式實施" in {warning.quote for warning in warned}
        assert fixed(lift.project) is True


def test_percentages_are_settled_with_the_approval(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        project = money.qingdao_project(qingdao, people, "200000.00")
        money.share(project, people.qd_street, residents="20", government="80")
        for state in ("reserved", "planned", "designed", "approved"):
            Project.objects.filter(pk=project.pk).update(state=state)
        with pytest.raises(NotPossible, match="项目已批准，出资比例已定"):
            money.share(project, people.qd_street, residents="30", government="70")


def test_the_second_of_two_editors_is_told(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        project = money.qingdao_project(qingdao, people, "200000.00")
        money.share(project, people.qd_street, residents="20", government="80")
        with pytest.raises(Stale):
            services.set_percentages(
                project,
                rule="QD-S-improvement",
                percents={"residents": Decimal(30), "government": Decimal(70)},
                revision=0,
                adopted=making.today(),
                by=people.qd_street,
                now=making.NOW,
            )
        money.share(project, people.qd_street, residents="30", government="70")
        assert CostShare.objects.get().revision == 2
        assert dict(PayerPercent.objects.values_list("payer", "percent")) == {
            "residents": Decimal(30),
            "government": Decimal(70),
        }
        history: Any = apps.get_model("funding", "CostShareEvent")
        assert history.objects.filter(pgh_obj_id=CostShare.objects.get().pk).count() == 2


def test_leaders_and_administrators_may_not_settle_percentages(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        project = money.qingdao_project(qingdao, people, "200000.00")
        for stranger in (people.qd_leader, people.qd_admin):
            with pytest.raises(Refused):
                money.share(project, stranger, residents="20", government="80")
        assert not CostShare.objects.exists()


def test_shares_fixed_asks_once_for_any_number(
    qingdao: Town, people: People, django_assert_num_queries: object
) -> None:
    with qingdao.entered():
        project = money.qingdao_project(qingdao, people, "1.00", "2.00", "3.00")
        items = list(WorksItem.objects.filter(project=project))
        adopted = making.today()
        with django_assert_num_queries(1):  # type: ignore[operator]  # the fixture
            assert queries.shares_fixed({project.pk: items, project.pk + 1: []}, adopted) == {
                project.pk: None,
                project.pk + 1: True,
            }
        with django_assert_num_queries(4):  # type: ignore[operator]  # the fixture
            queries.split_of(project, adopted)
