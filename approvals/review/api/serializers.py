"""Reviews in JSON: what is shown and what is taken."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from approvals.enums import OpinionKind, RoundState
from approvals.models import Reviewer, ReviewOpinion, ReviewOutput, ReviewRound
from approvals.review.services.papers import LONGEST_FIELD, MOST_PEOPLE
from communities.models import Document


class OpinionSerializer(serializers.ModelSerializer[ReviewOpinion]):
    """One opinion; the last of a reviewer counts. `by` gave or recorded it, `acted_for` somebody who was away."""

    by = serializers.CharField(source="entered_by.name", read_only=True)
    acted_for = serializers.CharField(source="acted_for.name", read_only=True, allow_null=True, default=None)

    class Meta:
        model = ReviewOpinion
        fields = [
            "id",
            "opinion",
            "reason",
            "conditions",
            "remarks",
            "signed_on",
            "signer",
            "organisation",
            "is_recorded",
            "by",
            "acted_for",
            "entered_at",
            "document",
        ]
        read_only_fields = fields


class ReviewerSerializer(serializers.ModelSerializer[Reviewer]):
    """A reviewer with its opinions, the oldest first. `key` is how attendance names it."""

    key = serializers.CharField(read_only=True)
    opinions = OpinionSerializer(many=True, read_only=True)

    class Meta:
        model = Reviewer
        fields = ["id", "key", "name", "is_added", "opinions"]
        read_only_fields = fields


class OutputSerializer(serializers.ModelSerializer[ReviewOutput]):
    """A paper of the round with its fields; `document` is the Word file once the round has been approved."""

    class Meta:
        model = ReviewOutput
        fields = ["id", "output", "name", "fields", "number", "document"]
        read_only_fields = ["id", "output", "name", "document"]


class RoundSerializer(serializers.ModelSerializer[ReviewRound]):
    """A round of a review. `snapshot` is the project as it was put; money in yuan, areas in ㎡."""

    reviewers = ReviewerSerializer(many=True, read_only=True)
    outputs = OutputSerializer(many=True, read_only=True)

    class Meta:
        model = ReviewRound
        fields = [
            "id",
            "project",
            "review",
            "number",
            "state",
            "scheme",
            "convened_by",
            "convened_on",
            "due_on",
            "working_days",
            "note",
            "fast_track",
            "snapshot",
            "attended",
            "reviewers",
            "outputs",
            "concluded_on",
            "concluded_by",
            "conclusion",
            "decision",
        ]
        read_only_fields = fields


class ConveneSerializer(serializers.Serializer[Any]):
    """Which review, until when, who joins. `added`: ids of actors or names of units."""

    review = serializers.CharField(max_length=60)
    working_days = serializers.IntegerField(min_value=1, max_value=32767, required=False, default=None)
    due_on = serializers.DateField(required=False, default=None)
    added = serializers.ListField(child=serializers.CharField(max_length=60), required=False, default=list)
    fast_track = serializers.BooleanField(required=False, default=False)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class FieldRemarkSerializer(serializers.Serializer[Any]):
    """A remark on one field of the papers."""

    field = serializers.CharField(max_length=120)
    text = serializers.CharField(max_length=500)


class GiveOpinionSerializer(serializers.Serializer[Any]):
    """An opinion of the reviewer of that id."""

    reviewer = serializers.IntegerField(min_value=1)
    opinion = serializers.ChoiceField(OpinionKind.choices)
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    conditions = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    remarks = FieldRemarkSerializer(many=True, required=False, default=list)
    signed_on = serializers.DateField()
    signer = serializers.CharField(max_length=60)
    document = serializers.PrimaryKeyRelatedField(
        queryset=Document._base_manager.none(), required=False, default=None, allow_null=True
    )


class FillSerializer(serializers.Serializer[Any]):
    """Fields of a paper by their names; a field left out stays as it is."""

    fields_ = serializers.DictField(child=serializers.CharField(max_length=LONGEST_FIELD, allow_blank=True))
    number = serializers.CharField(max_length=80, required=False, allow_blank=True, default="")

    def get_fields(self) -> dict[str, Any]:
        """`fields` is a name of the framework's own, so it is told here."""
        told = super().get_fields()
        return {"fields": told.pop("fields_"), **told}


class AttendanceSerializer(serializers.Serializer[Any]):
    """How many people came, by the reviewers' keys."""

    attended = serializers.DictField(child=serializers.IntegerField(min_value=0, max_value=MOST_PEOPLE))


class ConcludeSerializer(serializers.Serializer[Any]):
    """The words of the conclusion; `result` is what the caller takes the answer to be."""

    text = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    result = serializers.ChoiceField(
        [RoundState.APPROVED.value, RoundState.REFUSED.value], required=False, default=None, allow_null=True
    )
