"""Who must agree and who has: gates and transitions."""
