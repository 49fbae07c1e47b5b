"""Pages of the annual plan, by noun."""

from approvals.plan.views.drafting import plan_nominate, plan_strike
from approvals.plan.views.reading import plan_detail, plan_export, plan_list, plan_print
from approvals.plan.views.settling import plan_adjust, plan_capacity, plan_confirm

__all__ = [
    "plan_adjust",
    "plan_capacity",
    "plan_confirm",
    "plan_detail",
    "plan_export",
    "plan_list",
    "plan_nominate",
    "plan_print",
    "plan_strike",
]
