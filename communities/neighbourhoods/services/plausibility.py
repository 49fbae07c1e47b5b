"""Questions about unlikely figures: asked once, answered once; they never stop a write."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError

from communities.neighbourhoods.models import Neighbourhood, PlausibilityQuery
from communities.neighbourhoods.register.doubts import Doubt, of_row
from communities.neighbourhoods.register.findings import Value
from communities.neighbourhoods.register.limits import Limits
from communities.neighbourhoods.services.account import accounted
from communities.people.enums import Capability
from communities.people.rights import Actor

FIGURES = ("buildings", "households", "floor_area", "max_storeys", "six_storey_buildings")


def limits() -> Limits:
    """The bounds of a plausible row, from the settings (ours; no source gives them)."""
    few, many = settings.PLAUSIBLE_HOUSEHOLDS_PER_BUILDING
    small, large = settings.PLAUSIBLE_M2_PER_HOUSEHOLD
    return Limits(few, many, small, large)


def doubt(row: Neighbourhood, *, by: Actor, now: datetime, corrected: str = "") -> None:
    """Ask about the row's unlikely figures that nobody was asked about yet, and settle questions whose figure
    is gone.

    `corrected` is the reason of the correction that took the figure away: it becomes the answer. Pushes the
    number of open questions to the row.
    """
    values: dict[str, Value] = {name: value for name in FIGURES if (value := getattr(row, name)) is not None}
    doubts = of_row(values, limits())
    asked = list(PlausibilityQuery.objects.filter(neighbourhood=row))
    if corrected:
        for query in asked:
            if (
                query.answered_at is None
                and query.field in FIGURES
                and not any(_is_of(query, d) for d in doubts)
            ):
                _settle(query, text=f"已更正：{corrected}"[:300], by=by, now=now)
    fresh = [d for d in doubts if not any(_is_of(query, d) for query in asked)]
    PlausibilityQuery.objects.bulk_create(
        PlausibilityQuery(
            neighbourhood=row,
            field=d.field,
            figure=d.message[:60],
            text=f"{d.message}；一般为{d.expected}"[:300],
        )
        for d in fresh
    )
    count_open(row)


def answer_query(query: PlausibilityQuery, *, text: str, by: Actor, now: datetime) -> PlausibilityQuery:
    """Answer a question once; the row is 待核实 no longer when it was the last. Raises `Refused`,
    `ValidationError`.
    """
    if not text.strip():
        raise ValidationError({"text": "请写明核实的情况。"})
    with accounted(by, text.strip()):
        row = Neighbourhood.objects.select_for_update(of=("self",)).get(pk=query.neighbourhood_id)
        by.require(Capability.EDIT, row.path)
        query = PlausibilityQuery.objects.select_for_update(of=("self",)).get(pk=query.pk)
        if query.answered_at is not None:
            raise ValidationError("这一问题已有人答复，不必再答。")
        _settle(query, text=text.strip(), by=by, now=now)
        count_open(row)
    return query


def count_open(row: Neighbourhood) -> None:
    """Push the number of open questions to the row; an answer is no edit, so `updated_at` and `revision` stay."""
    row.open_queries = PlausibilityQuery.objects.filter(neighbourhood=row, answered_at__isnull=True).count()
    Neighbourhood.objects.filter(pk=row.pk).update(open_queries=row.open_queries)


def _settle(query: PlausibilityQuery, *, text: str, by: Actor, now: datetime) -> None:
    query.answer, query.answered_at = text, now
    query.answered_by, query.answered_for = by.person, by.principal
    query.save(update_fields=["answer", "answered_by", "answered_for", "answered_at"])


def _is_of(query: PlausibilityQuery, doubt: Doubt) -> bool:
    return query.field == doubt.field and (query.figure == doubt.message[:60] or doubt.message in query.text)
