"""Registers of the small town of the tests, and the steps of an import without a worker between them."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from communities.neighbourhoods.imports import queries, services, tasks
from communities.neighbourhoods.models import RegisterImport
from communities.people.rights import Actor
from communities.tenancy.models import Jurisdiction
from tests.cast import Town
from tests.communities.register.sheets import register

COMMUNITY, OTHER_COMMUNITY, OTHER_DISTRICT = "370202001001", "370202001004", "370203005001"
WULONG_COMMUNITY = "500156001001"


def at(town: Town, community: str = COMMUNITY) -> dict[str, Any]:
    """The cells of a row that name a community of the town."""
    place = town.places[community]
    street = place.parent
    assert street is not None
    assert street.parent is not None
    return {"district": street.parent.name, "street": street.name, "community": place.name}


def sheet(town: Town, *changes: dict[str, Any], community: str = COMMUNITY) -> bytes:
    """A register with a good row of the community for each mapping of changes."""
    return register(*[{**at(town, community), **change} for change in changes or ({},)])


def uploaded(
    content: bytes, *, by: Actor, place: Jurisdiction | None = None, year: int = 2023
) -> RegisterImport:
    """A file taken in, at the officer's own place unless said otherwise."""
    return services.upload(
        file=ContentFile(content),
        filename="台账.xlsx",
        jurisdiction=place or queries.places(by).get(),
        survey_year=year,
        by=by,
        now=timezone.now(),
    )


def checked(
    content: bytes, *, by: Actor, place: Jurisdiction | None = None, year: int = 2023
) -> RegisterImport:
    """After the dry run."""
    return run(services.check(uploaded(content, by=by, place=place, year=year), by=by), by=by)


def written(
    content: bytes, *, by: Actor, place: Jurisdiction | None = None, year: int = 2023
) -> RegisterImport:
    """After the write."""
    return run(services.write(checked(content, by=by, place=place, year=year), by=by), by=by)


def run(register_import: RegisterImport, *, by: Actor) -> RegisterImport:
    """Do here what a worker would do with the import's job."""
    job = register_import.job
    assert job is not None
    task = tasks.check_register if job.kind == "import-check" else tasks.write_register
    task(tenant=by.tenant.pk, person=by.person_id, job=job.pk)
    found: RegisterImport = queries.imports(by).get(pk=register_import.pk)
    return found
