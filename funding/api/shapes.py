"""The split and its rules as plain values for the serializers."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from funding.queries import Line, RuleLine, Split, Sum


def split_json(split: Split) -> dict[str, Any]:
    """The whole split."""
    return {
        "is_complete": split.is_complete,
        "items": [_item(line) for line in split.lines],
        "classes": [_sum(row) for row in split.classes],
        "neighbourhoods": [_sum(row) for row in split.neighbourhoods],
        "total": _sum(split.total),
        "payers": split.by_payer,
        "warnings": [warning.as_json() for warning in split.warnings],
    }


def share_json(line: RuleLine) -> dict[str, Any]:
    """One share rule with what is in force."""
    known = line.percentages
    return {
        "rule": line.rule,
        "name": line.name,
        "clause": line.clause,
        "quote": line.quote,
        "percents": [
            {"payer": payer, "percent": percent, "is_fixed": payer in known.fixed}
            for payer, percent in known.listed
        ],
        "missing": list(known.lacking),
        "is_settled": known.is_settled,
        "basis": line.entered.basis if line.entered else "",
        "revision": line.entered.revision if line.entered else 0,
    }


def _item(line: Line) -> dict[str, Any]:
    item = line.row.item
    inner = {(i.payer, payer): amount for i in line.division.inner for payer, amount in i.parts}
    return {
        "item": item.pk,
        "catalogue": item.item,
        "neighbourhood": item.neighbourhood_id,
        "category": line.division.class_id,
        "cost": item.estimate,
        "parts": _parts(line.parts, inner),
        "missing": line.division.lacks,
        "is_demo": line.is_demo,
    }


def _sum(row: Sum) -> dict[str, Any]:
    return {
        "key": row.key,
        "name": row.name,
        "count": row.count,
        "cost": row.cost,
        "pending": row.pending,
        "parts": _parts(row.parts, row.inner),
    }


def _parts(parts: Mapping[str, Decimal], inner: Mapping[tuple[str, str], Decimal]) -> list[dict[str, Any]]:
    own = [{"payer": payer, "of": "", "amount": amount} for payer, amount in parts.items()]
    return [
        *own,
        *({"payer": payer, "of": of, "amount": amount} for (of, payer), amount in inner.items()),
    ]
