"""Pages of the month report and of the ranking."""

from governance.monthly.views.acting import (
    monthreport_correct,
    monthreport_draft,
    monthreport_due,
    monthreport_lock,
    monthreport_return,
    monthreport_submit,
    monthreport_supplement,
)
from governance.monthly.views.ranking import ranking
from governance.monthly.views.reading import (
    monthreport_cell,
    monthreport_compare,
    monthreport_detail,
    monthreport_file,
    monthreport_list,
    monthreport_print,
)

__all__ = [
    "monthreport_cell",
    "monthreport_compare",
    "monthreport_correct",
    "monthreport_detail",
    "monthreport_draft",
    "monthreport_due",
    "monthreport_file",
    "monthreport_list",
    "monthreport_lock",
    "monthreport_print",
    "monthreport_return",
    "monthreport_submit",
    "monthreport_supplement",
    "ranking",
]
