"""Every write of this room. Each is one transaction, asks for the right, and leaves the gates to be asked anew."""

from projects.services.acting import acts_for, declarer, proposer, recorder
from projects.services.declaring import declare, declare_about
from projects.services.filing import file_criteria, file_record, may_file, may_state
from projects.services.items import ItemDraft, add_items, correct_item, withdraw_item
from projects.services.ledger import LEDGER, correct
from projects.services.pooling import grade, name_batch
from projects.services.proposing import must_be_free, propose

__all__ = [
    "LEDGER",
    "ItemDraft",
    "acts_for",
    "add_items",
    "correct",
    "correct_item",
    "declare",
    "declare_about",
    "declarer",
    "file_criteria",
    "file_record",
    "grade",
    "may_file",
    "may_state",
    "must_be_free",
    "name_batch",
    "propose",
    "proposer",
    "recorder",
    "withdraw_item",
]
