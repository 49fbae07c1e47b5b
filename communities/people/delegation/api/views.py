"""Delegations in JSON: the same services, the same refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, mixins, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from communities.people.delegation import queries, services
from communities.people.delegation.api.serializers import DelegationSerializer, OfferSerializer
from communities.people.models import Delegation
from communities.people.rights import Actor

NOBODY = "这一任职所在地或其上级没有这位可以受托的人员。"


def _actor(request: Request) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]  # the middleware's


@extend_schema(tags=["delegations"])
class DelegationViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Delegation]
):
    """What the caller lends and takes on; a security administrator's: of his places."""

    serializer_class = DelegationSerializer
    queryset = Delegation._base_manager.none()
    lookup_value_regex = r"\d+"
    listed_for = ()

    def get_queryset(self) -> QuerySet[Delegation]:
        if getattr(self, "swagger_fake_view", False):
            return Delegation._base_manager.none()
        return queries.readable(_actor(self.request))

    @extend_schema(request=OfferSerializer, responses={201: DelegationSerializer})
    def create(self, request: Request) -> Response:
        """Offer some of a membership's rights to somebody for some days."""
        given = self._given(request)
        row = services.delegate(
            given.pop("membership"), to=given.pop("delegate"), **given, by=_actor(request), now=timezone.now()
        )
        return Response(DelegationSerializer(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=DelegationSerializer)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str) -> Response:
        """The delegate takes it on."""
        return self._done(request, services.accept)

    @extend_schema(request=None, responses=DelegationSerializer)
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, pk: str) -> Response:
        """The delegate does not."""
        return self._done(request, services.decline)

    @extend_schema(request=None, responses=DelegationSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """Either ends it before its time."""
        return self._done(request, services.end)

    def _given(self, request: Request) -> dict[str, Any]:
        """What was sent; people are looked for only among those who may take the membership on."""
        on = timezone.localdate()
        serializer = OfferSerializer(data=request.data)
        fields: Any = serializer.fields
        fields["membership"].queryset = queries.lending(_actor(request), on)
        serializer.is_valid(raise_exception=True)
        given = dict(serializer.validated_data)
        day = max(given["starts_on"], on)
        person = queries.candidates(given["membership"], day).filter(username=given["delegate"]).first()
        if person is None:
            raise exceptions.ValidationError({"delegate": [NOBODY]})
        return {**given, "delegate": person}

    def _done(self, request: Request, act: Callable[..., Delegation]) -> Response:
        row = act(self.get_object(), by=_actor(request), now=timezone.now())
        return Response(DelegationSerializer(row).data)
