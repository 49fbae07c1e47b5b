"""Pages of the whole: the desk, survey and pool, the table for superiors."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities.models import Jurisdiction
from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.people.rights import Actor, Refused
from communities.records.spreadsheets import attachment
from communities.rulebooks.queries import NoRulebook, in_force
from governance import desk as desks
from governance import queries, superior_table
from governance.enums import SubmissionKind
from governance.monthly.rights import may_decide
from governance.submissions.queries import only_receives


@require_safe
def desk(request: TenantRequest, tenant: str) -> HttpResponse:
    """工作台: what waits for me, what I should know, what I entered lately."""
    actor = request.actor
    return render(request, "governance/desk.html", {"desk": desks.of(actor, on=timezone.localdate())})


@require_safe
def dashboard_pool(request: TenantRequest, tenant: str) -> HttpResponse:
    """摸底与储备: totals by place with the rows behind each figure, verdicts, the pool by batch and class."""
    actor = request.actor
    node = _place(request, actor)
    years = queries.survey_years(actor)
    year = _year(request, years)
    breakdown = queries.by_place(node, actor=actor, year=year)
    if not breakdown.total.neighbourhoods and only_receives():
        return _to_the_surveys("submission_received", tenant)
    try:
        classes = queries.pool_by_class(node, actor=actor, adopted=in_force(timezone.localdate()))
        no_rulebook = ""
    except NoRulebook as error:
        classes, no_rulebook = [], str(error)
    return render(
        request,
        "governance/dashboard_pool.html",
        {
            "node": node,
            "crumbs": _crumbs(node, actor),
            "breakdown": breakdown,
            "batches": queries.pool_by_batch(node, actor=actor),
            "classes": classes,
            "no_rulebook": no_rulebook,
            "states": queries.by_state(node, actor=actor),
            "years": years,
            "year": year,
            "may_export": actor.may(Capability.EXPORT, node.path),
        },
    )


@require_safe
def table(request: TenantRequest, tenant: str) -> HttpResponse:
    """上报表: what the spreadsheet will hold, before it is taken."""
    actor = request.actor
    node = _place(request, actor)
    years = queries.survey_years(actor)
    year = _year(request, years)
    breakdown = queries.by_place(node, actor=actor, year=year)
    if not breakdown.total.neighbourhoods and only_receives():
        return _to_the_surveys("submission_sum", tenant)
    return render(
        request,
        "governance/superior_table.html",
        {
            "node": node,
            "title": superior_table.title_of(node, year),
            "heading": superior_table.child_heading(breakdown),
            "rows": superior_table.labelled(breakdown),
            "years": years,
            "year": year,
            "may_submit": (node.depth == 1 and request.tenant.superior_id is not None and may_decide(actor)),
            "period": year or "all",
            "may_export": actor.may(Capability.EXPORT, node.path),
        },
    )


@require_safe
def table_file(request: TenantRequest, tenant: str) -> HttpResponse:
    """The same as a spreadsheet."""
    actor = request.actor
    node = _place(request, actor)
    actor.require(Capability.EXPORT, node.path)
    year = _year(request, queries.survey_years(actor))
    title = superior_table.title_of(node, year)
    content = superior_table.fill(queries.by_place(node, actor=actor, year=year), title=title)
    return attachment(content, f"{title}.xlsx")


def _to_the_surveys(page: str, tenant: str) -> HttpResponse:
    """Where a superior that keeps no register finds the surveys of those below."""
    return redirect(f"{reverse(page, kwargs={'tenant': tenant})}?kind={SubmissionKind.SUPERIOR_TABLE}")


def _place(request: TenantRequest, actor: Actor) -> Jurisdiction:
    """The place asked for by code, else the person's own topmost; 404 for what he may not see."""
    paths = actor.paths(Capability.VIEW)
    if not paths:
        raise Refused("您没有查看业务数据的权限。")
    code = request.GET.get("place", "")
    if not code:
        return Jurisdiction.objects.get(path=paths[0])
    node = Jurisdiction.objects.filter(code=code).first()
    if node is None or not any(node.path.startswith(path) for path in paths):
        raise Http404
    return node


def _year(request: TenantRequest, years: list[int]) -> int | None:
    text = request.GET.get("year", "")
    return int(text) if text.isdecimal() and int(text) in years else None


def _crumbs(node: Jurisdiction, actor: Actor) -> list[dict[str, str]]:
    """The way down to the place, as far as the person may see."""
    paths = actor.paths(Capability.VIEW)
    nodes = Jurisdiction.objects.filter(path__in=node.ancestor_paths()).order_by("path")
    address = reverse("dashboard_pool", kwargs={"tenant": actor.tenant.code})
    return [
        {"label": n.name, "url": f"{address}?place={n.code}"}
        for n in nodes
        if any(n.path.startswith(path) for path in paths)
    ]
