"""Pages: registering an owners' body, its end, a property service contract."""

from __future__ import annotations

from collections.abc import Callable

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from communities.neighbourhoods.declaring import actor_name
from communities.neighbourhoods.forms import take_errors
from communities.neighbourhoods.models import Neighbourhood
from communities.neighbourhoods.queries import visible
from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.people.rights import Refused
from communities.rulebooks.labels import RECORDS
from communities.rulebooks.queries import Adopted, NoRulebook, in_force
from communities.upkeep import queries, services
from communities.upkeep.forms import BodyForm, ContractForm, DissolveForm
from communities.upkeep.models import OwnersBody
from communities.upkeep.queries import OWNERS_BODY, PROPERTY_CONTRACT

page = require_http_methods(["GET", "HEAD", "POST"])


@page
def owners_body_new(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """登记业主组织."""
    actor, adopted = request.actor, _in_force()
    row = _neighbourhood(request, pk)
    _must_register(request, row, OWNERS_BODY, adopted)
    form = BodyForm(
        request.POST or None,
        request.FILES or None,
        wanted=_wanted(request, row, OWNERS_BODY, adopted),
        spare="备案或公告",
        initial={"formed_on": timezone.localdate()},
    )
    if _is_written(
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
        return redirect("neighbourhood_detail", tenant=tenant, pk=pk)
    return _form(request, row, form, "登记业主组织", OWNERS_BODY, adopted)


@page
def owners_body_end(request: TenantRequest, tenant: str, pk: int, body: int) -> HttpResponse:
    """登记业主组织的终止."""
    actor, adopted = request.actor, _in_force()
    row = _neighbourhood(request, pk)
    found: OwnersBody = get_object_or_404(
        OwnersBody.objects.filter(neighbourhood=row).select_related("neighbourhood"), pk=body
    )
    _must_register(request, row, OWNERS_BODY, adopted)
    form = DissolveForm(
        request.POST or None,
        request.FILES or None,
        wanted=(),
        spare="终止的文件",
        initial={"on": timezone.localdate()},
    )
    if _is_written(
        request,
        form,
        lambda: services.dissolve_body(
            found,
            on=form.cleaned_data["on"],
            evidence=form.papers(jurisdiction=row.jurisdiction, by=actor),
            adopted=adopted,
            by=actor,
            now=timezone.now(),
        ),
    ):
        messages.success(request, "已登记业主组织终止。")
        return redirect("neighbourhood_detail", tenant=tenant, pk=pk)
    return _form(request, row, form, f"登记终止：{found.name}", OWNERS_BODY, adopted)


@page
def property_contract_new(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """登记物业服务合同."""
    actor, adopted = request.actor, _in_force()
    row = _neighbourhood(request, pk)
    _must_register(request, row, PROPERTY_CONTRACT, adopted)
    today = timezone.localdate()
    form = ContractForm(
        request.POST or None,
        request.FILES or None,
        wanted=_wanted(request, row, PROPERTY_CONTRACT, adopted),
        spare="物业服务合同",
        initial={"signed_on": today, "starts_on": today},
    )
    if _is_written(
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
        return redirect("neighbourhood_detail", tenant=tenant, pk=pk)
    return _form(request, row, form, "登记物业服务合同", PROPERTY_CONTRACT, adopted)


def _in_force() -> Adopted:
    try:
        return in_force(timezone.localdate())
    except NoRulebook as error:
        raise Refused(str(error)) from error


def _neighbourhood(request: TenantRequest, pk: int) -> Neighbourhood:
    row: Neighbourhood = get_object_or_404(
        visible(request.actor).filter(merged_into__isnull=True).select_related("jurisdiction__parent"), pk=pk
    )
    return row


def _must_register(request: TenantRequest, row: Neighbourhood, record: str, adopted: Adopted) -> None:
    """Whoever may not register it is not shown its form. Raises `Refused` naming who may."""
    if queries.may_register(row, record, adopted=adopted, by=request.actor):
        return
    wanted = queries.criteria_of(adopted, record)
    if not wanted:
        request.actor.require(Capability.EDIT, row.path)
    names = "、".join(dict.fromkeys(actor_name(adopted, str(one.by)) for one in wanted))
    raise Refused(
        f"“{RECORDS[record]}”由{names}确认（没有登录的由街道或社区代录），您不在这一单位，或该单位不管辖此处。"
    )


def _wanted(request: TenantRequest, row: Neighbourhood, record: str, adopted: Adopted) -> tuple[str, ...]:
    """The papers of the criteria that this person states here."""
    own = queries.stated_by(row, record, adopted=adopted, by=request.actor)
    return tuple(dict.fromkeys(name for one in own for name in one.evidence))


def _is_written(request: TenantRequest, form: django_forms.Form, write: Callable[[], object]) -> bool:
    """Whether a form was sent, is right, and its one service call was made; a refusal is shown at its field."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        with transaction.atomic():
            write()
    except ValidationError as error:
        take_errors(form, error)
        return False
    return True


def _form(
    request: TenantRequest,
    row: Neighbourhood,
    form: django_forms.Form,
    title: str,
    record: str,
    adopted: Adopted,
) -> HttpResponse:
    criteria = [(one, actor_name(adopted, str(one.by))) for one in queries.criteria_of(adopted, record)]
    context = {"row": row, "form": form, "page_title": title, "criteria": criteria}
    return render(request, "upkeep/form.html", context)
