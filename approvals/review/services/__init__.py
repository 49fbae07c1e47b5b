"""Every write of a review. Each is one transaction: it holds the project and the round, asks, writes, records."""

from approvals.review.services.concluding import Concluded, cancel, conclude
from approvals.review.services.convening import convene
from approvals.review.services.opinions import give_opinion
from approvals.review.services.papers import fill_output, record_attendance

__all__ = [
    "Concluded",
    "cancel",
    "conclude",
    "convene",
    "fill_output",
    "give_opinion",
    "record_attendance",
]
