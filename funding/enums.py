"""Closed vocabularies of money."""

from __future__ import annotations

from django.db import models

from communities.rulebooks.labels import CHANNEL_KINDS
from policies.vocabulary import PAYER_NAMES, PAYERS


class MovementKind(models.TextChoices):
    """What happened to the money of a source."""

    ARRIVAL = "arrival", "到账"
    PAYMENT = "payment", "支付"


PAYER_CHOICES = tuple((payer, PAYER_NAMES[payer]) for payer in PAYERS)
"""Payers as the rulebooks name them."""

GOVERNMENTS = frozenset({"government", "city", "district"})
"""Payers whose part a public budget bears."""

CHANNEL_KIND_CHOICES = tuple(CHANNEL_KINDS.items())
"""Kinds of channels as the rulebooks' pages call them."""

PAYERS_OF_KIND: dict[str, tuple[str, ...]] = {
    "fiscal": ("government", "city", "district"),
    "bond": ("government", "city", "district"),
    "loan": PAYERS,
    "resident": ("residents",),
    "utility": ("utility",),
    "original-owner": ("original-owner",),
    "market": ("market", "utility", "original-owner"),
}
"""Whose money comes by a channel: a reading of the kinds' own words: no slip books fiscal money on residents."""
