"""Assignments in JSON: who of outside units was given a project, and what was given to the caller."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from projects import queries, services
from projects.api.record_views import CREATED, RecordViewSet, done
from projects.api.views import adopted_today
from projects.enums import Purpose
from projects.models import Assignment


class AssignmentSerializer(serializers.ModelSerializer[Assignment]):
    """An assignment; `ended_at` is null while nobody has taken it back, whatever its days."""

    person_name = serializers.CharField(source="person.name", read_only=True)
    organisation_name = serializers.CharField(source="organisation.name", read_only=True)

    class Meta:
        model = Assignment
        fields = (
            "id",
            "project",
            "person_name",
            "organisation_name",
            "purpose",
            "starts_on",
            "ends_on",
            "reason",
            "assigned_at",
            "ended_at",
            "end_reason",
        )
        read_only_fields = fields


class NewAssignmentSerializer(serializers.Serializer[Any]):
    """`membership`: that of the person in the outside unit, in a role that takes assignments."""

    project = serializers.IntegerField(min_value=1)
    membership = serializers.IntegerField(min_value=1)
    purpose = serializers.ChoiceField(choices=Purpose.choices)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    reason = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class EndAssignmentSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=200)


@extend_schema(tags=["assignments"])
class AssignmentViewSet(RecordViewSet[Assignment]):
    """Assignments of the projects of the caller's places, and the caller's own."""

    serializer_class = AssignmentSerializer
    queryset = Assignment._base_manager.none()

    def get_queryset(self) -> QuerySet[Any]:
        found = super().get_queryset().select_related("person", "organisation").order_by("-id")
        if getattr(self, "swagger_fake_view", False):
            return found
        return found.filter(Q(project__in=queries.viewed(self.actor)) | Q(person=self.actor.person))

    @extend_schema(request=NewAssignmentSerializer, responses={201: AssignmentSerializer})
    def create(self, request: Request) -> Response:
        """Give a project to somebody of an outside unit."""
        values = self.asked(NewAssignmentSerializer)
        project, adopted = self.project(values), adopted_today()
        services.must_assign(project, self.actor)
        offered = queries.candidates(adopted, Purpose, timezone.localdate())
        wanted = values.pop("membership")
        chosen = next((row for row in offered if row.pk == wanted), None)
        if chosen is None or chosen.organisation is None:
            raise exceptions.ValidationError({"membership": ["没有这样的受托人员。"]})
        person, organisation = chosen.person, chosen.organisation
        made = done(
            lambda: services.assign(
                project,
                person=person,
                organisation=organisation,
                adopted=adopted,
                by=self.actor,
                now=timezone.now(),
                **values,
            )
        )
        return self.shown(made, CREATED)

    @extend_schema(request=EndAssignmentSerializer, responses=AssignmentSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """Take the project back, saying why."""
        row, values = self.get_object(), self.asked(EndAssignmentSerializer)
        return self.shown(
            done(lambda: services.end_assignment(row, by=self.actor, now=timezone.now(), **values))
        )
