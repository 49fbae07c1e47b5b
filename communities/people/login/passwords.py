"""What a password must be, by configuration: length, kinds of characters, not one of the last, not too old."""

from __future__ import annotations

import string
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from communities.people.login.models import PasswordRecord
from communities.people.models import Person

KINDS = (string.ascii_lowercase, string.ascii_uppercase, string.digits)


class LengthValidator:
    """At least `min_length` characters. Django's own has no Chinese words for it."""

    def __init__(self, min_length: int) -> None:
        self.min_length = min_length

    def validate(self, password: str, user: Person | None = None) -> None:
        """Raise `ValidationError` where it is shorter."""
        if len(password) < self.min_length:
            raise ValidationError(f"密码太短，至少 {self.min_length} 位。", code="password_too_short")

    def get_help_text(self) -> str:
        return f"密码至少 {self.min_length} 位。"


class KindsValidator:
    """Of small letters, capitals, digits and other characters, at least `kinds` occur."""

    def __init__(self, kinds: int) -> None:
        self.kinds = kinds

    def validate(self, password: str, user: Person | None = None) -> None:
        """Raise `ValidationError` with fewer kinds."""
        found = {next((i for i, kind in enumerate(KINDS) if c in kind), len(KINDS)) for c in password}
        if len(found) < self.kinds:
            raise ValidationError(self.get_help_text(), code="password_kinds")

    def get_help_text(self) -> str:
        return f"密码须包含小写字母、大写字母、数字、其他符号中的至少 {self.kinds} 种。"


class HistoryValidator:
    """None of the last `remembered` passwords again, the present one among them; it keeps the hashes for that."""

    def __init__(self, remembered: int) -> None:
        self.remembered = remembered

    def validate(self, password: str, user: Person | None = None) -> None:
        """Raise `ValidationError` if the password is one of them."""
        if user is None or user.pk is None or not self.remembered:
            return
        last = PasswordRecord.objects.filter(person=user).values_list("encoded", flat=True)[: self.remembered]
        known = {user.password, *last}
        if any(check_password(password, encoded) for encoded in known if encoded):
            raise ValidationError(self.get_help_text(), code="password_repeated")

    def password_changed(self, password: str, user: Person | None = None) -> None:
        """Django calls this once a new password has been saved."""
        if user is not None:
            PasswordRecord.objects.create(person=user, encoded=user.password, set_at=timezone.now())

    def get_help_text(self) -> str:
        return f"不能使用最近 {self.remembered} 次用过的密码。"


def is_too_old(person: Person, *, now: datetime) -> bool:
    """Whether the password has been the same for longer than `PASSWORD_MAX_AGE_DAYS` (0: for ever)."""
    days: int = settings.PASSWORD_MAX_AGE_DAYS
    if not days or not person.has_usable_password():
        return False
    last = PasswordRecord.objects.filter(person=person).values_list("set_at", flat=True).first()
    return (last or person.created_at) + timedelta(days=days) < now
