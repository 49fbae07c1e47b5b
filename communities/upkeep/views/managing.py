"""Pages: the tab 长效管理, the management mode, the maintenance fund, the Party organisation."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities.neighbourhoods.views import finding
from communities.neighbourhoods.views.file import shell
from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.rulebooks.queries import NoRulebook, in_force
from communities.upkeep import presenting, services
from communities.upkeep.choosing import choice_of
from communities.upkeep.forms import FundForm, ModeForm, PartyEndForm, PartyForm
from communities.upkeep.models import MaintenanceFund, ManagementMode, PartyOrganisation
from communities.upkeep.queries import MAINTENANCE_FUND, MANAGEMENT_MODE, mode_name
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


@require_safe
def neighbourhood_management(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """长效管理: mode, owners' body, contracts, fund, Party; which mode the rulebook comes to, and why."""
    row = finding.neighbourhood(request, pk)
    context = {
        **shell(request, row, "management"),
        **presenting.standing(row),
        "today": timezone.localdate(),
    }
    try:
        adopted = in_force(timezone.localdate())
    except NoRulebook as error:
        context["no_rulebook"] = str(error)
    else:
        context |= presenting.management(row, adopted, request.actor, on=timezone.localdate())
    return render(request, "upkeep/management.html", context)


@page
def mode_settle(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """确定管理方式."""
    actor, adopted = request.actor, in_force_now()
    row = neighbourhood(request, pk)
    must_register(request, row, MANAGEMENT_MODE, adopted)
    choice = choice_of(row, adopted, timezone.localdate())
    form = ModeForm(
        request.POST or None,
        request.FILES or None,
        choice=choice,
        wanted=wanted(request, row, MANAGEMENT_MODE, adopted),
        spare="决议或协议",
        initial={
            "mode": choice.proposed.mode.id if choice.proposed else "",
            "from_on": timezone.localdate(),
        },
    )
    if is_written(
        request,
        form,
        lambda: services.settle_mode(
            row,
            evidence=form.papers(jurisdiction=row.jurisdiction, by=actor),
            adopted=adopted,
            by=actor,
            now=timezone.now(),
            **form.plain(),
        ),
    ):
        messages.success(request, f"管理方式已确定为“{mode_name(form.cleaned_data['mode'], adopted)}”。")
        return redirect("neighbourhood_management", tenant=tenant, pk=pk)
    options = presenting.options(row, choice, adopted, actor)
    return form_page(
        request, row, form, "确定管理方式", MANAGEMENT_MODE, adopted, choice=choice, options=options
    )


@page
def mode_end(request: TenantRequest, tenant: str, pk: int, mode: int) -> HttpResponse:
    """登记管理方式的终止."""
    adopted = in_force_now()
    row = neighbourhood(request, pk)
    found: ManagementMode = get_object_or_404(
        ManagementMode.objects.filter(neighbourhood=row).select_related("neighbourhood"), pk=mode
    )
    return end_page(
        request,
        row,
        partial(services.end_mode, found),
        record=MANAGEMENT_MODE,
        adopted=adopted,
        title=f"登记终止：{mode_name(found.mode, adopted)}",
        said="已登记管理方式终止。",
    )


@page
def fund_set(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """登记维修资金."""
    actor, adopted = request.actor, in_force_now()
    row = neighbourhood(request, pk)
    must_register(request, row, MAINTENANCE_FUND, adopted)
    fund = MaintenanceFund.objects.filter(neighbourhood=row).first()
    names = wanted(request, row, MAINTENANCE_FUND, adopted)
    form = FundForm(
        request.POST or None,
        request.FILES or None,
        wanted=names,
        spare="建立或余额的证明材料",
        initial={name: getattr(fund, name) for name in FundForm.base_fields} if fund else {"revision": 0},
    )
    if is_written(
        request,
        form,
        lambda: services.set_fund(
            row,
            evidence=form.papers(jurisdiction=row.jurisdiction, by=actor),
            adopted=adopted,
            by=actor,
            now=timezone.now(),
            **form.plain(),
        ),
    ):
        messages.success(request, "维修资金已登记。")
        return redirect("neighbourhood_management", tenant=tenant, pk=pk)
    return form_page(request, row, form, "登记维修资金", MAINTENANCE_FUND, adopted)


@page
def party_set(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """登记党组织."""
    row = neighbourhood(request, pk)
    request.actor.require(Capability.EDIT, row.path)
    form = PartyForm(request.POST or None, initial={"from_on": timezone.localdate()})
    if is_written(
        request,
        form,
        lambda: services.set_party_organisation(
            row, by=request.actor, now=timezone.now(), **form.cleaned_data
        ),
    ):
        messages.success(request, "已登记党组织。")
        return redirect("neighbourhood_management", tenant=tenant, pk=pk)
    return form_page(request, row, form, "登记党组织")


@page
def party_end(request: TenantRequest, tenant: str, pk: int, party: int) -> HttpResponse:
    """登记党组织不再覆盖本小区."""
    row = neighbourhood(request, pk)
    found: PartyOrganisation = get_object_or_404(
        PartyOrganisation.objects.filter(neighbourhood=row).select_related("neighbourhood"), pk=party
    )
    request.actor.require(Capability.EDIT, row.path)
    form = PartyEndForm(request.POST or None, initial={"on": timezone.localdate()})
    if is_written(
        request,
        form,
        lambda: services.end_party_organisation(
            found, by=request.actor, now=timezone.now(), **form.cleaned_data
        ),
    ):
        messages.success(request, "已登记党组织终止。")
        return redirect("neighbourhood_management", tenant=tenant, pk=pk)
    return form_page(request, row, form, f"登记终止：{found.name}")
