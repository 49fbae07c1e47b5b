"""Every write of this room. Each is one transaction, asks for the right, and leaves the gates to be asked anew."""

from projects.services.acting import (
    acts_for,
    confirmer,
    declarer,
    keeper,
    may_confirm,
    may_confirm_somewhere,
    may_report,
    places_of,
    proposer,
    recorder,
    reporter,
)
from projects.services.assigning import (
    assign,
    close,
    end_assignment,
    end_over,
    entrust,
    may_assign,
    must_assign,
)
from projects.services.confirming import concluded, confirm_record, unconfirm_record
from projects.services.consulting import (
    add_opinion,
    answer_opinion,
    close_consultation,
    groups_to_consult,
    open_consultation,
    unheard,
)
from projects.services.contracts import sign_contract
from projects.services.declaring import declare, declare_about
from projects.services.displaying import end_display, post_display
from projects.services.disputes import close_dispute, open_dispute
from projects.services.filing import file_criteria, file_record, may_file, may_state
from projects.services.items import ItemDraft, add_items, correct_item, withdraw_item
from projects.services.judging import Confirmed, confirm_progress, return_progress
from projects.services.ledger import LEDGER, correct
from projects.services.lifts import add_lift, withdraw_lift
from projects.services.milestones import add_milestone, change_milestone, reach_milestone
from projects.services.pooling import grade, name_batch
from projects.services.preparing import add_preparation, conclude_preparation, name_party
from projects.services.proposing import must_be_free, propose
from projects.services.reporting import (
    LinesRefused,
    ProgressDraft,
    correct_progress,
    report_month,
    report_progress,
)
from projects.services.schemes import file_scheme, scheme_digest

__all__ = [
    "LEDGER",
    "Confirmed",
    "ItemDraft",
    "LinesRefused",
    "ProgressDraft",
    "acts_for",
    "add_items",
    "add_lift",
    "add_milestone",
    "add_opinion",
    "add_preparation",
    "answer_opinion",
    "assign",
    "change_milestone",
    "close",
    "close_consultation",
    "close_dispute",
    "conclude_preparation",
    "concluded",
    "confirm_progress",
    "confirm_record",
    "confirmer",
    "correct",
    "correct_item",
    "correct_progress",
    "declare",
    "declare_about",
    "declarer",
    "end_assignment",
    "end_display",
    "end_over",
    "entrust",
    "file_criteria",
    "file_record",
    "file_scheme",
    "grade",
    "groups_to_consult",
    "keeper",
    "may_assign",
    "may_confirm",
    "may_confirm_somewhere",
    "may_file",
    "may_report",
    "may_state",
    "must_assign",
    "must_be_free",
    "name_batch",
    "name_party",
    "open_consultation",
    "open_dispute",
    "places_of",
    "post_display",
    "propose",
    "proposer",
    "reach_milestone",
    "recorder",
    "report_month",
    "report_progress",
    "reporter",
    "return_progress",
    "scheme_digest",
    "sign_contract",
    "unconfirm_record",
    "unheard",
    "withdraw_item",
    "withdraw_lift",
]
