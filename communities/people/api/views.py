"""People and rights in JSON: read by the administrators of both kinds, accounts and memberships written by one each."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, mixins, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from communities.people import queries, services
from communities.people.api.serializers import (
    AccountSerializer,
    AppointmentSerializer,
    MembershipEndSerializer,
    MembershipSerializer,
    OrganisationSerializer,
    PersonSerializer,
    RoleSerializer,
)
from communities.people.enums import Capability
from communities.people.login import disabling
from communities.people.models import Membership, Organisation, Person, Role
from communities.people.rights import Actor, Refused

NOBODY = "在您授权的范围内没有这位人员。"


def _actor(request: Request) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]  # the middleware's


class _Overseen(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Any]):
    """Rows at the places where the caller oversees people; whoever oversees nobody is told so."""

    lookup_value_regex = r"\d+"
    listed_for = queries.OVERSEES

    def get_queryset(self) -> QuerySet[Any]:
        if getattr(self, "swagger_fake_view", False):
            return super().get_queryset()
        actor = _actor(self.request)
        if not any(map(actor.may_somewhere, queries.OVERSEES)):
            raise Refused("您没有管理人员账号或授权的权限。请联系本级管理员。")
        return self.found(actor)

    def found(self, actor: Actor) -> QuerySet[Any]:
        """The rows that the actor may see."""
        raise NotImplementedError


@extend_schema(tags=["people"])
class OrganisationViewSet(_Overseen):
    """The organisations of the caller's places."""

    serializer_class = OrganisationSerializer
    queryset = Organisation._base_manager.none()

    def found(self, actor: Actor) -> QuerySet[Organisation]:
        return queries.organisations(actor)


@extend_schema(tags=["people"])
class PersonViewSet(_Overseen):
    """The people of the caller's places, with their memberships and affiliations there."""

    serializer_class = PersonSerializer
    queryset = Person.objects.none()

    def found(self, actor: Actor) -> QuerySet[Person]:
        return queries.people(actor)

    @extend_schema(request=AccountSerializer, responses=PersonSerializer)
    @action(detail=True, methods=["post"])
    def disable(self, request: Request, pk: str) -> Response:
        """Disable the account: its logins and tokens end at once."""
        person, reason = self._asked(request)
        disabling.disable(
            person, reason=reason, by=_actor(request), now=timezone.now(), request=request._request
        )
        return Response(PersonSerializer(self.get_object()).data)

    @extend_schema(request=AccountSerializer, responses=PersonSerializer)
    @action(detail=True, methods=["post"])
    def enable(self, request: Request, pk: str) -> Response:
        """Enable the account again; ended logins and tokens stay ended."""
        person, reason = self._asked(request)
        disabling.enable(person, reason=reason, by=_actor(request), now=timezone.now())
        return Response(PersonSerializer(self.get_object()).data)

    def _asked(self, request: Request) -> tuple[Person, str]:
        """The account and the reason; whoever manages no accounts is told so before either."""
        if not _actor(request).may_somewhere(Capability.PEOPLE):
            raise Refused(f"您没有这项权限：{Capability.PEOPLE.label}。请联系本级系统管理员。")
        person = self.get_object()
        serializer = AccountSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        return person, serializer.validated_data["reason"]


@extend_schema(tags=["people"])
class RoleViewSet(_Overseen):
    """The roles of the tenant."""

    serializer_class = RoleSerializer
    queryset = Role._base_manager.none()

    def found(self, actor: Actor) -> QuerySet[Role]:
        found: QuerySet[Role] = Role.objects.all()
        return found


@extend_schema(tags=["people"])
class MembershipViewSet(_Overseen):
    """The memberships at the caller's places; given and ended by security administrators."""

    serializer_class: type[BaseSerializer[Any]] = MembershipSerializer
    queryset = Membership._base_manager.none()

    def found(self, actor: Actor) -> QuerySet[Membership]:
        return queries.memberships(actor)

    @extend_schema(request=AppointmentSerializer, responses={201: MembershipSerializer})
    def create(self, request: Request) -> Response:
        """Give a person of the caller's places a role."""
        actor = _actor(request)
        if not actor.may_somewhere(Capability.AUTHORISE):
            raise Refused(f"您没有这项权限：{Capability.AUTHORISE.label}。请联系本级安全管理员。")
        seat = services.appoint(**self._given(request, actor), by=actor)
        return Response(MembershipSerializer(seat).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=MembershipEndSerializer, responses=MembershipSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """End a membership; one that has not begun by then is taken back, and shown as it was."""
        row = self.get_object()
        actor = _actor(request)
        actor.require(Capability.AUTHORISE, row.jurisdiction.path)
        serializer = MembershipEndSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        shown = MembershipSerializer(row).data
        services.retire(row, on=serializer.validated_data["on"], by=actor)
        found = queries.memberships(actor).filter(pk=row.pk).first()
        return Response(MembershipSerializer(found).data if found else shown)

    def _given(self, request: Request, actor: Actor) -> dict[str, Any]:
        """What was sent, looked up only where the caller grants rights."""
        serializer = AppointmentSerializer(data=request.data)
        fields: Any = serializer.fields
        fields["role"].queryset = queries.given_roles()
        fields["organisation"].queryset = queries.with_members(actor, Capability.AUTHORISE)
        fields["place"].queryset = queries.places(actor, Capability.AUTHORISE)
        serializer.is_valid(raise_exception=True)
        given = dict(serializer.validated_data)
        place = given.pop("place", None) or (given["organisation"] and given["organisation"].jurisdiction)
        if place is None:
            raise exceptions.ValidationError({"place": ["没有单位时，请填写任职地点。"]})
        person = queries.people(actor, Capability.AUTHORISE).filter(username=given["person"]).first()
        if person is None:
            raise exceptions.ValidationError({"person": [NOBODY]})
        return {**given, "person": person, "jurisdiction": place}
