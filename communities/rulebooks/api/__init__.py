"""The rulebook in force and the decisions made by it, as JSON."""
