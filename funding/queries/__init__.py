"""Reads of this room."""

from funding.queries.listing import KindTotal, by_kind, with_kind, with_money
from funding.queries.percentages import Percentages, shares_fixed
from funding.queries.sources import (
    Entry,
    SourceLine,
    movements_of,
    source_line,
    sources_of,
    unusable_channels,
)
from funding.queries.split import Line, RuleLine, Split, Sum, rule_line, split_of
from funding.queries.splitting import Division, Inner, Lack, government_burden, sum_sentence
from funding.queries.subsidies import (
    Claim,
    award_history,
    awards_of,
    is_for_the_whole,
    subsidies_of,
    subsidy_for,
)

__all__ = [
    "Claim",
    "Division",
    "Entry",
    "Inner",
    "KindTotal",
    "Lack",
    "Line",
    "Percentages",
    "RuleLine",
    "SourceLine",
    "Split",
    "Sum",
    "award_history",
    "awards_of",
    "by_kind",
    "government_burden",
    "is_for_the_whole",
    "movements_of",
    "rule_line",
    "shares_fixed",
    "source_line",
    "sources_of",
    "split_of",
    "subsidies_of",
    "subsidy_for",
    "sum_sentence",
    "unusable_channels",
    "with_kind",
    "with_money",
]
