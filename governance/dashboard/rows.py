"""The rows behind a number of the dashboard, as they stood at the instant of the page; by key, never by number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from communities.rulebooks.labels import CHANNEL_KINDS
from communities.rulebooks.queries import Adopted, NoRulebook, in_force
from governance.dashboard.asked import Asked
from governance.dashboard.figures import Matter
from governance.dashboard.ground import scope, values
from governance.dashboard.lateness import KINDS, days_late, late_lines
from governance.figures.instant import SHANGHAI
from governance.figures.states import fetch
from projects.enums import ItemState, State
from projects.queries import item_class, item_names
from projects.stages import STAGES

PAGE = 50
OPEN_CLASS = "open"
"""The class of items whose class the rulebook leaves to the tenant."""
OUTCOMES = {"in_time": "按期办结", "late": "逾期办结", "overdue": "逾期未办结", "open": "办理中"}
DUE = ("in_time", "late", "overdue")


@dataclass(frozen=True)
class Cell:
    """What stands in a column; `form`: text, count, money (yuan), area (㎡) or day."""

    value: Any
    form: str = "text"
    url: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of rows: from which expression, which of them, which columns, under which heads (with units)."""

    title: str
    unit: str
    source: str
    select: str
    heads: tuple[tuple[str, str], ...]
    cells: Callable[[Sequence[Any], Listing], list[Cell]]
    where: str = "true"
    key: str = "lpad(row.id::text, 20, '0')"
    given: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Listing:
    """What the cells are written with."""

    asked: Asked
    adopted: Adopted | None
    tenant: str

    def page(self, name: str, pk: int | None) -> str:
        return reverse(name, kwargs={"tenant": self.tenant, "pk": pk}) if pk else ""


@dataclass(frozen=True)
class Rows:
    """One page of rows; `after` continues it, empty on the last page. `total`: of all pages."""

    kind: Kind
    rows: list[list[Cell]]
    total: int
    after: str


def rows_of(
    asked: Asked, figure: str, *, tenant: str, after: str = "", size: int | None = PAGE
) -> Rows | None:
    """The rows of a figure, `size` at a time (None: all). One query besides the rulebook's; None for no such figure."""
    day = asked.now.moment.astimezone(SHANGHAI).date()
    try:
        adopted: Adopted | None = in_force(day)
    except NoRulebook:
        adopted = None
    kind = _kind(figure, adopted)
    if kind is None:
        return None
    sql = f"""WITH {scope(asked.year)},
        chosen AS (SELECT {kind.key} AS key, {kind.select} FROM {kind.source} WHERE {kind.where})
        SELECT (SELECT count(*) FROM chosen), chosen.* FROM chosen WHERE key > %(after)s ORDER BY key LIMIT %(size)s"""  # noqa: S608  # constants of ours
    given = values(asked.now, path=asked.node.path, year=asked.year) | dict(kind.given)
    given |= {"after": after, "size": None if size is None else size + 1}
    found = fetch(sql, given)
    shown = found if size is None else found[:size]
    listing = Listing(asked, adopted, tenant)
    return Rows(
        kind,
        [kind.cells(row[2:], listing) for row in shown],
        found[0][0] if found else 0,
        shown[-1][1] if len(found) > len(shown) else "",
    )


def _kind(figure: str, adopted: Adopted | None) -> Kind | None:
    """By its name: `reached-building`, `at-ready`, `projects-ready`, `money-fiscal`, `works-basic`, `overdue`, ..."""
    family, _, which = figure.partition("-")
    maker = _FAMILIES.get(family)
    return maker(which, adopted) if maker else None


PLACE = "(SELECT j.name FROM communities_jurisdiction j WHERE j.tenant_id = %(tenant)s AND j.path = row.path)"


def _neighbourhoods(title: str, where: str, **given: Any) -> Kind:
    return Kind(
        title,
        "个小区",
        "counted row LEFT JOIN project_then project ON project.id = row.project_id",
        f"row.id, row.name, {PLACE}, project.id, project.name, row.state, row.households, row.buildings, "
        "row.floor_area",
        (
            ("小区", ""),
            ("所在地", ""),
            ("项目", ""),
            ("阶段", ""),
            ("户数", "户"),
            ("楼栋", "栋"),
            ("面积", "㎡"),
        ),
        _neighbourhood_cells,
        where,
        given=tuple(given.items()),
    )


def _neighbourhood_cells(row: Sequence[Any], listing: Listing) -> list[Cell]:
    id_, name, place, project, project_name, state, households, buildings, area = row
    return [
        Cell(name, url=listing.page("neighbourhood_detail", id_)),
        Cell(place),
        Cell(project_name or "", url=listing.page("project_detail", project)),
        Cell(State(state).label),
        Cell(households, "count"),
        Cell(buildings, "count"),
        Cell(area, "area"),
    ]


def _all(which: str, adopted: Adopted | None) -> Kind | None:
    return None if which else _neighbourhoods("全部小区", "true")


def _reached(which: str, adopted: Adopted | None) -> Kind | None:
    if which not in STAGES:
        return None
    stage = State(which)
    beyond = [one.value for one in STAGES[STAGES.index(stage) :]]
    return _neighbourhoods(f"已到达“{stage.label}”的小区", "row.stage = ANY(%(stages)s)", stages=beyond)


def _at(which: str, adopted: Adopted | None) -> Kind | None:
    if which not in State.values:
        return None
    return _neighbourhoods(f"停在“{State(which).label}”的小区", "row.state = %(state)s", state=which)


def _projects(which: str, adopted: Adopted | None) -> Kind | None:
    if which and which not in State.values:
        return None
    return Kind(
        f"停在“{State(which).label}”的项目" if which else "全部项目",
        "个项目",
        "here row",
        f"row.id, row.name, {PLACE}, row.state, (row.since AT TIME ZONE 'Asia/Shanghai')::date",
        (("项目", ""), ("所在地", ""), ("阶段", ""), ("到此阶段", "")),
        lambda row, listing: [
            Cell(row[1], url=listing.page("project_detail", row[0])),
            Cell(row[2]),
            Cell(State(row[3]).label),
            Cell(row[4], "day"),
        ],
        "row.state = %(state)s" if which else "true",
        given=(("state", which),) if which else (),
    )


def _money(which: str, adopted: Adopted | None) -> Kind | None:
    if which and which not in CHANNEL_KINDS:
        return None
    return Kind(
        f"资金来源：{CHANNEL_KINDS[which]}" if which else "资金来源",
        "个来源",
        "money row",
        "row.id, row.project_id, row.project, row.channel, row.kind, row.giver, row.planned, row.arrived, row.paid",
        (("项目", ""), ("渠道", ""), ("出资单位", ""), ("计划", "元"), ("到位", "元"), ("已支付", "元")),
        _money_cells,
        "row.kind = %(kind)s" if which else "true",
        given=(("kind", which),) if which else (),
    )


def _money_cells(row: Sequence[Any], listing: Listing) -> list[Cell]:
    _, project, name, channel, kind, giver, *sums = row
    known = listing.adopted.rulebook.find("channels", channel) if listing.adopted else None
    return [
        Cell(name, url=listing.page("project_money", project)),
        Cell(known.name if known else CHANNEL_KINDS[kind]),
        Cell(giver),
        *(Cell(amount, "money") for amount in sums),
    ]


def _works(which: str, adopted: Adopted | None) -> Kind | None:
    """Needs the rulebook: it says which items make up a class."""
    if adopted is None:
        return None
    names = {row.id: row.name for row in adopted.rulebook.rows("classes")} | {OPEN_CLASS: "类别待定"}
    if which and which not in names:
        return None
    known = {id_: item_class(id_, adopted) or OPEN_CLASS for id_ in item_names(adopted)}
    where = "true"
    if which == OPEN_CLASS:
        where = "NOT row.item = ANY(%(items)s)"
    elif which:
        where = "row.item = ANY(%(items)s)"
    items = [id_ for id_, class_ in known.items() if (class_ == which) != (which == OPEN_CLASS)]
    return Kind(
        f"改造内容：{names[which]}" if which else "改造内容",
        "项内容",
        "works row",
        "row.id, row.project_id, row.project, "
        "(SELECT n.name FROM neighbourhood_line n WHERE n.id = row.neighbourhood_id), "
        "row.item, row.state, row.estimate, row.invested, row.paid",
        (
            ("项目", ""),
            ("小区", ""),
            ("改造内容", ""),
            ("状态", ""),
            ("估算", "元"),
            ("完成投资", "元"),
            ("已支付", "元"),
        ),
        _works_cells,
        where,
        given=(("items", items),),
    )


def _works_cells(row: Sequence[Any], listing: Listing) -> list[Cell]:
    _, project, name, neighbourhood, item, state, *sums = row
    known = listing.adopted.rulebook.find("items", item) if listing.adopted else None
    return [
        Cell(name, url=listing.page("project_items", project)),
        Cell(neighbourhood),
        Cell(known.name if known else item),
        Cell(ItemState(state).label),
        *(Cell(amount, "money") for amount in sums),
    ]


def _reviews(which: str, adopted: Adopted | None) -> Kind | None:
    outcomes = {"": list(OUTCOMES), "due": list(DUE)} | {outcome: [outcome] for outcome in OUTCOMES}
    if which not in outcomes:
        return None
    titles = {"": "联合审查", "due": "已办结和已逾期的联合审查"}
    return Kind(
        titles.get(which) or f"联合审查：{OUTCOMES[which]}",
        "轮",
        "rounds row",
        "row.id, row.project, row.review, row.number, row.due_on, row.concluded_on, row.outcome",
        (("项目", ""), ("审查", ""), ("轮次", "轮"), ("意见截止", ""), ("结论日期", ""), ("办理情况", "")),
        _review_cells,
        "row.outcome = ANY(%(outcomes)s)",
        given=(("outcomes", outcomes[which]),),
    )


def _review_cells(row: Sequence[Any], listing: Listing) -> list[Cell]:
    id_, project, review, number, due_on, concluded_on, outcome = row
    known = listing.adopted.rulebook.find("reviews", review) if listing.adopted else None
    return [
        Cell(project, url=listing.page("review_detail", id_)),
        Cell(known.name if known else "审查"),
        Cell(number, "count"),
        Cell(due_on, "day"),
        Cell(concluded_on, "day"),
        Cell(OUTCOMES[outcome]),
    ]


def _matters(title: str, where: str) -> Callable[[str, Adopted | None], Kind | None]:
    def make(which: str, adopted: Adopted | None) -> Kind | None:
        if which and which not in KINDS:
            return None
        return Kind(
            f"{title}：{KINDS[which]}" if which else title,
            "件",
            "matters row",
            "row.kind, row.id, row.project_id, row.subject, row.who, row.why, row.path, row.due_on",
            (
                ("事项", ""),
                ("类别", ""),
                ("责任单位", ""),
                ("原因", ""),
                ("期限", ""),
                ("逾期", "工作日"),
                ("依据", ""),
            ),
            _matter_cells,
            f"{where} AND row.kind = %(kind)s" if which else where,
            "to_char(row.due_on, 'YYYYMMDD') || row.kind || lpad(row.id::text, 20, '0')",
            given=(("kind", which),) if which else (),
        )

    return make


def _matter_cells(row: Sequence[Any], listing: Listing) -> list[Cell]:
    day = listing.asked.now.moment.astimezone(SHANGHAI).date()
    matter = Matter(*row)
    (late,) = late_lines([matter], listing.adopted, day)
    pages = {"review": listing.page("review_detail", late.id)}
    return [
        Cell(late.title, url=pages.get(late.kind) or listing.page("project_detail", late.project)),
        Cell(late.label),
        Cell(late.who),
        Cell(late.why if late.due_on < day else ""),
        Cell(late.due_on, "day"),
        Cell(days_late(late.due_on, day) if late.due_on < day else None, "count"),
        Cell(late.clause),
    ]


def _disputes(which: str, adopted: Adopted | None) -> Kind | None:
    if which:
        return None
    return Kind(
        "未解决争议",
        "件",
        "disputes row",
        "row.id, row.project_id, row.project, row.title, row.raised_on",
        (("项目", ""), ("争议事项", ""), ("提出日期", "")),
        lambda row, listing: [
            Cell(row[2], url=listing.page("project_disputes", row[1])),
            Cell(row[3]),
            Cell(row[4], "day"),
        ],
    )


_FAMILIES: dict[str, Callable[[str, Adopted | None], Kind | None]] = {
    "neighbourhoods": _all,
    "reached": _reached,
    "at": _at,
    "projects": _projects,
    "money": _money,
    "works": _works,
    "reviews": _reviews,
    "overdue": _matters("逾期事项", "row.due_on < %(day)s"),
    "matters": _matters("在办事项", "true"),
    "disputes": _disputes,
}
