"""What a person should know: a sentence and where it leads."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from communities.people.models import Person
from communities.tenancy.owned import TenantOwned


class Notice(TenantOwned):
    """Something a person should know; a matter to act on is computed for the desk, never stored here."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["tenant", "person", "-id"], name="notice_of_person")]


def tell(people: Iterable[int], *, text: str, url: str) -> None:
    """Let these people (ids) know, each once."""
    Notice.objects.bulk_create(
        Notice(person_id=person, text=text[:300], url=url) for person in sorted(set(people))
    )
