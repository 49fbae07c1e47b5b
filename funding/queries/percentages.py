"""The percentages by which a works item's cost is shared: the rulebook's own, its overlay's, then the project's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from communities.rulebooks.queries import Adopted
from funding.models import PayerPercent
from policies.pack import OPEN
from projects.models import WorksItem
from projects.queries import item_class

WHOLE = Decimal(100)
CLASS = "class:"
"""Prefix of the percentages of a class that no share rule speaks of."""

Entered = Sequence[tuple[str, Decimal]]


@dataclass(frozen=True)
class Percentages:
    """What is in force for one rule in one project, in the order listed. Percent, 0 to 100.

    `fixed`: payers whose percentage the rulebook or the tenant's overlay sets; a project can't change those.
    `lacking`: payers that the rule names and nobody has set.
    """

    rule: str
    listed: tuple[tuple[str, Decimal], ...]
    lacking: tuple[str, ...]
    fixed: frozenset[str]

    @property
    def total(self) -> Decimal:
        return sum((percent for _, percent in self.listed), Decimal(0))

    @property
    def is_settled(self) -> bool | None:
        """Whether they sum to exactly 100; None while one is lacking, or nothing is entered at all."""
        if self.lacking or not self.listed:
            return None
        return self.total == WHOLE


def base_rules(adopted: Adopted) -> dict[str, Any]:
    """Class -> the share rule that divides its cost: the first of the rulebook that divides no other rule's part."""
    found: dict[str, Any] = {}
    for share in adopted.rulebook.rows("shares"):
        if share.of is None:
            found.setdefault(share.class_, share)
    return found


def entered_for(projects: Iterable[int]) -> dict[int, dict[str, Entered]]:
    """Project id -> rule -> (payer, percent) as the project entered them; one query for any number."""
    found: dict[int, dict[str, list[tuple[str, Decimal]]]] = {}
    rows = (
        PayerPercent.objects.filter(share__project__in=list(projects))
        .order_by("share", "position")
        .values_list("share__project", "share__rule", "payer", "percent")
    )
    for project, rule, payer, percent in rows:
        found.setdefault(project, {}).setdefault(rule, []).append((payer, percent))
    return {project: dict(rules) for project, rules in found.items()}


def combined(rule: str, share: Any | None, entered: Entered) -> Percentages:
    """The project's percentages with those that the rule fixes; what is fixed goes before what was entered.

    `share` is the rulebook's row, None for a class without one.
    """
    fixed = {p.who: p.percent for p in share.payers if p.percent != OPEN} if share is not None else {}
    listed = {payer: percent for payer, percent in entered if payer not in fixed} | fixed
    named = [payer.who for payer in share.payers] if share is not None else []
    order = [*(who for who in named if who in listed), *(who for who in listed if who not in named)]
    return Percentages(
        rule,
        tuple((who, listed[who]) for who in order),
        tuple(who for who in named if who not in listed),
        frozenset(fixed),
    )


def shares_fixed(
    projects_items: Mapping[int, Sequence[WorksItem]], adopted: Adopted
) -> dict[int, bool | None]:
    """The fact `project.shares_fixed` (schema.md) of many projects, by id, from their standing items; one query.

    True: every item of a class whose share rule names more than one payer has percentages summing to 100, also when
    there is none such. False: a sum is not 100. None: a class or a percentage is still open.
    """
    entered = entered_for(projects_items)
    joint = [share for share in adopted.rulebook.rows("shares") if share.of is None and len(share.payers) > 1]
    classes = {row.id: item_class(row.id, adopted) for row in adopted.rulebook.rows("items")}
    result: dict[int, bool | None] = {}
    for project, items in projects_items.items():
        own = entered.get(project, {})
        present = {classes.get(item.item, "") for item in items}
        answers = [
            combined(share.id, share, own.get(share.id, ())).is_settled
            for share in joint
            if share.class_ in present
        ]
        answers += [None] if "" in present else []
        result[project] = False if False in answers else None if None in answers else True
    return result
