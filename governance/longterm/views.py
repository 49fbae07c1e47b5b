"""Pages of long-term management: coverage by place, what runs out first, the rows behind each number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities.models import Jurisdiction
from communities.neighbourhoods.register.names import fold
from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.people.rights import Refused
from communities.records.spreadsheets import attachment, workbook
from communities.rulebooks.queries import Adopted, NoRulebook, in_force
from governance.figures import Instant
from governance.longterm.coverage import MEASURES, coverage_of, neighbourhoods_of
from governance.longterm.listing import ENDINGS, LINES, every_line, lines_of
from governance.longterm.running_out import KINDS, SPANS, count_of, endings_of, soonest
from governance.longterm.yardsticks import yardsticks

ANSWERS = {"": "全部", "yes": "已落实", "no": "未落实"}


@dataclass(frozen=True)
class Asked:
    """What an address asks for: the place, which number's rows, under which filters."""

    node: Jurisdiction
    figure: str
    answer: str
    days: int
    text: str

    @property
    def params(self) -> dict[str, str]:
        return {"place": self.node.code, "figure": self.figure}


@require_safe
def longterm(request: TenantRequest, tenant: str) -> HttpResponse:
    """长效管理: the rates of a place and of what lies below it; what ends first."""
    asked, adopted = _asked(request), _rulebook()
    children = list(Jurisdiction.objects.children_of(asked.node).order_by("path"))
    now, today = timezone.now(), timezone.localdate()
    context = {
        "node": asked.node,
        "crumbs": _crumbs(request, asked.node),
        "coverage": coverage_of(asked.node, children, Instant.at(now)),
        "measures": yardsticks(adopted, is_own_level=asked.node.parent_id is None),
        "endings": soonest(asked.node, actor=request.actor, on=today, days=asked.days, adopted=adopted),
        "kinds": KINDS.values(),
        "days": asked.days,
        "spans": SPANS,
        "now": now,
    }
    return render(request, "longterm/page.html", context)


@require_safe
def longterm_list(request: TenantRequest, tenant: str) -> HttpResponse:
    """The rows behind a number, by key."""
    asked, adopted = _asked(request), _rulebook()
    context: dict[str, Any] = {
        "asked": asked,
        "node": asked.node,
        "title": _title(asked),
        "crumbs": [*_crumbs(request, asked.node), {"label": "名单", "url": ""}],
        "may_export": request.actor.may(Capability.EXPORT, asked.node.path),
        "answers": ANSWERS.items(),
        "spans": SPANS,
    }
    after = request.GET.get("after", "")
    if kind := KINDS.get(asked.figure):
        told: dict[str, Any] = {"actor": request.actor, "on": timezone.localdate(), "days": asked.days}
        rows, following = endings_of(kind, asked.node, adopted=adopted, after=after, **told)
        total = count_of(kind, asked.node, **told)
        return render(
            request,
            "longterm/endings.html",
            context | {"rows": rows, "next": following, "total": total},
        )
    found = neighbourhoods_of(
        MEASURES[asked.figure],
        asked.node,
        Instant.at(timezone.now()),
        answer=asked.answer,
        text=fold(asked.text),
        after=after,
    )
    context |= {
        "measure": MEASURES[asked.figure],
        "rows": lines_of(found.rows, adopted),
        "next": found.next,
        "total": found.total,
    }
    return render(request, "longterm/list.html", context)


@require_safe
def longterm_file(request: TenantRequest, tenant: str) -> HttpResponse:
    """The same list as a spreadsheet, all of it."""
    asked, adopted = _asked(request), _rulebook()
    actor, today = request.actor, timezone.localdate()
    actor.require(Capability.EXPORT, asked.node.path)
    title = _title(asked)
    if kind := KINDS.get(asked.figure):
        rows, _ = endings_of(
            kind, asked.node, actor=actor, on=today, days=asked.days, adopted=adopted, size=None
        )
        content = workbook(ENDINGS, rows, title=kind.label, unit="项", by=actor, on=today, frozen=2)
    else:
        found = neighbourhoods_of(
            MEASURES[asked.figure],
            asked.node,
            Instant.at(timezone.now()),
            answer=asked.answer,
            text=fold(asked.text),
            size=None,
        )
        lines = every_line(found.rows, adopted)
        label = MEASURES[asked.figure].label
        content = workbook(LINES, lines, title=label, unit="个小区", by=actor, on=today)
    return attachment(content, f"{asked.node.name}{title}{today:%Y%m%d}.xlsx")


def _asked(request: TenantRequest) -> Asked:
    """What the address names. 404 for a place that the person may not see, and for a number that there is not."""
    given = request.GET
    days = given.get("days", "")
    figure = given.get("figure", "managed")
    if figure not in MEASURES and figure not in KINDS:
        raise Http404
    return Asked(
        _place(request),
        figure,
        given.get("answer", "") if given.get("answer", "") in ANSWERS else "",
        int(days) if days.isdecimal() and int(days) in SPANS else SPANS[0],
        given.get("q", "").strip()[:80],
    )


def _place(request: TenantRequest) -> Jurisdiction:
    """The place asked for by code, else the person's own topmost."""
    paths = request.actor.paths(Capability.VIEW)
    if not paths:
        raise Refused("您没有查看业务数据的权限。")
    code = request.GET.get("place", "")
    found = Jurisdiction.objects.filter(code=code) if code else Jurisdiction.objects.filter(path=paths[0])
    node: Jurisdiction | None = found.first()
    if node is None or not any(node.path.startswith(path) for path in paths):
        raise Http404
    return node


def _rulebook() -> Adopted | None:
    try:
        return in_force(timezone.localdate())
    except NoRulebook:
        return None


def _title(asked: Asked) -> str:
    if kind := KINDS.get(asked.figure):
        return f"{asked.days}天内{kind.label}"
    said = {"yes": "：已落实", "no": "：未落实"}.get(asked.answer, "")
    return f"{MEASURES[asked.figure].label}{said}"


def _crumbs(request: TenantRequest, node: Jurisdiction) -> list[dict[str, str]]:
    """The way down to the place, as far as the person may see."""
    paths = request.actor.paths(Capability.VIEW)
    address = reverse("longterm", kwargs={"tenant": request.tenant.code})
    return [
        {"label": above.name, "url": f"{address}?place={above.code}"}
        for above in Jurisdiction.objects.filter(path__in=node.ancestor_paths()).order_by("path")
        if any(above.path.startswith(path) for path in paths)
    ]
