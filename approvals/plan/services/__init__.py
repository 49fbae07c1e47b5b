"""Every write of the annual plan. Each is one transaction and asks for the right."""

from approvals.plan.services.adjusting import adjust
from approvals.plan.services.budgeting import set_capacity
from approvals.plan.services.confirming import NeedsExplanation, Outcome, confirm
from approvals.plan.services.drafting import nominate, open_plan, strike

__all__ = [
    "NeedsExplanation",
    "Outcome",
    "adjust",
    "confirm",
    "nominate",
    "open_plan",
    "set_capacity",
    "strike",
]
