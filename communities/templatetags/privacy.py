"""Personal data in pages: always through a mask."""

from __future__ import annotations

from django import template

from communities.privacy import masks

register = template.Library()


@register.filter
def masked_name(text: str | None) -> str:
    """张三丰 as 张**."""
    return masks.name(text or "")


@register.filter
def masked_phone(text: str | None) -> str:
    """13812345678 as 138****5678."""
    return masks.phone(text or "")


@register.filter
def masked_identity(text: str | None) -> str:
    """370202199001011234 as 3702**********1234."""
    return masks.identity(text or "")
