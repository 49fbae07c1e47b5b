"""The passwords a person has had, as hashes: what the rules of age and repetition look at."""

from __future__ import annotations

from django.db import models

from communities.people.models import Person


class PasswordRecord(models.Model):
    """One password that a person has chosen or been given, the present one included: its hash only. Global."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    encoded = models.CharField(max_length=128)
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["person", "-id"], name="password_of_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.set_at:%Y-%m-%d}"
