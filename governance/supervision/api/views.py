"""Cases, duties and deadlines in JSON: the same services, the same refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from communities.neighbourhoods import queries as neighbourhoods
from communities.people.enums import Capability
from communities.people.rights import Actor
from communities.records.queries import documents
from governance.models import DutyTask, SupervisionCase, SupervisionStep
from governance.supervision import queries, services
from governance.supervision.api.serializers import (
    AssignSerializer,
    CaseSerializer,
    CloseSerializer,
    DeadlineSerializer,
    DutyTaskSerializer,
    OpenCaseSerializer,
    RecheckSerializer,
    RectifySerializer,
    ReopenSerializer,
    TickSerializer,
)
from projects.api.views import adopted_today, refused
from projects.assigned import READS
from projects.errors import NotPossible
from projects.queries import viewed

FILTERS = [
    OpenApiParameter(name, str)
    for name in ("q", "kind", "source", "state", "overdue", "mine", "place", "project", "neighbourhood")
]


def _actor(request: Request) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]  # the middleware's


def _steps() -> Prefetch[str]:
    """The steps with who took them, and for whom."""
    return Prefetch("steps", SupervisionStep.objects.select_related("entered_by", "acted_for"))


def _given(serializer: serializers.Serializer[Any], request: Request, **rows: Any) -> dict[str, Any]:
    """What was sent, each row looked for only among those that the caller may name."""
    rows["document"] = documents(_actor(request))
    fields: Any = serializer.fields
    for name, found in rows.items():
        if name in fields:
            fields[name].queryset = found
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


def _done(act: Callable[[], Any]) -> Any:
    try:
        return act()
    except NotPossible as error:
        raise refused(error) from error


@extend_schema(tags=["supervision"])
class CaseViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[SupervisionCase]):
    """Inspections and complaints of the caller's places, and those given to his organisations."""

    serializer_class = CaseSerializer
    queryset = SupervisionCase._base_manager.none()
    listed_for = READS
    lookup_value_regex = r"\d+"

    def get_queryset(self) -> QuerySet[SupervisionCase]:
        if getattr(self, "swagger_fake_view", False):
            return SupervisionCase._base_manager.none()
        actor = _actor(self.request)
        asked = {name: str(value) for name, value in self.request.query_params.items()}
        found = queries.filtered(queries.cases(actor), asked, actor=actor, on=timezone.localdate())
        return found.select_related("jurisdiction", "organisation").prefetch_related(_steps())

    @extend_schema(parameters=FILTERS)
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    @extend_schema(request=OpenCaseSerializer, responses={201: CaseSerializer})
    def create(self, request: Request) -> Response:
        """Record an inspection or a complaint."""
        actor = _actor(request)
        given = _given(
            OpenCaseSerializer(data=request.data),
            request,
            project=viewed(actor),
            neighbourhood=neighbourhoods.visible(actor),
        )
        if given["project"] is None and given["neighbourhood"] is None:
            raise serializers.ValidationError({"project": ["请选择项目或小区。"]})
        made = _done(
            lambda: services.open_case(**given, adopted=adopted_today(), by=actor, now=timezone.now())
        )
        return Response(self._shown(made), status=status.HTTP_201_CREATED)

    @extend_schema(request=AssignSerializer, responses=CaseSerializer)
    @action(detail=True, methods=["post"])
    def assign(self, request: Request, pk: str) -> Response:
        """Give it to an organisation; given again, to another or until another day, with the reason."""
        case = self.get_object()
        given = _given(AssignSerializer(data=request.data), request, organisation=queries.assignable(case))
        return self._act(services.assign, case, given, adopted=adopted_today())

    @extend_schema(request=RectifySerializer, responses=CaseSerializer)
    @action(detail=True, methods=["post"])
    def rectify(self, request: Request, pk: str) -> Response:
        """Report what has been put right."""
        case = self.get_object()
        return self._act(services.rectify, case, _given(RectifySerializer(data=request.data), request))

    @extend_schema(request=RecheckSerializer, responses=CaseSerializer)
    @action(detail=True, methods=["post"])
    def recheck(self, request: Request, pk: str) -> Response:
        """Say whether it is right now."""
        case = self.get_object()
        given = _given(RecheckSerializer(data=request.data), request)
        return self._act(services.recheck, case, given, adopted=adopted_today())

    @extend_schema(request=CloseSerializer, responses=CaseSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        """End it."""
        case = self.get_object()
        return self._act(services.close, case, _given(CloseSerializer(data=request.data), request))

    @extend_schema(request=ReopenSerializer, responses=CaseSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        """Take it up again."""
        case = self.get_object()
        return self._act(services.reopen, case, _given(ReopenSerializer(data=request.data), request))

    def _act(
        self, service: Callable[..., Any], case: SupervisionCase, given: dict[str, Any], **more: Any
    ) -> Response:
        _done(lambda: service(case, **given, **more, by=_actor(self.request), now=timezone.now()))
        return Response(self._shown(case))

    def _shown(self, case: SupervisionCase) -> Any:
        found = queries.cases(_actor(self.request)).prefetch_related(_steps())
        return CaseSerializer(found.get(pk=case.pk)).data


@extend_schema(tags=["supervision"])
class DutyTaskViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[DutyTask]):
    """Tasks of duties and deadlines of the bodies at the caller's places."""

    serializer_class = DutyTaskSerializer
    queryset = DutyTask._base_manager.none()
    lookup_value_regex = r"\d+"

    def get_queryset(self) -> QuerySet[DutyTask]:
        if getattr(self, "swagger_fake_view", False):
            return DutyTask._base_manager.none()
        return queries.tasks(_actor(self.request))

    @extend_schema(request=TickSerializer, responses=DutyTaskSerializer)
    @action(detail=True, methods=["post"])
    def done(self, request: Request, pk: str) -> Response:
        """Tick it off with its evidence."""
        task = self.get_object()
        given = _given(TickSerializer(data=request.data), request)
        actor, now = _actor(request), timezone.now()
        row = _done(lambda: services.tick_off(task, **given, adopted=adopted_today(), by=actor, now=now))
        return Response(DutyTaskSerializer(row).data)


@extend_schema(tags=["supervision"])
class DeadlineView(APIView):
    """The deadlines of the rulebook in force."""

    @extend_schema(responses=DeadlineSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Each with its next day and who is late."""
        _actor(request).require_somewhere(Capability.VIEW)
        shown = queries.deadline_register(_actor(request), adopted_today(), on=timezone.localdate())
        return Response(DeadlineSerializer(shown, many=True).data)
