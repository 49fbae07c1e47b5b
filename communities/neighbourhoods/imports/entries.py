"""A neighbourhood on its way into the register, and the questions that its figures raise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from communities.neighbourhoods.models import Neighbourhood, PlausibilityQuery, Survey
from communities.neighbourhoods.register import RegisterRow
from communities.neighbourhoods.register.doubts import of_row
from communities.neighbourhoods.services.plausibility import FIGURES, limits
from communities.people.rights import Actor


@dataclass(slots=True)
class Entry:
    """A neighbourhood on its way into the register, with what comes along."""

    row: RegisterRow
    neighbourhood: Neighbourhood
    before: dict[str, Any] | None = None
    survey: Survey | None = None
    queries: list[PlausibilityQuery] = field(default_factory=list)
    settled: list[PlausibilityQuery] = field(default_factory=list)


def ask_about(entries: Sequence[Entry], *, by: Actor, now: datetime) -> None:
    """Ask what was not asked before; a question whose figure the file has changed is answered by the file."""
    asked: dict[int, list[PlausibilityQuery]] = defaultdict(list)
    known = [entry.neighbourhood.pk for entry in entries if entry.before is not None]
    for query in PlausibilityQuery.objects.filter(neighbourhood__in=known):
        asked[query.neighbourhood_id].append(query)
    for entry in entries:
        wanted = _questions(entry)
        before = asked.get(entry.neighbourhood.pk, []) if entry.before is not None else []
        keys = {(query.field, query.figure) for query in before}
        entry.queries = [query for query in wanted if (query.field, query.figure) not in keys]
        still = {(query.field, query.figure) for query in wanted}
        for query in before:
            if (
                query.answered_at is None
                and query.field in FIGURES
                and (query.field, query.figure) not in still
            ):
                query.answer, query.answered_at = "已由导入的台账更新", now
                query.answered_by, query.answered_for = by.person, by.principal
                entry.settled.append(query)
        open_before = sum(query.answered_at is None for query in before)
        entry.neighbourhood.open_queries = open_before + len(entry.queries)


def _questions(entry: Entry) -> list[PlausibilityQuery]:
    """The doubts about the figures as they stand now, and those about name and community that only the file
    shows.
    """
    neighbourhood = entry.neighbourhood
    figures = {name: value for name in FIGURES if (value := getattr(neighbourhood, name)) is not None}
    doubts = [(d.field, d.message, d.message, d.expected) for d in of_row(figures, limits())]
    doubts += [
        (remark.field, str(entry.row.values.get(remark.field) or ""), remark.message, remark.expected)
        for remark in entry.row.queries
        if remark.field not in FIGURES
    ]
    return [
        PlausibilityQuery(
            neighbourhood=neighbourhood,
            field=name,
            figure=figure[:60],
            text=f"{message}；一般为{expected}"[:300],
        )
        for name, figure, message, expected in doubts
    ]
