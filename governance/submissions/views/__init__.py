"""Pages of submitting upwards, and of what comes in from the tenants below."""

from governance.submissions.views.reading import submission_compare, submission_detail
from governance.submissions.views.receiving import (
    submission_answer,
    submission_received,
    submission_received_file,
    submission_sum,
    submission_sum_file,
)
from governance.submissions.views.sending import submission_choose, submission_list, submission_new

__all__ = [
    "submission_answer",
    "submission_choose",
    "submission_compare",
    "submission_detail",
    "submission_list",
    "submission_new",
    "submission_received",
    "submission_received_file",
    "submission_sum",
    "submission_sum_file",
]
