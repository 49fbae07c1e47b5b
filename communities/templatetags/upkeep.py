"""Who may register owners' bodies and property contracts, for the card on a neighbourhood's page."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from communities.neighbourhoods.models import Neighbourhood
from communities.rulebooks.queries import NoRulebook, in_force
from communities.upkeep.queries import may_register

register = template.Library()


@register.simple_tag(takes_context=True)
def may_record(context: dict[str, Any], row: Neighbourhood, record: str) -> bool:
    """Whether to show the way to the form; the service asks again. Without a rulebook nothing is registered."""
    try:
        adopted = in_force(timezone.localdate())
    except NoRulebook:
        return False
    return may_register(row, record, adopted=adopted, by=context["actor"])
