"""The rulebook as it was on a past day: which version was in force, what was decided under it."""

from __future__ import annotations

from datetime import date, datetime

from communities.rulebooks.models import Decision, RulebookVersion


def version_then(day: date, until: datetime) -> RulebookVersion | None:
    """The version in force on that day as far as it was published before the moment `until`; without its texts."""
    found: RulebookVersion | None = (
        RulebookVersion.objects.filter(effective_from__lte=day, published_at__lt=until)
        .defer("pack_text", "layers", "overlay")
        .order_by("-number")
        .first()
    )
    return found


def decisions_then(kind: str, pk: int, until: datetime) -> list[Decision]:
    """The last decision of each rule about the row before that moment, with the version it was made under."""
    rows = (
        Decision.objects.filter(subject_kind=kind, subject_id=pk, decided_at__lt=until)
        .order_by("rule", "-id")
        .distinct("rule")
        .select_related("version", "decided_by")
        .defer("version__pack_text", "version__layers", "version__overlay", "facts", "verdict")
    )
    return list(rows)
