"""Cases, duties and deadlines in JSON: what is shown and what is taken."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from communities.models import Document, Neighbourhood, Organisation
from governance.enums import CaseKind, CaseSource, Severity
from governance.models import DutyTask, SupervisionCase, SupervisionStep
from projects.models import Project


class StepSerializer(serializers.ModelSerializer[SupervisionStep]):
    """One step; never changed. `by` took it, `acted_for` somebody who was away."""

    by = serializers.CharField(source="entered_by.name", read_only=True)
    acted_for = serializers.CharField(source="acted_for.name", read_only=True, allow_null=True, default=None)

    class Meta:
        model = SupervisionStep
        fields = [
            "id",
            "what",
            "text",
            "on",
            "due_on",
            "responsible",
            "organisation",
            "document",
            "entered_by",
            "by",
            "acted_for",
            "entered_at",
        ]
        read_only_fields = fields


class CaseSerializer(serializers.ModelSerializer[SupervisionCase]):
    """A case with its steps, the oldest first. `clock`: the statutory period that gives `due_on`; empty = set by
    people. `entered_by` registered it, `acted_for` somebody who was away.
    """

    severity = serializers.ChoiceField(Severity.choices, allow_blank=True, read_only=True)
    steps = StepSerializer(many=True, read_only=True)

    class Meta:
        model = SupervisionCase
        fields = [
            "id",
            "kind",
            "source",
            "project",
            "neighbourhood",
            "jurisdiction",
            "on",
            "subject",
            "text",
            "number",
            "severity",
            "state",
            "organisation",
            "clock",
            "due_on",
            "accepted_on",
            "passed_on",
            "closed_on",
            "entered_by",
            "acted_for",
            "entered_at",
            "steps",
        ]
        read_only_fields = fields


def _paper(*, required: bool = False) -> Any:
    if required:
        return serializers.PrimaryKeyRelatedField(queryset=Document._base_manager.none())
    return serializers.PrimaryKeyRelatedField(
        queryset=Document._base_manager.none(), required=False, default=None, allow_null=True
    )


def _words(longest: int = 2000) -> Any:
    return serializers.CharField(max_length=longest, required=False, allow_blank=True, default="")


class OpenCaseSerializer(serializers.Serializer[Any]):
    """A new case, at a project or a neighbourhood. Who complained is taken, and never given out again."""

    kind = serializers.ChoiceField(CaseKind.choices)
    source = serializers.ChoiceField(CaseSource.choices)  # type: ignore[assignment]  # a field, not an option
    project = serializers.PrimaryKeyRelatedField(
        queryset=Project._base_manager.none(), required=False, default=None, allow_null=True
    )
    neighbourhood = serializers.PrimaryKeyRelatedField(
        queryset=Neighbourhood._base_manager.none(), required=False, default=None, allow_null=True
    )
    on = serializers.DateField()
    subject = serializers.CharField(max_length=120)
    text = serializers.CharField(max_length=2000)
    number = _words(60)
    complainant = _words(60)
    complainant_phone = _words(30)
    severity = serializers.ChoiceField(Severity.choices, required=False, allow_blank=True, default="")
    due_on = serializers.DateField(required=False, default=None, allow_null=True)
    document = _paper()


class AssignSerializer(serializers.Serializer[Any]):
    """To whom, until when. Of a petition `accepted_on` starts its period, and `due_on` may be left out."""

    organisation = serializers.PrimaryKeyRelatedField(queryset=Organisation._base_manager.none())
    due_on = serializers.DateField(required=False, default=None, allow_null=True)
    on = serializers.DateField()
    accepted_on = serializers.DateField(required=False, default=None, allow_null=True)
    text = _words()
    document = _paper()


class RectifySerializer(serializers.Serializer[Any]):
    """What has been put right."""

    text = serializers.CharField(max_length=2000)
    on = serializers.DateField()
    document = _paper()


class RecheckSerializer(serializers.Serializer[Any]):
    """Whether it is right now."""

    ok = serializers.BooleanField()
    text = _words()
    on = serializers.DateField()
    due_on = serializers.DateField(required=False, default=None, allow_null=True)
    document = _paper()


class CloseSerializer(serializers.Serializer[Any]):
    """How it ended."""

    text = _words()
    on = serializers.DateField()
    document = _paper()


class ReopenSerializer(serializers.Serializer[Any]):
    """Why it is taken up again."""

    reason = serializers.CharField(max_length=2000)
    on = serializers.DateField()


class DutyTaskSerializer(serializers.ModelSerializer[DutyTask]):
    """A duty or a deadline of the rulebook that a body has to meet by a day; `document` is its evidence."""

    class Meta:
        model = DutyTask
        fields = [
            "id",
            "rule",
            "actor",
            "jurisdiction",
            "due_on",
            "note",
            "set_at",
            "done_on",
            "done_text",
            "document",
            "organisation",
            "done_at",
        ]
        read_only_fields = fields


class TickSerializer(serializers.Serializer[Any]):
    """What was done, with its evidence."""

    text = serializers.CharField(max_length=500)
    on = serializers.DateField()
    document = _paper(required=True)


class DeadlineSerializer(serializers.Serializer[Any]):
    """A deadline of the rulebook: its next day (null = none left, or left to the tenant), who missed the last one."""

    id = serializers.CharField()
    name = serializers.CharField()
    who = serializers.CharField()
    effect = serializers.CharField()
    clause = serializers.CharField()
    quote = serializers.CharField(allow_blank=True)
    next = serializers.DateField(allow_null=True)
    last_day = serializers.DateField(allow_null=True)
    late = serializers.SerializerMethodField()

    def get_late(self, view: Any) -> list[str]:
        """The bodies that are late."""
        return [one.body for one in view.late]
