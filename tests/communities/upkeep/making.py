"""Concluding the records of a neighbourhood for the tests, each by its service and with the papers it wants."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from communities.neighbourhoods.models import Neighbourhood
from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted
from communities.upkeep import services
from communities.upkeep.choosing import choice_of
from communities.upkeep.models import ManagementMode
from communities.upkeep.queries import papers_of
from tests.projects import making

RECORDS = frozenset({"owners_body", "property_contract", "management_mode", "maintenance_fund"})


def conclude(record: str, rows: Iterable[Neighbourhood], *, by: Actor, adopted: Adopted) -> None:
    """Register what the record is about for each neighbourhood, and with it the criteria that it files."""
    for row in rows:
        names = papers_of(adopted, record) or ("材料",)
        told: dict[str, Any] = {
            "evidence": [(name, making.paper(name, row.jurisdiction, by)) for name in names],
            "adopted": adopted,
            "by": by,
            "now": making.NOW,
        }
        if record == "owners_body":
            services.register_body(row, kind="committee", name="业委会", formed_on=making.DAY, **told)
        elif record == "property_contract":
            day = making.DAY
            services.sign_contract(row, company="海尔物业", signed_on=day, starts_on=day, **told)
        elif record == "maintenance_fund":
            services.set_fund(row, set_up_on=making.DAY, **told)
        else:
            fit(row, by=by, adopted=adopted)
            (choice, *_) = choice_of(row, adopted, making.NOW.date()).choosable
            services.settle_mode(row, mode=choice.mode.id, from_on=making.DAY, **told)
        row.refresh_from_db()


def fit(row: Neighbourhood, *, by: Actor, adopted: Adopted) -> None:
    """Where no mode may be chosen yet: the conditions of the first are stated."""
    choice = choice_of(row, adopted, making.NOW.date())
    if not choice.choosable:
        for entry in choice.options[0].answer.failing():
            making.state(entry.id, [row], by)


def settle(row: Neighbourhood, mode: str, *papers: str, by: Actor, **more: Any) -> ManagementMode:
    """Settle one mode with these papers."""
    evidence = [(name, making.paper(name, row.jurisdiction, by)) for name in papers]
    told = {"adopted": making.today(), "by": by, "now": making.NOW, "from_on": making.DAY}
    return services.settle_mode(row, mode=mode, evidence=evidence, **(told | more))
