"""Every write of supervision."""

from governance.supervision.services.cases import assign, close, open_case, recheck, rectify, remind, reopen
from governance.supervision.services.duties import meet_deadline, remind_duty, set_duties, tick_off

__all__ = [
    "assign",
    "close",
    "meet_deadline",
    "open_case",
    "recheck",
    "rectify",
    "remind",
    "remind_duty",
    "reopen",
    "set_duties",
    "tick_off",
]
