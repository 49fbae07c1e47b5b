"""The keys of personal data: outside the database, named by an id, the first one current, the others readable."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from functools import cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32
NAME = re.compile(r"[a-z0-9]{1,16}")


class UnknownKey(RuntimeError):
    """A ciphertext names a key that this installation does not have: the operator must put it back."""

    def __init__(self, name: str) -> None:
        super().__init__(f"No key {name!r} among FIELD_KEYS.")
        self.name = name


def parse(text: str) -> dict[str, bytes]:
    """`id:base64,id:base64` as keys by id, in order. Raises `ImproperlyConfigured`; never repeats a key."""
    found: dict[str, bytes] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, _, encoded = part.partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except binascii.Error as broken:
            raise ImproperlyConfigured(f"FIELD_KEYS: the key {name[:16]!r} is not base64.") from broken
        if not NAME.fullmatch(name) or len(key) != KEY_BYTES or name in found:
            raise ImproperlyConfigured(
                "FIELD_KEYS must be id:base64 pairs of 32 bytes each, ids of a-z and 0-9, no id twice."
            )
        found[name] = key
    return found


def ring() -> Mapping[str, bytes]:
    """All keys by id; the first is the one that new values are written with. Raises `ImproperlyConfigured`."""
    keys = _parsed(settings.FIELD_KEYS)
    if not keys:
        raise ImproperlyConfigured("FIELD_KEYS is empty: personal data can be neither written nor read.")
    return keys


def current() -> str:
    """The id of the key that new values are written with."""
    return next(iter(ring()))


def hash_key() -> bytes:
    """The key of the hashes that exact search uses. Changing it makes old hashes unfindable."""
    if len(settings.FIELD_HASH_KEY) < KEY_BYTES:
        raise ImproperlyConfigured("FIELD_HASH_KEY must be a secret of at least 32 characters.")
    return bytes(settings.FIELD_HASH_KEY.encode())


@cache
def _parsed(text: str) -> dict[str, bytes]:
    return parse(text)
