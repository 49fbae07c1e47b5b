"""Which rulebook is in force on a day, what the tenant has laid over it, and what was decided by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from django.db.models import Q, QuerySet

from communities.people.enums import Capability
from communities.people.rights import Actor, within
from communities.rulebooks.models import Decision, OverlayEntry, RulebookVersion
from communities.tenancy.models import Jurisdiction
from policies import vocabulary as words
from policies.pack import Pack, load_text
from policies.rulebook import Rulebook

OWN_LEVEL = frozenset({"government", "leading-body", "office", "department"})
"""Kinds of bodies that move a project where the rulebook has no row for the step (schema.md, `transitions`)."""
TEXTS = ("pack_text", "layers", "overlay")
"""The heavy columns of a version: a page that has the rulebook in memory leaves them in the database."""


class NoRulebook(Exception):
    """No rulebook is in force on that day; the message is the sentence for the person."""


@dataclass(frozen=True)
class Adopted:
    """A version with its rulebook, ready to be asked; its bare texts; its entries and which are marked 演示."""

    version: RulebookVersion
    rulebook: Rulebook
    pack: Pack
    layers: tuple[Pack, ...]
    overlay: Mapping[str, Any]
    demo: frozenset[str]


def in_force(on: date) -> Adopted:
    """What the tenant entered has adopted for the day: the highest number that takes effect on or before it.

    One small query; the text is read and checked once a process. Raises `NoRulebook`.
    """
    version = RulebookVersion.objects.filter(effective_from__lte=on).defer(*TEXTS).first()
    if version is None:
        raise NoRulebook(f"{on:%Y-%m-%d}没有生效的规则版本，请系统管理员先启用一份规则。")
    return adopted(version)


def adopted(version: RulebookVersion) -> Adopted:
    """Any version, also one of the past, with its rulebook."""
    return Adopted(version, *_read_version(version.pk, version.pack_hash, version.overlay_hash))


def demo_paths(adopted: Adopted) -> frozenset[str]:
    """The overlay paths of this version whose entry is marked 演示: shown wherever they decide."""
    return adopted.demo


@lru_cache(maxsize=64)
def _read_version(
    version: int, pack_hash: str, overlay_hash: str
) -> tuple[Rulebook, Pack, tuple[Pack, ...], Mapping[str, Any], frozenset[str]]:
    """Versions never change, so neither does what is built from one. The hashes keep two databases apart."""
    stored = RulebookVersion.objects.get(pk=version)
    pack, layers = texts(stored.pack_text, stored.layers)
    rulebook = Rulebook(pack, layers=layers, overlay=stored.overlay)
    demo = frozenset(entry.path for entry in entries_of(stored) if entry.is_demo)
    return rulebook, pack, layers, MappingProxyType(stored.overlay), demo


def texts(pack_text: str, layers: Mapping[str, str]) -> tuple[Pack, tuple[Pack, ...]]:
    """The pack and, in the order in which it stands on them, the layers given with it. Raises `PackMistakes`."""
    pack = read(pack_text)
    return pack, tuple(read(layers[name]) for name in pack.model.stands_on if name in layers)


@lru_cache(maxsize=32)
def read(text: str) -> Pack:
    """A pack from its text, parsed once a process: many tenants stand on the same few texts. Raises `PackMistakes`."""
    return load_text(text, "规则文件")


def entries_of(version: RulebookVersion) -> QuerySet[OverlayEntry]:
    """The entries whose values stand in this version, one a path, by path."""
    withdrawn = Q(
        withdrawn_in__number__lte=version.number, withdrawn_in__effective_from__lte=version.effective_from
    )
    return (
        OverlayEntry.objects.filter(
            path__in=list(version.overlay),
            version__number__lte=version.number,
            effective_from__lte=version.effective_from,
        )
        .exclude(withdrawn)
        .select_related("entered_by")
        .order_by("path", "-id")
        .distinct("path")
    )


def standing_entries() -> QuerySet[OverlayEntry]:
    """The entries not withdrawn, also those whose day is still to come; one a path at most."""
    return OverlayEntry.objects.filter(withdrawn_in__isnull=True).select_related("entered_by")


def withdrawn_entries() -> QuerySet[OverlayEntry]:
    """What stood once: the latest first, with who withdrew it and when."""
    return (
        OverlayEntry.objects.filter(withdrawn_in__isnull=False)
        .select_related("entered_by", "withdrawn_in__published_by")
        .defer(*(f"withdrawn_in__{name}" for name in TEXTS))
        .order_by("-id")
    )


def versions() -> QuerySet[RulebookVersion]:
    """All versions, the newest first, without their texts."""
    return RulebookVersion.objects.defer(*TEXTS).select_related("published_by")


def top_place() -> Jurisdiction:
    """The tenant's own place: whoever publishes rules holds the right here."""
    place: Jurisdiction = Jurisdiction.objects.get(parent__isnull=True)
    return place


def decisions(actor: Actor) -> QuerySet[Decision]:
    """The decisions about rows inside the actor's places, the newest first."""
    return (
        Decision.objects.filter(within(actor.paths(Capability.VIEW), "jurisdiction__path"))
        .select_related("jurisdiction", "decided_by", "acted_for", "version")
        .defer(*(f"version__{name}" for name in TEXTS))
    )


def latest_decisions(rule: str, subject_kind: str, subject_ids: Iterable[int]) -> dict[int, Decision]:
    """Subject id -> its latest decision by that rule; one query for any number of subjects."""
    rows = (
        Decision.objects.filter(rule=rule, subject_kind=subject_kind, subject_id__in=list(subject_ids))
        .order_by("subject_id", "-id")
        .distinct("subject_id")
        .select_related("version", "decided_by")
        .defer(*(f"version__{name}" for name in TEXTS))
    )
    return {decision.subject_id: decision for decision in rows}


def deciding(on: date) -> Q:
    """Organisations that the rulebook in force calls to move projects, review them, or keep their plans: the actors of
    its transitions and reviews, and where it names nobody for a step, the bodies that then decide.
    """
    try:
        rulebook = in_force(on).rulebook
    except NoRulebook:
        return Q()
    reviews = rulebook.rows("reviews")
    named = {actor for row in rulebook.rows("transitions") for actor in row.by}
    named |= {actor for row in reviews for actor in (str(row.chair), *row.reviewers)}
    missing = any(rulebook.transition_actors(step) is None for step in words.TRANSITIONS)
    return Q(actor__in=named) | (Q(kind__in=OWN_LEVEL) if missing else Q(pk__in=[]))
