"""Every write of this room. Each is one transaction, asks for the right, and leaves the gates to be asked anew."""

from projects.services.acting import acts_for, declarer, keeper, proposer, recorder
from projects.services.confirming import concluded, confirm_record, unconfirm_record
from projects.services.consulting import (
    add_opinion,
    answer_opinion,
    close_consultation,
    groups_to_consult,
    open_consultation,
    unheard,
)
from projects.services.declaring import declare, declare_about
from projects.services.displaying import end_display, post_display
from projects.services.disputes import close_dispute, open_dispute
from projects.services.filing import file_criteria, file_record, may_file, may_state
from projects.services.items import ItemDraft, add_items, correct_item, withdraw_item
from projects.services.ledger import LEDGER, correct
from projects.services.lifts import add_lift, withdraw_lift
from projects.services.pooling import grade, name_batch
from projects.services.preparing import add_preparation, conclude_preparation, name_party
from projects.services.proposing import must_be_free, propose
from projects.services.schemes import file_scheme, scheme_digest

__all__ = [
    "LEDGER",
    "ItemDraft",
    "acts_for",
    "add_items",
    "add_lift",
    "add_opinion",
    "add_preparation",
    "answer_opinion",
    "close_consultation",
    "close_dispute",
    "conclude_preparation",
    "concluded",
    "confirm_record",
    "correct",
    "correct_item",
    "declare",
    "declare_about",
    "declarer",
    "end_display",
    "file_criteria",
    "file_record",
    "file_scheme",
    "grade",
    "groups_to_consult",
    "keeper",
    "may_file",
    "may_state",
    "must_be_free",
    "name_batch",
    "name_party",
    "open_consultation",
    "open_dispute",
    "post_display",
    "propose",
    "proposer",
    "recorder",
    "scheme_digest",
    "unconfirm_record",
    "unheard",
    "withdraw_item",
    "withdraw_lift",
]
