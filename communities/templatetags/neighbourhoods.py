"""How a neighbourhood's own figures are written on its pages."""

from __future__ import annotations

from django import template

from communities.neighbourhoods import labels
from communities.neighbourhoods.models import Building, Neighbourhood

register = template.Library()


@register.filter
def completed_on(row: Neighbourhood | Building) -> str:
    """When it was completed, as precisely as known: 1994-10-18, 1994-10, 1994, 1993—1994."""
    return labels.completion(row.completed_from, row.completed_to)


@register.filter
def verdict_word(answer: str) -> str:
    """可纳入, 不可纳入, 待定."""
    return labels.verdict_word(answer)
