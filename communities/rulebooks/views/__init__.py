"""Pages of the rulebook: reading it, and laying entries over it."""

from communities.rulebooks.views import entries, reading

__all__ = ["entries", "reading"]
