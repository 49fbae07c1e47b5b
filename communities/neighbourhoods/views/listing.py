"""The register: list, re-judging of ticked rows, export."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities.neighbourhoods import export, queries, services
from communities.neighbourhoods.labels import UNVERIFIED, VERDICTS
from communities.neighbourhoods.models import Neighbourhood
from communities.neighbourhoods.queries import Filters, Node, Sums
from communities.neighbourhoods.tasks import export_register
from communities.neighbourhoods.views import finding
from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.records import exporting

KEPT = ("place", "verdict", "unverified", "queries", "order")
"""Conditions that the chips and the tree set and the filter bar must not lose."""
ORDER_WORDS = {"updated": "按更新时间，新的在前", "place": "按地区和名称"}


@require_safe
def neighbourhood_list(request: TenantRequest, tenant: str) -> HttpResponse:
    """小区登记册: tree, filters, chips, rows, sums."""
    actor = request.actor
    actor.require_somewhere(Capability.VIEW)
    filters = queries.filters_from(actor, request.GET.dict())
    shown = queries.page(
        queries.register(actor, filters),
        queries.ORDERS[filters.order],
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    sums = queries.sums(actor, filters)
    params = queries.as_params(filters)
    here = reverse("neighbourhood_list", kwargs={"tenant": tenant})
    context = {
        "page": shown,
        "filters": filters,
        "kept": {name: params[name] for name in KEPT if name in params},
        "sums": sums,
        "chips": _chips(here, filters, sums),
        "nodes": [_node(here, node, params) for node in queries.tree(actor, filters)],
        "previous_url": _address(here, {**params, "before": shown.previous}) if shown.previous else "",
        "next_url": _address(here, {**params, "after": shown.next}) if shown.next else "",
        "order_words": ORDER_WORDS[filters.order],
        "export_url": _address(reverse("neighbourhood_export", kwargs={"tenant": tenant}), params),
        "may": {name: actor.may_somewhere(capability) for name, capability in _BUTTONS.items()},
    }
    return render(request, "neighbourhoods/list.html", context)


_BUTTONS = {
    "add": Capability.ADD,
    "import": Capability.IMPORT,
    "export": Capability.EXPORT,
    "edit": Capability.EDIT,
    "declare": Capability.DECLARE,
}


@require_POST
def neighbourhood_bulk(request: TenantRequest, tenant: str) -> HttpResponse:
    """What is done with ticked rows: judge anew, export them, go on to a declaration."""
    request.actor.require_somewhere(Capability.VIEW)
    rows = finding.picked(request, request.POST.getlist("picked"))
    back = redirect(_address(reverse("neighbourhood_list", kwargs={"tenant": tenant}), request.GET.dict()))
    if not rows:
        messages.warning(request, "请先勾选小区。")
        return back
    if request.POST.get("do") == "export":
        return _export_picked(request, queries.visible(request.actor).filter(pk__in=[row.pk for row in rows]))
    if request.POST.get("do") == "declare":
        ids = [("picked", str(row.pk)) for row in rows]
        return redirect(f"{reverse('declaration_bulk', kwargs={'tenant': tenant})}?{urlencode(ids)}")
    count = services.judge_again(rows, by=request.actor, now=timezone.now())
    messages.success(request, f"已重新判定 {count} 个小区。")
    return back


@require_http_methods(["GET", "HEAD", "POST"])
def neighbourhood_export(request: TenantRequest, tenant: str) -> HttpResponse:
    """The filtered list as a spreadsheet, all pages; a long one by a job."""
    return exporting.answer(
        request, export.register_sheet, task=export_register, name=f"{request.tenant.name}小区登记册"
    )


def _export_picked(request: TenantRequest, rows: QuerySet[Neighbourhood]) -> HttpResponse:
    """Only rows of places where the person may export; none at all is a refusal."""
    by = request.actor
    exporting.exporter(by)
    sheet = export.sheet(rows, by)
    return exporting.at_once(sheet, name=f"{request.tenant.name}小区登记册", by=by, on=timezone.localdate())


def _address(url: str, params: dict[str, str]) -> str:
    given = {name: value for name, value in params.items() if value}
    return f"{url}?{urlencode(given)}" if given else url


def _chips(here: str, filters: Filters, sums: Sums) -> list[dict[str, object]]:
    params = queries.as_params(filters)
    params.pop("verdict", None)
    chips: list[dict[str, object]] = [
        {
            "label": "全部",
            "count": sums.all_verdicts,
            "url": _address(here, params),
            "current": not filters.verdict,
        }
    ]
    for answer in ("yes", "no", "undetermined", ""):
        n = sums.verdicts[answer]
        if answer or n:
            key = answer or "none"
            chips.append(
                {
                    "label": VERDICTS[answer],
                    "count": n,
                    "kind": answer,
                    "url": _address(here, {**params, "verdict": key}),
                    "current": filters.verdict == key,
                }
            )
    params = queries.as_params(filters)
    params["unverified"] = "" if filters.unverified else "1"
    chips.append(
        {
            "label": UNVERIFIED,
            "count": sums.unverified,
            "url": _address(here, params),
            "current": filters.unverified,
        }
    )
    return chips


def _node(here: str, node: Node, params: dict[str, str]) -> dict[str, object]:
    return {
        "name": node.place.name,
        "count": node.count,
        "url": _address(here, {**params, "place": node.place.code}),
        "current": node.current,
        "open": node.open,
        "children": [_node(here, child, params) for child in node.children],
        "has_children": bool(node.count) and not node.open and node.place.level != "community",
    }
