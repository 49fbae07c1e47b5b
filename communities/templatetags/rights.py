"""What a page offers by the reader's rights."""

from __future__ import annotations

from django import template
from django.utils import timezone

from communities.people.enums import Capability
from communities.people.rights import Actor
from communities.rulebooks.queries import NoRulebook, in_force

register = template.Library()


@register.filter
def reads_places(actor: Actor | str) -> bool:
    """Whether the person views any place. To who works by assignment only, what lies outside his projects is named and
    not linked: it would not open. On a page without a reader (a paper) nothing is linked.
    """
    return isinstance(actor, Actor) and actor.may_somewhere(Capability.VIEW)


@register.simple_tag
def actor_names() -> dict[str, str]:
    """What the rulebook in force calls its actors, by their ids; nothing without one. One small query."""
    try:
        rulebook = in_force(timezone.localdate()).rulebook
    except NoRulebook:
        return {}
    return {row.id: row.name for row in rulebook.rows("actors")}
