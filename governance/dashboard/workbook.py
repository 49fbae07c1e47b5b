"""The tables of the dashboard as a workbook: one sheet each, numbers as numbers, rates in per cent."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter

from communities.people.rights import Actor
from communities.records.formulas import TEXTS_STAY_TEXTS
from governance.dashboard.cards import Rate
from governance.dashboard.page import Dashboard

WAN = Decimal(10_000)
FORMS = {"text": "@", "count": "#,##0", "money": "#,##0.00", "rate": "0.00"}
Value = str | int | Decimal | None
Head = tuple[str, str]


def workbook_of(shown: Dashboard, *, by: Actor, on: date) -> bytes:
    """Key figures, ranking, stages, money by source and by class, lateness, changes. Money in 万元."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, TEXTS_STAY_TEXTS) as book:
        writer = _Writer(book, f"{shown.asked.node.name} 数据截至 {shown.day.isoformat()}", by, on)
        writer.sheet("关键指标", _CARDS, _cards(shown))
        writer.sheet("开工率排名", _RANKING, _ranking(shown))
        writer.sheet("走到哪一步", _STAGES, _stages(shown))
        writer.sheet("资金来源", _MONEY, _money(shown))
        writer.sheet("改造类别", _CLASSES, _classes(shown))
        writer.sheet("哪些晚了", _LATE, _late(shown))
        writer.sheet("较上月变化", _CHANGES, _changes(shown))
    return output.getvalue()


class _Writer:
    def __init__(self, book: xlsxwriter.Workbook, about: str, by: Actor, on: date) -> None:
        self._book = book
        self._about = about
        self._below = f"{by.named} {on.isoformat()} 导出"
        look = {"bold": True, "text_wrap": True, "border": 1, "align": "center", "valign": "vcenter"}
        self._head = book.add_format(look)
        self._forms = {name: book.add_format({"num_format": form}) for name, form in FORMS.items()}

    def sheet(self, title: str, heads: Sequence[Head], rows: Iterable[Sequence[Value]]) -> None:
        sheet = self._book.add_worksheet(title)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.freeze_panes(2, 1)
        sheet.write_string(0, 0, self._about)
        for column, (head, form) in enumerate(heads):
            sheet.set_column(column, column, 30 if form == "text" else 14)
            sheet.write_string(1, column, head, self._head)
        number = 1
        for number, row in enumerate(rows, start=2):
            for column, value in enumerate(row):
                if value is None or value == "":
                    continue
                if isinstance(value, str):
                    sheet.write_string(number, column, value, self._forms["text"])
                else:
                    sheet.write_number(number, column, value, self._forms[heads[column][1]])
        sheet.write_string(number + 2, 0, self._below)


def _both(rate: Rate, unit: str) -> tuple[Value, Value, Value]:
    parts = (rate.numerator, rate.denominator)
    above, below = (Decimal(part) / WAN if unit == "万元" else part for part in parts)
    return above, below, rate.percent


_CARDS: Sequence[Head] = (
    ("指标", "text"),
    ("单位", "text"),
    ("分子", "money"),
    ("分母", "money"),
    ("比率（%）", "rate"),
    ("上月末比率（%）", "rate"),
    ("变化（百分点）", "rate"),
    ("目标（%）", "rate"),
)


def _cards(shown: Dashboard) -> Iterable[Sequence[Value]]:
    for card in shown.cards:
        unit = card.measure.unit
        target = card.target.percent if card.target else None
        yield card.measure.caption, unit, *_both(card.now, unit), card.before.percent, card.change, target
    over = shown.overdue
    yield "逾期事项", "件", over.numerator, over.denominator, None, None, None, None


_RANKING: Sequence[Head] = (
    ("地区", "text"),
    ("名次", "count"),
    ("开工小区（个）", "count"),
    ("计划小区（个）", "count"),
    ("按小区数（%）", "rate"),
    ("较上月（个）", "count"),
    ("开工户数（户）", "count"),
    ("计划户数（户）", "count"),
    ("按户数（%）", "rate"),
)


def _ranking(shown: Dashboard) -> Iterable[Sequence[Value]]:
    for row in (*shown.ranking, shown.whole):
        number = row.number if row.number and row.node else None
        yield row.name, number, *_both(row.started, "个"), row.more, *_both(row.households, "户")


_STAGES: Sequence[Head] = (
    ("阶段", "text"),
    ("已到达小区（个）", "count"),
    ("占全部（%）", "rate"),
    ("已到达户数（户）", "count"),
    ("正停在此小区（个）", "count"),
    ("占全部（%）", "rate"),
    ("正停在此项目（个）", "count"),
)


def _stages(shown: Dashboard) -> Iterable[Sequence[Value]]:
    whole = shown.now.all.neighbourhoods
    for row in shown.stages:
        reached: tuple[Value, Value, Value] = (None, None, None)
        if row.reached:
            share = Rate(row.reached.neighbourhoods, whole).percent
            reached = (row.reached.neighbourhoods, share, row.reached.households)
        standing = row.standing.neighbourhoods
        yield row.label, *reached, standing, Rate(standing, whole).percent, row.projects


_MONEY: Sequence[Head] = (
    ("来源", "text"),
    ("计划（万元）", "money"),
    ("到位（万元）", "money"),
    ("到位率（%）", "rate"),
    ("已支付（万元）", "money"),
    ("支付率（%）", "rate"),
)


def _money(shown: Dashboard) -> Iterable[Sequence[Value]]:
    for row in (*shown.money, shown.all_money):
        planned, arrived, paid = (
            sum_ / WAN for sum_ in (row.money.planned, row.money.arrived, row.money.paid)
        )
        yield row.name, planned, arrived, row.arrived.percent, paid, row.paid.percent


_CLASSES: Sequence[Head] = (
    ("类别", "text"),
    ("内容（项）", "count"),
    ("估算（万元）", "money"),
    ("完成投资（万元）", "money"),
    ("完成率（%）", "rate"),
    ("已支付（万元）", "money"),
    ("支付率（%）", "rate"),
)


def _classes(shown: Dashboard) -> Iterable[Sequence[Value]]:
    for row in (*shown.classes, shown.all_classes):
        estimate, invested, paid = (
            sum_ / WAN for sum_ in (row.works.estimate, row.works.invested, row.works.paid)
        )
        yield row.name, row.works.items, estimate, invested, row.invested.percent, paid, row.paid.percent


_LATE: Sequence[Head] = (
    ("事项", "text"),
    ("类别", "text"),
    ("责任单位", "text"),
    ("原因", "text"),
    ("依据", "text"),
    ("期限", "text"),
    ("逾期（工作日）", "count"),
)


def _late(shown: Dashboard) -> Iterable[Sequence[Value]]:
    for row in shown.late:
        yield row.title, row.label, row.who, row.why, row.clause, row.due_on.isoformat(), row.days


_CHANGES: Sequence[Head] = (
    ("指标", "text"),
    ("单位", "text"),
    ("上月末", "money"),
    ("本期", "money"),
    ("变化", "money"),
)


def _changes(shown: Dashboard) -> Iterable[Sequence[Any]]:
    for row in shown.changes:
        by = WAN if row.unit == "万元" else 1
        yield row.label, row.unit, *(Decimal(sum_) / by for sum_ in (row.before, row.now, row.difference))
