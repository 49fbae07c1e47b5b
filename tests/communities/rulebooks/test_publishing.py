"""Adopting, settling, withdrawing: by day, by clause, by right; nothing published is ever changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, transaction

from communities.people.rights import Refused
from communities.rulebooks import queries, services
from communities.rulebooks.models import OverlayEntry, RulebookVersion
from policies.errors import BadValue, NotAllowed, UnknownId
from tests.cast import People, Town, rulebook

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = NOW.date()


@pytest.fixture
def inside(qingdao: Town) -> Iterator[Town]:
    with qingdao.entered():
        yield qingdao


@pytest.fixture
def settle(inside: Town, people: People) -> Callable[..., OverlayEntry]:
    def settle(path: str, value: Any, day: date = date(2024, 1, 1), **more: Any) -> OverlayEntry:
        given = {"basis": "青改办〔2024〕1号", "reason": "", "by": people.qd_admin, "now": NOW, **more}
        return services.settle(path=path, value=value, effective_from=day, **given)

    return settle


def value_on(day: date, path: str) -> Any:
    return queries.in_force(day).overlay.get(path)


def test_in_force_before_adoption_says_so(inside: Town) -> None:
    with pytest.raises(queries.NoRulebook, match="2022-12-31没有生效的规则版本"):
        queries.in_force(date(2022, 12, 31))
    assert queries.in_force(date(2023, 1, 1)).version.number == 1


def test_in_force_twice_reads_the_text_once(
    inside: Town, django_assert_num_queries: Callable[[int], Any]
) -> None:
    first = queries.in_force(TODAY)
    with django_assert_num_queries(1):
        assert queries.in_force(TODAY).rulebook is first.rulebook


def test_entry_decides_from_its_day_only(settle: Callable[..., OverlayEntry]) -> None:
    settle("item:gas.class", "basic", date(2024, 6, 1))
    assert value_on(date(2024, 5, 31), "item:gas.class") is None
    assert value_on(date(2024, 6, 1), "item:gas.class") == "basic"
    assert queries.in_force(date(2024, 5, 31)).version.number == 1


def test_entry_for_an_earlier_day_leaves_a_later_one_to_its_day(settle: Callable[..., OverlayEntry]) -> None:
    settle("item:gas.class", "basic", date(2027, 1, 1))
    settle("item:heat.class", "basic", date(2024, 1, 1))
    assert value_on(date(2026, 1, 1), "item:gas.class") is None, "a later entry may not decide before its day"
    assert value_on(date(2026, 1, 1), "item:heat.class") == "basic"
    assert value_on(date(2027, 1, 1), "item:gas.class") == "basic"
    assert value_on(date(2027, 1, 1), "item:heat.class") == "basic"


def test_new_value_takes_the_place_of_the_old_from_its_day(settle: Callable[..., OverlayEntry]) -> None:
    old = settle("QD-R-1.fast_track.days", 5, date(2024, 1, 1))
    settle("QD-R-1.fast_track.days", 7, date(2025, 1, 1))
    old.refresh_from_db()
    assert value_on(date(2024, 12, 31), "QD-R-1.fast_track.days") == 5
    assert value_on(date(2025, 1, 1), "QD-R-1.fast_track.days") == 7
    assert old.withdrawn_in is not None


def test_same_entry_again_publishes_nothing(settle: Callable[..., OverlayEntry]) -> None:
    first = settle("item:gas.class", "basic")
    assert settle("item:gas.class", "basic") == first
    assert RulebookVersion.objects.count() == 2


def test_withdrawn_entry_ends_today_and_stays_in_the_past(
    settle: Callable[..., OverlayEntry], people: People
) -> None:
    entry = settle("item:gas.class", "basic", date(2024, 1, 1))
    version = services.withdraw(entry, by=people.qd_admin, now=NOW, reason="文件已废止")
    assert version.effective_from == TODAY
    assert value_on(date(2026, 11, 20), "item:gas.class") == "basic"
    assert value_on(TODAY, "item:gas.class") is None
    entry.refresh_from_db()
    assert entry.withdrawal_reason == "文件已废止"
    with pytest.raises(NotAllowed, match="已经撤回"):
        services.withdraw(entry, by=people.qd_admin, now=NOW, reason="再撤一次")


def test_entry_not_begun_is_withdrawn_altogether(settle: Callable[..., OverlayEntry], people: People) -> None:
    entry = settle("item:gas.class", "basic", date(2027, 1, 1))
    services.withdraw(entry, by=people.qd_admin, now=NOW, reason="不再需要")
    assert value_on(date(2027, 6, 1), "item:gas.class") is None


@pytest.mark.parametrize(
    ("path", "value", "error", "clause"),
    [
        ("QD-R-1.reviewers", ["d-housing", "d-ndrc", "d-finance"], NotAllowed, "二(七)2"),
        ("QD-C-built.field", "neighbourhood.households", NotAllowed, "二(二)1"),
        ("item:gas.class", "luxury", BadValue, None),
        ("QD-S-basic.payers.government.percent", "101", BadValue, None),
        ("QD-Z-9.value", 1, UnknownId, None),
    ],
)
def test_value_against_the_text_is_refused_with_the_clause(
    settle: Callable[..., OverlayEntry], path: str, value: Any, error: type[Exception], clause: str | None
) -> None:
    with pytest.raises(error) as refusal:
        settle(path, value)
    assert getattr(refusal.value, "clause", None) == clause
    assert RulebookVersion.objects.count() == 1, "nothing is published by a refusal"
    assert not OverlayEntry.objects.exists()


def test_entry_before_the_adoption_is_refused(settle: Callable[..., OverlayEntry]) -> None:
    with pytest.raises(NotAllowed, match="规则自2023-01-01起启用"):
        settle("item:gas.class", "basic", date(2022, 1, 1))


def test_entry_without_basis_is_refused(settle: Callable[..., OverlayEntry]) -> None:
    with pytest.raises(NotAllowed, match="须写明依据"):
        settle("item:gas.class", "basic", basis=" ")


@pytest.mark.parametrize("login", ["qd_street", "qd_city", "qd_leader"])
def test_settle_without_the_right_is_refused(
    settle: Callable[..., OverlayEntry], people: People, login: str
) -> None:
    with pytest.raises(Refused):
        settle("item:gas.class", "basic", by=getattr(people, login))


def test_administrator_of_another_tenant_is_refused(
    settle: Callable[..., OverlayEntry], people: People, wulong: Town
) -> None:
    stranger = people.wl_admin
    with pytest.raises(Refused):
        settle("item:gas.class", "basic", by=stranger)


def test_demo_entries_are_known_in_the_versions_they_stand_in(
    settle: Callable[..., OverlayEntry], people: People
) -> None:
    before = queries.in_force(TODAY)
    entry = settle("item:gas.class", "basic", basis=services.DEMO_BASIS, is_demo=True)
    during = queries.in_force(TODAY)
    services.withdraw(entry, by=people.qd_admin, now=NOW, reason="演示结束")
    after = queries.in_force(TODAY)
    assert [queries.demo_paths(a) for a in (before, during, after)] == [
        frozenset(),
        frozenset({"item:gas.class"}),
        frozenset(),
    ]


def test_unsettled_shrinks_when_settled(settle: Callable[..., OverlayEntry]) -> None:
    before = {item.path for item in queries.in_force(TODAY).rulebook.unsettled()}
    settle("item:gas.class", "basic")
    after = {item.path for item in queries.in_force(TODAY).rulebook.unsettled()}
    assert before - after == {"item:gas.class"}


def test_published_version_cannot_be_changed_or_deleted(inside: Town) -> None:
    for attempt in (
        lambda: RulebookVersion.objects.update(effective_from=date(2000, 1, 1)),
        lambda: RulebookVersion.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            attempt()
    assert queries.in_force(TODAY).version.effective_from == date(2023, 1, 1)


def test_new_text_keeps_fitting_entries_and_withdraws_the_others(
    settle: Callable[..., OverlayEntry], inside: Town
) -> None:
    kept = settle("item:gas.class", "basic")
    lost = settle("QD-R-1.fast_track.days", 5)
    text, _, layers = rulebook("qingdao")
    row = next(line for line in text.splitlines() if line.lstrip().startswith("- {id: QD-R-1,"))
    changed = text.replace(row, row.replace("QD-R-1,", "QD-R-9,")).replace("QD-R-1.", "QD-R-9.")
    changed = changed.replace("review.QD-R-1", "review.QD-R-9")
    version = services.adopt(
        pack_text=changed, layers=layers, effective_from=date(2025, 1, 1), by=None, now=NOW
    )
    kept.refresh_from_db()
    lost.refresh_from_db()
    assert kept.withdrawn_in is None
    assert lost.withdrawn_in == version
    assert "新文本不再适用" in lost.withdrawal_reason
    assert value_on(date(2024, 12, 31), "QD-R-1.fast_track.days") == 5
    assert queries.in_force(date(2025, 1, 1)).overlay == {"item:gas.class": "basic"}


def test_layer_alone_and_text_without_its_layer_are_not_adopted(inside: Town) -> None:
    text, _, layers = rulebook("qingdao")
    for given in ({"pack_text": layers["national"], "layers": {}}, {"pack_text": text, "layers": {}}):
        with pytest.raises(NotAllowed):
            services.adopt(**given, effective_from=TODAY, by=None, now=NOW)  # type: ignore[arg-type]
