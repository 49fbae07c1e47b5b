"""A text column that the database knows only as ciphertext, and the hash by which it can be found."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models

from communities.privacy import keys

NONCE = 12
TAG = 16


class Unreadable(RuntimeError):
    """A ciphertext that its key does not open: changed outside the application, or moved to another column."""


def encrypt(text: str, *, purpose: str) -> str:
    """`key id:base64(nonce + ciphertext)` by AES-256-GCM under the current key, bound to the column `purpose`."""
    name, key = next(iter(keys.ring().items()))
    nonce = os.urandom(NONCE)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), purpose.encode())
    return f"{name}:{base64.b64encode(nonce + sealed).decode()}"


def decrypt(stored: str, *, purpose: str) -> str:
    """The text again. Raises `UnknownKey` for a key that is not here, `Unreadable` for anything that was changed.

    Neither repeats what is stored: a text that came into the column unencrypted is not carried into a log.
    """
    name, packed = _parts(stored, purpose)
    key = keys.ring().get(name)
    if key is None:
        raise keys.UnknownKey(name)
    try:
        plain = AESGCM(key).decrypt(packed[:NONCE], packed[NONCE:], purpose.encode())
    except InvalidTag:
        raise _unreadable(purpose) from None
    return plain.decode()


def _parts(stored: str, purpose: str) -> tuple[str, bytes]:
    """The id of the key and what it is to open; whatever is no ciphertext is `Unreadable`."""
    name, _, encoded = stored.partition(":")
    try:
        packed = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise _unreadable(purpose) from None
    if not keys.NAME.fullmatch(name) or len(packed) <= NONCE + TAG:
        raise _unreadable(purpose)
    return name, packed


def _unreadable(purpose: str) -> Unreadable:
    return Unreadable(f"The ciphertext in {purpose} does not open.")


def keyed_hash(text: str, *, purpose: str) -> str:
    """What exact search compares: HMAC-SHA-256 of the text without blanks, in capitals; empty stays empty."""
    plain = "".join(text.split()).upper()
    if not plain:
        return ""
    return hmac.new(keys.hash_key(), f"{purpose}\0{plain}".encode(), hashlib.sha256).hexdigest()


class EncryptedField(models.TextField[str, str]):
    """Text in Python, ciphertext in the database and its history. Can't be filtered by; see `keyed_hash`.

    `purpose` binds the ciphertext to its column and stays as it is when the column is renamed.
    """

    def __init__(self, *args: Any, purpose: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.purpose = purpose

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "purpose": self.purpose}

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return encrypt(text, purpose=self.purpose) if text else text

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        return decrypt(value, purpose=self.purpose) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Only `isnull`: two ciphertexts of one text differ, a comparison would always be false."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None
