"""Pages of supervision."""

from governance.supervision.views.acting import (
    case_assign,
    case_close,
    case_recheck,
    case_rectify,
    case_remind,
    case_reopen,
)
from governance.supervision.views.adding import case_add, case_draw
from governance.supervision.views.duties import (
    deadline_done,
    deadline_list,
    duty_done,
    duty_list,
    duty_remind,
    duty_set,
)
from governance.supervision.views.reading import (
    case_complainant,
    case_detail,
    case_export,
    case_list,
    case_print,
)

__all__ = [
    "case_add",
    "case_assign",
    "case_close",
    "case_complainant",
    "case_detail",
    "case_draw",
    "case_export",
    "case_list",
    "case_print",
    "case_recheck",
    "case_rectify",
    "case_remind",
    "case_reopen",
    "deadline_done",
    "deadline_list",
    "duty_done",
    "duty_list",
    "duty_remind",
    "duty_set",
]
