"""Coverage rates of a place: numerator and denominator, parts that add up, no rate of nothing, and what ends first."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from communities.models import Jurisdiction
from governance.figures import Basis, Instant, figures
from governance.longterm.coverage import MEASURES, Rate, coverage_of, neighbourhoods_of
from governance.longterm.running_out import KINDS, count_of, endings_of, soonest
from projects.enums import State
from tests.cast import People, Town
from tests.governance.figures import ground
from tests.governance.longterm import keeping

pytestmark = pytest.mark.django_db

NOW = Instant.at(ground.at("2026-11-21"))
TODAY = date(2026, 11, 21)


def children(node: Jurisdiction) -> list[Jurisdiction]:
    return list(Jurisdiction.objects.children_of(node).order_by("path"))


def test_rates_count_what_stands_and_the_parts_add_up(qingdao: Town) -> None:
    with qingdao.entered():
        here, there = ground.communities_of(qingdao, "370202")[0], ground.communities_of(qingdao, "370203")[0]
        rows, others = ground.neighbourhoods(here, 5), ground.neighbourhoods(there, 2)
        ground.neighbourhoods(there, 1, prefix="待核实", is_complete=False)
        keeping.bodies(rows[:2])
        keeping.bodies(rows[2:3], kind="group")
        keeping.bodies(rows[3:4], term_until=date(2025, 1, 1))
        keeping.managed([*rows[:3], *others[:1]])
        keeping.parties(others)
        keeping.funds(rows[:1])
        keeping.funds(rows[1:2], set_up_on=None)
        projects = ground.projects([[row] for row in rows[:4]])
        ground.carried(projects[:2], State.COMPLETED, "2026-06-01")
        ground.carried(projects[2:3], State.MANAGED, "2026-06-01")
        ground.carried(projects[3:], State.BUILDING, "2026-06-01")
        coverage = coverage_of(qingdao.top, children(qingdao.top), NOW)
        assert coverage.whole.rates == {
            "owners_body": Rate(2, 7),
            "managed": Rate(4, 7),
            "party": Rate(2, 7),
            "accepted": Rate(3, 3),
            "fund": Rate(1, 3),
        }
        assert str(coverage.whole.rates["owners_body"].percent) == "28.57"
        for id_ in MEASURES:
            parts = sum((part.rates[id_] for part in coverage.parts), Rate())
            assert parts == coverage.whole.rates[id_]
        empty = next(part for part in coverage.parts if part.node and part.node.code == "370203")
        assert (empty.rates["fund"], empty.rates["fund"].percent) == (Rate(0, 0), None)
        for measure in MEASURES.values():
            if measure.compute:
                path = qingdao.top.path
                figure = figures(measure.compute, [path], NOW, Basis(None, ()))[path]
                assert Rate(figure.numerator, figure.denominator) == coverage.whole.rates[measure.id]
            for answer in ("", "yes", "no"):
                rate = coverage.whole.rates[measure.id]
                wanted = {"": rate.denominator, "yes": rate.numerator}.get(answer)
                found = neighbourhoods_of(measure, qingdao.top, NOW, answer=answer)
                total = rate.denominator - rate.numerator if wanted is None else wanted
                assert (found.total, len(found.rows)) == (total, total)


def test_rows_lying_at_the_place_itself_are_a_part_of_their_own(qingdao: Town) -> None:
    with qingdao.entered():
        street = qingdao.places["370202001"]
        ground.neighbourhoods(street, 2)
        coverage = coverage_of(street, children(street), NOW)
        assert [part.node for part in coverage.parts][-1] is None
        assert coverage.parts[-1].rates["managed"] == Rate(0, 2)


def test_rows_by_key_come_once_each(qingdao: Town) -> None:
    with qingdao.entered():
        place = ground.communities_of(qingdao, "370202")[0]
        rows = ground.neighbourhoods(place, 7)
        seen: list[int] = []
        after = ""
        while True:
            page = neighbourhoods_of(MEASURES["managed"], qingdao.top, NOW, after=after, size=3)
            assert page.total == 7
            seen += [id_ for id_, _ in page.rows]
            after = page.next
            if not after:
                break
        assert sorted(seen) == sorted(row.pk for row in rows)


def test_what_ends_first_leaves_out_what_was_followed_up(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        place = qingdao.places["370202001001"]
        gone, followed, endless, far = ground.neighbourhoods(place, 4)
        keeping.contract(gone, TODAY - timedelta(days=3))
        keeping.contract(followed, TODAY - timedelta(days=3))
        keeping.contract(followed, TODAY + timedelta(days=60), "新物业")
        keeping.contract(endless, TODAY)
        keeping.contract(endless, None, "长约物业")
        keeping.contract(far, TODAY + timedelta(days=91))
        keeping.bodies([gone], term_until=TODAY)
        keeping.bodies(
            [far], term_until=TODAY - timedelta(days=10), dissolved_on=TODAY, dissolved_at=keeping.THEN
        )
        told = {"actor": people.qd_street, "on": TODAY, "days": 90}
        found = soonest(qingdao.top, adopted=None, **told)
        assert [(one.kind, one.subject, one.what, one.days_left) for one in found] == [
            ("contract", gone.name, "海尔物业", -3),
            ("term", gone.name, "业委会", 0),
            ("contract", followed.name, "新物业", 60),
        ]
        assert count_of(KINDS["contract"], qingdao.top, **told) == 2
        first, after = endings_of(KINDS["contract"], qingdao.top, size=1, **told)
        second, end = endings_of(KINDS["contract"], qingdao.top, size=1, after=after, **told)
        assert ([one.what for one in (*first, *second)], end) == (["海尔物业", "新物业"], "")
        assert not soonest(qingdao.places["370203"], adopted=None, **told)
