"""Reads of projects that more than one caller needs, and the facts that a rulebook asks of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, DecimalField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from communities.models import Jurisdiction, Neighbourhood, Survey
from communities.neighbourhoods.register.names import fold
from communities.people.enums import Capability
from communities.people.rights import Actor, within
from communities.rulebooks.queries import Adopted
from policies.pack import OPEN
from policies.question import Declaration, Question, Subject, WorksItem as AskedItem
from projects.enums import ItemState, State
from projects.models import Project, ProjectDeclaration, ProjectNeighbourhood, WorksItem


def visible(actor: Actor) -> QuerySet[Project]:
    """Projects that touch the person's places: at or below one, or with one of its neighbourhoods."""
    paths = actor.paths(Capability.VIEW)
    touching = ProjectNeighbourhood.objects.filter(within(paths, "neighbourhood__path")).values("project_id")
    return Project.objects.filter(within(paths) | Q(pk__in=touching))


def with_figures(projects: QuerySet[Project]) -> QuerySet[Project]:
    """Adds neighbourhood_count, households, floor_area (㎡), item_count and estimate (yuan), one subquery each."""
    members = ProjectNeighbourhood.objects.filter(project=OuterRef("pk")).order_by().values("project")
    items = (
        WorksItem.objects.filter(project=OuterRef("pk")).exclude(state=ItemState.WITHDRAWN).order_by().values("project")
    )
    money: DecimalField[Decimal, Decimal] = DecimalField(max_digits=20, decimal_places=2)
    return projects.annotate(
        neighbourhood_count=Subquery(members.annotate(n=Count("pk")).values("n")),
        households=Subquery(members.annotate(n=Sum("neighbourhood__households")).values("n")),
        buildings=Subquery(members.annotate(n=Sum("neighbourhood__buildings")).values("n")),
        floor_area=Subquery(members.annotate(n=Sum("neighbourhood__floor_area")).values("n"), output_field=money),
        item_count=Coalesce(Subquery(items.annotate(n=Count("pk")).values("n")), 0),
        estimate=Subquery(items.annotate(n=Sum("estimate")).values("n"), output_field=money),
    )


@dataclass(frozen=True)
class ProjectFacts:
    """What is known of one project, its items and its neighbourhoods, ready to be asked about."""

    project: Project
    subject: Subject
    items: tuple[Subject, ...]
    neighbourhoods: tuple[Neighbourhood, ...]


def facts_of(projects: Sequence[Project], adopted: Adopted) -> list[ProjectFacts]:
    """The facts of many projects in a constant number of queries."""
    ids = [project.pk for project in projects]
    members: dict[int, list[Neighbourhood]] = defaultdict(list)
    for row in (
        ProjectNeighbourhood.objects.filter(project__in=ids).select_related("neighbourhood").order_by("id")
    ):
        members[row.project_id].append(row.neighbourhood)
    items: dict[int, list[WorksItem]] = defaultdict(list)
    for item in WorksItem.objects.filter(project__in=ids).exclude(state=ItemState.WITHDRAWN).order_by("id"):
        items[item.project_id].append(item)
    stated: dict[int, list[ProjectDeclaration]] = defaultdict(list)
    for row_ in (
        ProjectDeclaration.objects.filter(project__in=ids, is_current=True)
        .select_related("organisation__jurisdiction")
        .prefetch_related("evidence")
        .order_by("id")
    ):
        stated[row_.project_id].append(row_)
    willing = _willing([n.pk for rows in members.values() for n in rows])
    return [
        _facts(project, members[project.pk], items[project.pk], stated[project.pk], willing, adopted)
        for project in projects
    ]


def _facts(
    project: Project,
    neighbourhoods: list[Neighbourhood],
    items: list[WorksItem],
    stated: list[ProjectDeclaration],
    willing: dict[int, Survey],
    adopted: Adopted,
) -> ProjectFacts:
    category = {row.id: row.category for row in adopted.rulebook.rows("items")}
    counts = Counter(category[item.item] for item in items if item.item in category)
    facts: dict[str, object] = {f"project.item_count.{row.id}": counts[row.id] for row in adopted.rulebook.rows("categories")}
    for name in ("scope", "scale", "contents", "milestones"):
        if text := getattr(project, name):
            facts[f"project.{name}"] = text
    estimates = [item.estimate for item in items]
    if estimates and None not in estimates:
        facts["project.investment"] = sum((e for e in estimates if e is not None), Decimal(0))
    if project.batch:
        facts["project.batch"] = project.batch
    facts.update({f"priority.{row}": value for row, value in project.grades.items()})
    # One figure for a project of several neighbourhoods: of the sums, never an average of rates.
    surveys = [willing[n.pk] for n in neighbourhoods if n.pk in willing]
    if surveys and len(surveys) == len(neighbourhoods):
        total = sum(s.households for s in surveys)
        if total:
            facts["neighbourhood.willing_ratio"] = Decimal(100 * sum(s.agreeing for s in surveys)) / total
        answered = [s.answered for s in surveys]
        if total and None not in answered:
            facts["neighbourhood.participation"] = Decimal(100 * sum(a or 0 for a in answered)) / total
    if any(n.is_demonstration is not None for n in neighbourhoods):
        facts["neighbourhood.demonstration"] = any(n.is_demonstration for n in neighbourhoods)
    flags = {} if project.off_standard is None else {"off_standard": project.off_standard}
    places = [n.path for n in neighbourhoods]
    subject = Subject(
        "project", str(project.pk), facts, _declared([d for d in stated if d.works_item_id is None], places), flags
    )
    return ProjectFacts(
        project, subject, tuple(_item(item, stated, places) for item in items), tuple(neighbourhoods)
    )


def _item(item: WorksItem, stated: list[ProjectDeclaration], places: list[str]) -> Subject:
    flags = {
        name: value
        for name in ("uses_idle_land", "affects_sunlight_or_green", "adds_building")
        if (value := getattr(item, name)) is not None
    }
    own = [d for d in stated if d.works_item_id == item.pk]
    return Subject("item", str(item.pk), {}, _declared(own, places), flags, AskedItem(item.item, item.estimate, None))


def _declared(stated: Iterable[ProjectDeclaration], places: Sequence[str]) -> dict[str, Declaration]:
    """One declaration a criterion. Several organisations of a lower level declare each for its part: any no is no; a yes counts
    when together they hold every neighbourhood."""
    by_criterion: dict[str, list[ProjectDeclaration]] = defaultdict(list)
    for row in stated:
        by_criterion[row.criterion].append(row)
    result = {}
    for criterion, rows in by_criterion.items():
        if all(row.value for row in rows):
            own = [row.organisation.jurisdiction.path for row in rows]
            value = True if all(any(p.startswith(path) for path in own) for p in places) else None
        else:
            value = False
        names = set.intersection(*({e.name for e in row.evidence.all()} for row in rows))
        result[criterion] = Declaration(value, rows[-1].stated_by, tuple(sorted(names)))
    return result


def _willing(neighbourhoods: Sequence[int]) -> dict[int, Survey]:
    latest = (
        Survey.objects.filter(neighbourhood__in=neighbourhoods)
        .order_by("neighbourhood", "-on", "-id")
        .distinct("neighbourhood")
    )
    return {survey.neighbourhood_id: survey for survey in latest}


@dataclass(frozen=True)
class Place:
    """A project's place in the order; ties share it. `steps` are (priority name, clause, what was compared)."""

    project: Project
    place: int
    is_tied: bool
    steps: tuple[tuple[str, str, str], ...]


def ranking(projects: Sequence[Project], adopted: Adopted) -> list[Place]:
    """The pool in the rulebook's order, each with what decided; without a rule of order everything ties."""
    if not projects:
        return []
    known = {facts.subject.id: facts for facts in facts_of(projects, adopted)}
    rows = sorted(adopted.rulebook.rows("priority"), key=lambda row: row.order if isinstance(row.order, int) else 99)
    answer = adopted.rulebook.ask("ranking", Question(subjects=tuple(f.subject for f in known.values())))
    order = [(known[entry["id"]], int(entry["place"])) for entry in answer.effects["order"]]
    shared = Counter(place for _, place in order)
    return [
        Place(
            facts.project,
            place,
            shared[place] > 1,
            tuple((row.name, row.source, _compared(row.id, row.field, facts.subject)) for row in rows),
        )
        for facts, place in order
    ]


def _compared(row: str, field: str, subject: Subject) -> str:
    value = subject.facts.get(f"priority.{row}" if field == "open" else field)
    if value is None:
        return "未评级" if field == "open" else "未填"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return f"{value:.2f}%"
    labels = {"implementing": "实施一批", "planning": "谋划一批", "reserve": "储备一批"}
    return f"第 {value} 级" if field == "open" else labels.get(str(value), str(value))




@dataclass(frozen=True)
class Page:
    """A keyset page: the rows, how many there are in all, the keys of the neighbouring pages."""

    rows: list[Project]
    total: int
    previous: str
    next: str


def filtered(projects: QuerySet[Project], asked: Mapping[str, str]) -> QuerySet[Project]:
    """By name, pinyin or code (`q`), `state`, `batch` (none = without one) and `place` (code)."""
    if text := asked.get("q", "").strip():
        projects = projects.filter(Q(search_text__contains=fold(text)) | Q(code__startswith=text))
    if asked.get("state") in State.values:
        projects = projects.filter(state=asked["state"])
    if batch := asked.get("batch", ""):
        projects = projects.filter(batch="" if batch == "none" else batch)
    if place := asked.get("place", ""):
        node = Jurisdiction.objects.filter(code=place).first()
        projects = projects.filter(within([node.path])) if node else projects.none()
    return projects


def page(projects: QuerySet[Project], *, after: str, size: int) -> Page:
    """The page that starts after the project with this id, newest first; a leading "-" asks for the page before it."""
    total = projects.count()
    backwards, key = after.startswith("-"), after.removeprefix("-")
    rows = with_figures(projects).select_related("jurisdiction")
    if key.isdigit():
        rows = rows.filter(pk__gt=int(key)) if backwards else rows.filter(pk__lt=int(key))
    found = list(rows.order_by("pk" if backwards else "-pk")[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    has_previous = more if backwards else bool(key)
    has_next = bool(key) if backwards else more
    return Page(
        found,
        total,
        f"-{found[0].pk}" if found and has_previous else "",
        str(found[-1].pk) if found and has_next else "",
    )


def proposable(actor: Actor) -> QuerySet[Neighbourhood]:
    """Eligible neighbourhoods that no living project holds, where the person may propose."""
    taken = ProjectNeighbourhood.objects.filter(is_alive=True).values("neighbourhood_id")
    return (
        Neighbourhood.objects.standing()
        .filter(within(actor.paths(Capability.PROPOSE)), eligible="yes")
        .exclude(pk__in=taken)
        .order_by("path", "sort_key", "id")
    )


def catalogue(adopted: Adopted) -> list[tuple[str, list[tuple[str, str]]]]:
    """The rulebook's works items by category, as a form's choices."""
    rulebook = adopted.rulebook
    return [
        (row.name, [(item.id, item.name) for item in rulebook.rows("items") if item.category == row.id])
        for row in rulebook.rows("categories")
    ]


def item_class(item: str, adopted: Adopted) -> str:
    """The class that the rulebook, or the tenant's entry over it, gives a catalogue item; empty while it is open."""
    row = adopted.rulebook.find("items", item)
    return "" if row is None or row.class_ == OPEN else str(row.class_)


def item_names(adopted: Adopted) -> dict[str, str]:
    """Catalogue id -> Chinese name."""
    return {row.id: row.name for row in adopted.rulebook.rows("items")}


@dataclass(frozen=True)
class ItemRow:
    """A works item as shown: name and class from the rulebook (class empty = left open), clause of the catalogue."""

    item: WorksItem
    name: str
    class_name: str
    clause: str


def items_of(project: Project, adopted: Adopted) -> list[ItemRow]:
    """The project's items that are not withdrawn, in the order of entry."""
    rulebook = adopted.rulebook
    known = {row.id: row for row in rulebook.rows("items")}
    classes = {row.id: row.name for row in rulebook.rows("classes")}
    rows = (
        WorksItem.objects.filter(project=project)
        .exclude(state=ItemState.WITHDRAWN)
        .select_related("neighbourhood", "building")
        .order_by("id")
    )
    return [
        ItemRow(
            item,
            known[item.item].name if item.item in known else item.item,
            classes.get(item_class(item.item, adopted), ""),
            known[item.item].source if item.item in known else "",
        )
        for item in rows
    ]
