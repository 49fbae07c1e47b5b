"""Every write of acceptance, handover and warranty."""

from approvals.acceptance.services.checking import (
    add_finding,
    add_participant,
    open_acceptance,
    recheck,
    rectify,
    remove_participant,
    set_checks,
    sign_participant,
)
from approvals.acceptance.services.concluding import (
    Concluded,
    conclude,
    file_acceptance,
    lacking_for_pass,
    wanted_papers,
)
from approvals.acceptance.services.handing_over import (
    Planned,
    add_entry,
    conclude_handover,
    lacking_for_handover,
    list_file,
    open_handover,
    plan_handovers,
    remove_entry,
    sign,
)
from approvals.acceptance.services.warranties import set_term

__all__ = [
    "Concluded",
    "Planned",
    "add_entry",
    "add_finding",
    "add_participant",
    "conclude",
    "conclude_handover",
    "file_acceptance",
    "lacking_for_handover",
    "lacking_for_pass",
    "list_file",
    "open_acceptance",
    "open_handover",
    "plan_handovers",
    "recheck",
    "rectify",
    "remove_entry",
    "remove_participant",
    "set_checks",
    "set_term",
    "sign",
    "sign_participant",
    "wanted_papers",
]
