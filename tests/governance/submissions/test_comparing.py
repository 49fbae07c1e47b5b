"""Two frozen submissions side by side: what is more, what is less, what one of them does not have."""

from __future__ import annotations

from decimal import Decimal

from governance.submissions.comparing import compared, places
from governance.submissions.content import RATE, Column, Row, Table

AREA = Column("area", "建筑面积", "万㎡", scale=10_000, places=2)
RATIO = Column("rate", "开工率", "%", places=2, adds=RATE)
LIFTS = Column("lifts", "电梯", "部")


def table(
    total: tuple[Decimal | None, ...], *rows: Row, id_: str = "month", columns: tuple[Column, ...]
) -> Table:
    return Table(id_, "本月", columns, Row("", "合计", total), rows)


def test_difference_is_of_what_is_shown_and_rates_differ_in_points() -> None:
    one = table((Decimal(25_149), Decimal(80)), columns=(AREA, RATIO))
    other = table((Decimal(25_051), Decimal("62.5")), columns=(AREA, RATIO))
    (found,) = compared([one], [other])
    assert [line.texts for line in found.lines] == [
        ("2.51", "2.51", "相同"),
        ("80.00", "62.50", "+17.50 个百分点"),
    ]


def test_figure_that_one_does_not_have_has_no_difference() -> None:
    one = table((Decimal(3), None), columns=(LIFTS, AREA))
    other = table((Decimal(10_000),), columns=(AREA,))
    (found,) = compared([one], [other])
    assert [line.texts for line in found.lines] == [("3", "—", "—"), ("—", "1.00", "—")]
    assert found.changed == 2


def test_place_is_compared_by_its_code_and_table_that_is_missing_is_named() -> None:
    shinan, shibei = Row("370202", "市南区", (Decimal(5),)), Row("370203", "市北区", (Decimal(1),))
    one = table((Decimal(5),), shinan, columns=(LIFTS,))
    other = table((Decimal(4),), Row("370202", "市南区", (Decimal(3),)), shibei, columns=(LIFTS,))
    year = table((Decimal(9),), id_="year", columns=(LIFTS,))
    assert places([one], [other]) == {"": "合计", "370202": "市南区", "370203": "市北区"}
    month, missing = compared([one], [other, year], code="370202")
    assert month.lines[0].texts == ("5", "3", "+2")
    assert missing.name == "本月（本份没有）"
    assert compared([one], [other], code="370203")[0].lines[0].texts == ("—", "1", "—")
