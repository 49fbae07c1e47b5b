"""Evidence, background jobs, refusals."""

from __future__ import annotations

import uuid
from pathlib import PurePath

from django.db import models
from django.db.models import Q

from communities.people.acting import ActedForField
from communities.people.models import Person
from communities.tenancy.models import Jurisdiction
from communities.tenancy.owned import TenantOwned, tracked


class ScanState(models.TextChoices):
    """What the virus scanner has said of a file."""

    UNSCANNED = "unscanned", "未查毒（没有配置查毒服务）"
    QUARANTINED = "quarantined", "隔离中，等待查毒"
    CLEAN = "clean", "已查毒"
    INFECTED = "infected", "发现病毒，已封存"


def storage_path(document: Document, filename: str) -> str:
    """Per tenant, by a random name: an address that can't be guessed and a name that can't lie."""
    return f"t{document.tenant_id}/{uuid.uuid4().hex}{PurePath(filename).suffix.lower()[:10]}"


@tracked
class Document(TenantOwned):
    """A file on record: evidence of a declaration, an upload, a product. Its place says who may open it."""

    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, db_constraint=False, related_name="documents"
    )
    kind = models.CharField(
        "材料名称", max_length=80, help_text="name of the evidence as the rulebook has it"
    )
    filename = models.CharField("文件名", max_length=200)
    file = models.FileField(upload_to=storage_path, max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    content_type = models.CharField(max_length=120)
    scan = models.CharField("查毒", max_length=12, choices=ScanState.choices, default=ScanState.UNSCANNED)
    scanned_at = models.DateTimeField(null=True, blank=True)
    is_sealed = models.BooleanField(default=False, help_text="until it is opened only its uploader sees it")
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.filename


EXPORT = "export"
"""The kind of a job whose document only the person who asked for it may open."""

PERSONAL_EXPORT = "personal-export"
"""The same with personal data in it: after `settings.PERSONAL_EXPORT_HOURS` its document is gone."""


class JobState(models.TextChoices):
    QUEUED = "queued", "等待中"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "未完成"


class Job(TenantOwned):
    """Background work that a person can watch, leave and come back to."""

    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    total = models.PositiveIntegerField(default=0)
    parameters = models.JSONField(default=dict)
    result = models.JSONField(null=True)
    message = models.CharField(max_length=500, blank=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+"
    )
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["tenant", "created_by", "-id"], name="job_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["queued", "running"], finished_at__isnull=True)
                | Q(state__in=["done", "failed"], finished_at__isnull=False),
                name="job_finished_has_its_hour",
            )
        ]

    @property
    def is_open(self) -> bool:
        """Whether the work may still change something."""
        return self.state in {JobState.QUEUED, JobState.RUNNING}
