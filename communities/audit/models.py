"""Entries of the audit record, the seals of its days, the trace of a deleted tenant, what happened at the door."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.functions import TransactionNow
from django.db import models

from communities.audit.enums import Action, SecurityKind
from communities.people.models import Person
from communities.tenancy.owned import TenantOwned

NEVER_CHANGED = pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)


class AuditEntry(TenantOwned):
    """One act: who (and for whom), what, when, from where, under which rulebook version. Never changed.

    `at` is the start of the transaction, as in the history tables: the rows that the act wrote carry the same instant.
    `rulebook` is filled by a trigger: the number in force that day.
    """

    append_only = True
    sealed_by = "at"

    at = models.DateTimeField(db_default=TransactionNow())
    action = models.CharField("行为", max_length=12, choices=Action.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    person_name = models.CharField("人员", max_length=60, blank=True)
    for_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    for_name = models.CharField("代", max_length=60, blank=True)
    organisation_name = models.CharField("单位", max_length=120, blank=True)
    what = models.CharField("事项", max_length=200, help_text="in words: 登记小区, 导出项目台账, ...")
    route = models.CharField(max_length=120, blank=True, help_text="name of the address, task or command")
    object_kind = models.CharField(max_length=60, blank=True, help_text="label of the model")
    object_id = models.BigIntegerField(null=True)
    object_name = models.CharField("对象", max_length=200, blank=True)
    path = models.CharField(max_length=300, blank=True)
    method = models.CharField(max_length=8, blank=True)
    status = models.PositiveSmallIntegerField(null=True)
    reason = models.CharField("理由", max_length=300, blank=True)
    address = models.GenericIPAddressField("地址", null=True)
    agent = models.CharField("浏览器", max_length=200, blank=True)
    request = models.CharField(max_length=64, blank=True)
    rulebook = models.PositiveIntegerField(null=True, help_text="number of the version in force")

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["tenant", "at"], name="audit_by_time"),
            models.Index(fields=["tenant", "person", "-id"], name="audit_by_person"),
            models.Index(fields=["tenant", "for_person", "-id"], name="audit_by_principal"),
            models.Index(fields=["tenant", "action", "-id"], name="audit_by_action"),
            models.Index(fields=["tenant", "object_kind", "object_id", "-id"], name="audit_by_object"),
            models.Index(fields=["tenant", "request"], name="audit_by_request"),
        ]
        triggers = [
            NEVER_CHANGED,
            pgtrigger.Trigger(
                name="under_which_rulebook",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func="""
                    NEW.rulebook := (
                        SELECT number FROM communities_rulebookversion
                        WHERE tenant_id = NEW.tenant_id
                          AND effective_from <= (NEW.at AT TIME ZONE 'Asia/Shanghai')::date
                        ORDER BY number DESC LIMIT 1
                    );
                    RETURN NEW;
                """,
            ),
        ]


class AuditSeal(TenantOwned):
    """One day of the record closed: a digest of all its lines, chained to the day before. Never changed.

    `digest` = SHA-256 over the day's lines in order; `chain` = SHA-256 over the chain before and this digest.
    `lines` counts by table.
    """

    append_only = True

    day = models.DateField()
    lines = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    chain = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["tenant", "day"], name="seal_one_a_day")]
        triggers = [NEVER_CHANGED]

    @property
    def count(self) -> int:
        """Lines of the day in all tables."""
        return sum(entry["lines"] for entry in self.lines.values())


class Tombstone(models.Model):
    """What is left of a deleted tenant. Global: its tenant is gone. Signed, so that it can't be made up later."""

    append_only = True

    code = models.CharField(max_length=40)
    name = models.CharField(max_length=100)
    founded_at = models.DateTimeField()
    deleted_at = models.DateTimeField()
    rows = models.JSONField(help_text="rows deleted, by table")
    chain = models.CharField(max_length=64, blank=True, help_text="the last link of its audit record")
    export_sha256 = models.CharField(max_length=64, blank=True, help_text="of the last whole export")
    reason = models.CharField(max_length=300)
    signature = models.CharField(max_length=200)

    class Meta:
        ordering = ["-id"]
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class SecurityEvent(models.Model):
    """What happened at the door of the installation. Global: no tenant has been entered there. Never changed."""

    append_only = True

    at = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(max_length=16, choices=SecurityKind.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    username = models.CharField(max_length=60, blank=True, help_text="as typed")
    address = models.GenericIPAddressField(null=True)
    agent = models.CharField(max_length=200, blank=True)
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["person", "-id"], name="security_of_person")]
        triggers = [NEVER_CHANGED]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.username}"
