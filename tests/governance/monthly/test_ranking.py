"""The ranking: the published country table of June 2023, and places with numbers of their own."""

from __future__ import annotations

from decimal import Decimal

from governance.monthly.ranking import Line, Ranking, ranked

COUNTRY = """
贵州 1071 全部开工, 河北 1816 全部开工, 湖北 4284 99, 江苏 1498 99, 江西 1232 99, 湖南 4258 98, 山东 3818 97,
重庆 1988 96, 浙江 358 95, 辽宁 1366 95, 内蒙古 1532 95, 新疆 1086 94, 宁夏 175 93, 安徽 1129 90, 福建 2228 86,
北京 237 79, 四川 4049 76, 河南 2522 75, 上海 143 71, 陕西 1419 70, 黑龙江 1048 68, 云南 1269 65, 甘肃 707 57,
广东 815 51, 山西 920 50, 青海 161 49, 兵团 45 48, 天津 128 47, 吉林 383 46, 广西 802 44, 海南 124 30, 西藏 10 29
"""
"""As published: neighbourhoods started and start rate in per cent, 30 June 2023. Its foot: 42621, 80.4 %."""


def published() -> list[Line]:
    rows = [row.split() for row in COUNTRY.replace("\n", " ").split(",")]
    return [
        Line(name, int(started), rate=Decimal(100 if rate == "全部开工" else rate))
        for name, started, rate in rows
    ]


def country() -> Ranking:
    return ranked(reversed(published()))


def test_country_table_comes_out_in_its_order_with_ties_sharing_a_place() -> None:
    table = country()
    assert len(table.rows) == 32
    assert [row.said for row in table.rows[:3]] == ["全部开工", "全部开工", "99%"]
    assert {row.line.name for row in table.rows[:2]} == {"贵州", "河北"}
    assert [(row.place, row.is_tied) for row in table.rows[:12]] == [
        *[(1, True)] * 2, *[(3, True)] * 3, (6, False), (7, False), (8, False), *[(9, True)] * 3, (12, False),
    ]  # fmt: skip
    assert [row.line.percent for row in table.rows] == [line.percent for line in published()]
    assert table.rows[-1].line.name == "西藏"


def test_country_table_sums_to_its_foot() -> None:
    table = country()
    assert table.started == 42_621
    assert (table.planned, table.rate) == (None, None)  # the table names no plan: no rate is invented


def test_rate_of_the_country_lies_between_the_bounds_that_the_lines_allow() -> None:
    """The published foot, 80.4 %, does not: the plan that it was taken of is larger than the lines' plans together."""
    low, high = country().bounds or (Decimal(0), Decimal(0))
    assert (low, high) == (Decimal("81.25"), Decimal("82.27"))
    foot = Line("合计", 42_621, rate=Decimal("80.4"))
    assert not low <= Decimal("80.4") <= high
    most_by_lines = sum(line.most or Decimal(0) for line in published())
    assert round(foot.least or Decimal(0)) == 52_978
    assert round(most_by_lines) == 52_458


def test_plans_that_the_rates_stand_for_give_the_rates_back() -> None:
    """Each line's started and rate stand for a plan; ranked by it, the line shows its published rate again, half up."""
    lines = [
        Line(line.name, line.started, planned=round(line.started * 100 / (line.rate or Decimal(1))))
        for line in published()
    ]
    table = ranked(lines)
    assert (table.planned, table.rate) == (52_127, Decimal("81.76"))
    shown = {row.line.name: row for row in table.rows}
    for line in published():
        if line.has_all_started:
            assert shown[line.name].said == "全部开工"
        else:
            assert round(shown[line.name].line.percent or Decimal(0)) == line.rate


def test_rates_are_of_the_sums_and_half_up() -> None:
    table = ranked([Line("甲", 1, 8), Line("乙", 1, 3), Line("丙", 5, 4), Line("丁", 0, 0), Line("戊", 2, 6)])
    assert [(row.place, row.line.name, row.said) for row in table.rows] == [
        (1, "丙", "全部开工"),
        (2, "乙", "33.33%"),
        (2, "戊", "33.33%"),
        (4, "甲", "12.50%"),
        (None, "丁", "—"),
    ]
    assert (table.started, table.planned, table.rate) == (9, 21, Decimal("42.86"))


def test_nothing_planned_ranks_nobody() -> None:
    table = ranked([Line("甲", 0, 0)])
    assert (table.rows[0].place, table.rows[0].is_tied, table.rate) == (None, False, None)
    assert ranked([]).bounds is None
