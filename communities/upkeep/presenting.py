"""What the tab 长效管理 shows: what stands, and which management mode the rulebook comes to, with every condition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from communities.neighbourhoods.declaring import declarer_at
from communities.neighbourhoods.models import Neighbourhood
from communities.people.acting import ENTERED
from communities.people.enums import Capability
from communities.people.rights import Actor
from communities.rulebooks.facts import as_facts
from communities.rulebooks.presenting import AnswerView, CriterionView, present
from communities.rulebooks.queries import Adopted
from communities.upkeep.choosing import Choice, Option, choice_of
from communities.upkeep.models import (
    MaintenanceFund,
    ManagementMode,
    OwnersBody,
    PartyOrganisation,
    PropertyContract,
)
from communities.upkeep.queries import (
    MAINTENANCE_FUND,
    MANAGEMENT_MODE,
    OWNERS_BODY,
    PROPERTY_CONTRACT,
    may_register,
    mode_name,
)

PAGES = {OWNERS_BODY: "owners_body_new", PROPERTY_CONTRACT: "property_contract_new"}
"""Record that states a condition of a mode -> the page that registers it."""


@dataclass(frozen=True)
class Condition:
    """A condition of a mode as a page shows it; `url` where this person supplies it, `act` what the link is called."""

    view: CriterionView
    url: str
    act: str


@dataclass(frozen=True)
class OptionView:
    """One mode of the rulebook: its place in the order (0: none is set), its answer, its conditions."""

    option: Option
    place: int
    is_proposed: bool
    is_standing: bool
    view: AnswerView
    decided_by: str
    conditions: tuple[Condition, ...]


def standing(row: Neighbourhood) -> dict[str, Any]:
    """What is recorded of the neighbourhood; five queries."""
    modes = list(ManagementMode.objects.filter(neighbourhood=row).select_related("organisation", *ENTERED))
    parties = list(PartyOrganisation.objects.filter(neighbourhood=row).select_related(*ENTERED))
    return {
        "mode": next((one for one in modes if one.until_on is None), None),
        "former_modes": [one for one in modes if one.until_on is not None],
        "bodies": list(OwnersBody.objects.filter(neighbourhood=row).select_related(*ENTERED)),
        "contracts": list(PropertyContract.objects.filter(neighbourhood=row).select_related(*ENTERED)),
        "fund": MaintenanceFund.objects.filter(neighbourhood=row)
        .select_related("organisation", *ENTERED)
        .first(),
        "party": next((one for one in parties if one.until_on is None), None),
        "former_parties": [one for one in parties if one.until_on is not None],
    }


def management(row: Neighbourhood, adopted: Adopted, by: Actor, *, on: date) -> dict[str, Any]:
    """The rulebook's modes asked about the neighbourhood, and what the person may register here."""
    choice = choice_of(row, adopted, on)
    open_ = not row.merged_into_id
    return {
        "choice": choice,
        "options": options(row, choice, adopted, by),
        "mode_names": {mode: mode_name(mode, adopted) for mode in _modes_of(row)},
        "may_settle": open_ and may_register(row, MANAGEMENT_MODE, adopted=adopted, by=by),
        "may_body": open_ and may_register(row, OWNERS_BODY, adopted=adopted, by=by),
        "may_contract": open_ and may_register(row, PROPERTY_CONTRACT, adopted=adopted, by=by),
        "may_fund": open_ and may_register(row, MAINTENANCE_FUND, adopted=adopted, by=by),
        "may_party": open_ and by.may(Capability.EDIT, row.path),
    }


def options(row: Neighbourhood, choice: Choice, adopted: Adopted, by: Actor) -> list[OptionView]:
    """The modes in the rulebook's order, each with its conditions and where this person supplies them."""
    facts = as_facts(choice.question)
    shown = []
    for place, option in enumerate(choice.options, start=1):
        view = present(option.answer, adopted, tenant=by.tenant.code, facts=facts)
        conditions = tuple(_condition(one, row, adopted, by) for one in view.criteria)
        shown.append(
            OptionView(
                option,
                place if choice.is_ordered else 0,
                option is choice.proposed,
                option.mode.id == row.mode,
                view,
                option.decided_by(adopted),
                conditions,
            )
        )
    return shown


def _condition(view: CriterionView, row: Neighbourhood, adopted: Adopted, by: Actor) -> Condition:
    criterion = adopted.rulebook.find("criteria", view.id)
    if criterion is None or criterion.kind != "declared" or criterion.about != "neighbourhood":
        return Condition(view, "", "")
    if row.merged_into_id or declarer_at(by, criterion, adopted, row.path) is None:
        return Condition(view, "", "")
    kwargs = {"tenant": by.tenant.code, "pk": row.pk}
    if page := PAGES.get(str(criterion.record or "")):
        return Condition(view, reverse(page, kwargs=kwargs), "登记")
    url = reverse("neighbourhood_declare", kwargs={**kwargs, "criterion": view.id})
    return Condition(view, url, "申报" if view.answer == "undetermined" else "重新申报")


def _modes_of(row: Neighbourhood) -> set[str]:
    return set(ManagementMode.objects.filter(neighbourhood=row).order_by().values_list("mode", flat=True))
