"""The rulebook in force, the tenant's own entries, the decisions made by them."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import Q

from communities.people.acting import ActedForField
from communities.people.models import Person
from communities.tenancy.models import Jurisdiction
from communities.tenancy.owned import TenantOwned, tracked


class RulebookVersion(TenantOwned):
    """A rulebook as adopted from a day: the file's text and hash, the layers beneath, the entries laid over it.

    Never changed; what comes later is a later version. The one in force on a day is the last number with
    `effective_from` not after it.
    """

    sealed_by = "published_at"

    number = models.PositiveIntegerField()
    pack_id = models.CharField(max_length=60)
    pack_text = models.TextField()
    pack_hash = models.CharField(max_length=64)
    layers = models.JSONField(default=dict, help_text="{layer id: text}")
    overlay = models.JSONField(default=dict, help_text="{path: value} in force, as the engine takes them")
    overlay_hash = models.CharField(max_length=64, blank=True)
    effective_from = models.DateField()
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "number"], name="rulebook_version_number_once")
        ]
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)]


@tracked
class OverlayEntry(TenantOwned):
    """The tenant's own answer where the text leaves a value open, with its legal basis."""

    version = models.ForeignKey(
        RulebookVersion, on_delete=models.PROTECT, db_constraint=False, related_name="entries"
    )
    path = models.CharField("条目", max_length=200)
    value = models.JSONField("取值")
    basis = models.CharField("依据", max_length=200)
    reason = models.CharField("说明", max_length=300, blank=True)
    effective_from = models.DateField("生效日期")
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()
    is_demo = models.BooleanField(default=False)
    withdrawn_in = models.ForeignKey(
        RulebookVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="withdrawn_entries",
    )
    withdrawal_reason = models.CharField("撤回原因", max_length=300, blank=True)

    class Meta:
        ordering = ["path", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "path"],
                condition=Q(withdrawn_in__isnull=True),
                name="overlay_path_has_one_value",
                violation_error_message="这一条目已有取值，请先撤回。",
            )
        ]


class Decision(TenantOwned):
    """One answer of the rulebook, kept with the version, the facts and the criteria it was made with. Never changed."""

    sealed_by = "decided_at"

    rule = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    version = models.ForeignKey(
        RulebookVersion, on_delete=models.PROTECT, db_constraint=False, related_name="decisions"
    )
    answer = models.CharField(max_length=12)
    facts = models.JSONField()
    verdict = models.JSONField()
    digest = models.CharField(max_length=64, help_text="of version, facts, verdict: not stored twice")
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    acted_for = ActedForField()
    decided_at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["tenant", "subject_kind", "subject_id", "-id"], name="decision_of_subject")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=["yes", "no", "undetermined"]), name="decision_answer_is_three_valued"
            )
        ]
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A decision is never changed; make a new one.")
        super().save(*args, **kwargs)
