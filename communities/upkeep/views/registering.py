"""Pages: registering an owners' body, its end, a property service contract."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from communities.people.middleware import TenantRequest
from communities.upkeep import services
from communities.upkeep.forms import BodyForm, ContractForm
from communities.upkeep.models import OwnersBody
from communities.upkeep.queries import OWNERS_BODY, PROPERTY_CONTRACT
from communities.upkeep.views.asking import (
    end_page,
    form_page,
    in_force_now,
    is_written,
    must_register,
    neighbourhood,
    page,
    wanted,
)


@page
def owners_body_new(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """登记业主组织."""
    actor, adopted = request.actor, in_force_now()
    row = neighbourhood(request, pk)
    must_register(request, row, OWNERS_BODY, adopted)
    form = BodyForm(
        request.POST or None,
        request.FILES or None,
        wanted=wanted(request, row, OWNERS_BODY, adopted),
        spare="备案或公告",
        initial={"formed_on": timezone.localdate()},
    )
    if is_written(
        request,
        form,
        lambda: services.register_body(
            row,
            evidence=form.papers(jurisdiction=row.jurisdiction, by=actor),
            adopted=adopted,
            by=actor,
            now=timezone.now(),
            **form.plain(),
        ),
    ):
        messages.success(request, "已登记业主组织。")
        return redirect("neighbourhood_management", tenant=tenant, pk=pk)
    return form_page(request, row, form, "登记业主组织", OWNERS_BODY, adopted)


@page
def owners_body_end(request: TenantRequest, tenant: str, pk: int, body: int) -> HttpResponse:
    """登记业主组织的终止."""
    adopted = in_force_now()
    row = neighbourhood(request, pk)
    found: OwnersBody = get_object_or_404(
        OwnersBody.objects.filter(neighbourhood=row).select_related("neighbourhood"), pk=body
    )
    return end_page(
        request,
        row,
        partial(services.dissolve_body, found),
        record=OWNERS_BODY,
        adopted=adopted,
        title=f"登记终止：{found.name}",
        said="已登记业主组织终止。",
    )


@page
def property_contract_new(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """登记物业服务合同."""
    actor, adopted = request.actor, in_force_now()
    row = neighbourhood(request, pk)
    must_register(request, row, PROPERTY_CONTRACT, adopted)
    today = timezone.localdate()
    form = ContractForm(
        request.POST or None,
        request.FILES or None,
        wanted=wanted(request, row, PROPERTY_CONTRACT, adopted),
        spare="物业服务合同",
        initial={"signed_on": today, "starts_on": today},
    )
    if is_written(
        request,
        form,
        lambda: services.sign_contract(
            row,
            evidence=form.papers(jurisdiction=row.jurisdiction, by=actor),
            adopted=adopted,
            by=actor,
            now=timezone.now(),
            **form.plain(),
        ),
    ):
        messages.success(request, "已登记物业服务合同。")
        return redirect("neighbourhood_management", tenant=tenant, pk=pk)
    return form_page(request, row, form, "登记物业服务合同", PROPERTY_CONTRACT, adopted)
