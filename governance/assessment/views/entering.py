"""What people enter for the assessment: declared figures, pilots."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from communities.models import Jurisdiction
from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.people.rights import Refused, within
from communities.records.services import store
from communities.rulebooks.queries import Adopted
from governance.assessment import services
from governance.assessment.bodies import assessor_id, bodies, find_assessor
from governance.assessment.finding import assessment_or_404, month_or_404
from governance.assessment.forms import DeclareFigureForm, PilotForm
from governance.enums import PilotKind
from governance.models import DeclaredFigure, Pilot
from projects.queries import viewed
from projects.views import by_rulebook, page_with_forms
from projects.views.asking import is_written

EVIDENCE = "评价依据"
LISTED = 50


@page_with_forms
@by_rulebook
def figure_declare(request: TenantRequest, tenant: str, assessment: str, month: str) -> HttpResponse:
    """申报指标: the figures of a month that the rulebook leaves to the assessor."""
    day = month_or_404(month)
    row, adopted = assessment_or_404(assessment, day)
    if find_assessor(row, adopted=adopted, by=request.actor, capability=Capability.DECLARE) is None:
        name = adopted.rulebook.actor_name(assessor_id(row, adopted))
        raise Refused(f"《{row.name}》的指标由{name}申报，您不在该单位，或没有替它申报的权限。")
    places = list(Jurisdiction.objects.order_by("path"))
    assessed = {f"{b.actor}@{b.place.code}": b for b in bodies(row, adopted, places)}
    form = DeclareFigureForm(
        request.POST or None,
        request.FILES or None,
        indicators=_declared_of(row, adopted),
        bodies=[
            (key, f"{b.place.name}{adopted.rulebook.actor_name(b.actor)}") for key, b in assessed.items()
        ],
    )

    def write() -> None:
        given = form.cleaned_data
        body = assessed[given["body"]]
        try:
            document = store(
                file=given["file"],
                filename=given["file"].name,
                kind=EVIDENCE,
                jurisdiction=body.place,
                by=request.actor,
            )
        except ValidationError as error:
            form.add_error("file", error)
            raise
        services.declare_figure(
            given["indicator"],
            actor=body.actor,
            jurisdiction=body.place,
            month=day,
            value=given["value"],
            document=document,
            note=given["note"],
            by=request.actor,
            now=timezone.now(),
        )
        messages.success(request, "已申报。月末以后申报的，由更正计入这个月。")

    if _is_kept(request, form, write):
        return redirect(request.path)
    return render(
        request,
        "governance/assessment/declare.html",
        {
            "form": form,
            "row": row,
            "month": day,
            "key": month,
            "declared": DeclaredFigure.objects.filter(
                month=day, indicator__in=[id_ for id_, _ in _declared_of(row, adopted)]
            ).select_related("jurisdiction", "organisation", "entered_by", "acted_for")[:LISTED],
            "names": dict(_declared_of(row, adopted)),
            "actors": {
                actor: adopted.rulebook.actor_name(actor) for actor in {b.actor for b in assessed.values()}
            },
        },
    )


def _is_kept(request: TenantRequest, form: Any, write: Any) -> bool:
    """As `is_written`; a file of a kind that is not taken is said at its field."""
    try:
        return is_written(request, form, write)
    except ValidationError:
        return False


def _declared_of(row: Any, adopted: Adopted) -> list[tuple[str, str]]:
    found = [adopted.rulebook.get("indicators", id_) for id_ in row.indicators]
    return [(one.id, one.name) for one in found if one.compute == "declared"]


@page_with_forms
@by_rulebook
def pilot_tick(request: TenantRequest, tenant: str) -> HttpResponse:
    """试点: projects and communities ticked as pilots, and ticking one."""
    actor = request.actor
    actor.require_somewhere(Capability.VIEW)
    may_tick = actor.may_somewhere(Capability.DECIDE)
    form = PilotForm(request.POST or None) if may_tick else None
    if request.method == "POST" and form is None:
        raise Refused("试点由本级或区(市)的政府、领导机构或部门登记。")
    if form is not None:
        _choices(form, request)

        def write() -> None:
            given = form.cleaned_data
            kind = PilotKind(given["kind"])
            services.tick_pilot(
                kind,
                project=given["project"] if kind == PilotKind.MARKET else None,
                jurisdiction=given["community"] if kind == PilotKind.COCREATION else None,
                is_pilot=given["is_pilot"],
                on=given["on"],
                basis=given["basis"],
                by=actor,
                now=timezone.now(),
            )
            messages.success(request, "已登记。")

        if is_written(request, form, write):
            return redirect(request.path)
    listed = Pilot.objects.filter(within(actor.paths(Capability.VIEW), "jurisdiction__path")).select_related(
        "project", "jurisdiction", "organisation", "entered_by", "acted_for"
    )[:LISTED]
    return render(request, "governance/assessment/pilots.html", {"form": form, "pilots": listed})


def _choices(form: PilotForm, request: TenantRequest) -> None:
    project: Any = form.fields["project"]
    community: Any = form.fields["community"]
    paths = request.actor.paths(Capability.DECIDE)
    project.queryset = viewed(request.actor).filter(within(paths)).order_by("path", "name")
    community.queryset = Jurisdiction.objects.filter(within(paths), division="community").order_by("path")
