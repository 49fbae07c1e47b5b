"""What a page offers by the reader's rights."""

from __future__ import annotations

from django import template

from communities.people.enums import Capability
from communities.people.rights import Actor

register = template.Library()


@register.filter
def reads_places(actor: Actor | str) -> bool:
    """Whether the person views any place. To who works by assignment only, what lies outside his projects is named and
    not linked: it would not open. On a page without a reader (a paper) nothing is linked.
    """
    return isinstance(actor, Actor) and actor.may_somewhere(Capability.VIEW)
