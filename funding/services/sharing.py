"""Settling a project's percentages by a share rule."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted
from funding.models import CostShare, PayerPercent
from funding.queries import RuleLine, rule_line, sum_sentence
from funding.queries.percentages import WHOLE
from funding.services.acting import is_planning, keeper
from policies.vocabulary import PAYER_NAMES, PAYERS
from projects.errors import NotPossible, Stale
from projects.models import Project
from projects.services.acting import ask_anew, hold

FINEST = Decimal("0.0001")


def set_percentages(
    project: Project,
    *,
    rule: str,
    percents: Mapping[str, Decimal],
    basis: str = "",
    revision: int,
    adopted: Adopted,
    by: Actor,
    now: datetime,
) -> CostShare:
    """Settle who pays how much by a share rule, in percent by payer; with what the rulebook fixes they sum to 100.

    `revision` is the one the person saw, 0 where nothing was entered. Payers beside those of the rule may join; one at
    0 is left out. Raises `Refused`; `Stale` when somebody else saved in between; `NotPossible` once the project is
    approved, for what the rule fixes, and for any sum but 100.
    """
    with accounted(by, basis.strip() or "填写出资比例", keeper(project, by)):
        held = hold(project)
        if not is_planning(held):
            raise NotPossible(f"项目{held.get_state_display()}，出资比例已定，不能再修改。")
        line = rule_line(held, rule, adopted)
        if line is None:
            raise NotPossible("现行规则没有这一条费用分担。")
        if (line.entered.revision if line.entered else 0) != revision:
            raise Stale
        listed = _checked(line, percents)
        share = line.entered or CostShare(project=held, rule=rule, revision=0)
        share.basis, share.entered_at = basis.strip(), now
        share.entered_by, share.acted_for = by.person, by.principal
        share.revision += 1
        share.save()
        PayerPercent.objects.filter(share=share).delete()
        PayerPercent.objects.bulk_create(
            PayerPercent(share=share, payer=payer, percent=percent, position=place)
            for place, (payer, percent) in enumerate(listed)
        )
        ask_anew(held)
    return share


def _checked(line: RuleLine, percents: Mapping[str, Decimal]) -> list[tuple[str, Decimal]]:
    """What is to be kept, in the order of the rule, then of the vocabulary."""
    known = line.percentages
    standing = dict(known.listed)
    for payer, percent in percents.items():
        if payer not in PAYERS:
            raise NotPossible(f"没有“{payer}”这一出资方。")
        if not 0 <= percent <= WHOLE or percent != percent.quantize(FINEST):
            raise NotPossible(f"{PAYER_NAMES[payer]}的比例须在 0 与 100 之间，最多四位小数。")
        if payer in known.fixed and percent != standing[payer]:
            raise NotPossible(f"{PAYER_NAMES[payer]}的比例由规则确定，不能在项目中修改。")
    named = line.named
    wanted = [payer for payer in named if payer not in known.fixed]
    if blank := [PAYER_NAMES[payer] for payer in wanted if payer not in percents]:
        raise NotPossible(f"请填写{'、'.join(blank)}的出资比例；不出资的填 0。")
    extra = [p for p in PAYERS if p not in named and p not in known.fixed and percents.get(p)]
    listed = [(payer, percents[payer]) for payer in (*wanted, *extra)]
    total = sum((percent for _, percent in listed), Decimal(0))
    total += sum((standing[payer] for payer in known.fixed), Decimal(0))
    if total != WHOLE:
        raise NotPossible(f"{sum_sentence(total)}。")
    return listed
