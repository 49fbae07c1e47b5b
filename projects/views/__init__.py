"""Pages of one project, by noun."""

from projects.views.asking import by_rulebook, may_edit, page_with_forms, placed_or_404, project_or_404

__all__ = ["by_rulebook", "may_edit", "page_with_forms", "placed_or_404", "project_or_404"]
