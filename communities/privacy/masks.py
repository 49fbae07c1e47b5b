"""What people see of personal data before they have said why they need it."""

from __future__ import annotations

STAR = "*"


def name(text: str) -> str:
    """张三丰 as 张**: the first character, and at most two stars, which tell no length."""
    text = text.strip()
    return text[:1] + STAR * min(len(text) - 1, 2) if len(text) > 1 else STAR * len(text)


def phone(text: str) -> str:
    """13812345678 as 138****5678; of a shorter number only the end, of a very short one nothing."""
    text = "".join(text.split())
    if len(text) >= 11:
        return text[:3] + STAR * (len(text) - 7) + text[-4:]
    return _end(text, 2 if len(text) >= 6 else 0)


def identity(text: str) -> str:
    """370202199001011234 as 3702**********1234; of another paper's number only the end."""
    text = "".join(text.split())
    if len(text) >= 15:
        return text[:4] + STAR * (len(text) - 8) + text[-4:]
    return _end(text, 2 if len(text) >= 6 else 0)


def _end(text: str, kept: int) -> str:
    return STAR * (len(text) - kept) + text[len(text) - kept :]
