"""What keeps a neighbourhood, in short, for the first tab of its file."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from communities.neighbourhoods.models import Neighbourhood
from communities.rulebooks.queries import NoRulebook, in_force
from communities.upkeep import presenting
from communities.upkeep.queries import mode_name

register = template.Library()


@register.simple_tag
def management_of(row: Neighbourhood) -> dict[str, Any]:
    """The mode in force with its name, the body in office, the latest contract, the fund, the Party organisation."""
    known = presenting.standing(row)
    try:
        named = mode_name(known["mode"].mode, in_force(timezone.localdate())) if known["mode"] else ""
    except NoRulebook:
        named = ""
    return {
        "mode": known["mode"],
        "mode_name": named,
        "body": next((body for body in known["bodies"] if body.dissolved_on is None), None),
        "contract": next(iter(known["contracts"]), None),
        "fund": known["fund"],
        "party": known["party"],
    }
