"""What is left of a deleted tenant, signed: nobody without the installation's key can make one up or mend one."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime

from django.conf import settings

from communities.audit.models import Tombstone
from communities.audit.sealing import last_link
from communities.tenancy.models import Tenant

PURPOSE = b"huanju.tombstone"


def bury(
    tenant: Tenant, rows: Mapping[str, int], reason: str, *, now: datetime, export_sha256: str = ""
) -> Tombstone:
    """Keep the trace of a tenant that is being deleted: rows deleted by table, the last link of its record, why.

    In that tenant, while its record still stands. The signature is `key id:HMAC-SHA-256`, under a key
    derived from SECRET_KEY; keys of before are believed while they stand in SECRET_KEY_FALLBACKS.
    """
    stone = Tombstone(
        code=tenant.code,
        name=tenant.name,
        founded_at=tenant.created_at,
        deleted_at=now,
        rows=dict(rows),
        chain=last_link(),
        export_sha256=export_sha256,
        reason=reason[:300],
    )
    key = _key(settings.SECRET_KEY)
    stone.signature = f"{_id(key)}:{_sign(stone, key)}"
    stone.save()
    return stone


def is_genuine(stone: Tombstone) -> bool:
    """Whether the stone says what was signed, under a key that this installation has or had."""
    key_id, _, signature = stone.signature.partition(":")
    keys = (_key(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))
    return any(_id(key) == key_id and hmac.compare_digest(_sign(stone, key), signature) for key in keys)


def _sign(stone: Tombstone, key: bytes) -> str:
    said = {
        "code": stone.code,
        "name": stone.name,
        "founded_at": stone.founded_at.astimezone(UTC).isoformat(),
        "deleted_at": stone.deleted_at.astimezone(UTC).isoformat(),
        "rows": stone.rows,
        "chain": stone.chain,
        "export_sha256": stone.export_sha256,
        "reason": stone.reason,
    }
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _key(secret: str) -> bytes:
    return hmac.new(secret.encode(), PURPOSE, hashlib.sha256).digest()


def _id(key: bytes) -> str:
    """Names the key without telling it."""
    return hashlib.sha256(key).hexdigest()[:8]
