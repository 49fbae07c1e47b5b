"""Percentages of a project, its sources of money with what arrived and was paid, subsidies awarded."""

from funding.models.award import Award
from funding.models.share import CostShare, PayerPercent
from funding.models.source import FundingSource, Movement

__all__ = ["Award", "CostShare", "FundingSource", "Movement", "PayerPercent"]
