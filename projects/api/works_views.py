"""The works in JSON: contracts, milestones and monthly progress of a project; the rows of all months."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from communities.records.queries import documents
from projects import months, queries, services
from projects.api import works_serializers as shapes
from projects.api.record_views import CREATED, RecordViewSet, done, one
from projects.enums import ProgressState
from projects.models import Milestone, NamedParty, Progress, Project, WorksItem
from projects.queries.progress import ACTS

MONTHS = [OpenApiParameter(name, str) for name in ("month", "state")]


class OfProjectViewSet(RecordViewSet[Any]):
    """Rows of the project in the address; 404 outside the caller's places."""

    queryset = Project._base_manager.none()

    def the_project(self) -> Project:
        found = queries.visible(self.actor).select_related("jurisdiction")
        return one(found, int(self.kwargs["pk"]))

    def listed(self, rows: QuerySet[Any], shape: Any) -> Response:
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(shape(page, many=True).data)


@extend_schema(tags=["works"])
class ProjectWorksViewSet(OfProjectViewSet):
    """Contracts, milestones and months of one project."""

    serializer_class = shapes.ContractSerializer

    @extend_schema(responses=shapes.ContractSerializer(many=True))
    def contracts(self, request: Request, pk: str) -> Response:
        """Its contracts, the newest first."""
        return self.listed(queries.contracts_of(self.the_project()), shapes.ContractSerializer)

    @extend_schema(request=shapes.NewContractSerializer, responses={201: shapes.ContractSerializer})
    def sign(self, request: Request, pk: str) -> Response:
        """Record a signed contract with its paper."""
        project, values = self.the_project(), self.asked(shapes.NewContractSerializer)
        values["party"] = one(NamedParty.objects.filter(project=project), values["party"])
        made = done(
            lambda: services.sign_contract(
                project,
                evidence=self.papers(project, values),
                by=self.actor,
                now=timezone.now(),
                **values,
            )
        )
        return Response(shapes.ContractSerializer(made).data, status=CREATED)

    @extend_schema(responses=shapes.MilestoneSerializer(many=True))
    def milestones(self, request: Request, pk: str) -> Response:
        """Its nodes, in the order planned."""
        rows = Milestone.objects.filter(project=self.the_project())
        return self.listed(rows, shapes.MilestoneSerializer)

    @extend_schema(request=shapes.NewMilestoneSerializer, responses={201: shapes.MilestoneSerializer})
    def plan(self, request: Request, pk: str) -> Response:
        """Plan a node."""
        project, values = self.the_project(), self.asked(shapes.NewMilestoneSerializer)
        made = done(lambda: services.add_milestone(project, by=self.actor, now=timezone.now(), **values))
        return Response(shapes.MilestoneSerializer(made).data, status=CREATED)

    @extend_schema(request=shapes.ChangeMilestoneSerializer, responses=shapes.MilestoneSerializer)
    def plan_anew(self, request: Request, pk: str, milestone: str) -> Response:
        """Plan a node anew, saying why."""
        row, values = self._milestone(milestone), self.asked(shapes.ChangeMilestoneSerializer)
        made = done(lambda: services.change_milestone(row, by=self.actor, **values))
        return Response(shapes.MilestoneSerializer(made).data)

    @extend_schema(request=shapes.ReachMilestoneSerializer, responses=shapes.MilestoneSerializer)
    def reach(self, request: Request, pk: str, milestone: str) -> Response:
        """The node is reached; late, with the reason."""
        row, values = self._milestone(milestone), self.asked(shapes.ReachMilestoneSerializer)
        made = done(lambda: services.reach_milestone(row, by=self.actor, now=timezone.now(), **values))
        return Response(shapes.MilestoneSerializer(made).data)

    @extend_schema(responses=shapes.ProgressSerializer(many=True))
    def progress(self, request: Request, pk: str) -> Response:
        """Its months, the newest first."""
        rows = Progress.objects.filter(project=self.the_project())
        return self.listed(
            rows.select_related("organisation", "confirming", *ACTS), shapes.ProgressSerializer
        )

    @extend_schema(
        request=shapes.ReportMonthSerializer, responses={201: shapes.ProgressSerializer(many=True)}
    )
    def report(self, request: Request, pk: str) -> Response:
        """Report works items for a month, all or nothing."""
        project, values = self.the_project(), self.asked(shapes.ReportMonthSerializer)
        items = WorksItem.objects.filter(project=project)
        drafts = [
            services.ProgressDraft(
                **{
                    **line,
                    "works_item": one(items, line["works_item"]),
                    "photos": [one(documents(self.actor), pk) for pk in line["photos"]],
                }
            )
            for line in values["items"]
        ]
        made = done(
            lambda: services.report_month(
                project, month=values["month"], drafts=drafts, by=self.actor, now=timezone.now()
            )
        )
        return Response(shapes.ProgressSerializer(made, many=True).data, status=CREATED)

    def _milestone(self, pk: str) -> Milestone:
        rows: QuerySet[Milestone] = Milestone.objects.filter(project=self.the_project())
        return one(rows, int(pk))


@extend_schema(tags=["works"])
class ProgressViewSet(RecordViewSet[Progress]):
    """Months of the caller's projects; `?month=2026-03`, `?state=`."""

    serializer_class = shapes.ProgressSerializer
    queryset = Progress._base_manager.none()

    def get_queryset(self) -> QuerySet[Any]:
        found = (
            super()
            .get_queryset()
            .select_related("organisation", "confirming", "works_item__neighbourhood", *ACTS)
        )
        asked = self.request.query_params if hasattr(self.request, "query_params") else {}
        if (month := months.parsed(asked.get("month", ""))) is not None:
            found = found.filter(month=month)
        state = asked.get("state", "")
        return found.filter(state=state) if state in ProgressState.values else found

    @extend_schema(parameters=[OpenApiParameter("project", int), *MONTHS])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    @extend_schema(request=shapes.ConfirmProgressSerializer, responses=shapes.ProgressSerializer)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: str) -> Response:
        """Confirm the row as it was read; one that has changed since is refused."""
        row, values = self.get_object(), self.asked(shapes.ConfirmProgressSerializer)
        if row.stamp != values["stamp"]:
            raise exceptions.ValidationError({"detail": ["您读取以后又有变化，请核对后再确认。"]})
        done(lambda: services.confirm_progress([row], by=self.actor, now=timezone.now()))
        return self.shown(row)

    @extend_schema(request=shapes.ReturnProgressSerializer, responses=shapes.ProgressSerializer)
    @action(detail=True, methods=["post"], url_path="return", url_name="return")
    def send_back(self, request: Request, pk: str) -> Response:
        """Send the row back, saying why."""
        row, values = self.get_object(), self.asked(shapes.ReturnProgressSerializer)
        return self.shown(done(lambda: services.return_progress(row, by=self.actor, **values)))

    @extend_schema(request=shapes.CorrectProgressSerializer, responses={201: shapes.ProgressSerializer})
    @action(detail=True, methods=["post"])
    def correct(self, request: Request, pk: str) -> Response:
        """Put new figures in the place of confirmed ones, saying why."""
        row, values = self.get_object(), self.asked(shapes.CorrectProgressSerializer)
        made = done(lambda: services.correct_progress(row, by=self.actor, now=timezone.now(), **values))
        return self.shown(made, CREATED)
