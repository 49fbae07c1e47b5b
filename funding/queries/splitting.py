"""Dividing the cost of works items among payers: parts sum to the whole to the fen. Amounts in yuan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from communities.rulebooks.queries import Adopted
from funding.enums import GOVERNMENTS
from funding.queries.percentages import CLASS, Entered, Percentages, base_rules, combined, entered_for
from policies.costs import divide, percent_text
from projects.enums import ItemState
from projects.models import Project, WorksItem
from projects.queries import item_class

Parts = tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True)
class Lack:
    """What keeps an item, or a part of it, from being divided.

    `kind`: catalogue, class, percent, sum, estimate, inner; `key` the overlay path or the rule that settles it.
    """

    kind: str
    key: str
    sentence: str


@dataclass(frozen=True)
class Inner:
    """A payer's part divided further, by a share rule with `of`; `parts` sum to that part."""

    payer: str
    rule: str
    parts: Parts


@dataclass(frozen=True)
class Division:
    """One item's cost divided. `parts` sum to the cost, and are empty while the division is undetermined."""

    class_id: str
    rule: str
    parts: Parts
    inner: tuple[Inner, ...]
    lacks: tuple[Lack, ...]


class Sharing:
    """The share rules of a rulebook, laid out for dividing many items."""

    def __init__(self, adopted: Adopted) -> None:
        self.base = base_rules(adopted)
        self.inner = {
            (share.of.rule, share.of.payer): share for share in adopted.rulebook.rows("shares") if share.of
        }
        self.items = {row.id: row.name for row in adopted.rulebook.rows("items")}
        self.classes = {id_: item_class(id_, adopted) for id_ in self.items}
        self.class_names = {row.id: row.name for row in adopted.rulebook.rows("classes")}

    def rule_of(self, class_id: str) -> str:
        """The rule that divides a class: the rulebook's, or `class:<id>` where it has none."""
        share = self.base.get(class_id)
        return share.id if share is not None else f"{CLASS}{class_id}"

    def row_of(self, rule: str) -> Any | None:
        """The rulebook's row of a rule, None for a class without one."""
        rows = (*self.base.values(), *self.inner.values())
        return next((share for share in rows if share.id == rule), None)

    def inside(self, rule: str) -> list[Any]:
        """The rules that divide the parts of this one."""
        return [share for (of, _), share in self.inner.items() if of == rule]

    def percentages(self, rule: str, entered: Mapping[str, Entered]) -> Percentages:
        """What is in force for the rule, with what the project entered."""
        return combined(rule, self.row_of(rule), entered.get(rule, ()))

    def divide(self, item: WorksItem, entered: Mapping[str, Entered]) -> Division:
        """The item's estimate divided by largest remainder, ties to the first listed (schema.md, "Rounding")."""
        class_id = self.classes.get(item.item, "")
        if not class_id:
            return Division("", "", (), (), (self._classless(item),))
        rule = self.rule_of(class_id)
        known = self.percentages(rule, entered)
        lacks = [] if known.is_settled else [self._unsettled(known, class_id)]
        if item.estimate is None:
            lacks.append(Lack("estimate", str(item.pk), "请填写估算投资"))
        if lacks or item.estimate is None:
            return Division(class_id, rule, (), (), tuple(lacks))
        parts = _divided(item.estimate, known)
        inner, open_inside = self._inside(rule, parts, entered)
        return Division(class_id, rule, parts, inner, open_inside)

    def _inside(
        self, rule: str, parts: Parts, entered: Mapping[str, Entered]
    ) -> tuple[tuple[Inner, ...], tuple[Lack, ...]]:
        found, lacks = [], []
        for payer, amount in parts:
            share = self.inner.get((rule, payer))
            if share is None or not amount:
                continue
            known = self.percentages(share.id, entered)
            if known.is_settled:
                found.append(Inner(payer, share.id, _divided(amount, known)))
            else:
                lacks.append(Lack("inner", share.id, f"“{share.name}”的比例未定"))
        return tuple(found), tuple(lacks)

    def _classless(self, item: WorksItem) -> Lack:
        if item.item not in self.items:
            return Lack("catalogue", item.item, "现行规则的目录中没有这项内容")
        path = f"item:{item.item}.class"
        return Lack("class", path, f"“{self.items[item.item]}”属于哪一类由本级确定")

    def _unsettled(self, known: Percentages, class_id: str) -> Lack:
        name = self.class_names.get(class_id, class_id)
        if known.is_settled is None:
            return Lack("percent", known.rule, f"请填写{name}各方出资比例")
        return Lack("sum", known.rule, f"{name}出资比例{sum_sentence(known.total)}")


def sum_sentence(total: Decimal) -> str:
    """What is wrong with percentages that do not sum to 100."""
    return f"合计{percent_text(total)}%，应为100%"


def _divided(amount: Decimal, known: Percentages) -> Parts:
    amounts = divide(amount, [percent for _, percent in known.listed])
    return tuple((who, part) for (who, _), part in zip(known.listed, amounts, strict=True))


def government_burden(
    projects: Sequence[Project], adopted: Adopted
) -> dict[int, tuple[Decimal | None, bool]]:
    """What public budgets bear of each project, in yuan, and whether that is exact; two queries for any number.

    Government, city and district payers count. An item that can't be divided yet counts whole, an upper bound (False);
    so does a project with an item that has no estimate, without it. None while no estimate is known.
    """
    ids = [project.pk for project in projects]
    sharing, entered = Sharing(adopted), entered_for(ids)
    items: dict[int, list[WorksItem]] = {pk: [] for pk in ids}
    for item in WorksItem.objects.filter(project__in=ids).exclude(state=ItemState.WITHDRAWN).order_by("id"):
        items[item.project_id].append(item)
    return {pk: _burden(items[pk], sharing, entered.get(pk, {})) for pk in ids}


def _burden(
    items: Iterable[WorksItem], sharing: Sharing, entered: Mapping[str, Entered]
) -> tuple[Decimal | None, bool]:
    total, is_exact, is_known = Decimal(0), True, False
    for item in items:
        parts = sharing.divide(item, entered).parts
        is_known = is_known or item.estimate is not None
        if parts:
            total += sum((amount for payer, amount in parts if payer in GOVERNMENTS), Decimal(0))
        else:
            is_exact = False
            total += item.estimate or Decimal(0)
    return (total, is_exact) if is_known else (None, False)
