"""Reading: the rulebook by section and clause, what is unsettled, its versions, one decision as it was made."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.rulebooks import changes, clauses, labels, queries
from communities.rulebooks.models import Decision
from communities.rulebooks.presenting import present
from communities.rulebooks.queries import Adopted, NoRulebook

PAGE = 30
_SUBJECT_PAGES = {"neighbourhood": "neighbourhood_detail", "project": "project_detail"}


def tabs(request: TenantRequest, current: str) -> list[dict[str, Any]]:
    """The pages of this menu entry."""
    pages = {
        "rulebook": "规则条文",
        "rulebook_unsettled": "待定事项",
        "rulebook_overlay": "本级补充设定",
        "rulebook_versions": "版本记录",
    }
    code = {"tenant": request.tenant.code}
    return [
        {"label": label, "url": reverse(name, kwargs=code), "current": name == current}
        for name, label in pages.items()
    ]


def nothing_in_force(request: TenantRequest, error: NoRulebook) -> HttpResponse:
    """The page while no rulebook is in force: a state to say, not a failure."""
    return render(
        request, "rulebooks/none.html", {"sentence": str(error), "tabs": tabs(request, "rulebook_versions")}
    )


def may_configure(request: TenantRequest) -> bool:
    """Whether to show the buttons; the services ask again."""
    return request.actor.may(Capability.CONFIGURE, queries.top_place().path)


@require_safe
def rulebook(request: TenantRequest, tenant: str) -> HttpResponse:
    """The rulebook in force today; with `q` the clauses that contain the words."""
    try:
        adopted = queries.in_force(timezone.localdate())
    except NoRulebook as error:
        return nothing_in_force(request, error)
    return _show(request, adopted, is_in_force=True)


@require_safe
def version(request: TenantRequest, tenant: str, number: int) -> HttpResponse:
    """Any version, as it was published."""
    return _show(request, _numbered(number), is_in_force=False)


@require_safe
def section(request: TenantRequest, tenant: str, number: int, section: str) -> HttpResponse:
    """One section of a version: the city's own clauses, then those of the layers it stands on."""
    if section not in labels.SECTIONS:
        raise Http404
    adopted = _numbered(number)
    texts = _texts(adopted)
    return render(
        request,
        "rulebooks/section.html",
        {
            "adopted": adopted,
            "name": labels.SECTIONS[section],
            "menu_sections": _own(adopted),
            "section_id": section,
            "texts": [
                {**text, "sections": [s for s in text["sections"] if s.id == section]}
                for text in texts
                if not text["source"].is_layer or any(s.id == section for s in text["sections"])
            ],
            "may_configure": may_configure(request),
            "tabs": tabs(request, "rulebook"),
        },
    )


@require_safe
def unsettled(request: TenantRequest, tenant: str) -> HttpResponse:
    """What the tenant must still decide: decisions hold something up, advice does not."""
    try:
        adopted = queries.in_force(timezone.localdate())
    except NoRulebook as error:
        return nothing_in_force(request, error)
    words = clauses.words_of(adopted)
    groups: dict[tuple[str, str], dict[str, Any]] = {}
    for item in adopted.rulebook.unsettled():
        label = words.path(item.path) if item.path else ""
        question = item.question_zh if item.id else f"{label}：由本级确定"
        blocks = [labels.SECTIONS.get(section, section) for section in item.blocks]
        group = groups.setdefault(
            (item.kind, question), {"item": item, "question": question, "paths": [], "blocks": blocks}
        )
        if item.path:
            group["paths"].append({"path": item.path, "label": label})
    decisions = [group for (kind, _), group in groups.items() if kind == "decision"]
    advice = [group for (kind, _), group in groups.items() if kind != "decision"]
    return render(
        request,
        "rulebooks/unsettled.html",
        {
            "adopted": adopted,
            "lists": [
                {"name": "须作出决定", "sub": "定下来之前，相关判定为待定", "groups": decisions},
                {"name": "可以明确", "sub": "不影响判定", "groups": advice},
            ],
            "may_configure": may_configure(request),
            "tabs": tabs(request, "rulebook_unsettled"),
        },
    )


@require_safe
def versions(request: TenantRequest, tenant: str) -> HttpResponse:
    """Every publication, the newest first, with the entries that came and went by it."""
    rows = queries.versions().prefetch_related("entries", "withdrawn_entries")
    before = request.GET.get("before", "")
    if before.isdecimal():
        rows = rows.filter(number__lt=int(before))
    found = list(rows[: PAGE + 1])
    today = timezone.localdate()
    current = queries.versions().filter(effective_from__lte=today).values_list("number", flat=True).first()
    return render(
        request,
        "rulebooks/versions.html",
        {
            "versions": found[:PAGE],
            "current": current,
            "today": today,
            "older": found[PAGE - 1].number if len(found) > PAGE else None,
            "tabs": tabs(request, "rulebook_versions"),
        },
    )


@require_safe
def compare(request: TenantRequest, tenant: str) -> HttpResponse:
    """What changed between two versions."""
    numbers = [request.GET.get(name, "") for name in ("from", "to")]
    if not all(number.isdecimal() for number in numbers):
        raise Http404
    old, new = (_numbered(int(number)) for number in numbers)
    return render(
        request,
        "rulebooks/compare.html",
        {
            "old": old,
            "new": new,
            "changes": changes.between(old, new),
            "tabs": tabs(request, "rulebook_versions"),
        },
    )


@require_safe
def decision(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """One decision as it was made: rule, version, entries, facts, criteria. A later version does not touch it."""
    found = get_object_or_404(queries.decisions(request.actor), pk=pk)
    adopted = queries.adopted(found.version)
    others = queries.decisions(request.actor).filter(
        rule=found.rule, subject_kind=found.subject_kind, subject_id=found.subject_id
    )
    return render(
        request,
        "rulebooks/decision.html",
        {
            "decision": found,
            "view": present(found.verdict, adopted, tenant=request.tenant.code, facts=found.facts),
            "subject": labels.SUBJECTS.get(found.subject_kind, found.subject_kind),
            "subject_url": _subject_url(found, request.tenant.code),
            "others": others.exclude(pk=found.pk)[:10],
        },
    )


def _subject_url(decision: Decision, code: str) -> str:
    """The page of the row that was judged; it belongs to a higher room."""
    try:
        return reverse(
            _SUBJECT_PAGES[decision.subject_kind], kwargs={"tenant": code, "pk": decision.subject_id}
        )
    except (KeyError, NoReverseMatch):
        return ""


def _numbered(number: int) -> Adopted:
    return queries.adopted(get_object_or_404(queries.versions(), number=number))


def _texts(adopted: Adopted) -> list[dict[str, Any]]:
    today = timezone.localdate()
    return [
        {"source": clauses.source_of(pack, today), "sections": clauses.sections_of(adopted, pack)}
        for pack in (adopted.pack, *adopted.layers)
    ]


def _own(adopted: Adopted) -> list[clauses.Section]:
    return clauses.sections_of(adopted, adopted.pack)


def _show(request: TenantRequest, adopted: Adopted, *, is_in_force: bool) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    texts = _texts(adopted)
    if text:
        for one in texts:
            one["sections"] = clauses.search(one["sections"], text)
    return render(
        request,
        "rulebooks/search.html" if text else "rulebooks/rulebook.html",
        {
            "adopted": adopted,
            "is_in_force": is_in_force,
            "texts": texts,
            "q": text,
            "found": sum(len(s.clauses) for one in texts for s in one["sections"]) if text else 0,
            "may_configure": may_configure(request),
            "tabs": tabs(request, "rulebook"),
        },
    )
