"""Background doors: a long list of money is exported."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from celery import shared_task

from communities.people.rights import Actor
from communities.records.exporting import produce
from communities.records.jobs import Unfinished
from communities.records.spreadsheets import Sheet
from communities.rulebooks.queries import NoRulebook
from communities.tenancy.tasks import TenantTask
from funding import exports
from projects.models import Project


@shared_task(base=TenantTask, bind=True, own_transactions=True)
def export_money(self: Any, *, tenant: int, person: int, job: int) -> None:
    """A long list of projects with their money as a spreadsheet."""
    produce(job=job, tenant=tenant, person=person, make=_money_sheet)


def _money_sheet(by: Actor, asked: Mapping[str, str], on: date) -> Sheet[Project]:
    try:
        return exports.money_sheet(by, asked, on)
    except NoRulebook as error:
        raise Unfinished(str(error)) from error
