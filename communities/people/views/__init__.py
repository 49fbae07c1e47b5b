"""Pages of the menu 系统 by noun, and what a person sees of his own rights."""

from communities.people.views.access import access_page
from communities.people.views.guarding import for_administrators, for_both, for_security

__all__ = ["access_page", "for_administrators", "for_both", "for_security"]
