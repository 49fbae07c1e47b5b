"""Shapes of a project's records: disputes, schemes, consultations, preparations, lifts, declarations and the like.

Money in yuan, as strings. Papers: on record by id in `evidence` (JSON), or new ones as `file` with their names in
`file_name`, in the same order (multipart).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from communities.models import Organisation
from projects.enums import ConsultationKind, Party, PartyRole, PreparationKind, Stance
from projects.models import (
    Consultation,
    ConsultationOpinion,
    Dispute,
    Lift,
    NamedParty,
    Preparation,
    ProjectDeclaration,
    PublicDisplay,
    Scheme,
)


class PaperSerializer(serializers.Serializer[Any]):
    """A paper by the name that the rulebook gives it, and the id of the document."""

    name = serializers.CharField(max_length=80)
    document = serializers.IntegerField(min_value=1)


class PapersSerializer(serializers.Serializer[Any]):
    """Papers of a request."""

    evidence = PaperSerializer(many=True, required=False, default=list)
    file = serializers.ListField(child=serializers.FileField(), required=False, default=list)
    file_name = serializers.ListField(
        child=serializers.CharField(max_length=80), required=False, default=list
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if len(attrs["file"]) != len(attrs["file_name"]):
            raise serializers.ValidationError({"file_name": "每个文件须有一个材料名称。"})
        return attrs


class OfProjectSerializer(serializers.Serializer[Any]):
    """A request about one project."""

    project = serializers.IntegerField(min_value=1)


def text(length: int, *, required: bool = True) -> serializers.CharField:
    """A text; without `required` it may be left out."""
    if required:
        return serializers.CharField(max_length=length)
    return serializers.CharField(max_length=length, required=False, allow_blank=True, default="")


class DisputeSerializer(serializers.ModelSerializer[Dispute]):
    class Meta:
        model = Dispute
        fields = ("id", "project", "title", "parties", "description", "raised_on", "closed_on", "resolution")


class NewDisputeSerializer(OfProjectSerializer):
    title = text(120)
    parties = text(200, required=False)
    description = text(500)
    raised_on = serializers.DateField()


class CloseDisputeSerializer(serializers.Serializer[Any]):
    resolution = text(500)
    on = serializers.DateField()


class SchemeSerializer(serializers.ModelSerializer[Scheme]):
    papers = serializers.SerializerMethodField()

    class Meta:
        model = Scheme
        fields = ("id", "project", "number", "summary", "changes", "digest", "entered_at", "papers")

    @extend_schema_field(PaperSerializer(many=True))
    def get_papers(self, row: Scheme) -> list[Mapping[str, Any]]:
        """The files in their order."""
        papers = sorted(row.papers.all(), key=lambda paper: paper.pk)
        return [{"name": paper.name, "document": paper.document_id} for paper in papers]


class NewSchemeSerializer(PapersSerializer, OfProjectSerializer):
    summary = text(500)
    changes = text(500, required=False)


class ConsultationOpinionSerializer(serializers.ModelSerializer[ConsultationOpinion]):
    class Meta:
        model = ConsultationOpinion
        fields = ("id", "party", "who", "stance", "text", "said_on", "is_adopted", "answer", "answered_at")


class ConsultationSerializer(serializers.ModelSerializer[Consultation]):
    opinions = ConsultationOpinionSerializer(many=True, read_only=True)

    class Meta:
        model = Consultation
        fields = (
            "id", "project", "kind", "scheme", "method", "opened_on", "due_on", "closed_on", "outcome", "opinions",
        )  # fmt: skip


class NewConsultationSerializer(OfProjectSerializer):
    kind = serializers.ChoiceField(choices=ConsultationKind.choices)
    scheme = serializers.IntegerField(required=False, allow_null=True, default=None)
    method = text(120)
    opened_on = serializers.DateField()
    due_on = serializers.DateField()


class NewConsultationOpinionSerializer(serializers.Serializer[Any]):
    party = serializers.ChoiceField(choices=Party.choices)
    who = text(120)
    stance = serializers.ChoiceField(choices=Stance.choices)
    text = text(500, required=False)
    said_on = serializers.DateField()


class AnswerOpinionSerializer(serializers.Serializer[Any]):
    opinion = serializers.IntegerField(min_value=1)
    is_adopted = serializers.BooleanField()
    answer = text(500)


class ConcludeRecordSerializer(PapersSerializer):
    """The day on which something is concluded, with its papers."""

    on = serializers.DateField()


class CloseRecordSerializer(ConcludeRecordSerializer):
    """The same with what came of it."""

    outcome = text(500)


class DisplaySerializer(serializers.ModelSerializer[PublicDisplay]):
    class Meta:
        model = PublicDisplay
        fields = ("id", "project", "scheme", "place", "from_on", "to_on", "ended_on", "outcome")


class NewDisplaySerializer(OfProjectSerializer):
    scheme = serializers.IntegerField(required=False, allow_null=True, default=None)
    place = text(200)
    from_on = serializers.DateField()
    to_on = serializers.DateField()


class PreparationSerializer(serializers.ModelSerializer[Preparation]):
    class Meta:
        model = Preparation
        fields = ("id", "project", "kind", "title", "unit", "number", "amount", "on", "concluded_on")


class NewPreparationSerializer(OfProjectSerializer):
    kind = serializers.ChoiceField(choices=PreparationKind.choices)
    title = text(150)
    unit = text(120, required=False)
    number = text(80, required=False)
    amount = serializers.DecimalField(
        max_digits=18, decimal_places=2, min_value=0, required=False, allow_null=True, default=None
    )
    on = serializers.DateField()


class PartySerializer(serializers.ModelSerializer[NamedParty]):
    organisation: serializers.PrimaryKeyRelatedField[Organisation] = serializers.PrimaryKeyRelatedField(
        read_only=True, allow_null=True
    )

    class Meta:
        model = NamedParty
        fields = ("id", "project", "role", "name", "kind", "organisation", "from_on", "until_on")


class NewPartySerializer(PapersSerializer, OfProjectSerializer):
    role = serializers.ChoiceField(choices=PartyRole.choices)
    name = text(120)
    kind = text(120, required=False)
    from_on = serializers.DateField()


class LiftSerializer(serializers.ModelSerializer[Lift]):
    project = serializers.IntegerField(source="works_item.project_id", read_only=True)

    class Meta:
        model = Lift
        fields = ("id", "project", "works_item", "building", "position", "is_withdrawn")


class NewLiftSerializer(serializers.Serializer[Any]):
    works_item = serializers.IntegerField(min_value=1)
    building = serializers.IntegerField(min_value=1)
    position = text(60)


class ProjectDeclarationSerializer(serializers.ModelSerializer[ProjectDeclaration]):
    organisation = serializers.CharField(source="organisation.name")
    evidence = serializers.SerializerMethodField()

    class Meta:
        model = ProjectDeclaration
        fields = (
            "id", "project", "works_item", "lift", "dispute", "criterion", "value", "stated_by", "organisation", "on",
            "note", "is_current", "entered_at", "evidence",
        )  # fmt: skip

    @extend_schema_field(PaperSerializer(many=True))
    def get_evidence(self, row: ProjectDeclaration) -> list[Mapping[str, Any]]:
        """The papers attached."""
        return [{"name": e.name, "document": e.document_id} for e in row.evidence.all()]


class NewProjectDeclarationSerializer(PapersSerializer, OfProjectSerializer):
    """One criterion about the project, or about several of its items, or one of its lifts or disputes."""

    criterion = text(80)
    value = serializers.BooleanField()
    items = serializers.ListField(
        child=serializers.IntegerField(min_value=1), required=False, default=list, max_length=500
    )
    lift = serializers.IntegerField(required=False, allow_null=True, default=None)
    dispute = serializers.IntegerField(required=False, allow_null=True, default=None)
    note = text(300, required=False)
    on = serializers.DateField()
