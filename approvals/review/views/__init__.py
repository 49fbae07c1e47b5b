"""Pages of reviews."""

from approvals.review.views.acting import (
    review_attendance,
    review_cancel,
    review_conclude,
    review_opinion,
    review_output,
)
from approvals.review.views.convening import project_reviews, review_convene
from approvals.review.views.reading import review_detail, review_list, review_print

__all__ = [
    "project_reviews",
    "review_attendance",
    "review_cancel",
    "review_conclude",
    "review_convene",
    "review_detail",
    "review_list",
    "review_opinion",
    "review_output",
    "review_print",
]
