"""The split of one project's cost on one page: by item, class, payer, source and neighbourhood. Amounts in yuan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from communities.rulebooks.queries import Adopted
from funding.enums import GOVERNMENTS
from funding.models import CostShare, FundingSource
from funding.queries.percentages import WHOLE, Percentages, entered_for
from funding.queries.sources import SourceLine, sources_of
from funding.queries.splitting import Division, Sharing
from policies.question import Question
from policies.question import WorksItem as AskedItem
from policies.verdict import Caution
from policies.vocabulary import PAYER_NAMES, PAYERS
from projects.models import Project
from projects.queries import ItemRow, items_of

ZERO = Decimal(0)
GOVERNMENT = "government"


@dataclass(frozen=True)
class Line:
    """One works item with its division. `is_demo`: its class or a percentage comes from an entry marked 演示."""

    row: ItemRow
    division: Division
    is_demo: bool

    @property
    def cost(self) -> Decimal | None:
        return self.row.item.estimate

    @property
    def parts(self) -> dict[str, Decimal]:
        return dict(self.division.parts)


@dataclass
class Sum:
    """A line of totals: parts by payer and what is not divided yet (`pending`) sum to the cost.

    `lacking` items have no estimate.
    """

    key: str
    name: str
    count: int = 0
    lacking: int = 0
    cost: Decimal = ZERO
    parts: dict[str, Decimal] = field(default_factory=dict)
    inner: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    pending: Decimal = ZERO

    def add(self, line: Line) -> None:
        self.count += 1
        self.lacking += line.cost is None
        self.cost += line.cost or ZERO
        if not line.division.parts:
            self.pending += line.cost or ZERO
        for payer, amount in line.division.parts:
            self.parts[payer] = self.parts.get(payer, ZERO) + amount
        for inner in line.division.inner:
            for payer, amount in inner.parts:
                key = (inner.payer, payer)
                self.inner[key] = self.inner.get(key, ZERO) + amount


@dataclass(frozen=True)
class RuleLine:
    """A share rule that concerns the project: what is in force, what the project entered, what the text warns of.

    `named` are the payers that the rule names; clause and quote are empty for a class without a share rule. `entered`
    None: the project entered nothing.
    """

    rule: str
    name: str
    class_name: str
    clause: str
    quote: str
    named: tuple[str, ...]
    percentages: Percentages
    entered: CostShare | None
    warnings: tuple[Caution, ...]
    is_demo: bool
    is_inner: bool

    @property
    def is_editable(self) -> bool:
        """Whether the rule leaves anything to the project."""
        known = self.percentages
        return sum(percent for payer, percent in known.listed if payer in known.fixed) < WHOLE


@dataclass(frozen=True)
class PayerLine:
    """One payer: its part of the cost, and its sources' planned, arrived and paid.

    City and district stand under `of` government, and are counted in it. `payer` empty: all of them.
    """

    payer: str
    of: str
    part: Decimal
    planned: Decimal
    arrived: Decimal
    paid: Decimal

    @property
    def name(self) -> str:
        name = PAYER_NAMES.get(self.payer, "合计")
        return f"其中{name}" if self.of else name

    @property
    def balance(self) -> Decimal:
        """What arrived and is not paid out yet."""
        return self.arrived - self.paid

    @property
    def gap(self) -> Decimal:
        """What the sources plan beyond the part (below 0: what is still to be found)."""
        return self.planned - self.part


@dataclass(frozen=True)
class Split:
    """Everything of the page. `payers` are the columns; `inner` the parts of parts, by (payer, inner payer)."""

    project: Project
    payers: tuple[str, ...]
    inner: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    rules: tuple[RuleLine, ...]
    classes: tuple[Sum, ...]
    neighbourhoods: tuple[Sum, ...]
    total: Sum
    sources: tuple[SourceLine, ...]
    by_payer: tuple[PayerLine, ...]
    money: PayerLine

    @property
    def is_complete(self) -> bool:
        """Whether every item is divided."""
        return all(line.division.parts for line in self.lines)

    @property
    def undetermined(self) -> list[Line]:
        """The items that still lack something."""
        return [line for line in self.lines if line.division.lacks]

    @property
    def warnings(self) -> list[Caution]:
        """What the text warns of; never a refusal."""
        return [warning for rule in self.rules for warning in rule.warnings]


def split_of(project: Project, adopted: Adopted) -> Split:
    """Who pays how much of the project, to the fen; four queries however many items.

    Each item is divided on its own and the totals are sums of the parts, so every total sums to its cost exactly.
    """
    sharing = Sharing(adopted)
    entered = entered_for([project.pk]).get(project.pk, {})
    headers = {
        row.rule: row
        for row in CostShare.objects.filter(project=project).select_related("entered_by", "acted_for")
    }
    lines = []
    for row in items_of(project, adopted):
        division = sharing.divide(row.item, entered)
        demo = row.is_demo or _has_demo(division.rule, sharing.percentages(division.rule, entered), adopted)
        lines.append(Line(row, division, demo))
    total = Sum("", "合计")
    for line in lines:
        total.add(line)
    sources = sources_of(project, adopted)
    return Split(
        project=project,
        payers=tuple(payer for payer in PAYERS if payer in total.parts),
        inner=tuple(sorted(total.inner, key=lambda key: (PAYERS.index(key[0]), PAYERS.index(key[1])))),
        lines=tuple(lines),
        rules=tuple(_rules(lines, sharing, entered, headers, adopted)),
        classes=_summed(
            lines,
            lambda line: line.division.class_id,
            lambda line: sharing.class_names.get(line.division.class_id, "类别待定"),
            [*sharing.class_names, ""],
        ),
        neighbourhoods=_summed(
            lines,
            lambda line: str(line.row.item.neighbourhood_id),
            lambda line: line.row.item.neighbourhood.name,
        ),
        total=total,
        sources=tuple(sources),
        by_payer=tuple(_by_payer(total, sources)),
        money=_money("", sum(total.parts.values(), ZERO), [line.source for line in sources]),
    )


def rule_line(project: Project, rule: str, adopted: Adopted) -> RuleLine | None:
    """One share rule for one project, also while no item of the class is there; None for a rule that is not known."""
    sharing = Sharing(adopted)
    row = sharing.row_of(rule)
    if row is None and not any(sharing.rule_of(class_id) == rule for class_id in sharing.class_names):
        return None
    entered = entered_for([project.pk]).get(project.pk, {})
    header = (
        CostShare.objects.filter(project=project, rule=rule).select_related("entered_by", "acted_for").first()
    )
    return _rule(rule, sharing, entered, header, adopted)


def _rules(
    lines: Sequence[Line], sharing: Sharing, entered: Any, headers: dict[str, CostShare], adopted: Adopted
) -> Iterable[RuleLine]:
    present = {line.division.rule for line in lines if line.division.rule}
    for class_id in sharing.class_names:
        rule = sharing.rule_of(class_id)
        if rule in present:
            for own in (rule, *(share.id for share in sharing.inside(rule))):
                yield _rule(own, sharing, entered, headers.get(own), adopted)


def _rule(rule: str, sharing: Sharing, entered: Any, header: CostShare | None, adopted: Adopted) -> RuleLine:
    share = sharing.row_of(rule)
    known = sharing.percentages(rule, entered)
    class_id = share.class_ if share is not None else rule.partition(":")[2]
    class_name = sharing.class_names.get(class_id, class_id)
    return RuleLine(
        rule=rule,
        name=share.name if share is not None else f"{class_name}费用分担",
        class_name=class_name,
        clause=share.source if share is not None else "",
        quote=share.quote if share is not None else "",
        named=tuple(payer.who for payer in share.payers) if share is not None else (),
        percentages=known,
        entered=header,
        warnings=_warnings(share, known, adopted),
        is_demo=_has_demo(rule, known, adopted),
        is_inner=share is not None and share.of is not None,
    )


def _warnings(share: Any | None, known: Percentages, adopted: Adopted) -> tuple[Caution, ...]:
    """What the text says against the percentages themselves: they are asked of, whatever the cost."""
    if share is None or not known.listed:
        return ()
    question = Question(item=AskedItem(cost=Decimal(1)), payers=known.listed)
    return adopted.rulebook.ask(share.id, question).warnings


def _has_demo(rule: str, known: Percentages, adopted: Adopted) -> bool:
    return any(f"{rule}.payers.{payer}.percent" in adopted.demo for payer in known.fixed)


def _summed(
    lines: Sequence[Line], key: Callable[[Line], str], name: Callable[[Line], str], order: Sequence[str] = ()
) -> tuple[Sum, ...]:
    found: dict[str, Sum] = {}
    for line in lines:
        found.setdefault(key(line), Sum(key(line), name(line))).add(line)
    first = [found.pop(id_) for id_ in order if id_ in found]
    return (*first, *found.values())


def _by_payer(total: Sum, sources: Sequence[SourceLine]) -> Iterable[PayerLine]:
    """City and district are government: its line holds them, and they follow as lines of their own."""
    for payer in PAYERS:
        of = GOVERNMENT if payer in GOVERNMENTS and payer != GOVERNMENT else ""
        payers = GOVERNMENTS if payer == GOVERNMENT else {payer}
        part = sum((total.parts.get(who, ZERO) for who in payers), ZERO)
        part += total.inner.get((of, payer), ZERO)
        line = _money(payer, part, [line.source for line in sources if line.source.payer in payers], of)
        if (
            payers & set(total.parts)
            or (of, payer) in total.inner
            or any(source.source.payer in payers for source in sources)
        ):
            yield line


def _money(payer: str, part: Decimal, rows: Sequence[FundingSource], of: str = "") -> PayerLine:
    return PayerLine(
        payer,
        of,
        part,
        sum((row.planned for row in rows), ZERO),
        sum((row.arrived for row in rows), ZERO),
        sum((row.paid for row in rows), ZERO),
    )
