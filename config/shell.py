"""What the page's frame needs on every page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Menu, tenant and actor for `base.html`; nothing outside a tenant."""
    return {}
