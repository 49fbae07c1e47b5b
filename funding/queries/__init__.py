"""Reads of this room."""

from funding.queries.percentages import Percentages, shares_fixed
from funding.queries.split import Line, RuleLine, SourceLine, Split, Sum, rule_line, sources_of, split_of
from funding.queries.splitting import Division, Inner, Lack, government_burden, sum_sentence
from funding.queries.subsidies import Claim, awards_of, subsidies_of, subsidy_for

__all__ = [
    "Claim",
    "Division",
    "Inner",
    "Lack",
    "Line",
    "Percentages",
    "RuleLine",
    "SourceLine",
    "Split",
    "Sum",
    "awards_of",
    "government_burden",
    "rule_line",
    "shares_fixed",
    "sources_of",
    "split_of",
    "subsidies_of",
    "subsidy_for",
    "sum_sentence",
]
