"""Pages of acceptance, handover and warranty."""

from approvals.acceptance.views.checking import (
    acceptance_check,
    acceptance_finding,
    acceptance_open,
    acceptance_participant,
    finding_recheck,
    finding_rectify,
)
from approvals.acceptance.views.concluding import acceptance_conclude, acceptance_file, warranty_term
from approvals.acceptance.views.handing_over import (
    handover_conclude,
    handover_entry,
    handover_open,
    handover_sign,
)
from approvals.acceptance.views.reading import (
    acceptance_list,
    acceptance_print,
    handover_print,
    project_acceptance,
)

__all__ = [
    "acceptance_check",
    "acceptance_conclude",
    "acceptance_file",
    "acceptance_finding",
    "acceptance_list",
    "acceptance_open",
    "acceptance_participant",
    "acceptance_print",
    "finding_recheck",
    "finding_rectify",
    "handover_conclude",
    "handover_entry",
    "handover_open",
    "handover_print",
    "handover_sign",
    "project_acceptance",
    "warranty_term",
]
