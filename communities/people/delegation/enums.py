"""The states of a delegation, and what is never lent."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from communities.people.enums import Capability


class DelegationState(models.TextChoices):
    """Where a delegation stands on a day; computed, never stored."""

    OFFERED = "offered", "待接受"
    ACCEPTED = "accepted", "已接受，未到期初"
    IN_FORCE = "in-force", "生效中"
    DECLINED = "declined", "已谢绝"
    OVER = "over", "已到期"
    ENDED = "ended", "已提前结束"


OPEN = frozenset({DelegationState.OFFERED, DelegationState.ACCEPTED, DelegationState.IN_FORCE})
"""States in which it may still count."""

NEVER_LENT = frozenset(
    {
        Capability.PEOPLE,
        Capability.AUTHORISE,
        Capability.AUDIT,
        Capability.CONFIGURE,
        Capability.PERSONAL,
        Capability.ASSIGNED,
    }
)
"""An administrator's office, other people's personal data, and what was assigned to one person by name."""

LENDABLE = tuple(capability for capability in Capability if capability not in NEVER_LENT)


def lendable(capabilities: Iterable[str]) -> list[str]:
    """Of a role's capabilities those that may be lent, in the order of the closed list."""
    held = set(capabilities)
    return [capability.value for capability in LENDABLE if capability in held]
