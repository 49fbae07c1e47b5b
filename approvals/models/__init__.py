"""The annual plan and the reviews."""

from approvals.models.plan import AnnualPlan, FiscalCapacity, PlanAdjustment, PlanBatch, PlanEntry
from approvals.models.review import Reviewer, ReviewOpinion, ReviewOutput, ReviewRound

__all__ = [
    "AnnualPlan",
    "FiscalCapacity",
    "PlanAdjustment",
    "PlanBatch",
    "PlanEntry",
    "ReviewOpinion",
    "ReviewOutput",
    "ReviewRound",
    "Reviewer",
]
