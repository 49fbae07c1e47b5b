"""Proposing: eligible neighbourhoods become a project of the reserve pool."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from communities.models import Jurisdiction, Neighbourhood
from communities.neighbourhoods.register.names import search_text
from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted
from communities.tenancy.models import SEGMENT
from projects.enums import Route, State
from projects.errors import NotPossible
from projects.models import Project, ProjectNeighbourhood
from projects.services.acting import proposer
from projects.services.items import ItemDraft, add_items

NAMED = 5
"""How many neighbourhoods a refusal names."""


def propose(
    *,
    neighbourhoods: Sequence[Neighbourhood],
    name: str,
    items: Sequence[ItemDraft],
    adopted: Adopted,
    by: Actor,
    now: datetime,
    route: str = Route.COMPREHENSIVE,
) -> Project:
    """Make a project, PROPOSED, of one or several eligible neighbourhoods; no gate is asked.

    Where the text has no rule of eligibility there is no verdict, and any neighbourhood may be proposed. Raises
    `Refused` for who may not, `NotPossible` naming each neighbourhood that is not eligible or waits already.
    """
    if not neighbourhoods:
        raise NotPossible("请至少选择一个小区。")
    with accounted(by):
        chosen = _hold(neighbourhoods)
        organisation = proposer(by, [n.path for n in chosen])
        _must_be_eligible(chosen, adopted)
        must_be_free(chosen)
        jurisdiction = common_place([n.path for n in chosen])
        project: Project = Project.objects.create(
            jurisdiction=jurisdiction,
            path=jurisdiction.path,
            code=_next_code(jurisdiction, now),
            name=name.strip(),
            search_text=search_text(name, *(n.name for n in chosen)),
            route=route,
            state=State.PROPOSED,
            state_since=now,
            proposed_by=organisation,
            entered_by=by.person,
            created_at=now,
        )
        ProjectNeighbourhood.objects.bulk_create(
            ProjectNeighbourhood(project=project, neighbourhood=n) for n in chosen
        )
        if items:
            add_items(project, items, adopted=adopted, by=by)
    return project


def must_be_free(neighbourhoods: Sequence[Neighbourhood], *, besides: Project | None = None) -> None:
    """No other project of the pool holds any of them. Raises `NotPossible` naming the project that does."""
    waiting = (
        ProjectNeighbourhood.objects.filter(neighbourhood__in=neighbourhoods, is_waiting=True)
        .exclude(project=besides)
        .select_related("project", "neighbourhood")
        .order_by("id")
    )
    taken = [f"{row.neighbourhood.name}(在“{row.project.name}”中)" for row in waiting[:NAMED]]
    if taken:
        raise NotPossible(f"以下小区已在储备库的其他项目中，不能重复提出：{'、'.join(taken)}。")


def common_place(paths: Sequence[str]) -> Jurisdiction:
    """The lowest place that holds all the paths."""
    first, last = min(paths), max(paths)
    length = 0
    while length < len(first) and first[: length + SEGMENT] == last[: length + SEGMENT]:
        length += SEGMENT
    place: Jurisdiction = Jurisdiction.objects.get(path=first[:length])
    return place


def _hold(neighbourhoods: Sequence[Neighbourhood]) -> list[Neighbourhood]:
    """The rows, locked in one order, so that of two people proposing the same one waits for the other and is told."""
    wanted = {n.pk for n in neighbourhoods}
    rows = list(
        Neighbourhood.objects.standing().select_for_update(of=("self",)).filter(pk__in=wanted).order_by("id")
    )
    if len(rows) != len(wanted):
        raise NotPossible("有的小区已被合并或撤销，请刷新后重新选择。")
    return rows


def _must_be_eligible(neighbourhoods: Sequence[Neighbourhood], adopted: Adopted) -> None:
    if not adopted.rulebook.rows("eligibility"):
        return
    words = {"no": "不可纳入", "undetermined": "待定"}
    out = [f"{n.name}({words.get(n.eligible, '未判定')})" for n in neighbourhoods if n.eligible != "yes"]
    if out:
        more = f"等 {len(out)} 个小区" if len(out) > NAMED else ""
        raise NotPossible(f"只有判定为可纳入的小区才能提出项目。还不能提出：{'、'.join(out[:NAMED])}{more}。")


def _next_code(jurisdiction: Jurisdiction, now: datetime) -> str:
    """Place code, year, running number: 370203-2026-001. The place's row is locked: two proposals get two numbers."""
    Jurisdiction.objects.select_for_update(no_key=True, of=("self",)).get(pk=jurisdiction.pk)
    prefix = f"{jurisdiction.code}-{timezone.localdate(now).year}-"
    codes = Project.objects.filter(code__startswith=prefix).values_list("code", flat=True)
    return f"{prefix}{max((int(code.removeprefix(prefix)) for code in codes), default=0) + 1:03d}"
