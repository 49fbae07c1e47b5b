"""Every write of this room. Each is one transaction, asks for the right, and leaves the gates to be asked anew."""

from projects.services.acting import acts_for, declarer, proposer
from projects.services.declaring import declare
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
    "declarer",
    "grade",
    "must_be_free",
    "name_batch",
    "propose",
    "proposer",
    "withdraw_item",
]
