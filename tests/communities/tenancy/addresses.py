"""Addresses of the middleware's tests: pages small enough to say what the middleware did and nothing else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from communities.people.models import Role
from communities.tenancy.context import tenant_id

handler404 = "config.errors.not_found"
handler403 = "config.errors.forbidden"
handler500 = "config.errors.server_error"


def who(request: HttpRequest, tenant: str = "") -> HttpResponse:
    actor = getattr(request, "actor", None)
    return JsonResponse({"tenant": tenant_id(), "person": actor.person.username if actor else None})


def role(request: HttpRequest, tenant: str, pk: int) -> HttpResponse:
    return HttpResponse(get_object_or_404(Role.objects.all(), pk=pk).name)


@csrf_exempt
def write(request: HttpRequest, tenant: str, status: int) -> HttpResponse:
    Role.objects.create(code="written", name="写入", description="写入后回答给定的状态")
    if status == 0:
        raise RuntimeError("the view failed after writing")
    return HttpResponse(status=status)


urlpatterns = [
    path("login/", who, name="login"),
    path("api/v1/who/", who),
    path("<slug:tenant>/who/", who),
    path("<slug:tenant>/role/<int:pk>/", role),
    path("<slug:tenant>/write/<int:status>/", write),
]
