"""Reads of this room."""

from funding.queries.percentages import shares_fixed

__all__ = ["shares_fixed"]
