"""Reserve pool, projects and their works items, the life cycle's table."""
