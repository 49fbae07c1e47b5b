"""What the interface says of a line of the audit record."""

from __future__ import annotations

from rest_framework import serializers

from communities.audit.models import AuditEntry


class AuditEntrySerializer(serializers.ModelSerializer[AuditEntry]):
    """One act: who, for whom, what, when, from where."""

    class Meta:
        model = AuditEntry
        fields = (
            "id",
            "at",
            "action",
            "what",
            "person",
            "person_name",
            "for_person",
            "for_name",
            "organisation_name",
            "object_kind",
            "object_id",
            "object_name",
            "reason",
            "rulebook",
            "route",
            "method",
            "path",
            "status",
            "address",
            "agent",
            "request",
        )
        read_only_fields = fields
