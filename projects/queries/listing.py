"""Projects as a list: whose places, which filters, which figures; the neighbourhoods that are still to be proposed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db.models import Count, DecimalField, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from communities.models import Jurisdiction, Neighbourhood
from communities.neighbourhoods.register.names import fold
from communities.people.enums import Capability
from communities.people.rights import Actor, within
from communities.rulebooks.queries import Adopted
from projects.assigned import granted
from projects.enums import Batch, ItemState, State
from projects.models import Project, ProjectNeighbourhood, WorksItem


def at(paths: Iterable[str]) -> Q:
    """Projects that touch the places: at or below one, or with one of its neighbourhoods."""
    places = list(paths)
    members = ProjectNeighbourhood.objects.filter(within(places, "neighbourhood__path"))
    return within(places) | Q(pk__in=members.values("project_id"))


def viewed(actor: Actor) -> QuerySet[Project]:
    """Projects that touch the places that the person may view: what looks at many projects at once asks."""
    return Project.objects.filter(at(actor.paths(Capability.VIEW)))


def visible(actor: Actor) -> QuerySet[Project]:
    """`viewed`, and those assigned to the person on the actor's day: what a project's own pages ask. One query."""
    seen = at(actor.paths(Capability.VIEW))
    if actor.may_somewhere(Capability.ASSIGNED):
        seen |= Q(pk__in=granted(actor).values("project"))
    return Project.objects.filter(seen)


def filtered(projects: QuerySet[Project], asked: Mapping[str, str]) -> QuerySet[Project]:
    """By name, pinyin or code (`q`), `state`, `batch` (none = without one), `place` (code) and `neighbourhood` (id).

    Nonsense is left out.
    """
    if text := asked.get("q", "").strip()[:80]:
        projects = projects.filter(Q(search_text__contains=fold(text)) | Q(code__startswith=text))
    if asked.get("state") in State.values:
        projects = projects.filter(state=asked["state"])
    if (batch := asked.get("batch", "")) in (*Batch.values, "none"):
        projects = projects.filter(batch="" if batch == "none" else batch)
    if code := asked.get("place", ""):
        place = Jurisdiction.objects.filter(code=code).first()
        projects = projects.filter(at([place.path])) if place else projects.none()
    if (pk := asked.get("neighbourhood", "")).isdecimal():
        holding = ProjectNeighbourhood.objects.filter(neighbourhood=int(pk)).values("project")
        projects = projects.filter(pk__in=holding)
    return projects


def with_figures(projects: QuerySet[Project]) -> QuerySet[Project]:
    """Adds figures, by one subquery each, and the id of the newest decision about one of the neighbourhoods.

    neighbourhood_count, buildings, households, floor_area (㎡), item_count, estimate (yuan), latest_verdict.
    """
    members = ProjectNeighbourhood.objects.filter(project=OuterRef("pk")).order_by().values("project")
    standing = WorksItem.objects.exclude(state=ItemState.WITHDRAWN)
    items = standing.filter(project=OuterRef("pk")).order_by().values("project")
    money: DecimalField[Decimal, Decimal] = DecimalField(max_digits=20, decimal_places=2)
    return projects.annotate(
        neighbourhood_count=Subquery(members.annotate(n=Count("pk")).values("n")),
        buildings=Subquery(members.annotate(n=Sum("neighbourhood__buildings")).values("n")),
        households=Subquery(members.annotate(n=Sum("neighbourhood__households")).values("n")),
        floor_area=Subquery(
            members.annotate(n=Sum("neighbourhood__floor_area")).values("n"), output_field=money
        ),
        latest_verdict=Subquery(members.annotate(n=Max("neighbourhood__decision")).values("n")),
        item_count=Coalesce(Subquery(items.annotate(n=Count("pk")).values("n")), 0),
        estimate=Subquery(items.annotate(n=Sum("estimate")).values("n"), output_field=money),
    )


def in_living_projects() -> QuerySet[ProjectNeighbourhood, int]:
    """The ids of neighbourhoods that a project holds which is not withdrawn."""
    return ProjectNeighbourhood.objects.exclude(project__state=State.WITHDRAWN).values_list(
        "neighbourhood", flat=True
    )


def proposable(actor: Actor, adopted: Adopted) -> QuerySet[Neighbourhood]:
    """Neighbourhoods without a project where the person may propose: the eligible; all, where no rule says which."""
    free = (
        Neighbourhood.objects.standing()
        .filter(within(actor.paths(Capability.PROPOSE)))
        .exclude(pk__in=in_living_projects())
        .order_by("path", "sort_key", "id")
    )
    return free.filter(eligible="yes") if adopted.rulebook.rows("eligibility") else free
