"""Acceptance, handover and warranty in JSON: what is shown and what is taken."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from approvals.enums import CheckResult, ParticipantRole, ReceiverKind
from approvals.models import (
    Acceptance,
    AcceptanceCheck,
    AcceptanceFinding,
    AcceptanceParticipant,
    Handover,
    HandoverEntry,
    Warranty,
)
from projects.api.record_serializers import ConcludeRecordSerializer, PapersSerializer


def words(length: int, *, blank: bool = True) -> serializers.CharField:
    """A text; left out it is empty."""
    if not blank:
        return serializers.CharField(max_length=length)
    return serializers.CharField(max_length=length, required=False, allow_blank=True, default="")


class AcceptanceCheckSerializer(serializers.ModelSerializer[AcceptanceCheck]):
    """A line of the checklist."""

    class Meta:
        model = AcceptanceCheck
        fields = ("id", "works_item", "result", "note", "checked_at")


class AcceptanceParticipantSerializer(serializers.ModelSerializer[AcceptanceParticipant]):
    """Somebody who took part."""

    class Meta:
        model = AcceptanceParticipant
        fields = ("id", "name", "unit", "role", "is_signed")


class AcceptanceFindingSerializer(serializers.ModelSerializer[AcceptanceFinding]):
    """A defect; `check_row` is empty where it is of the whole project."""

    class Meta:
        model = AcceptanceFinding
        fields = (
            "id",
            "acceptance",
            "check_row",
            "text",
            "responsible",
            "due_on",
            "state",
            "rectified_on",
            "rectified_text",
            "document",
            "rechecked_on",
            "rechecked_text",
            "rechecks",
        )


class AcceptanceSerializer(serializers.ModelSerializer[Acceptance]):
    """A round of the acceptance with everything recorded in it."""

    checks = AcceptanceCheckSerializer(many=True, read_only=True)
    participants = AcceptanceParticipantSerializer(many=True, read_only=True)
    findings = AcceptanceFindingSerializer(many=True, read_only=True)

    class Meta:
        model = Acceptance
        fields = (
            "id",
            "project",
            "number",
            "state",
            "opened_on",
            "chair",
            "checks",
            "participants",
            "findings",
            "conclusion",
            "concluded_on",
            "concluded_by",
            "filing_due_on",
            "filing_note",
            "filed_on",
            "filing_number",
        )


class OpenAcceptanceSerializer(serializers.Serializer[Any]):
    """Which project, and the day."""

    project = serializers.IntegerField(min_value=1)
    on = serializers.DateField()


class CheckedSerializer(serializers.Serializer[Any]):
    """What was found of one line."""

    check_id = serializers.IntegerField(min_value=1)
    result = serializers.ChoiceField(CheckResult.choices)
    note = words(300)


class ChecksSerializer(serializers.Serializer[Any]):
    """Lines of the checklist; those left out stay as they are."""

    checks = CheckedSerializer(many=True)


class NewParticipantSerializer(serializers.Serializer[Any]):
    """Somebody takes part."""

    name = words(60, blank=False)
    role = serializers.ChoiceField(ParticipantRole.choices)
    unit = words(120)
    is_signed = serializers.BooleanField(required=False, default=False)


class NewFindingSerializer(serializers.Serializer[Any]):
    """A defect, of the line `check_id` or of the whole."""

    check_id = serializers.IntegerField(min_value=1, required=False, default=None, allow_null=True)
    text = words(500, blank=False)
    responsible = words(120, blank=False)
    due_on = serializers.DateField()


class ConcludeAcceptanceSerializer(ConcludeRecordSerializer):
    """Passed or failed, on which day, with the papers."""

    passed = serializers.BooleanField()
    conclusion = words(500)


class FileAcceptanceSerializer(ConcludeRecordSerializer):
    """The filing: day, number, one paper."""

    number = words(80, blank=False)


class RectifyFindingSerializer(ConcludeRecordSerializer):
    """What was done on which day, with a paper where there is one."""

    text = words(500, blank=False)


class RecheckFindingSerializer(serializers.Serializer[Any]):
    """Good or not; not good says why and until when."""

    is_good = serializers.BooleanField()
    on = serializers.DateField()
    text = words(500)
    due_on = serializers.DateField(required=False, default=None, allow_null=True)


class HandoverEntrySerializer(serializers.ModelSerializer[HandoverEntry]):
    """One thing on the list."""

    class Meta:
        model = HandoverEntry
        fields = ("id", "name", "quantity", "unit", "note", "document")


class HandoverSerializer(serializers.ModelSerializer[Handover]):
    """The list for one receiver."""

    entries = HandoverEntrySerializer(many=True, read_only=True)

    class Meta:
        model = Handover
        fields = (
            "id",
            "project",
            "number",
            "kind",
            "receiver",
            "state",
            "entries",
            "signed_on",
            "signer",
            "receipt",
        )


class NewHandoverSerializer(serializers.Serializer[Any]):
    """A list for a receiver."""

    project = serializers.IntegerField(min_value=1)
    kind = serializers.ChoiceField(ReceiverKind.choices)
    receiver = words(120, blank=False)


class NewEntrySerializer(PapersSerializer):
    """One thing, with its paper where it is one."""

    name = words(80, blank=False)
    quantity = serializers.DecimalField(max_digits=12, decimal_places=2)
    unit = serializers.CharField(max_length=20, required=False, default="份")
    note = words(200)


class SignSerializer(PapersSerializer):
    """Who signed, when; one paper, the signed list."""

    signed_on = serializers.DateField()
    signer = words(60, blank=False)


class WarrantySerializer(serializers.ModelSerializer[Warranty]):
    """The warranty of one works item; `due_on` is empty while the rule yields no day, `note` says why."""

    project = serializers.IntegerField(source="works_item.project_id", read_only=True)
    contractor_name = serializers.CharField(source="contractor.name", default="", read_only=True)

    class Meta:
        model = Warranty
        fields = (
            "id",
            "project",
            "works_item",
            "acceptance",
            "event",
            "rule",
            "accepted_on",
            "due_on",
            "note",
            "years",
            "document",
            "contractor_name",
        )


class TermSerializer(PapersSerializer):
    """Years, with the paper that states them."""

    years = serializers.IntegerField(min_value=1, max_value=200)
