"""What the pages of a project share: its row or 404, a rulebook or a sentence, one service call or its refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.people.rights import Actor, Refused
from communities.rulebooks.queries import Adopted, NoRulebook, in_force
from communities.rulebooks.views.reading import nothing_in_force
from policies.pack.rows import Criterion
from projects import queries, services
from projects.assigned import BUILDING
from projects.enums import Purpose, State
from projects.errors import NotPossible
from projects.models import Project
from projects.recording import criteria_of, name_of, papers_of, who_states
from projects.services.acting import EDITABLE, places_of

Row = TypeVar("Row", bound=models.Model)

page_with_forms = require_http_methods(["GET", "HEAD", "POST"])


def by_rulebook(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that asks the rulebook; while none is in force it says so."""

    @wraps(view)
    def asking(request: TenantRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NoRulebook as error:
            return nothing_in_force(request, error)

    return asking


def project_or_404(actor: Actor, pk: int) -> Project:
    """A project that the person may see; any other does not exist."""
    found = queries.visible(actor).select_related("jurisdiction", "proposed_by", "entered_by", "acted_for")
    project = found.filter(pk=pk).first()
    if project is None:
        raise Http404
    return project


def placed_or_404(actor: Actor, pk: int) -> Project:
    """A project that the person views by his place: who else may see it, how it was before, is not an outsider's."""
    project = queries.viewed(actor).select_related("jurisdiction").filter(pk=pk).first()
    if project is None:
        raise Http404
    return project


def row_or_404(rows: models.QuerySet[Row], pk: int) -> Row:
    """One of the project's rows; any other does not exist."""
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def may_edit(project: Project, actor: Actor) -> bool:
    """Whether to show the way to a form; the services ask again."""
    places = (project.path, *places_of(project))
    return State(project.state) in EDITABLE and any(actor.may(Capability.PROPOSE, path) for path in places)


def may_record(project: Project, actor: Actor, *, assigned: frozenset[Purpose] = BUILDING) -> bool:
    """Whether to show the ways to what the project's recorders do, people with such an assignment included."""
    try:
        services.recorder(project, actor, assigned=assigned)
    except Refused:
        return False
    return project.state != State.WITHDRAWN


def must_file(project: Project, record: str, *, adopted: Adopted, by: Actor) -> None:
    """Whoever may not conclude the record is not shown its form. Raises `Refused` naming who may."""
    if services.may_file(project, record, adopted=adopted, by=by):
        return
    if not criteria_of(adopted, record):
        services.keeper(project, by)
    raise Refused(
        f"“{name_of(record)}”由{who_states(adopted, record)}确认，您不在这一单位，或该单位不管辖本项目。"
    )


def papers_asked(project: Project, record: str, *, adopted: Adopted, by: Actor, spare: str) -> dict[str, Any]:
    """What a form of papers takes: those that the criteria demand which this person states, those of others and
    `spare` as offered, with what lies on the file already.
    """
    own = [
        row
        for row in criteria_of(adopted, record)
        if services.may_state(project, row, adopted=adopted, by=by)
    ]
    wanted = list(dict.fromkeys(name for row in own for name in row.evidence))
    offered = [*papers_of(adopted, record), spare]
    return {
        "wanted": wanted,
        "offered": offered,
        "on_file": queries.on_file(project, [*wanted, *offered]),
    }


def is_written(request: TenantRequest, form: forms.Form, write: Callable[[], object]) -> bool:
    """Whether a form was sent, is right, and its one service call was made.

    A refusal is shown in the form, and a refused act keeps no paper.
    """
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        with transaction.atomic():
            write()
    except NotPossible as error:
        form.add_error(None, error.sentence)
    except ValidationError as error:
        form.add_error(None, error.messages)
    else:
        return True
    return False


def form_page(
    request: TenantRequest,
    project: Project,
    form: forms.Form,
    *,
    title: str,
    submit: str,
    back: str,
    criteria: Iterable[Criterion] = (),
    adopted: Adopted | None = None,
    lead: str = "",
) -> HttpResponse:
    """One form about a project on a page of its own, with the criteria that it files and their clauses."""
    rows = [(row, adopted.rulebook.actor_name(str(row.by)) if adopted else "") for row in criteria]
    context = {
        "project": project,
        "form": form,
        "page_title": title,
        "submit": submit,
        "back": back,
        "criteria": rows,
        "lead": lead,
    }
    return render(request, "projects/form.html", context)


def today() -> dict[str, Any]:
    """First values of a form that asks for a day."""
    return dict.fromkeys(("on", "raised_on", "said_on", "opened_on", "from_on"), timezone.localdate())


def adopted_today() -> Adopted:
    """The rulebook in force; `by_rulebook` says so where there is none."""
    return in_force(timezone.localdate())
