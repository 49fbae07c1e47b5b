"""The split as tables: the same columns of payers on the page, on paper and in the spreadsheet. Amounts in yuan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse

from communities.rulebooks.presenting import present
from communities.rulebooks.queries import Adopted
from funding.queries import Claim, Lack, Line, RuleLine, Split, Sum
from policies.costs import percent_text
from policies.verdict import Verdict
from policies.vocabulary import PAYER_NAMES

PENDING = "未分担"


@dataclass(frozen=True)
class PayerColumn:
    """One payer, or (`of`) a payer of another payer's part: 其中市级."""

    payer: str
    of: str = ""

    @property
    def label(self) -> str:
        name = PAYER_NAMES[self.payer]
        return f"其中{name}" if self.of else name


@dataclass(frozen=True)
class GridRow:
    """One line: what it is called, its cost, the payers' amounts in the order of the columns, what is not divided."""

    name: str
    count: int
    lacking: int
    cost: Decimal | None
    cells: tuple[Decimal | None, ...]
    pending: Decimal


@dataclass(frozen=True)
class Need:
    """What an item lacks, with the way to settle it."""

    sentence: str
    url: str


@dataclass(frozen=True)
class ItemView:
    """One works item of the split."""

    line: Line
    cells: tuple[Decimal | None, ...]
    needs: tuple[Need, ...]


@dataclass(frozen=True)
class RuleView:
    """A share rule in words. `parts`: (payer, percent or empty, fixed by the rulebook); `total` empty for none."""

    line: RuleLine
    parts: tuple[tuple[str, str, bool], ...]
    total: str


@dataclass(frozen=True)
class ClaimView:
    """A subsidy rule asked of something: `kind` and `word` of its state, what fails or is missing."""

    claim: Claim
    about: str
    kind: str
    word: str
    needs: tuple[str, ...]
    url: str


def columns(split: Split) -> list[PayerColumn]:
    """Every payer that has a part, each followed by the payers of that part."""
    found = []
    for payer in split.payers:
        found.append(PayerColumn(payer))
        found += [PayerColumn(inner, of) for of, inner in split.inner if of == payer]
    return found


def grid(sums: Sequence[Sum], shown: Sequence[PayerColumn]) -> list[GridRow]:
    """Totals as lines of a table."""
    return [
        GridRow(row.name, row.count, row.lacking, row.cost, _cells(row.parts, row.inner, shown), row.pending)
        for row in sums
    ]


def items(split: Split, shown: Sequence[PayerColumn], tenant: str) -> list[ItemView]:
    """Each works item with its parts, or with what it lacks."""
    views = []
    for line in split.lines:
        inner = {(i.payer, payer): amount for i in line.division.inner for payer, amount in i.parts}
        needs = tuple(_need(lack, split, tenant) for lack in line.division.lacks)
        views.append(ItemView(line, _cells(line.parts, inner, shown), needs))
    return views


def rules(split: Split) -> list[RuleView]:
    """The share rules that concern the project."""
    return [rule_view(line) for line in split.rules]


def rule_view(line: RuleLine) -> RuleView:
    """One share rule in words."""
    known = line.percentages
    parts = [(PAYER_NAMES[who], percent_text(percent), who in known.fixed) for who, percent in known.listed]
    parts += [(PAYER_NAMES[who], "", False) for who in known.lacking]
    return RuleView(line, tuple(parts), percent_text(known.total) if known.listed else "")


def claims(found: Sequence[Claim], adopted: Adopted, tenant: str) -> list[ClaimView]:
    """Subsidies with their verdicts."""
    return [_claim(claim, adopted, tenant) for claim in found]


def _claim(claim: Claim, adopted: Adopted, tenant: str) -> ClaimView:
    needs: tuple[str, ...]
    answer = claim.answer
    if answer is None:
        kind, word, needs = "undetermined", "待定", ("请登记每部电梯的楼栋和位置",)
    elif answer.is_yes:
        kind, word, needs = "yes", "可以补助", ()
    elif answer.answer is Verdict.NO:
        kind, word = "no", "不予补助"
        needs = tuple(dict.fromkeys(f"不符合“{entry.name}”" for entry in answer.failing()))
    else:
        kind, word = "undetermined", "待定"
        view = present(answer, adopted, tenant=tenant, facts=claim.facts, subjects=claim.names)
        needs = tuple(view.missing)
    about = claim.item_name
    if claim.item is not None:
        places = {str(s.id): s for s in claim.question.subjects if s.kind == "lift"}
        about = f"{about}（{len(places)} 部）" if places else about
    return ClaimView(claim, about, kind, word, needs, award_url(claim, tenant))


def award_url(claim: Claim, tenant: str) -> str:
    """Where the claim is shown whole and awarded."""
    project = claim.project
    kwargs: dict[str, Any] = {"tenant": tenant, "pk": project.pk, "rule": claim.rule.id}
    if claim.item is None:
        return reverse("project_award", kwargs=kwargs)
    return reverse("project_award_item", kwargs={**kwargs, "item": claim.item.pk})


def _cells(
    parts: Mapping[str, Decimal], inner: Mapping[tuple[str, str], Decimal], shown: Sequence[PayerColumn]
) -> tuple[Decimal | None, ...]:
    return tuple(inner.get((c.of, c.payer)) if c.of else parts.get(c.payer) for c in shown)


def _need(lack: Lack, split: Split, tenant: str) -> Need:
    project = {"tenant": tenant, "pk": split.project.pk}
    if lack.kind == "class":
        return Need(lack.sentence, f"{reverse('rulebook_unsettled', kwargs={'tenant': tenant})}#{lack.key}")
    if lack.kind in ("percent", "sum", "inner"):
        return Need(lack.sentence, reverse("project_share", kwargs={**project, "rule": lack.key}))
    if lack.kind == "estimate":
        return Need(lack.sentence, reverse("project_item_edit", kwargs={**project, "item": int(lack.key)}))
    return Need(lack.sentence, reverse("project_items", kwargs=project))
