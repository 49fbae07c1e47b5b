"""Who pays how much of a works item: percentages that must sum to exactly 100, parts that sum to the cost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from .ballots import not_in_force
from .costs import divide, percent_text
from .inquiry import EVERYWHERE, Inquiry, Scope
from .pack.rows import Item, Payer, Share, Split
from .pack.values import OPEN
from .verdict import Caution, Finding, Outcome, Verdict, together
from .vocabulary import PAYER_NAMES


@dataclass(frozen=True, slots=True)
class Percentages:
    """The percentages in force, in the order listed, and the payers still without one."""

    listed: tuple[tuple[str, Decimal], ...]
    lacking: tuple[str, ...]

    @property
    def total(self) -> Decimal:
        return sum((percent for _, percent in self.listed), Decimal(0))


def percentages(inquiry: Inquiry, share: Share) -> Percentages:
    """Those entered with the question, then those of the pack and its overlay; the rule's payers that have none."""
    inquiry.touch(share.id)
    entered = dict(inquiry.question.payers or ())
    if inquiry.question.payers is not None:
        inquiry.used.add("payers")
    listed = dict(entered)
    for payer in share.payers:
        if payer.who not in listed and payer.percent != OPEN:
            listed[payer.who] = payer.percent
    return Percentages(tuple(listed.items()), tuple(p.who for p in share.payers if p.who not in listed))


def ask_share(
    inquiry: Inquiry, share: Share, scope: Scope = EVERYWHERE
) -> tuple[Finding, Percentages, str | None]:
    """Whether the percentages are fixed: exactly 100, anything else is no; warnings never refuse."""
    found = percentages(inquiry, share)
    note = None
    if found.lacking:
        verdict, missing = Verdict.UNDETERMINED, tuple(f"payer:{who}" for who in found.lacking)
    else:
        verdict, missing = Verdict.of(found.total == 100), ()
        if verdict is Verdict.NO:
            note = f"合计{percent_text(found.total)}%,应为100%"
    entry = inquiry.entry(share, share.id, scope, verdict)
    return Finding(verdict, (entry,), missing, warnings=tuple(_warnings(share, found))), found, note


def _warnings(share: Share, found: Percentages) -> list[Caution]:
    by_payer = dict(found.listed)
    named = {payer.who: payer for payer in share.payers}
    texts = [text for payer in share.payers if (text := _warn_payer(payer, by_payer)) is not None]
    texts += [
        f"{PAYER_NAMES[who]}出资{percent_text(percent)}%,本条没有写这一出资方"
        for who, percent in found.listed
        if who not in named
    ]
    return [Caution(share.id, share.source, share.quote, f"{text};原文:「{share.quote}」") for text in texts]


def _warn_payer(payer: Payer, by_payer: dict[str, Decimal]) -> str | None:
    percent = by_payer.get(payer.who)
    if percent is None:
        return None
    if payer.part == "main" and percent < max(by_payer.values()):
        return f"{PAYER_NAMES[payer.who]}出资{percent_text(percent)}%,不是最大的一方"
    if payer.part == "some" and percent == 0:
        return f"{PAYER_NAMES[payer.who]}出资0%"
    return None


def answer_share(inquiry: Inquiry, share: Share) -> Outcome:
    """Divide `item.cost` by the percentages; for a row with `of`, the cost is the part that it divides."""
    item = inquiry.item(EVERYWHERE)
    if item is not None:
        refused = _other_class(inquiry, share, item)
        if refused is not None:
            return refused
    finding, found, note = ask_share(inquiry, share)
    cost: Decimal | None = inquiry.works("cost", EVERYWHERE)
    if finding.verdict is Verdict.YES and cost is None:
        entry = inquiry.entry(share, share.id, EVERYWHERE, Verdict.UNDETERMINED)
        finding = replace(finding, verdict=Verdict.UNDETERMINED, because=(entry,), missing=("item.cost",))
    parts: tuple[tuple[str, Decimal], ...] = ()
    if finding.verdict is Verdict.YES and cost is not None:
        amounts = divide(cost, [percent for _, percent in found.listed])
        parts = tuple((who, amount) for (who, _), amount in zip(found.listed, amounts, strict=True))
    return Outcome(finding, parts=parts, note=note)


def _other_class(inquiry: Inquiry, share: Share, item: Item) -> Outcome | None:
    own = inquiry.item_class(item)
    if own == share.class_:
        return None
    inquiry.touch(share.id)
    verdict = Verdict.of(False if own is not None else None)
    entry = inquiry.entry(share, share.id, EVERYWHERE, verdict)
    missing = (f"overlay:item:{item.id}.class",)
    if own is None:
        return Outcome(Finding(verdict, (entry,), missing), note=f"{item.name}属于哪一类由本级确定")
    own_name = inquiry.book.get("classes", own).name
    class_name = inquiry.book.get("classes", share.class_).name
    return Outcome(Finding(verdict, (entry,)), note=f"{item.name}属于{own_name},不属于{class_name}")


def ask_shares_fixed(inquiry: Inquiry) -> Finding:
    """The derived fact `project.shares_fixed`: every item of a class with several payers has percentages of 100."""
    findings = []
    for scope in inquiry.scopes("item"):
        item = inquiry.item(scope)
        if item is None:
            findings.append(Finding(Verdict.UNDETERMINED, missing=("project.shares_fixed",)))
            continue
        class_ = inquiry.item_class(item)
        if class_ is None:
            findings.append(Finding(Verdict.UNDETERMINED, missing=(f"overlay:item:{item.id}.class",)))
            continue
        for share in inquiry.book.rows("shares"):
            if share.class_ == class_ and share.of is None and len(share.payers) > 1:
                findings.append(ask_share(inquiry, share, scope)[0])
    return together(findings, None if findings else Verdict.YES)


def answer_split(inquiry: Inquiry, split: Split) -> Outcome:
    """Divide a common cost among the flats in proportion to `by` (exclusive area), where nothing else was agreed.

    Before `in_force`: undetermined.
    """
    inquiry.touch(split.id)
    if (note := not_in_force(inquiry, split)) is not None:
        return Outcome(Finding(Verdict.UNDETERMINED), note=note)
    scopes = [scope for scope in inquiry.scopes("dwelling") if scope.subjects]
    areas = [inquiry.given(split.by, scope) for scope in scopes]
    cost: Decimal | None = inquiry.works("cost", EVERYWHERE)
    missing = [f"{split.by}{scope.suffix}" for scope, area in zip(scopes, areas, strict=True) if area is None]
    if not scopes:
        missing.append(split.by)
    if cost is None:
        missing.append("item.cost")
    known = [Decimal(area) for area in areas if area is not None]
    if not missing and not sum(known):
        missing.append(split.by)
    verdict = Verdict.of(True if not missing else None)
    finding = Finding(verdict, (inquiry.entry(split, split.id, EVERYWHERE, verdict),), tuple(missing))
    if missing or cost is None:
        return Outcome(finding)
    owners = [scope.subjects[0].id for scope in scopes]
    return Outcome(finding, parts=tuple(zip(owners, divide(cost, known), strict=True)))
