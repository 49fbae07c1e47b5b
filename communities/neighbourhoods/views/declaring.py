"""Pages of declarations: one neighbourhood, many with one paper, what is still to do."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from communities.neighbourhoods import forms, queries, services
from communities.neighbourhoods.declaring import actor_name, asked_about_neighbourhoods, declarers
from communities.neighbourhoods.models import Building, Neighbourhood
from communities.neighbourhoods.queries.file import documents
from communities.neighbourhoods.views import finding
from communities.neighbourhoods.views.file import shell
from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.people.models import Organisation
from communities.people.rights import Refused, within
from communities.records.models import Document
from communities.rulebooks.queries import Adopted, NoRulebook, in_force
from communities.tenancy.models import Jurisdiction
from policies.pack.rows import Criterion

MOST_AT_ONCE = 500
"""Neighbourhoods of one bulk declaration: what one page ticks and one request carries."""
REUSED = 20

page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def declaration_todo(request: TenantRequest, tenant: str) -> HttpResponse:
    """待申报事项: what the person's organisations have still to declare, with the way to do it in bulk."""
    request.actor.require_somewhere(Capability.VIEW)
    return render(
        request,
        "neighbourhoods/todo.html",
        {"needs": queries.todo(request.actor, timezone.localdate()), "no_rulebook": _no_rulebook()},
    )


@page
def neighbourhood_declare(
    request: TenantRequest, tenant: str, pk: int, criterion: str, building: int | None = None
) -> HttpResponse:
    """申报一项: yes or no about one neighbourhood, or about one of its buildings, with its papers."""
    row = finding.neighbourhood(request, pk)
    of_building = finding.building(row, building) if building is not None else None
    adopted = _in_force()
    asked = finding.criterion(adopted, criterion, "building" if of_building else "neighbourhood")
    organisations = _organisations(request, asked, adopted, row.path)
    form = forms.DeclarationForm(
        request.POST or None,
        request.FILES or None,
        criterion=asked,
        adopted=adopted,
        organisations=organisations,
        filed=documents(row),
    )
    sent = request.method == "POST" and form.is_valid()
    if sent and _declared(form, asked, [row], row.jurisdiction, organisations, request, of_building):
        messages.success(request, f"已申报“{asked.name}”，小区已重新判定。")
        return redirect("neighbourhood_detail", tenant=tenant, pk=row.pk)
    return render(
        request,
        "neighbourhoods/declare.html",
        {
            **shell(request, row, ""),
            "form": form,
            "building": of_building,
            "criterion": asked,
            "whose": actor_name(adopted, asked.by or ""),
        },
    )


@page
def declaration_bulk(request: TenantRequest, tenant: str) -> HttpResponse:
    """批量申报: one criterion, many neighbourhoods, one paper for all."""
    adopted = _in_force()
    mine = [c for c in asked_about_neighbourhoods(adopted) if declarers(request.actor, c, adopted)]
    if not mine:
        raise Refused("您所在的单位没有需要申报的事项。")
    wanted = request.GET.get("criterion", "")
    asked = next((c for c in mine if c.id == wanted), None)
    if asked is None:
        ticked = request.GET.getlist("picked")
        return render(request, "neighbourhoods/declare_choose.html", {"criteria": mine, "picked": ticked})
    filters = queries.filters_from(request.actor, request.GET.dict())
    everything = _candidates(request, asked, adopted, filters)
    rows = list(everything[:MOST_AT_ONCE])
    organisations = _organisations(request, asked, adopted, "")
    form = forms.BulkDeclarationForm(
        request.POST or None,
        request.FILES or None,
        criterion=asked,
        adopted=adopted,
        organisations=organisations,
        filed=_own_papers(request),
        offered=[row.pk for row in rows],
    )
    if request.method == "POST" and form.is_valid():
        picked = set(form.cleaned_data["picked"])
        chosen = rows if form.cleaned_data["everything"] else [row for row in rows if row.pk in picked]
        place = _home(organisations, form.cleaned_data["organisation"])
        if _declared(form, asked, chosen, place, organisations, request):
            messages.success(request, f"已就“{asked.name}”申报 {len(chosen)} 个小区，并已重新判定。")
            return redirect("declaration_todo", tenant=tenant)
    context = {
        "form": form,
        "criterion": asked,
        "criteria": mine,
        "whose": actor_name(adopted, asked.by or ""),
        "rows": rows,
        "picked": {str(pk) for pk in _ticked(request)},
        "total": everything.count() if len(rows) == MOST_AT_ONCE else len(rows),
        "most": MOST_AT_ONCE,
        "filters": filters,
        "done": request.GET.get("done") == "1",
    }
    return render(request, "neighbourhoods/declare_bulk.html", context)


def _in_force() -> Adopted:
    try:
        return in_force(timezone.localdate())
    except NoRulebook as error:
        raise Refused(str(error)) from error


def _no_rulebook() -> str:
    try:
        in_force(timezone.localdate())
    except NoRulebook as error:
        return str(error)
    return ""


def _organisations(
    request: TenantRequest, criterion: Criterion, adopted: Adopted, path: str
) -> list[Organisation]:
    """The person's organisations that may declare it there (anywhere, without a path); none is a refusal that
    names who may.
    """
    offered = declarers(request.actor, criterion, adopted)
    reaching = [one.organisation for one in offered if not path or one.reaches(path)]
    if not reaching:
        whose = actor_name(adopted, criterion.by or "")
        raise Refused(
            f"“{criterion.name}”由{whose}申报（{criterion.source}），您不在这一单位，或该单位不管辖此处。"
        )
    return list({organisation.pk: organisation for organisation in reaching}.values())


def _candidates(
    request: TenantRequest, criterion: Criterion, adopted: Adopted, filters: queries.Filters
) -> QuerySet[Neighbourhood]:
    """Rows under the filter within reach; those declared before only when asked for (`done=1`)."""
    reach = [one.path for one in declarers(request.actor, criterion, adopted)]
    rows = queries.register(request.actor, filters).filter(within(reach)).order_by("path", "sort_key", "id")
    if request.GET.get("done") == "1":
        return rows
    return queries.undeclared(rows.exclude(eligible="no"), criterion.id)


def _ticked(request: TenantRequest) -> list[int]:
    given = request.POST if request.method == "POST" else request.GET
    return [int(text) for text in given.getlist("picked") if text.isdecimal()]


def _own_papers(request: TenantRequest) -> list[Document]:
    """The person's latest papers: one survey file serves several criteria."""
    return list(Document.objects.filter(uploaded_by=request.actor.person).order_by("-id")[:REUSED])


def _home(organisations: list[Organisation], chosen: int) -> Jurisdiction:
    """A paper for many neighbourhoods lies where the organisation that declares lies."""
    return next(one for one in organisations if one.pk == chosen).jurisdiction


def _declared(
    form: forms.DeclarationForm,
    criterion: Criterion,
    rows: list[Neighbourhood],
    place: Jurisdiction,
    organisations: list[Organisation],
    request: TenantRequest,
    building: Building | None = None,
) -> bool:
    """File the papers and declare, both or neither; a refusal is shown at its field."""
    data: dict[str, Any] = form.cleaned_data
    try:
        with transaction.atomic():
            services.declare(
                criterion=criterion.id,
                value=data["value"],
                neighbourhoods=rows,
                building=building,
                organisation=next(one for one in organisations if one.pk == data["organisation"]),
                evidence=form.papers(jurisdiction=place, by=request.actor),
                on=data["on"],
                note=data["note"],
                by=request.actor,
                now=timezone.now(),
            )
    except ValidationError as error:
        forms.take_errors(form, error)
        return False
    return True
