"""What a city sends to its superior, and the answer: frozen, and seen by both. The only rows of two tenants."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from communities.models import Tenant
from communities.people.acting import in_words
from communities.tenancy.context import tenant_id
from communities.tenancy.owned import OwnedManager, TenantOwned
from governance.enums import SubmissionKind, SubmissionOutcome


class SubmissionManager(OwnedManager["Submission"]):
    """`objects` are those that the tenant entered has sent, as everywhere."""

    def received(self) -> models.QuerySet[Submission]:
        """Those that others have sent to the tenant entered; raises `NoTenant` outside."""
        return models.QuerySet(self.model, using=self._db).filter(recipient_id=tenant_id())


class Submission(TenantOwned):
    """Frozen content that `tenant` has sent to `recipient`: figures upwards, a receipt downwards. Never changed.

    `digest` is the SHA-256 over everything else in one canonical form. `number` counts the submissions of a kind and
    period: sent again after a return or a correction. A receipt names by `answers` the digest of what it answers; it
    goes back to the tenant that sent it. `recipient` has no key in the database: the row outlives the recipient.
    """

    append_only = True
    also_read_by = "recipient_id"

    recipient = models.ForeignKey(
        Tenant,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name="报送给",
    )
    kind = models.CharField("内容", max_length=16, choices=SubmissionKind.choices)
    period = models.CharField(
        "报告期", max_length=7, blank=True, help_text="2026-10, 2026, or empty: all years"
    )
    number = models.PositiveSmallIntegerField("次", default=1)
    title = models.CharField("标题", max_length=200)
    content = models.JSONField(
        default=dict, help_text="self-describing tables: governance.submissions.content"
    )
    source = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 of the report that it was made from"
    )
    rulebook = models.PositiveIntegerField("规则版本", null=True, help_text="number of the sender's version")
    note = models.CharField("说明", max_length=300, blank=True)
    answers = models.CharField(max_length=64, blank=True, help_text="digest of the submission answered")
    outcome = models.CharField("结果", max_length=8, blank=True, choices=SubmissionOutcome.choices)
    organisation_name = models.CharField("报送单位", max_length=120)
    submitted_by_name = models.CharField("报送人", max_length=60)
    acted_for_name = models.CharField("代", max_length=60, blank=True)
    submitted_at = models.DateTimeField("报送时间")
    digest = models.CharField("校验码", max_length=64)

    objects: ClassVar[SubmissionManager] = SubmissionManager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["recipient", "kind", "period"], name="submission_received"),
            models.Index(fields=["tenant", "kind", "period"], name="submission_sent"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "recipient", "kind", "period", "number"],
                condition=~Q(kind="receipt"),
                name="submission_number_once",
            ),
            models.UniqueConstraint(
                fields=["tenant", "answers", "outcome"],
                condition=Q(kind="receipt"),
                name="submission_answered_once",
                violation_error_message="这份报送已经这样答复过。",
            ),
            models.UniqueConstraint(fields=["tenant", "digest"], name="submission_digest_once"),
            models.CheckConstraint(
                condition=Q(kind="receipt") & ~Q(answers="") & ~Q(outcome="")
                | ~Q(kind="receipt") & Q(answers="", outcome=""),
                name="submission_receipt_answers",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="returned") | ~Q(note=""),
                name="submission_returned_says_why",
                violation_error_message="退回须写明原因。",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="to_the_superior_or_back",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func="""
                    IF NEW.kind = 'receipt' THEN
                        IF NOT EXISTS (
                            SELECT 1 FROM governance_submission
                            WHERE tenant_id = NEW.recipient_id AND recipient_id = NEW.tenant_id
                              AND digest = NEW.answers AND kind <> 'receipt'
                        ) THEN
                            RAISE EXCEPTION 'A receipt answers what its recipient has sent.';
                        END IF;
                    ELSIF NOT EXISTS (
                        SELECT 1 FROM communities_tenant
                        WHERE id = NEW.tenant_id AND superior_id = NEW.recipient_id
                    ) THEN
                        RAISE EXCEPTION 'Figures go to the superior of the tenant and to nobody else.';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def submitted_by(self) -> str:
        """Who sent it, and for whom, as people read it."""
        return in_words(self.submitted_by_name, self.acted_for_name)
