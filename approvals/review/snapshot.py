"""The project as it was put before a round, and what has changed since the round before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from approvals.enums import OpinionKind, RoundState
from approvals.models import ReviewRound
from approvals.review.facts import latest
from communities.models import Neighbourhood
from communities.rulebooks.queries import Adopted
from projects.models import Project, Scheme
from projects.queries import items_of

_TEXTS = {"name": "项目名称", "scope": "改造范围", "scale": "规模", "contents": "内容"}
_FIGURES = {"buildings": ("楼栋", "栋"), "households": ("户数", "户"), "floor_area": ("建筑面积", "㎡")}


@dataclass(frozen=True)
class EarlierReason:
    """What a reviewer held against the project, or asked of it, last time, and what the same one says now."""

    reviewer: str
    opinion: str
    text: str
    now: str


@dataclass(frozen=True)
class Differences:
    """Against the round before: changed lines of the project, and its reasons with what became of them."""

    earlier: ReviewRound
    lines: tuple[str, ...]
    reasons: tuple[EarlierReason, ...]


def taken(project: Project, adopted: Adopted) -> tuple[dict[str, Any], Scheme | None]:
    """The project as plain JSON (money in yuan, areas in ㎡, as text), and the latest version of its scheme."""
    items = [
        {
            "key": row.item.pk,
            "name": row.name,
            "class": row.class_name,
            "quantity": _number(row.item.quantity),
            "unit": row.item.unit,
            "estimate": _number(row.item.estimate),
            "place": " / ".join(
                str(part.name) for part in (row.item.neighbourhood, row.item.building) if part
            ),
        }
        for row in items_of(project, adopted)
    ]
    members = Neighbourhood.objects.filter(project_memberships__project=project).order_by("sort_key", "id")
    scheme: Scheme | None = Scheme.objects.filter(project=project).order_by("-number").first()
    known = [Decimal(item["estimate"]) for item in items if item["estimate"]]
    return {
        **{name: getattr(project, name) for name in _TEXTS},
        "items": items,
        "estimate": str(sum(known, Decimal("0.00"))),
        "is_estimate_whole": len(known) == len(items),
        "neighbourhoods": [
            {"key": n.pk, "name": n.name, **{name: _number(getattr(n, name)) for name in _FIGURES}}
            for n in members
        ],
        "scheme": {"number": scheme.number, "digest": scheme.digest} if scheme else None,
    }, scheme


def differences(one: ReviewRound) -> Differences | None:
    """What is different from the round before of the same review; None for the first."""
    earlier = (
        ReviewRound.objects.filter(project=one.project_id, review=one.review, number__lt=one.number)
        .exclude(state=RoundState.CANCELLED)
        .prefetch_related("reviewers__opinions")
        .order_by("-number")
        .first()
    )
    if earlier is None:
        return None
    return Differences(earlier, tuple(changed(earlier.snapshot, one.snapshot)), tuple(_reasons(earlier, one)))


def changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """Each difference of two snapshots as a line."""
    for name, label in _TEXTS.items():
        if before[name] != now[name]:
            yield f"{label}：“{before[name] or '未填'}”改为“{now[name] or '未填'}”"
    yield from _rows("小区", before["neighbourhoods"], now["neighbourhoods"], _neighbourhood_lines)
    yield from _rows("改造内容", before["items"], now["items"], _item_lines)
    if before["estimate"] != now["estimate"]:
        yield f"估算合计：{_money(before['estimate'])}改为{_money(now['estimate'])}"
    if before["scheme"] != now["scheme"]:
        yield f"方案：{_version(before['scheme'])}改为{_version(now['scheme'])}"


def _rows(what: str, before: list[dict[str, Any]], now: list[dict[str, Any]], lines: Any) -> Iterator[str]:
    old, new = {row["key"]: row for row in before}, {row["key"]: row for row in now}
    for key, row in new.items():
        if key not in old:
            yield f"增加{what}：{_called(row)}"
        elif row != old[key]:
            yield from lines(old[key], row)
    for key, row in old.items():
        if key not in new:
            yield f"取消{what}：{_called(row)}"


def _item_lines(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    if before["class"] != now["class"]:
        yield f"{_called(now)}：类别“{before['class'] or '待定'}”改为“{now['class'] or '待定'}”"
    if (before["quantity"], before["unit"]) != (now["quantity"], now["unit"]):
        yield f"{_called(now)}：数量{_amount(before)}改为{_amount(now)}"
    if before["estimate"] != now["estimate"]:
        yield f"{_called(now)}：估算{_money(before['estimate'])}改为{_money(now['estimate'])}"


def _neighbourhood_lines(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    for name, (label, unit) in _FIGURES.items():
        if before[name] != now[name]:
            old, new = (f"{row[name]} {unit}" if row[name] else "未填" for row in (before, now))
            yield f"{now['name']}：{label}{old}改为{new}"


def _reasons(earlier: ReviewRound, one: ReviewRound) -> Iterator[EarlierReason]:
    now = {reviewer.key: latest(reviewer) for reviewer in one.reviewers.all()}
    for reviewer in earlier.reviewers.all():
        said = latest(reviewer)
        if said is None or said.opinion not in (OpinionKind.DISAGREE, OpinionKind.CONDITIONS):
            continue
        text = "；".join(part for part in (said.reason, said.conditions) if part)
        answer = now.get(reviewer.key)
        became = f"本轮：{answer.get_opinion_display()}" if answer else "本轮尚未出具意见"
        yield EarlierReason(reviewer.name, said.get_opinion_display(), text, became)


def _called(row: Mapping[str, Any]) -> str:
    return f"{row['name']}（{row['place']}）" if row.get("place") else str(row["name"])


def _amount(row: Mapping[str, Any]) -> str:
    return f" {row['quantity']} {row['unit']}".rstrip() + " " if row["quantity"] else "未填"


def _money(amount: str | None) -> str:
    return f" {Decimal(amount):,.2f} 元" if amount else "未填"


def _version(scheme: Mapping[str, Any] | None) -> str:
    return f"第 {scheme['number']} 版" if scheme else "未上传"


def _number(value: Decimal | int | None) -> str | None:
    return None if value is None else str(value)
