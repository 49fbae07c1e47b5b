"""Money as spreadsheets: one project's split on five sheets, the list of projects."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter

from communities.people.enums import Capability
from communities.people.rights import Actor
from communities.records.exporting import CHUNK, exporter, in_chunks
from communities.records.formulas import TEXTS_STAY_TEXTS
from communities.records.spreadsheets import FORMATS, Column, Sheet
from communities.rulebooks.queries import in_force
from funding import presenting
from funding.queries import Split, Sum, government_burden, with_kind, with_money
from projects.models import Project
from projects.queries import at, filtered, viewed, with_figures

Cell = str | int | Decimal | None


def split_book(split: Split, *, by: Actor, on: date) -> bytes:
    """The split by item, class, payer, source and neighbourhood, a sheet each; money in yuan, texts never formulas."""
    shown = presenting.columns(split)
    payers = [f"{column.label}(元)" for column in shown]
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True, **TEXTS_STAY_TEXTS}) as book:
        paper = _Paper(book, f"{split.project.name}({split.project.code})", by, on)
        paper.sheet(
            "分项",
            ["改造内容", "分类", "小区", "楼栋", "估算(元)", *payers, f"{presenting.PENDING}(元)", "还缺"],
            _items(split, shown),
        )
        for title, sums in (("按分类", split.classes), ("按小区", split.neighbourhoods)):
            head = [title[1:], "项数", "未填估算(项)", "估算(元)", *payers, f"{presenting.PENDING}(元)"]
            paper.sheet(title, head, _sums([*sums, split.total], shown))
        paper.sheet(
            "按出资方",
            ["出资方", "应承担(元)", "计划(元)", "已到账(元)", "已支付(元)"],
            (
                [row.name, row.part, row.planned, row.arrived, row.paid]
                for row in (*split.by_payer, split.money)
            ),
        )
        paper.sheet(
            "按来源",
            ["资金渠道", "出资方", "出资单位", "计划(元)", "已到账(元)", "已支付(元)", "超计划(元)", "说明"],
            (
                [
                    line.channel,
                    line.source.get_payer_display(),
                    line.source.giver,
                    line.source.planned,
                    line.source.arrived,
                    line.source.paid,
                    line.above_plan or None,
                    line.source.note,
                ]
                for line in split.sources
            ),
        )
    return output.getvalue()


def money_sheet(by: Actor, asked: Mapping[str, str], on: date) -> Sheet[Project]:
    """The list of projects with their money as it is filtered, where the person may export; yuan.

    Raises `NoRulebook`, `Refused`.
    """
    exporter(by)
    adopted = in_force(on)
    projects = with_kind(filtered(viewed(by), asked), asked.get("kind", "")).filter(
        at(by.paths(Capability.EXPORT))
    )
    found = with_money(with_figures(projects)).select_related("jurisdiction").order_by("-id")
    burden: dict[int, tuple[Decimal | None, bool]] = {}

    def divide(chunk: list[Project]) -> None:
        burden.clear()
        burden.update(government_burden(chunk, adopted))

    shown: list[Column[Any]] = [
        Column("项目编号", lambda p: p.code, 16),
        Column("项目名称", lambda p: p.name, 32),
        Column("地区", lambda p: p.jurisdiction.name, 14),
        Column("阶段", lambda p: p.get_state_display()),
        Column("估算投资(元)", lambda p: p.estimate, 16, "money"),
        Column("政府承担(元)", lambda p: burden[p.pk][0], 16, "money"),
        Column("政府承担是否确定", lambda p: _exactness(burden[p.pk]), 16),
        Column("计划(元)", lambda p: p.planned, 16, "money"),
        Column("已到账(元)", lambda p: p.arrived, 16, "money"),
        Column("已支付(元)", lambda p: p.paid, 16, "money"),
    ]
    rows = in_chunks(found.iterator(chunk_size=CHUNK), divide)
    return Sheet("资金", "个项目", shown, rows, projects.count(), frozen=2)


def _exactness(burden: tuple[Decimal | None, bool]) -> str:
    amount, is_exact = burden
    return "" if amount is None else "确定" if is_exact else "上限"


def _items(split: Split, shown: Sequence[presenting.PayerColumn]) -> Iterable[list[Cell]]:
    for view in presenting.items(split, shown, split.project.tenant.code):
        item = view.line.row.item
        pending = None if view.line.division.parts else item.estimate
        yield [
            view.line.row.name,
            view.line.row.class_name,
            item.neighbourhood.name,
            item.building.name if item.building else None,
            item.estimate,
            *view.cells,
            pending,
            "；".join(need.sentence for need in view.needs),
        ]


def _sums(sums: Iterable[Sum], shown: Sequence[presenting.PayerColumn]) -> Iterable[list[Cell]]:
    for row in presenting.grid(list(sums), shown):
        yield [row.name, row.count, row.lacking or None, row.cost, *row.cells, row.pending or None]


class _Paper:
    """The sheets of one workbook: lying A4, head repeated, who took it out below."""

    def __init__(self, book: Any, subject: str, by: Actor, on: date) -> None:
        self.book = book
        self.foot = f"{subject} · {by.named} {on.isoformat()} 导出"
        self.head = book.add_format({"bold": True, "text_wrap": True, "border": 1, "align": "center"})
        self.forms = {
            name: book.add_format({"num_format": FORMATS[name]}) for name in ("text", "plain", "money")
        }

    def sheet(self, title: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
        """One sheet; numbers as numbers."""
        sheet = self.book.add_worksheet(title)
        for place, heading in enumerate(head):
            sheet.set_column(place, place, 16 if heading.endswith("(元)") else 14)
            sheet.write_string(0, place, heading, self.head)
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        number = 0
        for number, cells in enumerate(rows, start=1):
            for place, value in enumerate(cells):
                if isinstance(value, str):
                    sheet.write_string(number, place, value, self.forms["text"])
                elif value is not None:
                    form = "money" if isinstance(value, Decimal) else "plain"
                    sheet.write_number(number, place, value, self.forms[form])
        sheet.write_string(number + 2, 0, self.foot, self.forms["text"])
