"""The annual plan, the reviews, acceptance and handover."""

from approvals.models.acceptance import (
    Acceptance,
    AcceptanceCheck,
    AcceptanceFinding,
    AcceptanceParticipant,
    Handover,
    HandoverConclusion,
    HandoverEntry,
    Warranty,
)
from approvals.models.plan import AnnualPlan, FiscalCapacity, PlanAdjustment, PlanBatch, PlanEntry
from approvals.models.review import Reviewer, ReviewOpinion, ReviewOutput, ReviewRound

__all__ = [
    "Acceptance",
    "AcceptanceCheck",
    "AcceptanceFinding",
    "AcceptanceParticipant",
    "AnnualPlan",
    "FiscalCapacity",
    "Handover",
    "HandoverConclusion",
    "HandoverEntry",
    "PlanAdjustment",
    "PlanBatch",
    "PlanEntry",
    "ReviewOpinion",
    "ReviewOutput",
    "ReviewRound",
    "Reviewer",
    "Warranty",
]
