"""A phone with an authenticator, by the standard (RFC 6238) and not by the library that checks it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time

from django.test import Client

from tests.cast import PASSWORD


def code(secret: str, *, steps: int = 0) -> str:
    """The six digits shown now, or so many half minutes later."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    number: int = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def set_up(client: Client) -> tuple[str, list[str]]:
    """Set up one-time codes as a person does: (the secret in the phone, the recovery codes)."""
    page = client.get("/account/totp/")
    if page.status_code == 302:  # to confirm that it is oneself
        page = client.post(page["Location"], {"password": PASSWORD}, follow=True)
    found = re.search(r'<code translate="no">(\w+)</code>', page.content.decode())
    assert found
    answer = client.post("/account/totp/", {"code": code(found[1])}, follow=True)
    codes = re.findall(r'<code translate="no">(\d+)</code>', answer.content.decode())
    return found[1], codes
