"""The annual plan in JSON: the same services, the same refusals."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from approvals.enums import AdjustmentKind
from approvals.models import AnnualPlan, PlanEntry
from approvals.plan import queries, rights, services
from approvals.plan.api.serializers import (
    AdjustmentSerializer,
    AdjustSerializer,
    ConfirmSerializer,
    EntrySerializer,
    NominateSerializer,
    OpenSerializer,
    OutcomeSerializer,
    PlanDetailSerializer,
    PlanSerializer,
)
from approvals.plan.lines import against_actual, lines, warnings
from communities.people.enums import Capability
from communities.people.rights import Actor
from projects.api.views import adopted_today, refused
from projects.errors import NotPossible
from projects.queries import viewed


def _actor(request: Request) -> Actor:
    return request.actor  # type: ignore[attr-defined,no-any-return]  # the middleware's


def _plan(year: int) -> AnnualPlan:
    plan: AnnualPlan | None = AnnualPlan.objects.filter(year=year).first()
    if plan is None:
        raise exceptions.NotFound
    return plan


def _entry(request: Request, year: int, pk: int) -> PlanEntry:
    found = queries.visible_entries(_actor(request)).select_related("plan", "project__jurisdiction")
    entry = found.filter(plan__year=year, pk=pk).first()
    if entry is None:
        raise exceptions.NotFound
    return entry


def _checked(serializer: Any) -> dict[str, Any]:
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


@extend_schema(tags=["plans"])
class PlanListView(APIView):
    """The years; opening one."""

    @extend_schema(operation_id="plans_list", responses=PlanSerializer(many=True))
    def get(self, request: Request) -> Response:
        _actor(request).require_somewhere(Capability.VIEW)
        return Response(PlanSerializer(queries.plans(_actor(request)), many=True).data)

    @extend_schema(request=OpenSerializer, responses={201: PlanSerializer})
    def post(self, request: Request) -> Response:
        asked = _checked(OpenSerializer(data=request.data))
        try:
            plan = services.open_plan(asked["year"], by=_actor(request), now=timezone.now())
        except NotPossible as error:
            raise refused(error) from error
        shown = queries.plans(_actor(request)).get(pk=plan.pk)
        return Response(PlanSerializer(shown).data, status=status.HTTP_201_CREATED)


@extend_schema(tags=["plans"])
class PlanView(APIView):
    """One year: batches, adjustments, plan against actual."""

    @extend_schema(operation_id="plans_retrieve", responses=PlanDetailSerializer)
    def get(self, request: Request, year: int) -> Response:
        plan, actor = _plan(year), _actor(request)
        actor.require_somewhere(Capability.VIEW)
        known = lines(queries.visible_entries(actor).filter(plan=plan))
        shown = {
            "year": plan.year,
            "batches": queries.batches(plan, actor),
            "adjustments": [each.row for each in queries.adjustments(plan, actor)],
            "measures": against_actual(known),
            "warnings": warnings(known),
        }
        return Response(PlanDetailSerializer(shown).data)


@extend_schema(tags=["plans"])
class EntryListView(APIView):
    """The lines of one year, the confirmed ones first."""

    @extend_schema(operation_id="plans_entries_list", responses=EntrySerializer(many=True))
    def get(self, request: Request, year: int) -> Response:
        _actor(request).require_somewhere(Capability.VIEW)
        known = lines(queries.visible_entries(_actor(request)).filter(plan=_plan(year)))
        return Response(EntrySerializer(known, many=True).data)


@extend_schema(tags=["plans"])
class EntryView(APIView):
    """One line of a plan; deleting it takes the project off the draft."""

    @extend_schema(operation_id="plans_entries_retrieve", responses=EntrySerializer)
    def get(self, request: Request, year: int, pk: int) -> Response:
        entry = _entry(request, year, pk)
        (line,) = lines(PlanEntry.objects.filter(pk=entry.pk))
        return Response(EntrySerializer(line).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, year: int, pk: int) -> Response:
        try:
            services.strike(_entry(request, year, pk), by=_actor(request))
        except NotPossible as error:
            raise refused(error) from error
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema(tags=["plans"])
class NominateView(APIView):
    """Put reserved projects on the draft, all or none."""

    @extend_schema(request=NominateSerializer, responses={201: EntrySerializer(many=True)})
    def post(self, request: Request, year: int) -> Response:
        plan, actor = _plan(year), _actor(request)
        asked = _checked(NominateSerializer(data=request.data))
        chosen = list(viewed(actor).filter(pk__in=asked["projects"]))
        if len(chosen) != len(set(asked["projects"])):
            raise exceptions.NotFound
        try:
            made = services.nominate(chosen, plan, note=asked["note"], by=actor, now=timezone.now())
        except NotPossible as error:
            raise refused(error) from error
        known = lines(PlanEntry.objects.filter(pk__in=[entry.pk for entry in made]))
        return Response(EntrySerializer(known, many=True).data, status=status.HTTP_201_CREATED)


@extend_schema(tags=["plans"])
class ConfirmView(APIView):
    """Confirm entries of the draft as one batch. 409 with the reasons where nothing was confirmed."""

    @extend_schema(request=ConfirmSerializer, responses={201: OutcomeSerializer, 409: OutcomeSerializer})
    def post(self, request: Request, year: int) -> Response:
        plan, actor = _plan(year), _actor(request)
        rights.confirmer([], adopted=adopted_today(), by=actor)
        asked = _checked(ConfirmSerializer(data=request.data))
        chosen = list(queries.visible_entries(actor).filter(plan=plan, pk__in=asked.pop("entries")))
        try:
            outcome = services.confirm(plan, chosen, by=actor, now=timezone.now(), **asked)
        except NotPossible as error:
            raise refused(error) from error
        answer = {
            "batch": outcome.batch.number if outcome.batch else None,
            "entries": [entry.pk for entry in outcome.entries],
            "left_off": [trial.as_json() for trial in outcome.left_off],
            "cautions": outcome.cautions,
        }
        done = status.HTTP_201_CREATED if outcome.batch else status.HTTP_409_CONFLICT
        return Response(answer, status=done)


@extend_schema(tags=["plans"])
class AdjustView(APIView):
    """Change a confirmed entry by the plan's next adjustment number."""

    @extend_schema(request=AdjustSerializer, responses={201: AdjustmentSerializer})
    def post(self, request: Request, year: int, pk: int) -> Response:
        entry, actor = _entry(request, year, pk), _actor(request)
        adopted = adopted_today()
        rights.confirmer([entry.project], adopted=adopted, by=actor)
        asked = _checked(AdjustSerializer(data=request.data))
        try:
            made = services.adjust(
                entry, kind=AdjustmentKind(asked.pop("kind")), by=actor, now=timezone.now(), **asked
            )
        except NotPossible as error:
            raise refused(error) from error
        return Response(AdjustmentSerializer(made).data, status=status.HTTP_201_CREATED)
