"""What the pages share: a row that the person may see or 404, the one paper of a form, the way back."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse

from approvals.acceptance import queries
from approvals.models import Acceptance, AcceptanceFinding, Handover, Warranty
from communities.models import Document
from communities.people.rights import Actor
from projects.forms.papers import PapersForm
from projects.models import Project
from projects.queries import visible


def acceptance_or_404(actor: Actor, pk: int) -> Acceptance:
    """A round of a project that the person sees; any other does not exist."""
    row = queries.acceptances(actor).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def finding_or_404(actor: Actor, pk: int) -> AcceptanceFinding:
    """A defect of such a round."""
    found = AcceptanceFinding.objects.filter(acceptance__project__in=visible(actor))
    row: AcceptanceFinding | None = (
        found.select_related("acceptance__project__jurisdiction", "check_row__works_item")
        .filter(pk=pk)
        .first()
    )
    if row is None:
        raise Http404
    return row


def handover_or_404(actor: Actor, pk: int) -> Handover:
    """A list of such a project."""
    found = Handover.objects.filter(project__in=visible(actor))
    row: Handover | None = found.select_related("project__jurisdiction", "receipt").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def warranty_or_404(actor: Actor, pk: int) -> Warranty:
    """A warranty of such a project."""
    found = Warranty.objects.filter(works_item__project__in=visible(actor))
    row: Warranty | None = (
        found.select_related(
            "works_item__project__jurisdiction", "works_item__neighbourhood", "works_item__building"
        )
        .filter(pk=pk)
        .first()
    )
    if row is None:
        raise Http404
    return row


def paper_of(form: PapersForm, project: Project, by: Actor) -> Document | None:
    """The one paper that the form took, if any."""
    papers = form.papers(jurisdiction=project.jurisdiction, by=by)
    return papers[0][1] if papers else None


def page_of(tenant: str, project: Project) -> str:
    """The address of the project's page of acceptance."""
    return reverse("project_acceptance", kwargs={"tenant": tenant, "pk": project.pk})
