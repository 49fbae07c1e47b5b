"""Tokens of the JSON interface: `<tenant>.<secret>`, shown once, stored as a hash."""

from __future__ import annotations

import hashlib
import secrets

from communities.people.models import AccessToken, Person
from communities.tenancy.models import Tenant


def hash_of(key: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(key.encode()).hexdigest()


def issue(*, person: Person, tenant: Tenant) -> str:
    """Make a token for the person in the tenant entered; the answer is the only time it is seen."""
    key = f"{tenant.code}.{secrets.token_urlsafe(32)}"
    AccessToken.objects.create(person=person, key_hash=hash_of(key))
    return key


def find(key: str) -> AccessToken | None:
    """The living token with this key in the tenant entered."""
    return (
        AccessToken.objects.filter(key_hash=hash_of(key), revoked_at__isnull=True, person__is_active=True)
        .select_related("person")
        .first()
    )
